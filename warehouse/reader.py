"""Read the published file: read-only, never in anybody's way, and unable to read anything else."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from news.errors import InputError
from warehouse.brought import totals
from warehouse.candidate import copy_for_reading
from warehouse.connection import opened
from warehouse.schema import Relation, describe, documented, migrate

_ROWS_AT_ONCE = 10_000


@contextmanager
def reading(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a read-only connection to what is published, which can reach no other file.

    Raises:
        InputError: nothing has been published yet, or there is no room for a copy (see `snapshot`).
    """
    with (
        tempfile.TemporaryDirectory(prefix="warta-") as scratch,
        snapshot(published, Path(scratch) / published.name) as connection,
    ):
        if connection is None:
            raise InputError(
                f"{published}: nothing published yet. Run `warta run --offline` for a first file."
            )
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection


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
        return
    with ExitStack() as ending:
        connection = None
        if not _log_of(published).exists():
            with suppress(duckdb.IOException):  # a stranger holds it
                connection = ending.enter_context(opened(published, read_only=True))
        if connection is None:
            ending.callback(scratch.unlink, missing_ok=True)
            copy_for_reading(published, scratch)
            connection = ending.enter_context(opened(scratch, read_only=True))
        yield connection


def what_is_odd(published: Path) -> str | None:
    """Say what keeps the published file from being read in its place, None where nothing does."""
    if _log_of(published).exists():
        return f"{_log_of(published).name} lies beside it, from a session that opened it for writing"
    if _held(published):
        return "another process holds it open for writing, which no reader needs to"
    return None


@contextmanager
def run_query(published: Path, sql: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """Yield the names of the columns, each once, and the rows that `sql` brings, a chunk in memory at a time.

    Raises:
        InputError: the SQL is wrong, is not one statement, or wants what a reader may not do.
    """
    with reading(published) as connection:
        try:
            if len(connection.extract_statements(sql)) != 1:
                raise InputError(f"{sql!r}: expected one SQL statement")
            batches = connection.sql(sql)
            if batches is None:
                yield [], iter(())
                return
            yield _each_once(batches.columns), _rows(batches.to_arrow_reader(_ROWS_AT_ONCE))
        except duckdb.Error as error:
            raise InputError(f"{error}") from error


def totals_of(published: Path) -> dict[str, int]:
    """Return the number of articles, versions, stories and rejections in the published file."""
    with reading(published) as connection:
        return totals(connection)


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


def _each_once(names: list[str]) -> list[str]:
    """Return names as DuckDB would have them in a table: the second `x` is `x_1`.

    >>> _each_once(["x", "y", "x", "x"])
    ['x', 'y', 'x_1', 'x_2']
    """
    seen: Counter[str] = Counter()
    once = []
    for name in names:
        once.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return once


def _rows(batches: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(_values(column) for column in batch.columns), strict=True)


def _values(column: pa.Array) -> list[Any]:
    """Return Python values; a FLOAT with the seven digits it has, not the sixteen of a double."""
    values: list[Any] = column.to_pylist()
    if column.type != pa.float32():
        return values
    return [value if value is None else float(f"{value:.7g}") for value in values]


def _log_of(published: Path) -> Path:
    return published.with_name(published.name + ".wal")


def _held(published: Path) -> bool:
    try:
        with opened(published, read_only=True):
            return False
    except duckdb.IOException:
        return True
