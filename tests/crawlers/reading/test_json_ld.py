from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading.json_ld import article_of, parse_json_ld, text_of

CASES = yaml.safe_load(Path(__file__).with_name("json_ld.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_json_ld_of_the_wild_is_read(case: dict[str, Any]) -> None:
    found = [obj["headline"] for obj in parse_json_ld(case["source"]) if obj.get("headline")]
    assert found == case["headlines"]


def test_the_article_that_says_most_is_the_page_s() -> None:
    objects = [
        {"@type": "NewsArticle", "headline": "Terkait"},
        {"@type": ["NewsArticle"], "headline": "Utama", "datePublished": "2025-11-03"},
        {"@type": "Organization", "name": "Kabar"},
    ]
    assert article_of(objects)["headline"] == "Utama"
    assert article_of([]) == {}


def test_a_text_may_stand_in_lists_and_objects() -> None:
    assert text_of([{"name": None}, {"name": "Rini &amp; Budi "}]) == "Rini & Budi"
    assert text_of(3) is None


def test_deep_nesting_ends() -> None:
    assert parse_json_ld("[" * 100_000) == []
    assert parse_json_ld('{"@graph":[' * 50 + "{}" + "]}" * 50)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet='{}[]",:\\\n abc@<>!-', max_size=80))
def test_nothing_raises(source: str) -> None:
    assert isinstance(parse_json_ld(source), list)
