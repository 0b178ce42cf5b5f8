"""What the published file knows of the landed files, so that they can be checked against it."""

import duckdb
import pyarrow as pa


def known_files(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return batch_id and bytes of each batch that has not expired."""
    return connection.sql(
        """
        SELECT batch_id, bytes FROM batches WHERE expired_at IS NULL ORDER BY batch_id
        """
    ).to_arrow_table()


def sampled_captures(connection: duckdb.DuckDBPyConnection, count: int, turn: str) -> pa.Table:
    """Return record_id, warc_file and warc_offset of `count` captures; another `turn` gives others."""
    return connection.sql(
        """
        SELECT record_id, warc_file, warc_offset
        FROM captures JOIN batches USING (batch_id)
        WHERE expired_at IS NULL
        ORDER BY hash(record_id || $turn) LIMIT $count
        """,
        params={"turn": turn, "count": count},
    ).to_arrow_table()
