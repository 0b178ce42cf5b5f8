import pyarrow as pa
import pytest

from expectations.audit import audit
from expectations.audit_rules import AUDIT_RULES
from expectations.rule import Rule


def _frames(**changed: pa.Table) -> dict[str, pa.Table]:
    strings = pa.list_(pa.string())
    frames = {
        "keys": pa.table({"surplus": [0], "told": ["0 too many in a"], "batches": pa.array([None], strings)}),
        "references": pa.table({"orphans": [0], "told": ["0 in a.b"], "batches": pa.array([None], strings)}),
        "batches": pa.table({"batch_id": ["one"], "unaccounted": [0]}),
        "captures": pa.table({"batch_id": ["one"], "unaccounted": [0]}),
        "ledgers": pa.table({"name": ["kabar.jsonl"], "missing": [0]}),
        "outcomes": pa.table({"crawl": ["one kabar"], "uncaptured": [0]}),
        "articles": pa.table(
            {
                "batch_id": ["one", "two"],
                "shortest_headline": [10, 12],
                "shortest_body": [100, 200],
                "longest_body": [1000, 2000],
                "days_after_capture": [-1.0, None],
            }
        ),
        "shares": pa.table({"language": [1.0], "date": [0.9], "author": [0.4], "topic": [0.8]}),
    }
    frames |= {
        name: _sources(0.0) for name in ("yields", "fields", "texts", "acceptance", "freshness", "mix")
    }
    return frames | changed


def _sources(strength: float) -> pa.Table:
    return pa.table({"source": ["kabar"], "strength": [strength], "told": ["kabar: less"]})


def _broken(frames: dict[str, pa.Table]) -> dict[str, tuple[str, ...]]:
    return {finding.rule: finding.batches for finding in audit(frames) if not finding.success}


def test_a_sound_file_holds() -> None:
    findings = audit(_frames())
    assert [finding.rule for finding in findings] == [rule.id for rule in AUDIT_RULES]
    assert all(finding.success for finding in findings)


def test_an_empty_file_holds() -> None:
    frames = {name: frame.slice(0, 0) for name, frame in _frames().items()}
    assert _broken(frames) == {}


_BROKEN = [
    ("keys", "surplus", [2], "keys_unique", ()),
    ("references", "orphans", [1], "references_whole", ()),
    ("batches", "unaccounted", [-1], "batches_balanced", ("one",)),
    ("captures", "unaccounted", [3], "captures_accounted", ("one",)),
    ("ledgers", "missing", [2], "ledgers_balanced", ()),
    ("outcomes", "uncaptured", [2], "outcomes_captured", ()),
    ("articles", "shortest_headline", [0, 5], "headline_present", ("one",)),
    ("articles", "shortest_body", [7, 0], "body_present", ("two",)),
    ("articles", "longest_body", [7, 200_001], "body_bounded", ("two",)),
    ("articles", "days_after_capture", [2.0, 0.0], "published_before_seen", ("one",)),
    ("shares", "language", [0.4], "language_known", ()),
    ("shares", "date", [0.4], "date_known", ()),
    ("shares", "author", [0.05], "author_known", ()),
    ("shares", "topic", [0.4], "topic_known", ()),
    ("yields", "strength", [4.5], "yield_steady", ()),
    ("fields", "strength", [31.0], "fields_steady", ()),
    ("texts", "strength", [31.0], "texts_steady", ()),
    ("acceptance", "strength", [31.0], "acceptance_steady", ()),
    ("freshness", "strength", [12.0], "sources_fresh", ()),
    ("mix", "strength", [0.1], "mix_steady", ()),
]


def test_what_does_not_hold_is_named_with_its_batches() -> None:
    frames = _frames()
    for frame, column, values, _, _ in _BROKEN:
        table = frames[frame]
        frames[frame] = table.set_column(table.column_names.index(column), column, pa.array(values))
    assert _broken(frames) == {rule: batches for *_, rule, batches in _BROKEN}
    assert {rule for *_, rule, _ in _BROKEN} == {rule.id for rule in AUDIT_RULES}


def test_batches_of_a_list_are_named() -> None:
    told = ["1 too many in articles", "1 too many in links"]
    keys = pa.table({"surplus": [1, 1], "told": told, "batches": [["b", "a"], ["b"]]})
    assert _broken(_frames(keys=keys)) == {"keys_unique": ("a", "b")}
    [finding] = [one for one in audit(_frames(keys=keys)) if not one.success]
    assert finding.found == "1 too many in articles; 1 too many in links"


def test_a_message_names_some_of_many_batches() -> None:
    many = [f"batch-{number:04d}" for number in range(1_200)]
    keys = pa.table({"surplus": [1], "told": ["1 too many in articles"], "batches": [many]})
    [finding] = [one for one in audit(_frames(keys=keys)) if not one.success]
    assert finding.batches == tuple(many)
    assert "in batch-0000, batch-0001, batch-0002, batch-0003, batch-0004 and 1,195 more" in str(finding)
    assert len(str(finding)) < 400


def test_only_broken_keys_and_sums_block_publishing() -> None:
    blocking = {rule.id for rule in AUDIT_RULES if rule.severity == "critical"}
    assert blocking == {
        "keys_unique",
        "references_whole",
        "batches_balanced",
        "captures_accounted",
        "ledgers_balanced",
        "headline_present",
        "body_present",
        "body_bounded",
        "published_before_seen",
    }


def test_a_rule_that_cannot_be_evaluated_is_a_fault_of_ours() -> None:
    rule = Rule("odd", "batches", "no_such_column", "ExpectColumnValuesToNotBeNull")
    with pytest.raises(
        RuntimeError, match=r"rule odd could not be evaluated on column batches\.no_such_column"
    ):
        audit({"batches": _frames()["batches"]}, [rule, next(r for r in AUDIT_RULES if r.frame == "batches")])
