"""Read the published file: read-only, never in anybody's way, and unable to read anything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from news.errors import Busy, InputError
from warehouse.candidate import copy_for_reading
from warehouse.connection import opened
from warehouse.schema import Relation, describe, documented, migrate

_ROWS_AT_ONCE = 10_000


@contextmanager
def reading(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a read-only connection to the published file that can reach no other file.

    Raises:
        InputError: nothing has been published yet.
        Busy: somebody holds the file open for writing.
    """
    if not published.exists():
        raise InputError(f"{published}: nothing published yet. Run `warta run --offline` for a first file.")
    try:
        with opened(published, read_only=True) as connection:
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
    except duckdb.IOException as error:
        if "lock" not in str(error).lower():
            raise
        raise Busy(
            f"{published}: held open for writing by another process, which no reader needs to. "
            f"Close it, or open it read-only. DuckDB says: {str(error).splitlines()[0]}"
        ) from error


@contextmanager
def snapshot(published: Path, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Yield a connection to what is published, None where nothing is; nobody can keep it from being read.

    Where a stranger holds the file for writing or has left a write-ahead log beside it, a copy is read.

    Args:
        published: the published file.
        scratch: where such a copy goes; removed afterwards.
    """
    if not published.exists():
        yield None
    elif published.with_name(published.name + ".wal").exists() or _held(published):
        copy_for_reading(published, scratch)
        try:
            with opened(scratch, read_only=True) as connection:
                yield connection
        finally:
            scratch.unlink()
    else:
        with opened(published, read_only=True) as connection:
            yield connection


@contextmanager
def run_query(published: Path, sql: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """Yield the names of the columns and the rows that `sql` brings, a chunk in memory at a time.

    Raises:
        InputError: the SQL is wrong, or wants what a reader may not do.
        Busy: somebody holds the file open for writing.
    """
    with reading(published) as connection:
        try:
            batches = connection.sql(sql)
            if batches is None:
                yield [], iter(())
                return
            yield batches.columns, _rows(batches.to_arrow_reader(_ROWS_AT_ONCE))
        except duckdb.Error as error:
            raise InputError(f"{error}") from error


def totals_of(published: Path) -> dict[str, int]:
    """Return the number of articles, versions, stories and rejections in the published file."""
    names = {
        "articles": "articles",
        "versions": "article_versions",
        "stories": "stories",
        "rejections": "rejections",
    }
    counts = ", ".join(f"(SELECT count(*) FROM {relation}) AS {name}" for name, relation in names.items())
    with run_query(published, f"SELECT {counts}") as (columns, rows):
        return dict(zip(columns, next(rows), strict=True))


def documented_schema(published: Path) -> list[Relation]:
    """Return every public relation of the published file; before there is one, of what would be published."""
    if published.exists():
        with reading(published) as connection:
            return documented(connection)
    connection = duckdb.connect(":memory:")
    try:
        migrate(connection)
        describe(connection)
        return documented(connection)
    finally:
        connection.close()


def _rows(batches: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(_values(column) for column in batch.columns), strict=True)


def _values(column: pa.Array) -> list[Any]:
    """Return Python values; a FLOAT with the seven digits it has, not the sixteen of a double."""
    values: list[Any] = column.to_pylist()
    if column.type != pa.float32():
        return values
    return [value if value is None else float(f"{value:.7g}") for value in values]


def _held(published: Path) -> bool:
    try:
        with opened(published, read_only=True):
            return False
    except duckdb.IOException:
        return True
