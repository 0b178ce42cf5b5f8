"""Open DuckDB files the way each of them wants to be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection

STORAGE_VERSION = "v1.2.0"
"""Oldest DuckDB that opens the published file, and the oldest storage that has zstd for text."""


@contextmanager
def opened(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection whose default database is the file at `path`, its time zone UTC.

    A file that does not exist is made with `STORAGE_VERSION` unless `read_only`.

    Raises:
        duckdb.IOException: the file is missing, held by a writer, or no DuckDB file.
    """
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")  # it writes among the rows of `warta query`
        mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE_VERSION}'"
        connection.execute(f"ATTACH {quoted(str(path))} AS warta ({mode})")
        connection.execute("USE warta")
        yield connection
    finally:
        connection.close()


def quoted(text: str) -> str:
    """Return `text` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
