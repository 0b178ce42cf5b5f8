from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.dates import date_in_url

CASES = yaml.safe_load((Path(__file__).parent / "urls.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("url", "day", "precision"), CASES)
def test_a_path_gives_the_date_that_it_writes(url: str, day: date | None, precision: str | None) -> None:
    read = date_in_url(url)
    assert (read.day, read.precision) == (day, precision) if read else day is None


@settings(deadline=None, max_examples=100)
@given(st.dates(date(1995, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found_in_a_dated_path(day: date) -> None:
    read = date_in_url(f"https://contoh.id/{day:%Y/%m/%d}/judul/")
    assert read is not None
    assert read.day == day


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_any_url_is_read_without_failing(url: str) -> None:
    date_in_url(url)
