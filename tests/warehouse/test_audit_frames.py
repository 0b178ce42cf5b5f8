from collections.abc import Callable
from datetime import date

import duckdb
import pyarrow as pa
import pytest

from expectations.audit_rules import AUDIT_RULES
from expectations.rule import Rule
from tests.warehouse.conftest import capture, refused
from warehouse.audit_frames import KEYLESS, KEYS, REFERENCES, audit_frames
from warehouse.load import Loaded


def _broken(candidate: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Evaluate the critical rules by hand: what the frames show is under test here, not the engine."""
    frames = audit_frames(candidate)
    found = {}
    for rule in AUDIT_RULES:
        if rule.severity == "critical":
            table = frames[rule.frame]
            rows = [
                at for at, value in enumerate(table[rule.column].to_pylist()) if not _between(value, rule)
            ]
            if rows:
                found[rule.id] = _batches(table, rows)
    return found


def _between(value: float | None, rule: Rule) -> bool:
    low, high = rule.arguments["min_value"], rule.arguments["max_value"]
    return value is None or ((low is None or value >= low) and (high is None or value <= high))


def _batches(table: pa.Table, rows: list[int]) -> tuple[str, ...]:
    if "batch_id" in table.column_names:
        return tuple(table["batch_id"][at].as_py() for at in rows)
    if "batches" in table.column_names:
        return tuple(sorted({name for at in rows for name in table["batches"][at].as_py() or ()}))
    return ()


def test_an_edit_that_moves_the_date_forward_passes(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 11, "lama", date_published=date(2025, 11, 10)))
    load("two", capture("a", 21, "baru", date_published=date(2025, 11, 20)))
    assert _broken(candidate) == {}


def test_a_date_after_its_capture_an_orphan_and_a_repeated_key_are_found(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 11, "satu", date_published=date(2025, 11, 20)))
    candidate.execute("INSERT INTO cuts (article_id, position) VALUES ('nobody', 0)")
    candidate.execute("INSERT INTO captures SELECT * FROM captures")
    broken = _broken(candidate)
    assert broken["published_before_seen"] == ("one",)
    assert {"references_whole", "keys_unique"} <= set(broken)


def test_each_table_has_its_key_checked_and_each_reference_exists(
    candidate: duckdb.DuckDBPyConnection,
) -> None:
    columns: dict[str, set[str]] = {}
    for schema, name, column in candidate.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE database_name = 'warta'"
    ).fetchall():
        columns.setdefault(name if schema == "main" else f"{schema}.{name}", set()).add(column)
    tables = {
        name if schema == "main" else f"{schema}.{name}"
        for schema, name in candidate.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'warta'"
        ).fetchall()
    }
    assert tables - set(KEYS) - KEYLESS == set()
    assert {name for name, key in KEYS.items() if not set(key) <= columns[name]} == set()
    for relation, column, target, target_column in REFERENCES:
        assert column in columns[relation]
        assert target_column in columns[target]


BREAK = {
    "keys_unique": "INSERT INTO article_topics SELECT * FROM article_topics",
    "references_whole": "DELETE FROM machinery.current_since",
    "batches_balanced": "UPDATE batches SET rejected = rejected + 1",
    "captures_accounted": "UPDATE captures SET outcome = 'unchanged' WHERE outcome = 'new'",
    "ledgers_balanced": (
        "INSERT INTO machinery.ledgers BY NAME "
        "SELECT 'x.jsonl' AS name, 'r' AS run_id, 'kabar' AS source, 3 AS discovered"
    ),
    "headline_present": "UPDATE articles SET headline = ''",
    "body_present": "UPDATE articles SET article_body = NULL",
    "body_bounded": "UPDATE articles SET article_body = repeat('a', 200001)",
    "published_before_seen": "UPDATE articles SET date_published = DATE '2025-12-24'",
}


@pytest.mark.parametrize(("rule", "damage"), BREAK.items())
def test_what_is_broken_is_found(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded], rule: str, damage: str
) -> None:
    topic = {"scheme": "iptc", "code": "medtop:11000000", "label": "politics", "score": 0.5}
    candidate.execute("INSERT INTO topics (scheme, code) VALUES ('iptc', 'medtop:11000000')")
    load("one", capture("a", 11, "satu dua tiga", topics=[topic]), refused("b", 12))
    assert _broken(candidate) == {}
    candidate.execute(damage)
    assert set(_broken(candidate)) == {rule}


def test_a_body_of_many_bytes_and_few_characters_passes(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 11, "記" * 150_000))
    assert _broken(candidate) == {}
