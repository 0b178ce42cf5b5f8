"""What became of each address that crawls discovered: ledgers into the table `outcomes`, each once."""

from datetime import UTC, datetime

import duckdb
import pyarrow as pa

OUTCOME_ROWS = pa.schema(
    [
        ("run_id", pa.string()),
        ("source", pa.string()),
        ("url", pa.string()),
        ("kind", pa.string()),
        ("outcome", pa.string()),
        ("reason", pa.string()),
        ("discovered_from", pa.string()),
        ("http_status", pa.int32()),
        ("record_id", pa.string()),
        ("decided_at", pa.timestamp("us", tz="UTC")),
    ]
)
"""Columns of `outcomes`."""


def loaded_ledgers(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the names of the ledgers that the file holds."""
    return {name for (name,) in connection.execute("SELECT name FROM machinery.ledgers").fetchall()}


def load_ledger(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Add one ledger, in one transaction; loaded again, it replaces what it brought.

    Args:
        connection: to the candidate, open for writing.
        name: of its file.
        rows: of `OUTCOME_ROWS`, all of one run of one source.
    """
    connection.register("ledger_rows", rows)
    connection.execute("BEGIN")
    connection.execute(
        """
        DELETE FROM outcomes WHERE (run_id, source) IN (SELECT DISTINCT (run_id, source) FROM ledger_rows);
        INSERT INTO outcomes BY NAME SELECT * FROM ledger_rows ORDER BY decided_at, url;
        """
    )
    connection.execute(
        """
        UPDATE machinery.ledgers SET discovered = NULL  -- of another ledger of that crawl
        WHERE (run_id, source) IN (SELECT DISTINCT (run_id, source) FROM ledger_rows)
        """
    )
    connection.execute("DELETE FROM machinery.ledgers WHERE name = ?", [name])
    connection.execute(
        """
        INSERT INTO machinery.ledgers BY NAME
        SELECT ? AS name, ? AS loaded_at, min(run_id) AS run_id, min(source) AS source, count(*) AS discovered
        FROM ledger_rows
        """,
        [name, datetime.now(UTC)],
    )
    connection.execute("COMMIT")
    connection.unregister("ledger_rows")
