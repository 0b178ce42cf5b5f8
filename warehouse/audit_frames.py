"""The facts that the audit looks at, drawn from a candidate by SQL: keys, references, balance, articles."""

from datetime import datetime

import duckdb
import pyarrow as pa

KEYS = {
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
    "audits": ("run_id", "rule"),
    "drifts": ("source", "measure"),
    "waivers": ("target_uri", "rule"),
    "machinery.current_since": ("article_id",),
    "machinery.superseded": ("article_id", "version"),
    "machinery.bands": ("article_id",),
    "machinery.ledgers": ("name",),
    "machinery.mended": ("record_id", "gate", "rule"),
    "machinery.gone": ("warc_file",),
}
"""Relation to the columns that identify its rows."""

KEYLESS = {"story_merges", "machinery.schema_version", "machinery.wording"}
"""What is a journal, or is checked wherever the file is opened."""

REFERENCES = (
    ("articles", "article_id", "captures", "article_id"),
    ("articles", "article_id", "machinery.current_since", "article_id"),
    ("articles", "story_id", "unique_articles", "article_id"),
    ("articles", "record_id", "captures", "record_id"),
    ("articles", "source", "sources", "source"),
    ("articles", "region_code", "regions", "region_code"),
    ("articles", "media_topic", "topics", "code"),
    ("links", "article_id", "articles", "article_id"),
    ("links", "other_id", "articles", "article_id"),
    ("article_topics", "article_id", "articles", "article_id"),
    ("article_topics", "code", "topics", "code"),
    ("article_regions", "article_id", "articles", "article_id"),
    ("article_regions", "region_code", "regions", "region_code"),
    ("cuts", "article_id", "articles", "article_id"),
    ("regions", "parent_code", "regions", "region_code"),
    ("topics", "parent_code", "topics", "code"),
    ("machinery.bands", "article_id", "articles", "article_id"),
    ("machinery.current_since", "article_id", "articles", "article_id"),
    ("machinery.superseded", "article_id", "articles", "article_id"),
    ("captures", "batch_id", "batches", "batch_id"),
    ("captures", "source", "sources", "source"),
    ("outcomes", "source", "sources", "source"),
)
"""Relation and column, and the relation and column it leads to."""

_OPTIONAL = {
    ("articles", "region_code"),
    ("articles", "media_topic"),
    ("regions", "parent_code"),
    ("topics", "parent_code"),
}
"""References that may be null."""

_OWNERS = {
    "captures": ("batch_id",),
    "regions": ("region_code",),
    "topics": ("code",),
    "outcomes": ("source",),
}
"""Columns that tell whose an orphan is, where that is not `article_id`."""


def audit_frames(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """Return the frames that `expectations.audit` checks, by name; each names the batches concerned."""
    queries = {
        "keys": " UNION ALL ".join(_surplus(relation, key) for relation, key in KEYS.items()),
        "references": " UNION ALL ".join(_orphans(*reference) for reference in REFERENCES),
        "batches": "SELECT batch_id, captures - accepted - rejected AS unaccounted FROM batches ORDER BY ALL",
        "captures": _CAPTURES,
        "ledgers": _LEDGERS,
        "outcomes": _OUTCOMES,
        "articles": _ARTICLES,
        "shares": _SHARES,
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

_LEDGERS = """
    SELECT name, discovered - count(outcomes.url) AS missing
    FROM machinery.ledgers LEFT JOIN outcomes USING (run_id, source)
    WHERE discovered IS NOT NULL
    GROUP BY name, discovered
    ORDER BY name
"""

_ARTICLES = """
    SELECT batch_id, min(coalesce(length(headline), 0)) AS shortest_headline,
           min(coalesce(strlen(article_body), 0)) AS shortest_body,
           max(if(strlen(article_body) > 100000, length(article_body), strlen(article_body)))
               AS longest_body,  -- to count characters is slow, so only where there are many bytes
           max(date_published - captures.warc_date::DATE)::DOUBLE AS days_after_capture
    FROM articles JOIN captures USING (record_id)
    GROUP BY batch_id
    ORDER BY batch_id
"""

_SHARES = """
    SELECT avg((in_language <> 'und')::INTEGER) AS language,
           avg((date_published IS NOT NULL)::INTEGER) AS "date",
           avg((len(author) > 0 OR len(byline) > 0 OR credit IS NOT NULL)::INTEGER) AS author,
           avg((media_topic IS NOT NULL)::INTEGER) AS topic
    FROM articles
    HAVING count(*) > 0
"""


def _surplus(relation: str, key: tuple[str, ...]) -> str:
    columns = ", ".join(key)
    if "article_id" in key:
        batches = _batches_of("SELECT article_id FROM repeated")
    elif "record_id" in key:
        batches = "(SELECT list(DISTINCT batch_id) FROM repeated JOIN captures USING (record_id))"
    else:
        batches = "NULL::VARCHAR[]"
    return f"""
        (WITH repeated AS (
             SELECT {columns}, count(*) AS copies FROM {relation} GROUP BY ALL HAVING copies > 1
         ), told AS (SELECT coalesce(sum(copies - 1), 0)::BIGINT AS surplus FROM repeated)
         SELECT '{relation}' AS relation, surplus, surplus || ' too many in {relation}' AS told,
                {batches} AS batches
         FROM told)
    """


def _orphans(relation: str, column: str, target: str, target_column: str) -> str:
    held = [f"{name} AS {name}" for name in _OWNERS.get(relation, ("article_id",))]
    present = f"here.{column} IS NOT NULL" if (relation, column) in _OPTIONAL else "true"
    batches = (
        "(SELECT list(DISTINCT batch_id) FROM orphaned)"
        if relation == "captures"
        else _batches_of("SELECT article_id FROM orphaned")
        if relation not in _OWNERS
        else "NULL::VARCHAR[]"
    )
    return f"""
        (WITH orphaned AS (
             SELECT {", ".join(held)} FROM {relation} here
             ANTI JOIN {target} there ON here.{column} = there.{target_column}
             WHERE {present}
         ), told AS (SELECT count(*) AS orphans FROM orphaned)
         SELECT '{relation}.{column}' AS reference, orphans,
                orphans || ' in {relation}.{column}' AS told, {batches} AS batches FROM told)
    """


def _batches_of(articles: str) -> str:
    return f"(SELECT list(DISTINCT batch_id) FROM captures WHERE article_id IN ({articles}))"
