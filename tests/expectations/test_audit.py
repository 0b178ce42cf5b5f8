import pyarrow as pa
import pytest

from expectations.audit import audit
from expectations.rules import AUDIT_RULES, Rule


def _frames(**changed: pa.Table) -> dict[str, pa.Table]:
    strings = pa.list_(pa.string())
    frames = {
        "keys": pa.table({"relation": ["articles"], "surplus": [0], "batches": pa.array([None], strings)}),
        "references": pa.table({"reference": ["a.b"], "orphans": [0], "batches": pa.array([None], strings)}),
        "batches": pa.table({"batch_id": ["one"], "unaccounted": [0]}),
        "captures": pa.table({"batch_id": ["one"], "unaccounted": [0]}),
        "outcomes": pa.table({"crawl": ["one kabar"], "uncaptured": [0]}),
        "articles": pa.table(
            {
                "batch_id": ["one", "two"],
                "headline_length": [10, 12],
                "body_length": [100, 200],
                "days_after_capture": [-1.0, None],
                "language_known": [1.0, 1.0],
                "date_known": [1.0, 0.0],
            }
        ),
    }
    return frames | changed


def _broken(frames: dict[str, pa.Table]) -> dict[str, tuple[str, ...]]:
    return {finding.rule: finding.batches for finding in audit(frames) if not finding.success}


def test_a_sound_file_holds() -> None:
    findings = audit(_frames())
    assert [finding.rule for finding in findings] == [rule.id for rule in AUDIT_RULES]
    assert all(finding.success for finding in findings)


def test_an_empty_file_holds() -> None:
    frames = {name: frame.slice(0, 0) for name, frame in _frames().items()}
    assert _broken(frames) == {}


@pytest.mark.parametrize(
    ("frame", "column", "values", "rule", "batches"),
    [
        ("keys", "surplus", [2], "keys_unique", ()),
        ("references", "orphans", [1], "references_whole", ()),
        ("batches", "unaccounted", [-1], "batches_balanced", ("one",)),
        ("captures", "unaccounted", [3], "captures_accounted", ("one",)),
        ("articles", "headline_length", [0, 5], "headline_present", ("one",)),
        ("articles", "body_length", [7, 0], "body_present", ("two",)),
        ("articles", "days_after_capture", [2.0, 0.0], "published_before_seen", ("one",)),
        ("articles", "language_known", [0.0, 0.0], "language_known", ()),
        ("articles", "date_known", [0.0, 0.0], "date_known", ()),
    ],
)
def test_what_does_not_hold_is_named_with_its_batches(
    frame: str, column: str, values: list[float], rule: str, batches: tuple[str, ...]
) -> None:
    table = _frames()[frame]
    changed = table.set_column(table.column_names.index(column), column, pa.array(values))
    assert _broken(_frames(**{frame: changed})) == {rule: batches}


def test_batches_of_a_list_are_named() -> None:
    keys = pa.table({"relation": ["articles", "links"], "surplus": [1, 1], "batches": [["b", "a"], ["b"]]})
    assert _broken(_frames(keys=keys)) == {"keys_unique": ("a", "b")}


def test_a_rule_that_cannot_be_evaluated_is_a_fault_of_ours() -> None:
    rule = Rule("odd", "batches", "no_such_column", "ExpectColumnValuesToNotBeNull")
    with pytest.raises(RuntimeError, match="rule odd could not be evaluated on column no_such_column"):
        audit({"batches": _frames()["batches"]}, [rule])
