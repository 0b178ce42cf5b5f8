from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from expectations.drift import Drift, drift_table
from tests.warehouse.conftest import capture, refused
from warehouse.health import day_facts, last_facts, mix_facts, page_facts, record_drifts
from warehouse.health_file import file_facts
from warehouse.load import Loaded

_NOW = datetime(2025, 11, 21, tzinfo=UTC)


def _drift(measure: str) -> Drift:
    page = {"record_id": "<a>", "target_uri": "u", "warc_date": _NOW, "warc_file": "f", "warc_offset": 3}
    return Drift("kabar", measure, _NOW, 1.0, 0.0, 40.0, "told", page, None)


def test_pages_tell_what_was_read_and_what_was_refused(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    cut = {"rule": "r", "kind": "related_link", "text": "Baca", "target": None}
    load("one", capture("a", 11, "satu dua", author=["Ida"], cuts=[cut]), refused("b", 12))
    load("two", capture("a", 13, "satu dua tiga", image="x.jpg"), capture("a", 14, "satu dua tiga"))
    load("hand", capture("c", 15, "seed", source="files"))
    rows = page_facts(candidate).to_pylist()
    assert [(row["record_id"], row["accepted"], row["read"]) for row in rows] == [
        ("<urn:test:a:11>", True, True),
        ("<urn:test:b:12>", False, False),
        ("<urn:test:a:13>", True, False),
    ]
    assert (rows[0]["has_author"], rows[0]["has_image"]) == (True, False)
    assert rows[0]["day"] % 7 == datetime(2025, 11, 11, tzinfo=UTC).weekday()


def test_days_and_rhythms_come_from_outcomes(candidate: duckdb.DuckDBPyConnection) -> None:
    candidate.execute(
        """
        INSERT INTO sources (source, crawl_hours) VALUES ('kabar', 24), ('asing', NULL);
        INSERT INTO outcomes (run_id, source, url, kind, outcome, decided_at) VALUES
            ('1', 'kabar', 'u1', 'article', 'fetched', '2025-11-19 01:00:00+00'),
            ('1', 'kabar', 'u2', 'article', 'blocked', '2025-11-19 01:00:00+00'),
            ('1', 'kabar', 'f', 'feed', 'fetched', '2025-11-19 01:00:00+00'),
            ('2', 'kabar', 'u1', 'article', 'unchanged', '2025-11-20 00:00:00+00'),
            ('2', 'asing', 'u9', 'article', 'fetched', '2025-11-20 00:00:00+00')
        """
    )
    told = [(row["source"], row["outcome"], row["number"]) for row in day_facts(candidate).to_pylist()]
    assert told == [
        ("asing", "fetched", 1),
        ("kabar", "blocked", 1),
        ("kabar", "fetched", 1),
        ("kabar", "unchanged", 1),
    ]
    assert last_facts(candidate, _NOW).to_pylist() == [
        {"source": "kabar", "every": 24.0, "crawled": 24.0, "brought": 47.0}
    ]


def test_the_mix_compares_the_newest_week_with_those_before(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 2, "satu"), capture("b", 20, "dua", in_language="en"), capture("c", 21, "tiga"))
    rows = {row["value"]: (row["newest"], row["before"]) for row in mix_facts(candidate).to_pylist()}
    assert rows == {"id": (1, 1), "en": (1, 0)}


def test_a_drift_keeps_the_moment_it_was_noticed_until_it_is_mended(
    candidate: duckdb.DuckDBPyConnection,
) -> None:
    later = _NOW + timedelta(days=1)
    record_drifts(candidate, drift_table([_drift("author")]), "first", _NOW)
    record_drifts(candidate, drift_table([_drift("author"), _drift("date")]), "second", later)
    noticed = candidate.execute("SELECT measure, noticed_at, run_id FROM drifts ORDER BY measure").fetchall()
    assert noticed == [("author", _NOW, "second"), ("date", later, "second")]
    record_drifts(candidate, drift_table([]), "third", later)
    assert candidate.execute("SELECT count(*) FROM drifts").fetchall() == [(0,)]


def test_source_health_names_what_drifts(
    candidate: duckdb.DuckDBPyConnection, load: Callable[..., Loaded]
) -> None:
    load("one", capture("a", 11, "satu", source="kabar"), capture("b", 12, "dua", source="lain"))
    record_drifts(candidate, drift_table([_drift("date"), _drift("author")]), "first", _NOW)
    found = candidate.execute("SELECT source, drifting FROM source_health ORDER BY source").fetchall()
    assert found == [("kabar", ["author", "date"]), ("lain", [])]


def test_a_file_that_is_no_database_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    assert file_facts(path, path.with_name("scratch")) == {"exists": False}
    path.write_text("no database")
    assert file_facts(path, path.with_name("scratch"))["error"]


def test_an_empty_table_of_drifts_has_the_columns_of_the_file(candidate: duckdb.DuckDBPyConnection) -> None:
    columns = candidate.execute("SELECT column_name FROM (DESCRIBE drifts)").fetchall()
    assert isinstance(drift_table([]), pa.Table)
    assert [*drift_table([]).column_names, "noticed_at", "run_id"] == [name for (name,) in columns]
