from pathlib import Path

import pytest
import yaml

from crawlers.reading.furniture import furniture_hold

CASES = yaml.safe_load(Path(__file__).with_name("furniture.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "expected"), CASES.items())
def test_hold_of_a_name(name: str, expected: str | None) -> None:
    hold = furniture_hold(name)
    assert (hold.name.lower() if hold else None) == expected
