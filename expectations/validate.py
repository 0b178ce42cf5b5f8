"""The stage `validate`: rows that break a rule carry the rule and the offending value from here on."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from expectations.engine import check
from expectations.rules import ROW_RULES, Rule
from news.rejection import Rejection
from news.schema import set_column

_RUN = re.compile(r"(\S)\1{20,}")


def validate(table: pa.Table) -> pa.Table:
    """Set `rejection` on each row that breaks a rule of `ROW_RULES`; the first rule that fails counts.

    Raises:
        RuntimeError: a rule could not be evaluated.
    """
    facts = row_facts(table)
    rejections: list[dict[str, str] | None] = table["rejection"].to_pylist()
    for verdict in check(facts.to_pandas(), ROW_RULES):
        for row in verdict.rows:
            rejections[row] = rejections[row] or _rejection(verdict.rule, facts, row)
    return set_column(table, "rejection", rejections)


def row_facts(table: pa.Table) -> pa.Table:
    """Return what the rules look at, one row an article, numbers where numbers will do."""
    body = pc.fill_null(table["article_body"], "")
    length = pc.utf8_length(body)
    letters = pc.utf8_length(pc.replace_substring_regex(body, r"[^\p{L}\p{M}]+", ""))
    broken = pc.count_substring(body, "\ufffd")
    at_least_one = pc.cast(pc.max_element_wise(length, 1), pa.float64())
    return pa.table(
        {
            "article_id": pc.fill_null(table["article_id"], ""),
            "url": pc.fill_null(table["url"], ""),
            "body_length": length,
            "body_start": pc.utf8_slice_codeunits(body, 0, 80),
            "taken_out": [_first_cut(cuts) for cuts in table["cuts"].to_pylist()],
            "words": pc.fill_null(table["word_count"], 0),
            "headline_length": pc.utf8_length(pc.fill_null(table["headline"], "")),
            "days_after_capture": _days_after_capture(table),
            "year_published": pc.cast(pc.year(table["date_published"]), pa.float64()),
            "letter_share": pc.divide(pc.cast(letters, pa.float64()), at_least_one),
            "broken_share": pc.divide(pc.cast(broken, pa.float64()), at_least_one),
            "longest_run": [_longest_run(text) for text in body.to_pylist()],
        }
    )


def _days_after_capture(table: pa.Table) -> pa.Array:
    captured = pc.cast(table["warc_date"], pa.date32(), safe=False)
    return pc.subtract(
        pc.cast(pc.cast(table["date_published"], pa.int32()), pa.float64()),
        pc.cast(pc.cast(captured, pa.int32()), pa.float64()),
    )


def _first_cut(cuts: list[dict[str, str]] | None) -> str:
    return cuts[0]["text"] if cuts else ""


def _longest_run(text: str) -> int:
    """Return how often one character, no white space, stands in a row at most; 0 for up to 20 times."""
    return max((len(found[0]) for found in _RUN.finditer(text)), default=0)


def _rejection(rule: Rule, facts: pa.Table, row: int) -> dict[str, str]:
    found = facts[rule.value or rule.column][row].as_py()
    shown = f"{found:g}" if isinstance(found, float) else str(found)
    return Rejection(
        "validate", rule.id, shown, f"expected {rule.expected}, found {shown!r}", rule.remedy
    ).as_row()
