"""What the view `rejections` says, over captures that were refused, seen again, mended and waived."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.conftest import capture, load_rows, refused
from warehouse.candidate import make_candidate
from warehouse.connection import opened
from warehouse.load import replace_reference
from warehouse.rejections import (
    MENDED,
    WAIVERS,
    Wanted,
    add_mended,
    find_rejections,
    grouped_rejections,
    mended,
    note_gone,
    note_mended,
    refused_captures,
    remember_refused,
)

Connection = duckdb.DuckDBPyConnection
_BODY = "Warga menanam ulin di tepi sungai bersama para guru dan murid sekolah dasar."
_NOW = datetime(2025, 12, 1, tzinfo=UTC)


def told(candidate: Connection, **wanted: Any) -> list[tuple[Any, ...]]:
    found = find_rejections(candidate, Wanted(**wanted))
    return [(row["target_uri"][-1], row["rule"], row["times_seen"], row["status"]) for row in found]


def again(candidate: Connection, batch: str, *rows: dict[str, Any]) -> None:
    """Read captures once more, as a replay does."""
    remember_refused(candidate)
    load_rows(candidate, batch, *rows)
    note_mended(candidate, _NOW)


def test_seen_again_it_counts_up(candidate: Connection, load: Callable[..., Any]) -> None:
    load("one", refused("a", 3), refused("b", 3))
    load("two", refused("a", 10), refused("a", 17, rule="letters_few"))
    assert told(candidate) == [
        ("a", "letters_few", 1, "open"),
        ("a", "body_short", 2, "open"),
        ("b", "body_short", 1, "open"),
    ]
    (found,) = find_rejections(
        candidate, Wanted(rule="body_short", source="kabar.example", since="2025-11-05")
    )
    assert (found["first_seen"].day, found["last_seen"].day) == (3, 10)


def test_a_later_capture_that_is_accepted_mends_the_page(
    candidate: Connection, load: Callable[..., Any]
) -> None:
    load("one", refused("a", 3), capture("b", 3, _BODY))
    load("two", capture("a", 10, _BODY), refused("b", 10))
    assert told(candidate) == [("b", "body_short", 1, "open"), ("a", "body_short", 1, "passed")]


def test_a_capture_that_passes_when_read_again_stays_told(
    candidate: Connection, load: Callable[..., Any]
) -> None:
    load("one", refused("a", 3), refused("a", 10), refused("b", 3))
    again(candidate, "one", capture("a", 3, _BODY), refused("a", 10), refused("b", 3))
    assert told(candidate, rule="body_short") == [
        ("a", "body_short", 2, "open"),
        ("b", "body_short", 1, "open"),
    ]
    again(candidate, "one", capture("a", 3, _BODY), capture("a", 10, _BODY), refused("b", 3))
    assert told(candidate, status="passed") == [("a", "body_short", 2, "passed")]
    again(candidate, "one", refused("a", 3), capture("a", 10, _BODY), refused("b", 3))
    assert told(candidate, status="passed") == [("a", "body_short", 2, "passed")]  # its later capture stands


def test_another_rule_takes_the_place_of_the_first(candidate: Connection, load: Callable[..., Any]) -> None:
    load("one", refused("a", 3))
    again(candidate, "one", refused("a", 3, rule="letters_few"))
    assert told(candidate) == [("a", "letters_few", 1, "open")]


def test_a_waiver_shows_once_its_captures_have_passed(
    candidate: Connection, load: Callable[..., Any]
) -> None:
    load("one", refused("a", 3))
    waiver = {"target_uri": "https://kabar.example/a", "rule": "body_short", "note": "telegram"}
    waiver |= {"decided_by": "rina", "decided_at": _NOW}
    replace_reference(candidate, "waivers", pa.Table.from_pylist([waiver], schema=WAIVERS))
    assert told(candidate) == [("a", "body_short", 1, "open")]
    again(candidate, "one", capture("a", 3, "pendek"))
    (found,) = find_rejections(candidate, Wanted(status="waived"))
    assert (found["note"], found["decided_by"], found["decided_at"]) == ("telegram", "rina", _NOW)


def test_what_cannot_be_read_again_has_expired(candidate: Connection, load: Callable[..., Any]) -> None:
    load("one", refused("a", 3))
    note_gone(candidate, ["test.warc.gz"])
    assert told(candidate) == [("a", "body_short", 1, "open")]
    note_gone(candidate, [])
    assert told(candidate) == [("a", "body_short", 1, "expired")]


def test_what_waits_for_another_file_was_not_mended(candidate: Connection, load: Callable[..., Any]) -> None:
    load("one", refused("a", 3, rule="revisit_unresolved"))
    again(candidate, "one", capture("a", 3, _BODY))
    assert told(candidate) == []


def test_groups_and_captures(candidate: Connection, load: Callable[..., Any]) -> None:
    load("one", refused("a", 3), refused("b", 10), refused("a", 17))
    (group,) = grouped_rejections(candidate, Wanted())
    assert (group["pages"], group["captures"], group["open"], group["last_seen"].day) == (2, 3, 2, 17)
    (newest,) = find_rejections(candidate, Wanted(ids=(group["newest"][:6],)))
    captures = refused_captures(candidate, [newest["rejection_id"]])
    assert [one["record_id"] for one in captures] == ["<urn:test:a:3>", "<urn:test:a:17>"]


def test_a_ledger_is_added_once(candidate: Connection, load: Callable[..., Any]) -> None:
    load("one", refused("a", 3))
    again(candidate, "one", capture("a", 3, _BODY))
    kept = mended(candidate)
    assert kept.schema == MENDED
    add_mended(candidate, kept)
    assert mended(candidate).equals(kept)


def test_some_captures_alone_leave_the_counts_of_their_batches(
    candidate: Connection, load: Callable[..., Any]
) -> None:
    load("one", refused("a", 3), refused("b", 3), capture("c", 3, _BODY))
    rows = {"batch_id": "one", **capture("a", 3, _BODY + " Selesai.")}
    load_rows(candidate, "one", rows, whole=False)
    counts = "SELECT captures, accepted, rejected FROM batches"
    assert candidate.execute(counts).fetchall() == [(3, 2, 1)]


_reading = st.tuples(
    st.sampled_from("ab"), st.integers(1, 3), st.sampled_from([None, "body_short", "letters_few"])
)


@settings(max_examples=6, deadline=None)
@given(runs=st.lists(st.lists(_reading, min_size=1, max_size=4, unique_by=lambda one: one[:2]), max_size=4))
def test_each_capture_has_one_outcome_and_each_refusal_is_told(
    runs: list[list[tuple[str, int, str | None]]], tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("runs")
    make_candidate(folder / "news.duckdb", folder / "candidate.duckdb")
    last: dict[tuple[str, int], str | None] = {}
    with opened(folder / "candidate.duckdb", read_only=False) as connection:
        for number, run in enumerate(runs):
            again(
                connection,
                f"run-{number}",
                *(refused(name, day, rule) if rule else capture(name, day, _BODY) for name, day, rule in run),
            )
            last |= {(name, day): rule for name, day, rule in run}
        outcomes = connection.execute(
            "SELECT outcome = 'rejected', count(*) FROM captures GROUP BY 1"
        ).fetchall()
        assert sum(count for _, count in outcomes) == len(last)
        assert dict(outcomes).get(True, 0) == sum(rule is not None for rule in last.values())
        refusing = {(name, rule) for (name, _), rule in last.items() if rule}
        found = {(row[0], row[1]) for row in told(connection)}
        assert refusing <= found
        ids = [row["rejection_id"] for row in find_rejections(connection, Wanted())]
        assert len(ids) == len(set(ids))
