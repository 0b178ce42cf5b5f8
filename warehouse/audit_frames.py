"""The facts that the audit looks at, drawn from a candidate by SQL: keys, references, balance, articles."""

from datetime import datetime

import duckdb
import pyarrow as pa

_KEYS = {
    "articles": ("article_id",),
    "captures": ("record_id",),
    "batches": ("batch_id",),
    "links": ("article_id", "other_id"),
    "article_versions": ("article_id", "version"),
    "article_topics": ("article_id", "scheme", "code"),
    "article_regions": ("article_id", "region_code", "role"),
    "cuts": ("article_id", "position"),
    "sources": ("source",),
    "regions": ("region_code",),
    "topics": ("scheme", "code"),
    "outcomes": ("run_id", "source", "url"),
}
"""Relation to the columns that identify its rows."""

_REFERENCES = (
    ("articles", "article_id", "captures", "article_id"),
    ("articles", "story_id", "articles", "article_id"),
    ("articles", "record_id", "captures", "record_id"),
    ("articles", "source", "sources", "source"),
    ("links", "article_id", "articles", "article_id"),
    ("links", "other_id", "articles", "article_id"),
    ("article_topics", "article_id", "articles", "article_id"),
    ("article_topics", "code", "topics", "code"),
    ("article_regions", "article_id", "articles", "article_id"),
    ("article_regions", "region_code", "regions", "region_code"),
    ("cuts", "article_id", "articles", "article_id"),
    ("machinery.bands", "article_id", "articles", "article_id"),
    ("machinery.current_since", "article_id", "articles", "article_id"),
    ("captures", "batch_id", "batches", "batch_id"),
)
"""Relation and column, and the relation and column it leads to."""


def audit_frames(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """Return the frames that `expectations.audit` checks, by name; each names the batches concerned."""
    queries = {
        "keys": " UNION ALL ".join(_surplus(relation, key) for relation, key in _KEYS.items()),
        "references": " UNION ALL ".join(_orphans(*reference) for reference in _REFERENCES),
        "batches": "SELECT batch_id, captures - accepted - rejected AS unaccounted FROM batches ORDER BY ALL",
        "captures": _CAPTURES,
        "outcomes": _OUTCOMES,
        "articles": _ARTICLES,
    }
    return {name: connection.sql(sql).to_arrow_table() for name, sql in queries.items()}


def record_audit(
    connection: duckdb.DuckDBPyConnection, findings: pa.Table, run_id: str, at: datetime
) -> None:
    """Write what the audit found (rule, severity, success, expected, found, batches) into the candidate."""
    connection.register("findings", findings)
    connection.execute("BEGIN")
    connection.execute("DELETE FROM audits WHERE run_id = ?", [run_id])
    connection.execute(
        "INSERT INTO audits BY NAME SELECT ? AS run_id, ? AS audited_at, * FROM findings", [run_id, at]
    )
    connection.execute("COMMIT")
    connection.unregister("findings")


_CAPTURES = """
    SELECT batch_id, count(*) FILTER (
               outcome IS NULL OR outcome NOT IN ('new', 'new_version', 'unchanged', 'rejected')
               OR (outcome = 'rejected') <> (rule IS NOT NULL)
               OR (outcome <> 'rejected' AND versions IS DISTINCT FROM article.version)
           ) AS unaccounted
    FROM captures LEFT JOIN articles article USING (article_id) LEFT JOIN (
        SELECT article_id, count(*) AS versions FROM captures
        WHERE outcome IN ('new', 'new_version') GROUP BY article_id
    ) counted USING (article_id)
    GROUP BY batch_id
    ORDER BY batch_id
"""

_OUTCOMES = """
    SELECT run_id || ' ' || outcomes.source AS crawl, count(*) FILTER (
               captures.record_id IS NULL AND kind = 'article'
               AND outcomes.outcome IN ('fetched', 'revisited', 'unchanged')
           ) AS uncaptured
    FROM outcomes LEFT JOIN captures ON captures.record_id = outcomes.record_id
    GROUP BY crawl
    ORDER BY crawl
"""

_ARTICLES = """
    SELECT batch_id, length(headline) AS headline_length, length(article_body) AS body_length,
           (date_published - captures.warc_date::DATE)::DOUBLE AS days_after_capture,
           (in_language <> 'und')::DOUBLE AS language_known,
           (date_published IS NOT NULL)::DOUBLE AS date_known
    FROM articles JOIN captures USING (record_id)
    ORDER BY articles.article_id
"""


def _surplus(relation: str, key: tuple[str, ...]) -> str:
    columns = ", ".join(key)
    batches = (
        "(SELECT list(DISTINCT batch_id) FROM captures WHERE article_id IN (SELECT article_id FROM repeated))"
        if "article_id" in key
        else "(SELECT list(DISTINCT batch_id) FROM repeated JOIN captures USING (record_id))"
        if "record_id" in key
        else "NULL::VARCHAR[]"
    )
    return f"""
        (WITH repeated AS (
             SELECT {columns}, count(*) AS copies FROM {relation} GROUP BY ALL HAVING copies > 1
         )
         SELECT '{relation}' AS relation, coalesce(sum(copies - 1), 0)::BIGINT AS surplus,
                {batches} AS batches
         FROM repeated)
    """


def _orphans(relation: str, column: str, target: str, target_column: str) -> str:
    batches = (
        "(SELECT list(DISTINCT batch_id) FROM captures WHERE article_id IN (SELECT article_id FROM orphaned))"
        if relation != "captures"
        else "(SELECT list(DISTINCT batch_id) FROM orphaned)"
    )
    return f"""
        (WITH orphaned AS (
             SELECT * FROM {relation} here ANTI JOIN {target} there ON here.{column} = there.{target_column}
         )
         SELECT '{relation}.{column}' AS reference, count(*) AS orphans, {batches} AS batches FROM orphaned)
    """
