"""The stage `validate`: rows that break a rule carry the rule and the offending value from here on.

>>> from news.identity import article_id
>>> from news.schema import article_table
>>> url = "https://kabar.example/1"
>>> page = {"url": url, "article_id": article_id(url), "headline": "Just a moment...", "word_count": 4,
...         "article_body": "Checking your browser before accessing."}
>>> validate(article_table([page]))["rejection"][0].as_py()["rule"]
'challenge_page'
"""

from collections.abc import Collection, Mapping

import pyarrow as pa

from expectations.engine import check
from expectations.row_facts import row_facts
from expectations.rule import Rule
from expectations.rules import ROW_RULES
from expectations.standard import Standard
from news.rejection import Rejection
from news.schema import set_column

_NO_STANDARDS: Mapping[str, Standard] = {}


def validate(
    table: pa.Table,
    *,
    standards: Mapping[str, Standard] = _NO_STANDARDS,
    waivers: Collection[tuple[str, str]] = (),
) -> pa.Table:
    """Set `rejection` on each row that a rule of `ROW_RULES` rejects, and `warnings` to all it only marks.

    The first rule that rejects is the reason. One that is waived for the page is a warning instead.

    Args:
        table: articles.
        standards: id of a source, or host, to what it is held to.
        waivers: target URI and rule of each page that may pass.

    Raises:
        RuntimeError: a rule could not be evaluated.
    """
    facts = row_facts(table, standards)
    pages = table["target_uri"].to_pylist()
    rejections: list[dict[str, str] | None] = table["rejection"].to_pylist()
    warnings: dict[int, list[dict[str, object]]] = {}
    for verdict in check(facts.to_pandas(), ROW_RULES):
        rule = verdict.rule
        for row in verdict.rows:
            waived = rule.waivable and (pages[row], rule.id) in waivers
            rejection = _rejection(rule, facts, row)
            if waived or rule.severity == "warning":
                told = {"rule": rule.id, "value": rejection["value"], "waived": waived}
                warnings.setdefault(row, []).append(told)
            else:
                rejections[row] = rejections[row] or rejection
    none: list[dict[str, object]] = []
    table = set_column(table, "warnings", [warnings.get(row, none) for row in range(table.num_rows)])
    return set_column(table, "rejection", list(rejections))


def _rejection(rule: Rule, facts: pa.Table, row: int) -> dict[str, str]:
    found = facts[rule.value or rule.column][row].as_py()
    shown = f"{found:g}" if isinstance(found, float) else str(found)
    return Rejection(
        "validate", rule.id, shown, f"expected {rule.expected}, found {shown!r}", rule.remedy
    ).as_row()
