"""Load one staged batch into the candidate, in one transaction: captures first, all else from them.

Versions are derived from captures, never counted up, so neither the order in which batches arrive nor
reading a capture again can make a false one.
"""

from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.batch_counts import note_batch, recount_others
from warehouse.details import gather_details, replace_details
from warehouse.revisits import recount_batches, resolve_revisits
from warehouse.stories import Kinship, relate

_CACHE = 768 << 20  # bytes
_TIMES_BATCH = 10  # a batch stands in a few temporary tables, once sorted
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
        whole: whether these are all captures of the file; else some that are read again, of any file.
    """

    batch_id: str
    size: int
    accepted: pa.Table
    rejected: pa.Table
    note: str | None = None
    whole: bool = True


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
    _bound_memory(connection, batch)
    connection.execute("BEGIN")
    try:
        _stage(connection, batch)
        _replace_captures(connection)
        resolve_revisits(connection)
        _derive_versions(connection)
        gather_details(connection)
        _choose_contents(connection)
        _replace_articles(connection)
        replace_details(connection)
        relate(connection, kinship)
        if batch.whole:
            note_batch(connection, batch.batch_id, batch.size, batch.note)
        recount_others(connection, batch.batch_id if batch.whole else "")
        recount_batches(connection)
        loaded = _count(connection, batch.batch_id)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return loaded


def _bound_memory(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Have memory follow the batch: DuckDB would keep all it has read, up to most of the machine's memory.

    What goes beyond is spilled beside the file.
    """
    needed = _CACHE + _TIMES_BATCH * (batch.accepted.nbytes + batch.rejected.nbytes)
    connection.execute(f"SET memory_limit = '{needed >> 20}MiB'")


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
    """Give each source that captures or outcomes name a row; what is known of it already stays."""
    connection.execute(
        """
        INSERT INTO sources (source)
        SELECT source FROM (SELECT source FROM captures UNION SELECT source FROM outcomes)
        WHERE source NOT IN (SELECT source FROM sources)
        ORDER BY source
        """
    )


def _stage(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Make `incoming` and `refused`, a record once each, and `affected`: articles they have to do with."""
    for name, rows in (("incoming", batch.accepted), ("refused", batch.rejected)):
        # A foreign WARC file may hold a record twice; to sort whole texts each time would be slow.
        repeated = pc.count_distinct(rows["record_id"]).as_py() < rows.num_rows
        once = "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY warc_offset) = 1"
        connection.register("staged_rows", rows)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS FROM staged_rows {once if repeated else ''}"
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
               rejection.value, rejection.reason, rejection.remedy, refers_to
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


def _choose_contents(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `contents`, one row a text of an affected article's versions.

    What was read from a capture that stands with that text goes before what is only carried over. Which row
    that is shows in a few columns; whole rows, which lie far apart, are read of those alone.
    """
    columns = f"{_article_columns(connection)}, topics, regions, cuts, bands"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE chosen AS
        WITH known AS (
            SELECT article_id, content_hash, record_id, rowid AS place, 1 AS rank FROM incoming
            UNION ALL
            SELECT article_id, content_hash, record_id, rowid, 2
            FROM machinery.superseded SEMI JOIN affected USING (article_id)
            UNION ALL
            SELECT article_id, content_hash, record_id, rowid, 3
            FROM articles SEMI JOIN affected USING (article_id)
        )
        SELECT place, rank
        FROM known SEMI JOIN versions USING (article_id, content_hash)
             LEFT JOIN readings USING (article_id, content_hash, record_id)
        QUALIFY row_number() OVER (
            PARTITION BY article_id, content_hash
            ORDER BY warc_date IS NOT NULL DESC, warc_date DESC, record_id DESC, rank, place
        ) = 1;

        CREATE OR REPLACE TEMP TABLE contents AS
        SELECT {columns}, true AS brought
        FROM incoming WHERE rowid IN (SELECT place FROM chosen WHERE rank = 1)
        UNION ALL BY NAME
        SELECT {columns}, false AS brought
        FROM machinery.superseded WHERE rowid IN (SELECT place FROM chosen WHERE rank = 2)
        UNION ALL BY NAME
        SELECT {columns}, false AS brought
        FROM articles LEFT JOIN gathered USING (article_id)
        WHERE articles.rowid IN (SELECT place FROM chosen WHERE rank = 3);
        """
    )


def _replace_articles(connection: duckdb.DuckDBPyConnection) -> None:
    """Lay `contents` out over the versions: the current ones, and those that were superseded."""
    columns = _article_columns(connection)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE before AS
        SELECT article_id, story_id, content_hash FROM articles SEMI JOIN affected USING (article_id);

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
               valid_from, valid_to, coalesce(list_sort(topics), []) AS topics,
               coalesce(list_sort(regions), []) AS regions, coalesce(cuts, []) AS cuts,
               coalesce(list_sort(bands), []) AS bands
        FROM contents JOIN versions USING (article_id, content_hash)
        WHERE valid_to IS NOT NULL
        ORDER BY article_id, version;

        INSERT INTO machinery.current_since
        SELECT article_id, valid_from FROM versions WHERE valid_to IS NULL ORDER BY article_id;
        """
    )


def _article_columns(connection: duckdb.DuckDBPyConnection) -> str:
    described = connection.execute("SELECT column_name FROM (DESCRIBE articles)").fetchall()
    return ", ".join(name for (name,) in described if name not in _DERIVED)


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
