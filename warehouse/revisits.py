"""Revisits: captures without a text of their own, which say that an earlier one still stands.

What a revisit is follows from the capture it refers to, whichever of the two is loaded first: the same
article and text where that was accepted, the same refusal where it was not.
"""

import duckdb


def resolve_revisits(connection: duckdb.DuckDBPyConnection) -> None:
    """Settle each revisit that this load brings or whose earlier capture it brings; widen `affected`.

    The earlier capture is the one with the id that WARC-Refers-To names, else the one of the address and
    date that the revisit names, else the latest before it with its payload and address (WARC 1.1, 6.7).
    """
    connection.execute(_FIND)
    connection.execute(_SETTLE)


_FIND = """
    CREATE OR REPLACE TEMP TABLE brought AS
    SELECT record_id, target_uri FROM incoming UNION ALL SELECT record_id, target_uri FROM refused;

    CREATE OR REPLACE TEMP TABLE concerned AS
    SELECT record_id, article_id, warc_date, payload_digest, refers_to,
           coalesce(refers_to.target_uri, target_uri) AS refers_to_uri
    FROM captures
    WHERE refers_to IS NOT NULL
      AND (record_id IN (SELECT record_id FROM brought)
           OR refers_to.record_id IN (SELECT record_id FROM brought)
           OR coalesce(refers_to.target_uri, target_uri) IN (SELECT target_uri FROM brought));

    CREATE OR REPLACE TEMP TABLE settled AS
    WITH texts AS (
        FROM captures SELECT * EXCLUDE (refers_to) WHERE refers_to IS NULL
    ), found AS (
        SELECT concerned.record_id AS revisit, 1 AS rank, texts.*
        FROM concerned JOIN texts ON texts.record_id = refers_to.record_id
        UNION ALL
        SELECT concerned.record_id, 2, texts.*
        FROM concerned JOIN texts ON texts.target_uri = refers_to_uri
                                 AND texts.warc_date = refers_to.warc_date
        UNION ALL
        SELECT concerned.record_id, 3, texts.*
        FROM concerned JOIN texts ON texts.target_uri = refers_to_uri
                                 AND texts.payload_digest = concerned.payload_digest
                                 AND texts.warc_date <= concerned.warc_date
    )
    SELECT * FROM found
    QUALIFY row_number() OVER (PARTITION BY revisit ORDER BY rank, warc_date DESC, record_id) = 1;
"""

_SETTLE = """
    INSERT INTO affected
    SELECT article_id FROM (
        SELECT concerned.article_id FROM concerned JOIN settled ON revisit = concerned.record_id
        UNION
        SELECT article_id FROM settled WHERE outcome <> 'rejected'
    )
    WHERE article_id NOT IN (FROM affected);

    UPDATE captures
    SET article_id = settled.article_id, content_hash = settled.content_hash, outcome = settled.outcome,
        gate = settled.gate, rule = settled.rule, "value" = settled."value", reason = settled.reason,
        remedy = settled.remedy, code_version = settled.code_version
    FROM settled
    WHERE captures.record_id = revisit;
"""


def recount_batches(connection: duckdb.DuckDBPyConnection) -> None:
    """Mend the counts of batches whose revisits `resolve_revisits` has settled."""
    connection.execute(
        """
        UPDATE batches SET accepted = captures - refusals, rejected = refusals
        FROM (
            SELECT batch_id, count(*) FILTER (outcome = 'rejected') AS refusals
            FROM captures
            WHERE batch_id IN (SELECT c.batch_id FROM captures c JOIN settled ON c.record_id = revisit)
            GROUP BY batch_id
        ) counted
        WHERE batches.batch_id = counted.batch_id
        """
    )
