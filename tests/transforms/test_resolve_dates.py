from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.schema import article_table
from transforms.resolve_dates import resolve_dates

CASES = yaml.safe_load((Path(__file__).parent / "resolve_dates.yaml").read_text(encoding="utf-8"))
CAPTURED = datetime(2025, 11, 28, 3, tzinfo=UTC)
ZONES = {"portal_wita": "Asia/Makassar"}
FILLED = (
    "date_published",
    "published_at",
    "date_published_precision",
    "date_published_from",
    "time_zone",
)


def row_of(case: dict[str, Any]) -> dict[str, Any]:
    given_values = {key: value for key, value in case.items() if key not in {"why", "expect", "evidence"}}
    return {"source": "portal", "warc_date": CAPTURED, "in_language": "id", **given_values}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_an_article_gets_its_day(case: dict[str, Any]) -> None:
    resolved = resolve_dates(article_table([row_of(case)]), zones=ZONES).to_pylist()[0]
    assert {key: resolved[key] for key in FILLED} == {key: case["expect"].get(key) for key in FILLED}
    if "evidence" in case:
        assert [one["found_by"] for one in resolved["date_evidence"]] == case["evidence"]


def test_all_rows_stay_in_their_order_and_a_second_time_changes_nothing() -> None:
    rows = [{**row_of(case), "record_id": str(place)} for place, case in enumerate(CASES)]
    table = article_table(rows)
    once = resolve_dates(table, zones=ZONES)
    assert once["record_id"].to_pylist() == table["record_id"].to_pylist()
    assert once.schema == table.schema
    assert resolve_dates(once, zones=ZONES).equals(once)


def test_no_row_is_no_reason_to_fail() -> None:
    assert resolve_dates(article_table([])).num_rows == 0


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["kemarin", "Senin (3/11)", "3 November 2025", "rapat,", "pada", "akan", "\n\n", "."])
    ),
    st.sampled_from([None, "https://contoh.id/2025/11/04/judul", "https://contoh.id/2025/judul/"]),
)
def test_a_day_stands_only_where_evidence_says_it(words: list[str], url: str | None) -> None:
    row = row_of({"article_body": " ".join(words), "url": url})
    resolved = resolve_dates(article_table([row])).to_pylist()[0]
    days = {one["day"] for one in resolved["date_evidence"] if one["precision"] == "day"}
    assert resolved["date_published"] in days | {None}
    assert (
        resolved["date_published"] is None
        or date(1991, 8, 6) <= resolved["date_published"] <= CAPTURED.date()
    )
    assert resolved["published_at"] is None
