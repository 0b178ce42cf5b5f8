"""Each rule that refuses a capture or a file is explained to whoever meets it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import crawlers.extract
from expectations.rules import AUDIT_RULES, ROW_RULES
from expectations.rules_page import rules_table
from tests.docs.pages import ROOT


def extract_rules() -> Iterator[str]:
    """Yield the rules of the gate `extract`, as its source names them."""
    tree = ast.parse(Path(crawlers.extract.__file__).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_rejected":
            rule = node.args[0]
            assert isinstance(rule, ast.Constant)
            yield str(rule.value)


_LANDING = sorted({*extract_rules(), *(rule.id for rule in ROW_RULES)})
_AUDIT = sorted(rule.id for rule in AUDIT_RULES)


@pytest.mark.parametrize(("page", "rules"), [("rejections.md", _LANDING), ("audit.md", _AUDIT)])
def test_the_table_of_refusals_lists_each_rule_once_and_no_other(page: str, rules: list[str]) -> None:
    written = (ROOT / "docs" / page).read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", written, re.MULTILINE)
    assert sorted(listed) == rules, f"docs/{page}: the table of rules and the code differ"


def test_the_rules_of_articles_are_those_that_are_checked() -> None:
    written = (ROOT / "docs" / "rejections.md").read_text("utf-8")
    assert rules_table(ROW_RULES) in written, (
        "docs/rejections.md shows other rules; paste what `warta rejections rules -f markdown` prints"
    )
