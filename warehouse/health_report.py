"""What the report of a run shows of a whole file: volume, sources, refusals, duplicates, topics, regions."""

from collections.abc import Sequence
from typing import Any

import duckdb

from warehouse.brought import totals

DAYS = 42
"""Days before the newest capture that the report shows."""

Rows = list[dict[str, Any]]

_MOST = 12  # rows of a list


def report_facts(
    connection: duckdb.DuckDBPyConnection, run_id: str, batches: Sequence[str]
) -> dict[str, Any]:
    """Return what the report shows: rows as dictionaries, by what they are about.

    Args:
        connection: to a candidate or the published file.
        run_id: run whose audit is shown.
        batches: batches that the run brought.
    """
    asked = {"run": run_id, "batches": list(batches), "most": _MOST}
    facts: dict[str, Any] = {"totals": totals(connection)}
    for name, sql in _QUERIES.items():
        wanted = {key: value for key, value in asked.items() if f"${key}" in sql}
        facts[name] = connection.sql(sql, params=wanted).to_arrow_table().to_pylist()
    return facts


def latest_audit(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return the run whose audit is the newest one in the file."""
    found = connection.execute("SELECT run_id FROM audits ORDER BY audited_at DESC LIMIT 1").fetchall()
    return found[0][0] if found else None


_SINCE = f"(SELECT max(warc_date) FROM captures) - INTERVAL {DAYS - 1} DAY"
_RECENT = f"first_seen >= date_trunc('day', {_SINCE})"

_QUERIES = {
    "days": f"""
        SELECT (first_seen AT TIME ZONE 'UTC')::DATE AS day, count(*) AS articles,
               count(*) FILTER (article_id = story_id) AS stories
        FROM articles WHERE {_RECENT} GROUP BY day ORDER BY day
    """,
    "source_days": f"""
        SELECT source, (first_seen AT TIME ZONE 'UTC')::DATE AS day, count(*) AS articles
        FROM articles WHERE {_RECENT} GROUP BY source, day ORDER BY source, day
    """,
    "sources": f"""
        SELECT source, captures, new_articles, new_versions, rejected_share, last_capture, last_new, drifting,
               coalesce(brought, 0) AS brought, coalesce(recent, 0) AS recent
        FROM source_health
        LEFT JOIN (
            SELECT source, count(*) AS brought FROM captures
            WHERE outcome = 'new' AND batch_id IN (SELECT unnest($batches::VARCHAR[])) GROUP BY source
        ) USING (source)
        LEFT JOIN (
            SELECT source, count(*) AS recent FROM articles WHERE {_RECENT} GROUP BY source
        ) USING (source)
        ORDER BY recent DESC, source
    """,
    "outcomes": """
        SELECT source, outcome, count(*) AS number FROM outcomes
        WHERE decided_at >= (SELECT max(decided_at) FROM outcomes) - INTERVAL 7 DAY
          AND coalesce(kind, 'article') = 'article'
        GROUP BY source, outcome ORDER BY source, outcome
    """,
    "refusals": """
        SELECT gate, rule, count(*) AS captures, count(DISTINCT source) AS sources,
               count(*) FILTER (batch_id IN (SELECT unnest($batches::VARCHAR[]))) AS brought,
               arg_max(reason, (warc_date, record_id)) AS reason,
               arg_max(remedy, (warc_date, record_id)) AS remedy
        FROM captures WHERE outcome = 'rejected'
        GROUP BY gate, rule ORDER BY captures DESC, rule LIMIT $most
    """,
    "links": "SELECT kind, count(*) AS pairs FROM links GROUP BY kind ORDER BY pairs DESC",
    "stories": f"""
        SELECT story_id, any_value(headline) FILTER (article_id = story_id) AS headline,
               any_value(source) FILTER (article_id = story_id) AS source,
               count(*) AS articles, count(DISTINCT source) AS sources
        FROM articles WHERE {_RECENT}
        GROUP BY story_id HAVING articles > 1 ORDER BY sources DESC, articles DESC, story_id LIMIT 6
    """,
    "topics": f"""
        SELECT media_topic AS code, coalesce(label, media_topic) AS label, count(*) AS articles
        FROM articles LEFT JOIN topics ON scheme = 'iptc' AND code = media_topic
        WHERE {_RECENT} AND media_topic IS NOT NULL
        GROUP BY ALL ORDER BY articles DESC, code LIMIT $most
    """,
    "regions": f"""
        SELECT region_code AS code, coalesce(name, region_code) AS label, count(*) AS articles
        FROM articles LEFT JOIN regions USING (region_code)
        WHERE {_RECENT} AND region_code IS NOT NULL
        GROUP BY ALL ORDER BY articles DESC, code LIMIT $most
    """,
    "languages": f"""
        SELECT in_language AS label, count(*) AS articles FROM articles WHERE {_RECENT}
        GROUP BY ALL ORDER BY articles DESC, label LIMIT 6
    """,
    "audit": """
        SELECT rule, severity, success, expected, found, batches, audited_at FROM audits
        WHERE run_id = $run ORDER BY success, severity, rule
    """,
    "drifts": "SELECT * FROM drifts ORDER BY source, since, measure",
}
