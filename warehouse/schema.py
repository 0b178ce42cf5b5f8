"""The schema of the published file: migrations forward, views and comments made anew."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import yaml

from news.errors import InputError
from news.identity import digest
from warehouse.connection import quoted

_MIGRATIONS = Path(str(files("warehouse"))) / "migrations"


class Migration(NamedTuple):
    """One step of the schema: number, name and SQL."""

    version: int
    name: str
    sql: str


@cache
def migrations(folder: Path = _MIGRATIONS) -> tuple[Migration, ...]:
    """Return the steps in `folder`, files called ``0001_what_it_does.sql``, in their order."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        number, _, name = path.stem.partition("_")
        found.append(Migration(int(number), name, path.read_text("utf-8")))
    return tuple(found)


def version_of(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the last migration the file has been through; 0 for an empty file."""
    exists = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() "
        "AND schema_name = 'machinery' AND table_name = 'schema_version'"
    ).fetchone()
    if not exists:
        return 0
    return int(connection.execute("SELECT max(version) FROM machinery.schema_version").fetchall()[0][0])


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the file has the schema that this Warta writes."""
    return version_of(connection) == migrations()[-1].version


def migrate(connection: duckdb.DuckDBPyConnection, steps: tuple[Migration, ...] | None = None) -> list[str]:
    """Bring the file to the newest schema, one transaction a step, and return the names of the steps.

    Raises:
        InputError: the file is of a newer Warta than this one.
    """
    steps = steps or migrations()
    at = version_of(connection)
    if at > steps[-1].version:
        raise InputError(
            f"the file has schema version {at}, this Warta knows {steps[-1].version}; "
            "upgrade Warta to the version that published it"
        )
    pending = [step for step in steps if step.version > at]
    for step in pending:
        _apply(connection, step)
    return [step.name for step in pending]


def _apply(connection: duckdb.DuckDBPyConnection, step: Migration) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute(step.sql)
        noted = [step.version, step.name]
        connection.execute("INSERT INTO machinery.schema_version VALUES (?, ?, now())", noted)
        connection.execute("COMMIT")
    except duckdb.Error:
        connection.execute("ROLLBACK")
        raise


def describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views anew and write the comment of every table, view and column, where any changed."""
    views = (files("warehouse") / "views.sql").read_text("utf-8")
    wording = digest(views, (files("warehouse") / "comments.yaml").read_text("utf-8"))
    if connection.execute("SELECT 1 FROM machinery.wording WHERE digest = ?", [wording]).fetchone():
        return
    connection.execute("BEGIN")
    connection.execute(views)
    for statement in _comment_statements(connection):
        connection.execute(statement)
    connection.execute("DELETE FROM machinery.wording")
    connection.execute("INSERT INTO machinery.wording VALUES (?)", [wording])
    connection.execute("COMMIT")


def _comment_statements(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    kinds = dict(
        connection.execute(
            "SELECT schema_name || '.' || table_name, 'TABLE' FROM duckdb_tables() "
            "WHERE database_name = current_database() UNION ALL "
            "SELECT schema_name || '.' || view_name, 'VIEW' FROM duckdb_views() "
            "WHERE database_name = current_database() AND NOT internal"
        ).fetchall()
    )
    for name, entry in comments().items():
        qualified = name if "." in name else f"main.{name}"
        yield f"COMMENT ON {kinds[qualified]} {qualified} IS {quoted(entry['is'])}"
        for column, comment in entry["columns"].items():
            yield f'COMMENT ON COLUMN {qualified}."{column}" IS {quoted(comment)}'


@cache
def comments() -> dict[str, dict[str, Any]]:
    """Return what `comments.yaml` says: relation to ``is`` and ``columns``, ``like`` filled in."""
    read = yaml.safe_load((files("warehouse") / "comments.yaml").read_text("utf-8"))
    for entry in read.values():
        base = read[entry["like"]]["columns"] if "like" in entry else {}
        entry["columns"] = {**base, **entry.get("columns", {})}
    return dict(read)


Relation = tuple[str, str, str, list[tuple[str, str, str]]]
"""Name, kind (table or view), comment, and the columns: name, type, comment."""


def documented(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Return each public relation, read from the file itself, so it tells what that file holds."""
    relations = connection.execute(
        """
        SELECT table_name, 'table', comment FROM duckdb_tables()
        WHERE database_name = current_database() AND schema_name = 'main'
        UNION ALL
        SELECT view_name, 'view', comment FROM duckdb_views()
        WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
        """
    ).fetchall()
    columns = connection.execute(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = 'main' ORDER BY column_index"
    ).fetchall()
    order = list(comments())
    relations.sort(key=lambda relation: order.index(relation[0]) if relation[0] in order else len(order))
    return [
        (
            name,
            kind,
            comment or "",
            [(column, type_, said or "") for table, column, type_, said in columns if table == name],
        )
        for name, kind, comment in relations
    ]
