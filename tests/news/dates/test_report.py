from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.dates.report import dates_of_report
from news.dates.standpoint import Standpoint

CASES = yaml.safe_load((Path(__file__).parent / "report.yaml").read_text(encoding="utf-8"))
CAPTURED = datetime(2025, 11, 28, 3, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_report_names_its_day(case: dict[str, Any]) -> None:
    captured = case["captured"].astimezone(UTC) if "captured" in case else CAPTURED
    seen_from = Standpoint(captured, case.get("language", "id"))
    found = dates_of_report(case["paragraphs"], seen_from, datelines=case.get("datelines", ()))
    days = list(dict.fromkeys(one.day for one in found))
    assert days == case["expect"]
    assert all(one.found_by == "text" for one in found)
    assert [one.at for one in found[:1]] == ([case["at"]] if "at" in case else [None] * len(found[:1]))


def test_nothing_is_counted_from_a_capture_that_came_long_after() -> None:
    assert dates_of_report(["Pasar ditinjau, kemarin."], Standpoint(CAPTURED, "id"), counted=False) == []


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(max_size=120), max_size=8))
def test_any_text_is_read_without_failing(paragraphs: list[str]) -> None:
    found = dates_of_report(paragraphs, Standpoint(CAPTURED, "id"))
    assert all(one.day <= CAPTURED.date() for one in found)
