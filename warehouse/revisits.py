"""Revisits: captures without a text of their own, which say that an earlier one still stands.

What a revisit is follows from the capture it refers to, whichever of the two is loaded first: the same
article and text where that was accepted, the same refusal where it was not.
"""

import duckdb


def resolve_revisits(connection: duckdb.DuckDBPyConnection) -> None:
    """Settle each revisit that this load brings or whose earlier capture it brings; widen `affected`.

    The earlier capture is the one with the id that WARC-Refers-To names, else the one of the address and
    date that the revisit names, else the latest before it with its payload and address (WARC 1.1, 6.7).
    Where that is a revisit itself, it is the one to which that one refers.
    """
    connection.execute(_FIND)
    connection.execute(_SETTLE)


_FIND = """
    CREATE OR REPLACE TEMP TABLE brought AS
    SELECT record_id, target_uri FROM incoming UNION ALL SELECT record_id, target_uri FROM refused;

    CREATE OR REPLACE TEMP TABLE concerned AS
    WITH RECURSIVE revisits AS MATERIALIZED (  -- all, in a few columns: joins with none of them cost nothing
        SELECT record_id, refers_to.record_id AS refers_to_id,
               coalesce(refers_to.target_uri, target_uri) AS refers_to_uri
        FROM captures
        WHERE refers_to IS NOT NULL
    ), reached AS (
        SELECT record_id
        FROM revisits
        WHERE record_id IN (SELECT record_id FROM brought)
           OR refers_to_id IN (SELECT record_id FROM brought)
           OR refers_to_uri IN (SELECT target_uri FROM brought)
        UNION
        SELECT later.record_id FROM revisits later JOIN reached ON later.refers_to_id = reached.record_id
    )
    SELECT record_id, article_id, warc_date, payload_digest, refers_to,
           coalesce(refers_to.target_uri, target_uri) AS refers_to_uri
    FROM captures
    WHERE record_id IN (SELECT record_id FROM reached);

    CREATE OR REPLACE TEMP TABLE settled AS
    WITH RECURSIVE texts AS NOT MATERIALIZED (
        FROM captures SELECT * EXCLUDE (refers_to) WHERE refers_to IS NULL
    ), ways AS (  -- a revisit, and the revisits to which it refers on the way to the text
        SELECT record_id AS revisit, refers_to, refers_to_uri, payload_digest, warc_date AS seen, 0 AS step
        FROM concerned
        UNION ALL
        SELECT revisit, earlier.refers_to, coalesce(earlier.refers_to.target_uri, earlier.target_uri),
               earlier.payload_digest, earlier.warc_date, step + 1
        FROM ways JOIN captures earlier ON earlier.record_id = ways.refers_to.record_id
        WHERE earlier.refers_to IS NOT NULL AND step < 100
    ), found AS (
        SELECT revisit, step, 1 AS rank, texts.*
        FROM ways JOIN texts ON texts.record_id = refers_to.record_id
        UNION ALL
        SELECT revisit, step, 2, texts.*
        FROM ways JOIN texts ON texts.target_uri = refers_to_uri
                            AND texts.warc_date = refers_to.warc_date
        UNION ALL
        SELECT revisit, step, 3, texts.*
        FROM ways JOIN texts ON texts.target_uri = refers_to_uri
                            AND texts.payload_digest = ways.payload_digest
                            AND texts.warc_date <= seen
    )
    SELECT * FROM found
    QUALIFY row_number() OVER (PARTITION BY revisit ORDER BY step, rank, warc_date DESC, record_id) = 1;
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
