"""Whether two published files hold the same: all but run clocks, batch ids, earlier audits, merge records."""

from typing import Any

import duckdb

from news.home import Home

_EXEMPT = {
    "batches": ("batch_id", "loaded_at"),
    "captures": ("batch_id", "warc_file", "warc_offset"),
    "audits": ("run_id", "audited_at"),
    "drifts": ("run_id", "noticed_at"),
    "schema_version": ("applied_at",),
    "rejections": ("warc_file", "warc_offset", "decided_at"),
    "mended": ("mended_at", "warc_file", "warc_offset"),
}


def contents(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every table and view of a home's published file, sorted."""
    with duckdb.connect(str(home.published), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        names = connection.execute(
            """
            SELECT schema_name, table_name FROM duckdb_tables() WHERE table_name <> 'story_merges'
            UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal
            """
        ).fetchall()
        return {name: _rows(connection, schema, name) for schema, name in names}


def _rows(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> list[tuple[Any, ...]]:
    exempt = f"EXCLUDE ({', '.join(_EXEMPT[name])})" if name in _EXEMPT else ""
    newest = "WHERE audited_at = (SELECT max(audited_at) FROM audits)" if name == "audits" else ""
    return connection.execute(f'SELECT * {exempt} FROM {schema}."{name}" {newest} ORDER BY ALL').fetchall()
