from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from crawlers.reading.head import read_head
from crawlers.reading.headline import read_headline

CASES = yaml.safe_load(Path(__file__).with_name("headlines.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_headline(case: dict[str, Any]) -> None:
    head = read_head(LexborHTMLParser(case["html"]), "https://www.kabarkalteng.example/2025/11/banjir")
    assert read_headline(head) == (case["headline"], case["found_in"])
