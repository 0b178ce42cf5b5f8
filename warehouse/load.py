"""Load one staged batch into the candidate, in one transaction: captures first, all else from them.

Versions are derived from captures, never counted up, so neither the order in which batches arrive nor
reading a capture again can make a false one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from warehouse.stories import Kinship, relate

_DERIVED = ("first_seen", "last_seen", "version", "story_id")


@dataclass(frozen=True, slots=True)
class Batch:
    """One landed file, staged.

    Attributes:
        batch_id: name of the WARC file.
        size: of that file, in bytes.
        accepted: rows of `news.schema.ARTICLE` that passed every gate.
        rejected: rows that did not, `rejection` set.
        note: what was odd about the file.
    """

    batch_id: str
    size: int
    accepted: pa.Table
    rejected: pa.Table
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the captures of one batch; the four sum up to `captures`."""

    captures: int
    new: int
    new_versions: int
    unchanged: int
    rejected: int


def load_batch(connection: duckdb.DuckDBPyConnection, batch: Batch, kinship: Kinship) -> Loaded:
    """Add one batch to the candidate; loaded again, in any order, it leaves the same tables.

    Args:
        connection: to the candidate, open for writing.
        batch: staged rows.
        kinship: how links and clusters are found.

    Raises:
        duckdb.Error: the candidate cannot be written; nothing of the batch is in it then.
    """
    connection.execute("BEGIN")
    try:
        _stage(connection, batch)
        _replace_captures(connection)
        _derive_versions(connection)
        _replace_articles(connection)
        _replace_details(connection)
        relate(connection, batch.accepted, kinship)
        _note_batch(connection, batch)
        loaded = _count(connection, batch.batch_id)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return loaded


def loaded_batches(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the ids of the batches that the file holds."""
    return {batch_id for (batch_id,) in connection.execute("SELECT batch_id FROM batches").fetchall()}


def replace_reference(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make the reference table `name` (regions, topics, sources) hold exactly `rows`, columns by name."""
    connection.register("reference_rows", rows)
    connection.execute("BEGIN")
    connection.execute(f"DELETE FROM {name}")
    connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM reference_rows")
    connection.execute("COMMIT")
    connection.unregister("reference_rows")


def note_sources(connection: duckdb.DuckDBPyConnection) -> None:
    """Give each source that articles name a row; what is known of it already stays."""
    connection.execute(
        """
        INSERT INTO sources (source)
        SELECT DISTINCT source FROM captures WHERE source NOT IN (SELECT source FROM sources) ORDER BY source
        """
    )


def _stage(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Make `incoming` and `refused`, a record once each, and `affected`: articles they have to do with."""
    for name, rows in (("incoming", batch.accepted), ("refused", batch.rejected)):
        connection.register("staged_rows", rows)
        connection.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM staged_rows
            QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY warc_offset) = 1
            """
        )
        connection.unregister("staged_rows")
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE affected AS
        SELECT article_id FROM incoming
        UNION
        SELECT article_id FROM captures
        WHERE outcome <> 'rejected'
          AND record_id IN (SELECT record_id FROM refused UNION ALL SELECT record_id FROM incoming)
        """
    )


def _replace_captures(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        DELETE FROM captures
        WHERE record_id IN (SELECT record_id FROM incoming UNION ALL SELECT record_id FROM refused);

        INSERT INTO captures BY NAME
        SELECT record_id, target_uri, warc_file, warc_offset, warc_date, payload_digest, source, batch_id,
               article_id, 'new' AS outcome, content_hash, code_version
        FROM incoming
        UNION ALL BY NAME
        SELECT record_id, target_uri, warc_file, warc_offset, warc_date, payload_digest, source, batch_id,
               article_id, 'rejected' AS outcome, code_version, rejection.gate, rejection.rule,
               rejection.value, rejection.reason, rejection.remedy
        FROM refused
        ORDER BY warc_file, warc_offset;
        """
    )


def _derive_versions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `readings`, each accepted capture of an affected article with its version; mend outcomes."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE readings AS
        WITH compared AS (
            SELECT article_id, record_id, warc_date, content_hash,
                   row_number() OVER history AS turn,
                   lag(content_hash) OVER history IS DISTINCT FROM content_hash AS changed
            FROM captures
            WHERE outcome <> 'rejected' AND article_id IN (FROM affected)
            WINDOW history AS (PARTITION BY article_id ORDER BY warc_date, record_id)
        )
        SELECT *, sum(changed::INTEGER) OVER (
                   PARTITION BY article_id ORDER BY turn ROWS UNBOUNDED PRECEDING
               )::INTEGER AS version,
               CASE WHEN turn = 1 THEN 'new' WHEN changed THEN 'new_version' ELSE 'unchanged' END AS outcome
        FROM compared;

        UPDATE captures SET outcome = readings.outcome FROM readings
        WHERE captures.record_id = readings.record_id AND captures.outcome <> readings.outcome;

        CREATE OR REPLACE TEMP TABLE versions AS
        SELECT article_id, version, any_value(content_hash) AS content_hash,
               min(warc_date) AS valid_from, max(warc_date) AS last_seen,
               lead(min(warc_date)) OVER (PARTITION BY article_id ORDER BY version) AS valid_to,
               min(min(warc_date)) OVER (PARTITION BY article_id) AS first_seen
        FROM readings
        GROUP BY article_id, version;
        """
    )


def _replace_articles(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `contents`, one row a text of an affected article, and lay them out over the versions."""
    columns = _article_columns(connection)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE contents AS
        WITH known AS (
            SELECT {columns}, 1 AS rank FROM incoming
            UNION ALL BY NAME
            SELECT {columns}, 2 AS rank FROM articles WHERE article_id IN (FROM affected)
            UNION ALL BY NAME
            SELECT {columns}, 3 AS rank FROM machinery.superseded WHERE article_id IN (FROM affected)
        )
        SELECT known.* FROM known JOIN captures USING (record_id)
        QUALIFY row_number() OVER (
            PARTITION BY known.article_id, known.content_hash
            ORDER BY captures.warc_date DESC, record_id DESC, rank
        ) = 1;

        CREATE OR REPLACE TEMP TABLE before AS
        SELECT article_id, story_id, content_hash FROM articles WHERE article_id IN (FROM affected);

        DELETE FROM articles WHERE article_id IN (FROM affected);
        DELETE FROM machinery.superseded WHERE article_id IN (FROM affected);
        DELETE FROM machinery.current_since WHERE article_id IN (FROM affected);

        INSERT INTO articles BY NAME
        SELECT {columns}, first_seen, last_seen, version, coalesce(before.story_id, article_id) AS story_id
        FROM contents JOIN versions USING (article_id, content_hash) LEFT JOIN before USING (article_id)
        WHERE valid_to IS NULL
        ORDER BY article_id;

        INSERT INTO machinery.superseded BY NAME
        SELECT {columns}, valid_from AS first_seen, last_seen, version, article_id AS story_id,
               valid_from, valid_to
        FROM contents JOIN versions USING (article_id, content_hash)
        WHERE valid_to IS NOT NULL
        ORDER BY article_id, version;

        INSERT INTO machinery.current_since
        SELECT article_id, valid_from FROM versions WHERE valid_to IS NULL ORDER BY article_id;
        """
    )


def _replace_details(connection: duckdb.DuckDBPyConnection) -> None:
    """Lay out the lists of each article whose current text this batch brought, or which is gone."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE fresh AS
        SELECT incoming.* FROM incoming JOIN articles USING (article_id, record_id)
        ORDER BY article_id;

        CREATE OR REPLACE TEMP TABLE restated AS
        SELECT article_id FROM fresh
        UNION SELECT article_id FROM affected WHERE article_id NOT IN (SELECT article_id FROM articles);

        DELETE FROM article_topics WHERE article_id IN (FROM restated);
        DELETE FROM article_regions WHERE article_id IN (FROM restated);
        DELETE FROM cuts WHERE article_id IN (FROM restated);
        DELETE FROM machinery.bands WHERE article_id IN (FROM restated);

        INSERT INTO article_topics BY NAME
        SELECT article_id, unnest(topics, max_depth := 2) FROM fresh;
        INSERT INTO article_regions BY NAME
        SELECT article_id, unnest(regions, max_depth := 2) FROM fresh;
        INSERT INTO cuts BY NAME
        SELECT article_id, generate_subscripts(cuts, 1) - 1 AS position, unnest(cuts, max_depth := 2)
        FROM fresh;
        INSERT INTO machinery.bands BY NAME
        SELECT article_id, unnest(bands) AS key FROM fresh;
        """
    )


def _article_columns(connection: duckdb.DuckDBPyConnection) -> str:
    described = connection.execute("SELECT column_name FROM (DESCRIBE articles)").fetchall()
    return ", ".join(name for (name,) in described if name not in _DERIVED)


def _note_batch(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    connection.execute("DELETE FROM batches WHERE batch_id = ?", [batch.batch_id])
    connection.execute(
        """
        INSERT INTO batches BY NAME
        SELECT $batch_id AS batch_id, $size AS bytes, $note AS note, $now AS loaded_at,
               count(*) AS captures, count(*) FILTER (taken) AS accepted,
               count(*) FILTER (NOT taken) AS rejected,
               any_value(code_version) AS code_version
        FROM (
            SELECT code_version, true AS taken FROM incoming
            UNION ALL SELECT code_version, false AS taken FROM refused
        )
        """,
        {"batch_id": batch.batch_id, "size": batch.size, "note": batch.note, "now": datetime.now(UTC)},
    )


def _count(connection: duckdb.DuckDBPyConnection, batch_id: str) -> Loaded:
    counts = dict(
        connection.execute(
            "SELECT outcome, count(*) FROM captures WHERE batch_id = ? GROUP BY outcome", [batch_id]
        ).fetchall()
    )
    return Loaded(
        captures=sum(counts.values()),
        new=counts.get("new", 0),
        new_versions=counts.get("new_version", 0),
        unchanged=counts.get("unchanged", 0),
        rejected=counts.get("rejected", 0),
    )
