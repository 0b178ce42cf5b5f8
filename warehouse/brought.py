"""What a load brought that somebody should know: refusals with their reasons, texts that repeat others."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa


def totals(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the number of articles, versions, stories and rejections in the file."""
    rows = connection.execute(
        """
        SELECT 'articles', count(*) FROM articles
        UNION ALL SELECT 'versions', count(*) FROM article_versions
        UNION ALL SELECT 'stories', count(*) FROM stories
        UNION ALL SELECT 'rejections', count(*) FROM rejections WHERE status = 'open'
        """
    )
    return dict(rows.fetchall())


def refusals(connection: duckdb.DuckDBPyConnection, batches: Sequence[str]) -> list[dict[str, str]]:
    """Return target_uri, rule, reason and remedy of each capture of these batches that was refused."""
    return _rows(
        connection,
        """
        SELECT target_uri, rule, reason, remedy FROM captures
        WHERE outcome = 'rejected' AND batch_id IN (SELECT unnest($batches))
        ORDER BY warc_file, warc_offset
        """,
        batches,
    )


def repeats(connection: duckdb.DuckDBPyConnection, batches: Sequence[str]) -> list[str]:
    """Return a line for each article of these batches that shares text with another one."""
    rows = _rows(
        connection,
        """
        WITH brought AS (SELECT DISTINCT article_id FROM captures WHERE batch_id IN (SELECT unnest($batches)))
        SELECT one.url AS url, kind, other.url AS other, jaccard, containment
        FROM links JOIN articles one USING (article_id) JOIN articles other ON other.article_id = other_id
        WHERE links.article_id IN (FROM brought) OR other_id IN (FROM brought)
        ORDER BY one.url, other.url
        """,
        batches,
    )
    return [
        f"{row['url']} and {row['other']} carry the same text: linked as {row['kind']} "
        f"(Jaccard {row['jaccard']:.2f}, containment {row['containment']:.2f})"
        for row in rows
    ]


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, batches: Sequence[str]) -> list[dict[str, str]]:
    found: pa.Table = connection.sql(sql, params={"batches": list(batches)}).to_arrow_table()
    return list(found.to_pylist())
