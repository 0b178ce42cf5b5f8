"""Which batches have outlived the retention policy, and telling it in the published file."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import duckdb
import pyarrow as pa


def outlived(
    connection: duckdb.DuckDBPyConnection,
    days: int | None,
    by_source: Mapping[str, int | None],
    now: datetime,
) -> list[str]:
    """Return the batches of which no capture is to be kept any longer, by name.

    A file goes as a whole or not at all; one that holds no article goes by the day on which it was loaded.

    Args:
        connection: to the published file or a candidate.
        days: that captures are kept; None for ever.
        by_source: the same for single sources.
        now: end of these days.
    """
    policy = pa.table(
        {"source": list(by_source), "days": pa.array(by_source.values(), pa.int32())},
        schema=pa.schema([("source", pa.string()), ("days", pa.int32())]),
    )
    connection.register("policy", policy)
    rows = connection.execute(
        """
        WITH kept AS (
            SELECT batch_id,
                   CASE WHEN policy.source IS NULL THEN $days ELSE policy.days END AS days, warc_date AS since
            FROM captures LEFT JOIN policy USING (source)
            UNION ALL
            SELECT batch_id, $days, loaded_at FROM batches ANTI JOIN captures USING (batch_id)
        )
        SELECT batch_id FROM kept JOIN batches USING (batch_id)
        WHERE expired_at IS NULL
        GROUP BY batch_id
        HAVING bool_and(days IS NOT NULL AND since < $now - to_days(days))
        ORDER BY batch_id
        """,
        {"days": days, "now": now},
    ).fetchall()
    connection.unregister("policy")
    return [name for (name,) in rows]


def note_expired(connection: duckdb.DuckDBPyConnection, batches: Sequence[str], now: datetime) -> None:
    """Tell in the file that the landed files of these batches are given up."""
    connection.execute(
        "UPDATE batches SET expired_at = ? WHERE batch_id IN (SELECT unnest(?::VARCHAR[]))",
        [now, list(batches)],
    )


def expired(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the batches whose landed files were given up."""
    return [
        name
        for (name,) in connection.execute(
            "SELECT batch_id FROM batches WHERE expired_at IS NOT NULL ORDER BY batch_id"
        ).fetchall()
    ]
