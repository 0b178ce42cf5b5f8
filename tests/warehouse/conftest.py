"""Candidates and batches for the warehouse's tests."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from news.identity import content_hash
from news.schema import article_table
from pipeline.kinship import TextKinship
from transforms.fingerprint import fingerprint
from warehouse.candidate import make_candidate
from warehouse.connection import opened
from warehouse.load import Batch, Loaded, load_batch, note_sources

Row = dict[str, Any]


@pytest.fixture
def candidate(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path / "candidates" / "test.duckdb"
    make_candidate(tmp_path / "news.duckdb", path)
    with opened(path, read_only=False) as connection:
        yield connection


@pytest.fixture
def load(candidate: duckdb.DuckDBPyConnection) -> Callable[..., Loaded]:
    def run(batch_id: str, *rows: Row) -> Loaded:
        return load_rows(candidate, batch_id, *rows)

    return run


def load_rows(connection: duckdb.DuckDBPyConnection, batch_id: str, *rows: Row, whole: bool = True) -> Loaded:
    table = fingerprint(article_table([{**row, "batch_id": batch_id} for row in rows]))
    refused = pa.compute.is_valid(table["rejection"])
    batch = Batch(batch_id, 1, table.filter(pa.compute.invert(refused)), table.filter(refused), whole=whole)
    loaded = load_batch(connection, batch, TextKinship())
    note_sources(connection)
    return loaded


def capture(article: str, day: int, body: str, **more: Any) -> Row:
    """A capture of `article` on a day of November 2025, as the stages leave it."""
    return {
        "record_id": f"<urn:test:{article}:{day}>",
        "target_uri": f"https://kabar.example/{article}",
        "warc_file": "test.warc.gz",
        "warc_offset": day,
        "warc_date": datetime(2025, 11, day, tzinfo=UTC),
        "source": "kabar.example",
        "article_id": article,
        "url": f"https://kabar.example/{article}",
        "headline": f"Judul {article}",
        "article_body": body,
        "date_published": date(2025, 11, 1),
        "in_language": "id",
        "content_hash": content_hash(f"Judul {article}", body),
        **more,
    }


def refused(article: str, day: int, rule: str = "body_short") -> Row:
    rejection = {"gate": "validate", "rule": rule, "value": "3", "reason": "too short", "remedy": "none"}
    return capture(article, day, "pendek", rejection=rejection)
