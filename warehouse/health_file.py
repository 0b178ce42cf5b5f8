"""What the published file says of itself and of its sources, in one short look for `warta doctor`."""

import stat
from pathlib import Path
from typing import Any

import duckdb

from warehouse.reader import snapshot, what_is_odd
from warehouse.schema import is_current, migrations, version_of


def file_facts(published: Path, scratch: Path) -> dict[str, Any]:
    """Return what there is to say of the published file.

    Args:
        published: the published file.
        scratch: where a copy goes if somebody holds the file.

    Returns:
        ``exists``; where it does: ``mode``, ``odd`` (what stands in a reader's way, or None), ``error``
        (why it cannot be opened, or None); where it can: ``version``, ``newest``, ``articles``, ``audited``,
        and of a file of the newest schema ``torn``, ``sizes``, ``drifts``, ``outcomes``, ``failing``.
    """
    if not published.exists():
        return {"exists": False}
    facts: dict[str, Any] = {
        "exists": True,
        "mode": stat.S_IMODE(published.stat().st_mode),
        "odd": what_is_odd(published),
        "error": None,
        "newest": migrations()[-1].version,
    }
    try:
        with snapshot(published, scratch) as connection:
            return facts | (_read(connection) if connection else {})
    except duckdb.Error as error:
        return facts | {"error": str(error).splitlines()[0]}


def _read(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "version": version_of(connection),
        "articles": _rows(connection, "SELECT count(*) AS number FROM articles")[0]["number"],
        "zone": _rows(connection, _ZONE)[0]["hour"],
    }
    if not is_current(connection):
        return facts
    return facts | {name: _rows(connection, sql) for name, sql in _QUERIES.items()}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = connection.sql(sql).to_arrow_table().to_pylist()
    return found


_ZONE = "SELECT hour(TIMESTAMPTZ '2025-01-01 00:00:00+00' AT TIME ZONE 'Asia/Makassar') AS hour"

_QUERIES = {
    "torn": "SELECT batch_id, note FROM batches WHERE note IS NOT NULL ORDER BY batch_id",
    "sizes": "SELECT batch_id, bytes FROM batches",
    "drifts": "SELECT source, measure, told, since FROM drifts ORDER BY source, measure",
    "failing": """
        SELECT rule, severity, found FROM audits
        WHERE NOT success AND audited_at = (SELECT max(audited_at) FROM audits) ORDER BY severity, rule
    """,
    "outcomes": """
        SELECT source, outcome, count(*) AS number FROM outcomes
        WHERE decided_at >= (SELECT max(decided_at) FROM outcomes) - INTERVAL 7 DAY
          AND coalesce(kind, 'article') = 'article'
        GROUP BY source, outcome
    """,
    "yields": """
        SELECT source, count(*) FILTER (first_seen >= newest - INTERVAL 7 DAY) AS week,
               count(*) FILTER (first_seen < newest - INTERVAL 7 DAY) AS week_before
        FROM articles, (SELECT max(first_seen) AS newest FROM articles)
        WHERE first_seen >= newest - INTERVAL 14 DAY
        GROUP BY source
    """,
}
