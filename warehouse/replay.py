"""What reading captures again needs to know of the published file, and what it changed there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Selection:
    """Which captures to read again; days of capture in UTC, both included, None where there is no limit."""

    source: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What reading again did to the articles of the published file."""

    articles: int
    texts: int
    gone: int


def files_of(connection: duckdb.DuckDBPyConnection, chosen: Selection) -> set[str]:
    """Return the names of the landed files that hold a capture of the selection."""
    rows = connection.execute(
        """
        SELECT DISTINCT warc_file FROM captures
        WHERE ($source IS NULL OR source = $source)
          AND ($since IS NULL OR (warc_date AT TIME ZONE 'UTC')::DATE >= $since)
          AND ($until IS NULL OR (warc_date AT TIME ZONE 'UTC')::DATE <= $until)
        """,
        {"source": chosen.source, "since": chosen.since, "until": chosen.until},
    )
    return {name for (name,) in rows.fetchall()}


def captures_by_source(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the number of captures of each source, most first."""
    rows = connection.execute("SELECT source, count(*) FROM captures GROUP BY ALL ORDER BY 2 DESC, 1")
    return dict(rows.fetchall())


def captures_elsewhere(
    connection: duckdb.DuckDBPyConnection, articles: Iterable[str], files: Iterable[str], apart: Iterable[str]
) -> pa.Table:
    """Return the captures that other files hold of articles that are being read.

    Args:
        connection: to the published file.
        articles: ids that were just read.
        files: landed files that are being read; what they held before counts as well.
        apart: landed files whose captures are not asked for.

    Returns:
        record_id, warc_file, source and code_version of each.
    """
    return connection.sql(
        """
        SELECT record_id, warc_file, source, code_version FROM captures
        WHERE warc_file NOT IN (SELECT unnest($apart::VARCHAR[]))
          AND article_id IN (
              SELECT unnest($articles::VARCHAR[])
              UNION ALL
              SELECT article_id FROM captures WHERE warc_file IN (SELECT unnest($files::VARCHAR[]))
          )
        ORDER BY warc_file, warc_offset
        """,
        params={"articles": list(articles), "files": list(files), "apart": list(apart)},
    ).to_arrow_table()


def remember_articles(connection: duckdb.DuckDBPyConnection) -> None:
    """Note what every article says, so that `changes` can tell what a load made of it."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE remembered AS
        SELECT article_id, content_hash, hash(a) AS fingerprint
        FROM (SELECT * EXCLUDE (code_version) FROM articles) a
        """
    )


def changes(connection: duckdb.DuckDBPyConnection) -> Changes:
    """Return what became of the articles since `remember_articles`; a version of the code is no change."""
    rows = connection.execute(
        """
        SELECT count(*) FILTER (hash(a) IS DISTINCT FROM fingerprint),
               count(*) FILTER (a.content_hash IS DISTINCT FROM remembered.content_hash),
               count(*) FILTER (a.article_id IS NULL)
        FROM remembered LEFT JOIN (SELECT * EXCLUDE (code_version) FROM articles) a USING (article_id)
        """
    ).fetchall()
    return Changes(*rows[0])
