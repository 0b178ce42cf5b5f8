from pathlib import Path

import pyarrow as pa
import pytest

from news.schema import article_table
from tests.warehouse.conftest import capture, load_rows
from transforms.fingerprint import fingerprint
from warehouse.candidate import make_candidate
from warehouse.connection import opened
from warehouse.schema import migrate, migrations

BODIES = {name: " ".join(f"{name}{number}" for number in range(80)) for name in ("rilis", "pasar")}
KEYS_A_ROW = range(1, 5)
"""Versions of the schema in which each key had a row of its own."""


def _published(path: Path, version: int) -> pa.Table:
    """Make a published file of that version with two articles and their keys; return those."""
    rows = [{"article_id": name, "headline": name, "article_body": body} for name, body in BODIES.items()]
    read = fingerprint(article_table(rows))
    with opened(path, read_only=False) as connection:
        migrate(connection, migrations()[:version])
        connection.register("read", read)
        connection.execute(
            """
            INSERT INTO articles BY NAME
            SELECT article_id, headline, article_body, content_hash, 1 AS version, article_id AS story_id
            FROM read;
            INSERT INTO machinery.bands BY NAME SELECT article_id, unnest(bands) AS key FROM read;
            """
        )
    return read


@pytest.mark.parametrize("version", KEYS_A_ROW)
def test_an_older_file_keeps_its_keys_and_what_they_find(tmp_path: Path, version: int) -> None:
    read = _published(tmp_path / "news.duckdb", version)
    make_candidate(tmp_path / "news.duckdb", tmp_path / "candidate.duckdb")
    with opened(tmp_path / "candidate.duckdb", read_only=False) as connection:
        kept = connection.execute("SELECT article_id, bands FROM machinery.bands ORDER BY ALL").fetchall()
        assert dict(kept) == {row["article_id"]: sorted(row["bands"]) for row in read.to_pylist()}
        load_rows(connection, "one", capture("copy", 2, BODIES["rilis"] + " dikutip dari kantor berita"))
        assert connection.execute("SELECT article_id, other_id, kind FROM links").fetchall() == [
            ("copy", "rilis", "reprint")
        ]
