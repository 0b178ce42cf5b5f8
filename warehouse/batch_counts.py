"""The counts of batches: how many of the captures of each landed file were accepted and refused."""

from datetime import UTC, datetime

import duckdb


def note_batch(connection: duckdb.DuckDBPyConnection, batch_id: str, size: int, note: str | None) -> None:
    """Give a batch its row, counted from `incoming` and `refused`."""
    connection.execute("DELETE FROM batches WHERE batch_id = ?", [batch_id])
    connection.execute(
        """
        INSERT INTO batches BY NAME
        SELECT $batch_id AS batch_id, $size AS bytes, $note AS note, $now AS loaded_at,
               count(*) AS captures, count(*) FILTER (taken) AS accepted,
               count(*) FILTER (NOT taken) AS rejected,
               min(code_version) AS code_version
        FROM (
            SELECT code_version, true AS taken FROM incoming WHERE batch_id = $batch_id
            UNION ALL SELECT code_version, false AS taken FROM refused WHERE batch_id = $batch_id
        )
        """,
        {"batch_id": batch_id, "size": size, "note": note, "now": datetime.now(UTC)},
    )


def recount_others(connection: duckdb.DuckDBPyConnection, batch_id: str) -> None:
    """Mend the counts of batches other than `batch_id` whose captures a load has read again."""
    connection.execute(
        """
        UPDATE batches SET accepted = counted.accepted, rejected = counted.rejected
        FROM (
            SELECT batch_id, count(*) FILTER (outcome <> 'rejected') AS accepted,
                   count(*) FILTER (outcome = 'rejected') AS rejected
            FROM captures
            WHERE batch_id IN (SELECT batch_id FROM incoming UNION ALL SELECT batch_id FROM refused)
            GROUP BY batch_id
        ) counted
        WHERE batches.batch_id = counted.batch_id AND batches.batch_id <> ?
        """,
        [batch_id],
    )
