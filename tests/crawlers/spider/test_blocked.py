"""Bot walls by name, and pages that only look like one."""

from pathlib import Path

import pytest
import yaml

from crawlers.spider.blocked import blocked_by

_HERE = Path(__file__).parent
WALLS = yaml.safe_load((_HERE / "walls.yaml").read_text("utf-8"))
OTHERS = yaml.safe_load((_HERE / "no_walls.yaml").read_text("utf-8"))
LONG = " ".join(["Warga desa bergotong royong memperbaiki jalan yang rusak akibat banjir pekan lalu."] * 30)


@pytest.mark.parametrize("case", WALLS, ids=[f"{case['wall']}-{number}" for number, case in enumerate(WALLS)])
def test_walls(case):
    assert blocked_by(case["status"], case["headers"], case["body"].encode()) == case["wall"]


@pytest.mark.parametrize("case", OTHERS)
def test_false_friends(case):
    assert blocked_by(case["status"], case["headers"], case["body"].replace("LONG", LONG).encode()) is None
