"""Each cleaning rule against its before → after examples and its false friends, written by hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.clean.article import clean_draft
from transforms.clean.draft import Draft
from transforms.clean.rules import RULES

EXAMPLES = Path(__file__).parent / "rules"
GIVEN = ("headline", "publisher")
FOUND = ("dateline", "publisher", "byline", "credit", "author", "caption")


def load(rule_id: str) -> dict[str, Any]:
    path = EXAMPLES / f"{rule_id.replace('/', '_')}.yaml"
    assert path.exists(), f"rule {rule_id} has no examples: write tests/transforms/clean/rules/{path.name}"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def examples(part: str) -> list[Any]:
    return [
        pytest.param(rule.id, example, id=f"{rule.id}-{number}")
        for rule in RULES
        for number, example in enumerate(load(rule.id)[part])
    ]


def paragraphs(text: str) -> str:
    return text.replace("¶", "\n\n")


@pytest.mark.parametrize(("rule_id", "example"), examples("cut"))
def test_cuts(rule_id: str, example: dict[str, Any]) -> None:
    draft = Draft.of(paragraphs(example["before"]), example.get("headline"))
    draft.publisher = example.get("given_publisher")
    clean_draft(draft)
    assert draft.body == paragraphs(example["after"])
    own = [cut for cut in draft.cuts if cut.rule == rule_id]
    texts = {cut.text for cut in draft.cuts}
    assert own
    assert set(example["cuts"]) == texts
    if "targets" in example:
        assert set(example["targets"]) == {cut.target for cut in own}
    for name in FOUND:
        if name in example:
            assert getattr(draft, name) == example[name]


@pytest.mark.parametrize(("rule_id", "example"), examples("keep"))
def test_false_friends_survive(rule_id: str, example: Any) -> None:
    body = paragraphs(example["body"] if isinstance(example, dict) else example)
    draft = Draft.of(body, example.get("headline") if isinstance(example, dict) else None)
    clean_draft(draft)
    assert draft.body == body
    assert draft.cuts == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_has_enough_examples(rule: Any) -> None:
    example = load(rule.id)
    assert len(example["cut"]) >= 1
    assert len(example["keep"]) >= 3


def test_ids_are_unique_and_files_belong_to_rules() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == {rule_id.replace("/", "_") for rule_id in ids}
