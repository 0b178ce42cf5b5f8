from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.dates import parse_timestamp

CASES = yaml.safe_load((Path(__file__).parent / "timestamps.yaml").read_text(encoding="utf-8"))
OFFSETS = st.sampled_from(
    [timezone(timedelta(minutes=minutes)) for minutes in (-570, -180, 0, 330, 420, 480, 540)]
)
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2037, 12, 31), timezones=OFFSETS)


@pytest.mark.parametrize(("value", "day", "precision", "at", "zone"), CASES)
def test_a_stamp_says_a_day_and_no_more_than_it_writes(
    value: str, day: date | None, precision: str, at: datetime | None, zone: str | None
) -> None:
    read = parse_timestamp(value, "meta")
    if day is None:
        assert read is None
        return
    assert read is not None
    assert (read.day, read.precision, read.at, read.time_zone) == (day, precision, at, zone)
    assert read.text == value
    assert read.found_by == "meta"


def test_a_given_zone_serves_values_without_one_and_no_others() -> None:
    local = parse_timestamp("2025-11-03 10:15:00", "meta", time_zone="Asia/Makassar")
    assert local is not None
    assert local.at == datetime(2025, 11, 3, 2, 15, tzinfo=UTC)
    stated = parse_timestamp("2025-11-03 10:15:00Z", "meta", time_zone="Asia/Makassar")
    assert stated is not None
    assert stated.time_zone == "UTC"


@settings(deadline=None, max_examples=100)
@given(MOMENTS)
def test_iso_8601_and_rfc_5322_are_read_to_the_second(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    for value in (moment.isoformat(), format_datetime(moment)):
        read = parse_timestamp(value, "feed")
        assert read is not None
        assert read.day == moment.date()
        assert read.at in ({moment} if moment.time() != moment.time().min else {None})


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60) | st.text("0123456789-:TZ+/ .", max_size=30))
def test_any_value_is_read_without_failing(value: str) -> None:
    read = parse_timestamp(value, "meta")
    assert read is None or read.text
