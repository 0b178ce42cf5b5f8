from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.dates import DateEvidence, choose, ranked

CAPTURED = datetime(2025, 11, 28, 3, tzinfo=UTC)


def says(day: date, found_by: str, precision: str = "day", **more: object) -> DateEvidence:
    at, zone = more.get("at"), more.get("zone")
    assert at is None or isinstance(at, datetime)
    assert zone is None or isinstance(zone, str)
    return DateEvidence(day, at, precision, found_by, zone, day.isoformat())


TEXT = says(date(2025, 11, 3), "text")
ADDRESS = says(date(2025, 11, 4), "url")
MONTH = says(date(2025, 11, 1), "url", "month")
METADATA = says(date(2025, 11, 5), "json-ld", "second")
TOMORROW = says(date(2025, 12, 24), "json-ld")
BEFORE_THE_WEB = says(date(1970, 1, 1), "json-ld")


@pytest.mark.parametrize(
    ("evidence", "best"),
    [
        ([], None),
        ([TEXT, ADDRESS, METADATA], METADATA),
        ([TEXT, ADDRESS], ADDRESS),
        ([MONTH, TEXT], TEXT),
        ([MONTH], MONTH),
        ([TOMORROW, TEXT], TEXT),
        ([BEFORE_THE_WEB, TEXT], TEXT),
        ([TOMORROW, BEFORE_THE_WEB], None),
    ],
)
def test_the_better_evidence_wins(evidence: list[DateEvidence], best: DateEvidence | None) -> None:
    assert choose(evidence, CAPTURED) == best


def test_a_moment_later_than_the_capture_by_more_than_any_zone_is_impossible() -> None:
    late = says(
        date(2025, 11, 28), "json-ld", "second", at=datetime(2025, 11, 28, 18, tzinfo=UTC), zone="UTC"
    )
    assert choose([late], CAPTURED) is None


def test_a_moment_in_utc_takes_the_local_day_that_the_page_shows() -> None:
    at = datetime(2025, 11, 3, 23, 30, tzinfo=UTC)
    written = says(date(2025, 11, 3), "json-ld", "second", at=at, zone="UTC")
    shown = says(date(2025, 11, 4), "stamp", "minute", at=at, zone="Asia/Jakarta")
    best = choose([written, shown], CAPTURED)
    assert best is not None
    assert (best.day, best.at, best.time_zone, best.found_by) == (
        date(2025, 11, 4),
        at,
        "Asia/Jakarta",
        "json-ld",
    )


def test_a_moment_in_utc_keeps_its_day_where_the_page_shows_another_day_altogether() -> None:
    written = says(
        date(2025, 11, 3), "json-ld", "second", at=datetime(2025, 11, 3, 23, 30, tzinfo=UTC), zone="UTC"
    )
    assert choose([written, says(date(2025, 11, 9), "stamp")], CAPTURED) == written


DAYS = st.dates(date(1960, 1, 1), date(2027, 1, 1))
EVIDENCE = st.builds(
    says,
    DAYS,
    st.sampled_from(["json-ld", "feed", "meta", "time", "stamp", "url", "script", "text", "rumour"]),
    st.sampled_from(["second", "minute", "day", "month", "year"]),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(EVIDENCE, max_size=8))
def test_ranking_keeps_all_evidence_and_changes_nothing_twice(evidence: list[DateEvidence]) -> None:
    order = ranked(evidence, CAPTURED)
    assert sorted(map(repr, order)) == sorted(map(repr, evidence))
    assert ranked(order, CAPTURED) == order
    best = choose(evidence, CAPTURED)
    assert best is None or best.day <= CAPTURED.date()
