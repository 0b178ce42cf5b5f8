from pathlib import Path

import pytest
import yaml

from crawlers.reading import furniture
from crawlers.reading.furniture import furniture_hold

CASES = yaml.safe_load(Path(__file__).with_name("furniture.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "expected"), CASES.items())
def test_hold_of_a_name(name: str, expected: str | None) -> None:
    hold = furniture_hold(name)
    assert (hold.name.lower() if hold else None) == expected


def test_no_beginning_is_shorter_than_what_words_are_told_apart_by() -> None:
    _, beginnings, _ = furniture._words()
    assert min(map(len, beginnings)) >= furniture._HEAD
