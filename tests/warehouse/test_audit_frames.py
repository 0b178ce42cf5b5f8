from collections.abc import Callable
from datetime import date

import duckdb

from expectations.audit import audit
from tests.warehouse.conftest import capture
from warehouse.audit_frames import audit_frames
from warehouse.load import Loaded


def _broken(candidate: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    return {
        finding.rule: finding.batches for finding in audit(audit_frames(candidate)) if not finding.success
    }


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
