from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.conftest import Row, capture, load_rows, refused
from warehouse.candidate import make_candidate
from warehouse.connection import opened

_UNRESOLVED = {
    "gate": "extract",
    "rule": "revisit_unresolved",
    "value": "x",
    "reason": "expected",
    "remedy": "land",
}
_CAPTURES = "SELECT article_id, day(warc_date), outcome, rule FROM captures ORDER BY warc_date"


def revisit(article: str, day: int, of: Row, **refers_to: Any) -> Row:
    named = refers_to or {"record_id": of["record_id"]}
    bare = {"headline": None, "article_body": None, "content_hash": None, "date_published": None}
    return capture(article, day, "", rejection=_UNRESOLVED, refers_to=named, **bare)


FIRST = capture("a", 1, "satu", payload_digest="sha1:A")
AGAIN = revisit("a", 2, FIRST)
EDITED = capture("a", 3, "dua", payload_digest="sha1:B")
LAST = revisit("a", 4, EDITED)


@pytest.mark.parametrize("order", list(permutations((FIRST, AGAIN, EDITED, LAST))))
def test_a_revisit_is_the_article_unchanged_in_any_order_of_arrival(
    order: tuple[Row, ...], tmp_path: Path
) -> None:
    make_candidate(tmp_path / "news.duckdb", tmp_path / "candidate.duckdb")
    with opened(tmp_path / "candidate.duckdb", read_only=False) as connection:
        for row in order:
            load_rows(connection, f"batch-{row['record_id']}", row)
        assert connection.execute(_CAPTURES).fetchall() == [
            ("a", 1, "new", None),
            ("a", 2, "unchanged", None),
            ("a", 3, "new_version", None),
            ("a", 4, "unchanged", None),
        ]
        assert connection.execute(
            "SELECT version, article_body, day(last_seen) FROM articles"
        ).fetchall() == [(2, "dua", 4)]
        assert connection.execute("SELECT DISTINCT captures, accepted, rejected FROM batches").fetchall() == [
            (1, 1, 0)
        ]


@pytest.mark.parametrize(
    "refers_to",
    [
        {"target_uri": FIRST["target_uri"], "warc_date": FIRST["warc_date"]},
        {"record_id": "<urn:test:lost>", "target_uri": FIRST["target_uri"], "warc_date": FIRST["warc_date"]},
    ],
)
def test_address_and_date_name_the_capture_where_its_id_does_not(
    candidate: duckdb.DuckDBPyConnection, refers_to: dict[str, Any]
) -> None:
    load_rows(candidate, "one", FIRST, revisit("a", 2, FIRST, **refers_to))
    assert candidate.execute(_CAPTURES).fetchall()[1] == ("a", 2, "unchanged", None)


def test_the_payload_names_the_capture_where_nothing_else_does(
    candidate: duckdb.DuckDBPyConnection,
) -> None:
    same = revisit("a", 2, FIRST, target_uri=None) | {"payload_digest": "sha1:A"}
    load_rows(candidate, "one", FIRST, EDITED, same)
    assert candidate.execute(_CAPTURES).fetchall()[1] == ("a", 2, "unchanged", None)


def test_an_unknown_capture_leaves_a_rejection_that_says_so(candidate: duckdb.DuckDBPyConnection) -> None:
    load_rows(candidate, "one", AGAIN)
    assert candidate.execute(_CAPTURES).fetchall() == [("a", 2, "rejected", "revisit_unresolved")]
    assert candidate.execute("SELECT rule, times_seen FROM rejections").fetchall() == [
        ("revisit_unresolved", 1)
    ]


def test_a_revisit_of_what_was_refused_is_refused_for_the_same_reason(
    candidate: duckdb.DuckDBPyConnection,
) -> None:
    short = refused("b", 1)
    load_rows(candidate, "late", revisit("b", 2, short))
    load_rows(candidate, "early", short)
    assert candidate.execute(_CAPTURES).fetchall() == [
        ("b", 1, "rejected", "body_short"),
        ("b", 2, "rejected", "body_short"),
    ]


def test_reading_the_earlier_capture_anew_moves_its_revisits(candidate: duckdb.DuckDBPyConnection) -> None:
    load_rows(candidate, "one", FIRST)
    load_rows(candidate, "two", AGAIN)
    load_rows(candidate, "one", capture("a", 1, "dibaca lebih baik", payload_digest="sha1:A"))
    assert candidate.execute(
        "SELECT version, article_body, day(first_seen), day(last_seen) FROM articles"
    ).fetchall() == [(1, "dibaca lebih baik", 1, 2)]


def _elsewhere(article: str, day: int, of: Row) -> Row:
    """A revisit under an address of its own, so that only the chain leads to the text."""
    return revisit(article, day, of) | {
        "target_uri": f"https://kabar.example/lain/{day}",
        "payload_digest": "",
    }


_SECOND = _elsewhere("b", 2, FIRST)
_THIRD = _elsewhere("c", 3, _SECOND)


@pytest.mark.parametrize("order", [(FIRST, _SECOND, _THIRD), (_THIRD, _SECOND, FIRST)])
def test_a_revisit_of_a_revisit_leads_to_the_text(
    candidate: duckdb.DuckDBPyConnection, order: tuple[Row, ...]
) -> None:
    for row in order:
        load_rows(candidate, f"batch-{row['record_id']}", row)
    assert candidate.execute(_CAPTURES).fetchall() == [
        ("a", 1, "new", None),
        ("a", 2, "unchanged", None),
        ("a", 3, "unchanged", None),
    ]


def test_revisits_that_refer_to_each_other_stay_unresolved(candidate: duckdb.DuckDBPyConnection) -> None:
    one = _elsewhere("b", 2, FIRST)
    two = _elsewhere("c", 3, one)
    one["refers_to"] = {"record_id": two["record_id"]}
    load_rows(candidate, "one", one, two)
    assert {row[2] for row in candidate.execute(_CAPTURES).fetchall()} == {"rejected"}
