"""Open DuckDB files the way each of them wants to be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection

STORAGE_VERSION = "v1.2.0"
"""Oldest DuckDB that opens the published file, and the oldest storage that has zstd for text."""

_LEAST_ZSTD = 200
"""Characters of a column's average text from which it is stored with zstd.

DuckDB's own 4,096 leaves the texts of articles uncompressed: 4.1 kB an article of 2.5 kB instead of 0.9."""


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
        connection.execute(f"SET zstd_min_string_length = {_LEAST_ZSTD}")
        if not read_only:
            connection.execute(f"SET temp_directory = {quoted(str(spilling_folder(path)))}")
        mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE_VERSION}'"
        connection.execute(f"ATTACH {quoted(str(path))} AS warta ({mode})")
        connection.execute("USE warta")
        yield connection
    finally:
        connection.close()


def spilling_folder(path: Path) -> Path:
    """Return where a writer of the file at `path` puts what memory does not hold; gone once it has closed."""
    return path.with_name(path.name + ".tmp")


def quoted(text: str) -> str:
    """Return `text` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
