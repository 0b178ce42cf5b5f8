from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.dates import find_dates
from news.dates.calendar import NEAR_YEARS

CASES = yaml.safe_load((Path(__file__).parent / "find_dates.yaml").read_text(encoding="utf-8"))
CAPTURED = datetime(2025, 11, 28, 3, tzinfo=UTC)
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum’at", "Sabtu", "Minggu"]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['text']} @ {case['captured']:%Y-%m-%d %H.%M}"
)
def test_a_text_says_its_dates(case: dict[str, Any]) -> None:
    found = find_dates(
        case["text"],
        case["captured"].astimezone(UTC),
        language=case.get("language"),
        time_zone=case.get("time_zone"),
    )
    assert [(one.day, one.precision) for one in found] == [
        (one["day"], one["precision"]) for one in case["expect"]
    ]
    for one, expected in zip(found, case["expect"], strict=True):
        assert one.at == expected.get("at")
        assert one.time_zone == expected.get("zone")
        assert one.text == expected.get("text", one.text)


@settings(deadline=None, max_examples=200)
@given(st.dates(date(2000, 1, 1), date(2025, 11, 27)))
def test_a_weekday_decides_the_year_among_the_near_ones_or_not_at_all(day: date) -> None:
    text = f"rapat, {WEEKDAYS[day.weekday()]} ({day.day}/{day.month})."
    found = find_dates(text, CAPTURED, language="id")
    assert all(one.day <= CAPTURED.date() and one.day.isoweekday() == day.isoweekday() for one in found)
    if day.year > CAPTURED.year - NEAR_YEARS:
        assert [one.day for one in found] == [day]


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    for one in find_dates(text, CAPTURED):
        assert one.text
        assert one.at is None or one.time_zone is not None


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from("0123456789/.-() SeninJuni2025:hariWIB,"), max_size=60).map("".join))
def test_text_that_looks_like_dates_is_read_without_failing(text: str) -> None:
    assert all(one.precision in {"second", "minute", "day", "month"} for one in find_dates(text, CAPTURED))
