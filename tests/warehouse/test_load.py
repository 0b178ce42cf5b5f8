from collections.abc import Callable
from itertools import permutations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.conftest import capture, load_rows, refused
from warehouse.load import Loaded
from warehouse.schema import describe, migrate

_VERSIONS = (
    "SELECT version, article_body, day(valid_from), day(valid_to) FROM article_versions ORDER BY version"
)


def test_each_capture_has_one_outcome(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 1, "teks pertama"), refused("b", 1))
    load("two", capture("a", 2, "teks pertama"), capture("a", 3, "teks kedua"))
    rows = candidate.execute(
        "SELECT article_id, day(warc_date), outcome FROM captures ORDER BY ALL"
    ).fetchall()
    assert rows == [("a", 1, "new"), ("a", 2, "unchanged"), ("a", 3, "new_version"), ("b", 1, "rejected")]
    assert candidate.execute(
        "SELECT captures, accepted, rejected FROM batches ORDER BY batch_id"
    ).fetchall() == [
        (2, 1, 1),
        (2, 2, 0),
    ]


def test_an_edit_becomes_a_version(candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]) -> None:
    load("one", capture("a", 1, "satu"))
    load("two", capture("a", 2, "dua"))
    load("three", capture("a", 3, "satu"))
    assert candidate.execute(_VERSIONS).fetchall() == [
        (1, "satu", 1, 2),
        (2, "dua", 2, 3),
        (3, "satu", 3, None),
    ]
    assert candidate.execute("SELECT version, article_body FROM articles").fetchall() == [(3, "satu")]


def test_cosmetic_changes_make_no_version(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 1, "Satu  dua"))
    load("two", capture("a", 2, "satu dua"))
    assert candidate.execute("SELECT version, article_body, day(last_seen) FROM articles").fetchall() == [
        (1, "satu dua", 2)
    ]


def test_only_another_wording_is_a_change_of_headline(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    headlines = [None, "Pasar Dibuka", "PASAR \u00a0 Dibuka ", "Pasar Ikan Dibuka", None]
    load("one", *(capture("a", day, f"teks {day}", headline=told) for day, told in enumerate(headlines, 1)))
    rows = candidate.execute(
        "SELECT version, headline_before, headline_after FROM headline_changes ORDER BY version"
    ).fetchall()
    assert rows == [
        (2, None, "Pasar Dibuka"),
        (4, "PASAR \u00a0 Dibuka ", "Pasar Ikan Dibuka"),
        (5, "Pasar Ikan Dibuka", None),
    ]


def test_an_older_capture_takes_its_place_in_history(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("late", capture("a", 9, "baru"))
    load("early", capture("a", 1, "lama"))
    assert candidate.execute(_VERSIONS).fetchall() == [(1, "lama", 1, 9), (2, "baru", 9, None)]


def test_a_batch_that_is_loaded_again_changes_nothing(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    rows = [capture("a", 1, "satu"), capture("a", 2, "dua"), refused("b", 1), capture("c", 2, "tiga")]
    first = load("one", *rows)
    before = contents(candidate)
    assert load("one", *rows) == first
    assert contents(candidate) == before


def test_a_record_that_stands_twice_in_a_file_counts_once(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    loaded = load("one", capture("a", 1, "satu"), capture("a", 1, "satu"), refused("b", 1), refused("b", 1))
    assert (loaded.captures, loaded.new, loaded.rejected) == (2, 1, 1)


def test_a_capture_that_no_longer_passes_leaves_the_articles(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 1, "satu", cuts=[{"rule": "r", "kind": "k", "text": "t", "target": None}]))
    load("again", refused("a", 1))
    assert candidate.execute("SELECT count(*) FROM articles").fetchall() == [(0,)]
    assert candidate.execute("SELECT count(*) FROM cuts").fetchall() == [(0,)]
    assert candidate.execute("SELECT count(*) FROM machinery.bands").fetchall() == [(0,)]
    assert candidate.execute("SELECT outcome FROM captures").fetchall() == [("rejected",)]


def test_a_capture_that_is_read_anew_to_another_address_leaves_the_old_one(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 1, "satu"), capture("a", 2, "dua"), capture("b", 1, "tiga"))
    moved = {"article_id": "c", "url": "https://kabar.example/c"}
    load("again", *({**capture(name, 1, text), **moved} for name, text in (("a", "satu"), ("b", "tiga"))))
    rows = candidate.execute(
        "SELECT article_id, version, article_body FROM article_versions ORDER BY ALL"
    ).fetchall()
    assert rows == [("a", 1, "dua"), ("c", 1, "satu"), ("c", 2, "tiga")]


def test_a_refusal_seen_again_counts_up(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", refused("b", 1))
    load("two", refused("b", 5))
    rows = candidate.execute(
        "SELECT rule, times_seen, day(first_seen), day(last_seen), warc_offset FROM rejections"
    ).fetchall()
    assert rows == [("body_short", 2, 1, 5, 5)]


def test_a_batch_that_fails_leaves_nothing(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 1, "satu"))
    before = contents(candidate)
    candidate.execute("ALTER TABLE batches RENAME TO elsewhere")
    with pytest.raises(duckdb.CatalogException):
        load("two", capture("b", 1, "dua"))
    candidate.execute("ALTER TABLE elsewhere RENAME TO batches")
    assert contents(candidate) == before


def test_memory_follows_the_batch_and_not_the_machine(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 1, "satu"))
    assert candidate.execute("SELECT current_setting('memory_limit')").fetchall() == [("768.0 MiB",)]


_CAPTURES = [
    capture("a", 1, "satu"),
    capture("a", 2, "dua"),
    capture("a", 3, "satu"),
    capture("b", 2, "empat " * 70),
    capture("c", 1, "empat " * 70),
    refused("d", 1),
]


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(_CAPTURES), cut=st.integers(0, len(_CAPTURES)))
def test_neither_order_nor_batches_change_the_result(order: list, cut: int) -> None:
    whole = _loaded([_CAPTURES])
    parts = _loaded([part for part in (order[:cut], order[cut:]) if part])
    assert parts == whole


def test_every_order_of_three_captures_gives_the_same_history() -> None:
    results = {str(_loaded([[one] for one in order])) for order in permutations(_CAPTURES[:3])}
    assert len(results) == 1


def _loaded(batches: list[list[dict]]) -> dict[str, list]:
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        describe(connection)
        for number, rows in enumerate(batches):
            load_rows(connection, f"batch {number}", *rows)
        return contents(connection)


def contents(connection: duckdb.DuckDBPyConnection) -> dict[str, list]:
    """Every table but run clocks, batch ids and the record of merges, sorted."""
    tables = [
        "articles",
        "article_versions",
        "captures",
        "links",
        "cuts",
        "stories",
        "machinery.bands",
        "sources",
    ]
    return {
        table: connection.execute(
            f"SELECT * EXCLUDE (batch_id) FROM {table} ORDER BY ALL"
            if table == "captures"
            else f"SELECT * FROM {table} ORDER BY ALL"
        ).fetchall()
        for table in tables
    }
