"""What tells whether sources are well, drawn by SQL: their newest pages, the numbers of their days."""

from datetime import datetime

import duckdb
import pyarrow as pa

from warehouse.connection import quoted

PAGES = 400
"""Newest pages of a source that are looked at."""

_DAYS = 180  # before the newest capture: what is older is no longer looked at
_MONDAY = quoted("1970-01-05")


def page_facts(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return what was read from the newest pages of each source, in the order of their captures.

    Pages that brought nothing new are left out, and so is what was landed by hand. Columns: source,
    record_id, target_uri, warc_file, warc_offset, warc_date, day (a number; 0 is a Monday), accepted; and of
    accepted pages, null where a later capture tells the same: has_author, has_byline, has_date, has_time,
    has_section, has_image, has_topic, in_language, word_count, cut_share (cut characters over all, 0 to 1).
    """
    return connection.sql(_PAGES).to_arrow_table()


def day_facts(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return what became of article addresses, by source, day and outcome: source, day, outcome, number.

    `crawls` is the number of crawls of that source on that day.
    """
    return connection.sql(_CRAWLED).to_arrow_table()


def last_facts(connection: duckdb.DuckDBPyConnection, now: datetime) -> pa.Table:
    """Return, for each source that is crawled, its rhythm and hours since its last crawl and new article.

    Columns: source, every, crawled, brought (hours; the last two null where there was none).
    """
    return connection.sql(_LAST, params={"now": now}).to_arrow_table()


def mix_facts(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return what languages and topics articles have that were first seen in the newest week, and before it.

    Columns: dimension (language or topic), value, newest, before (number of articles; of the 60 days before).
    """
    return connection.sql(_MIX).to_arrow_table()


def record_drifts(connection: duckdb.DuckDBPyConnection, drifts: pa.Table, run_id: str, at: datetime) -> None:
    """Make `drifts` hold exactly these; what was noticed by an earlier audit keeps that moment."""
    connection.register("found_drifts", drifts)
    connection.execute("BEGIN")
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE noticed AS
        SELECT source, measure, min(noticed_at) AS noticed_at FROM drifts GROUP BY ALL
        """
    )
    connection.execute("DELETE FROM drifts")
    connection.execute(
        """
        INSERT INTO drifts BY NAME
        SELECT found_drifts.*, coalesce(noticed_at, ?) AS noticed_at, ? AS run_id
        FROM found_drifts LEFT JOIN noticed USING (source, measure)
        ORDER BY source, measure
        """,
        [at, run_id],
    )
    connection.execute("COMMIT")
    connection.unregister("found_drifts")


_PAGES = f"""
    WITH newest AS (
        SELECT source, record_id, target_uri, warc_file, warc_offset, warc_date,
               outcome <> 'rejected' AS accepted
        FROM captures
        WHERE outcome <> 'unchanged' AND source NOT IN ('seeds', 'files')
          AND warc_date >= (SELECT max(warc_date) FROM captures) - INTERVAL {_DAYS} DAY
        QUALIFY row_number() OVER (PARTITION BY source ORDER BY warc_date DESC, record_id DESC) <= {PAGES}
    ), texts AS (
        SELECT record_id, article_id, author, byline, date_published, published_at, section, image,
               media_topic, in_language, word_count, length(article_body) AS kept, true AS current
        FROM articles SEMI JOIN newest USING (record_id)
        UNION ALL
        SELECT record_id, article_id, author, byline, date_published, published_at, section, image,
               media_topic, in_language, word_count, length(article_body), false
        FROM machinery.superseded SEMI JOIN newest USING (record_id)
    ), cut AS (
        SELECT article_id, sum(length("text")) AS taken FROM cuts
        WHERE article_id IN (SELECT article_id FROM texts WHERE current) GROUP BY article_id
    )
    SELECT source, record_id, target_uri, warc_file, warc_offset, warc_date,
           date_diff('day', DATE {_MONDAY}, (warc_date AT TIME ZONE 'UTC')::DATE)::BIGINT AS "day", accepted,
           texts.record_id IS NOT NULL AS read,
           coalesce(len(author), 0) > 0 AS has_author, coalesce(len(byline), 0) > 0 AS has_byline,
           date_published IS NOT NULL AS has_date, published_at IS NOT NULL AS has_time,
           coalesce(section, '') <> '' AS has_section,
           coalesce(image, '') <> '' AS has_image, media_topic IS NOT NULL AS has_topic,
           in_language, word_count,
           CASE WHEN current THEN coalesce(taken, 0) / greatest(coalesce(taken, 0) + kept, 1) END AS cut_share
    FROM newest LEFT JOIN texts USING (record_id) LEFT JOIN cut USING (article_id)
    ORDER BY source, warc_date, record_id
"""

_CRAWLED = f"""
    WITH recent AS (
        SELECT source, run_id, outcome, kind,
               date_diff('day', DATE {_MONDAY}, (decided_at AT TIME ZONE 'UTC')::DATE)::BIGINT AS "day"
        FROM outcomes
        WHERE decided_at >= (SELECT max(decided_at) FROM outcomes) - INTERVAL 70 DAY
    ), crawls AS (
        SELECT source, "day", count(DISTINCT run_id) AS crawls FROM recent GROUP BY ALL
    )
    SELECT source, "day", any_value(crawls) AS crawls, outcome,
           count(*) FILTER (coalesce(kind, 'article') = 'article') AS number
    FROM recent JOIN crawls USING (source, "day")
    GROUP BY source, "day", outcome
    ORDER BY source, "day", outcome
"""

_LAST = """
    SELECT source, any_value(crawl_hours) AS every,
           epoch($now::TIMESTAMPTZ - max(decided_at)) / 3600 AS crawled,
           epoch($now::TIMESTAMPTZ - max(decided_at) FILTER (outcome = 'fetched' AND kind = 'article')) / 3600
               AS brought
    FROM sources JOIN outcomes USING (source)
    WHERE crawl_hours IS NOT NULL
    GROUP BY source
    ORDER BY source
"""

_MIX = """
    WITH dated AS (
        SELECT in_language, media_topic, first_seen >= newest - INTERVAL 7 DAY AS is_new
        FROM articles, (SELECT max(first_seen) AS newest FROM articles)
        WHERE first_seen >= newest - INTERVAL 67 DAY
    ), told AS (
        SELECT 'language' AS dimension, in_language AS value, is_new FROM dated
        UNION ALL SELECT 'topic', media_topic, is_new FROM dated WHERE media_topic IS NOT NULL
    )
    SELECT dimension, value, count(*) FILTER (is_new) AS newest, count(*) FILTER (NOT is_new) AS before
    FROM told
    GROUP BY dimension, value
    ORDER BY dimension, value
"""
