"""What was refused: which rejections there are, which captures they stand for, and which have passed since.

A rejection is a page and a rule: seen again it counts up. Whether one still stands follows from `captures`;
that a capture was refused once, though it is accepted now, stands in `machinery.mended`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

WAITING = "revisit_unresolved"
"""Rule of captures that wait for another file: to find it mends nothing."""

MENDED = pa.schema(
    [
        *((name, pa.string()) for name in ("record_id", "target_uri", "article_id", "source")),
        *((name, pa.string()) for name in ("gate", "rule", "value", "reason", "remedy", "warc_file")),
        ("warc_offset", pa.int64()),
        ("warc_date", pa.timestamp("us", tz="UTC")),
        ("mended_at", pa.timestamp("us", tz="UTC")),
    ]
)
"""Columns of `machinery.mended` and of the lines of its ledger."""

WAIVERS = pa.schema(
    [
        *((name, pa.string()) for name in ("target_uri", "rule", "note", "decided_by")),
        ("decided_at", pa.timestamp("us", tz="UTC")),
    ]
)
"""Columns of the table `waivers`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rejections are asked for; None where it does not matter.

    Attributes:
        ids: of rejections, or how they begin.
        rule, source, status: as in the table `rejections`.
        since: day in UTC on which or after which it was last seen, ISO 8601.
    """

    ids: tuple[str, ...] = ()
    rule: str | None = None
    source: str | None = None
    status: str | None = None
    since: str | None = None


def find_rejections(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the rows of `rejections` that are wanted, latest first."""
    return _rows(connection, f"SELECT * FROM rejections WHERE {_CHOSEN} ORDER BY {_ORDER}", wanted)


def grouped_rejections(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> list[dict[str, Any]]:
    """Return how many rejections each rule and source has, most first, with the page last seen."""
    return _rows(
        connection,
        f"""
        SELECT gate, rule, source, count(*) AS pages, sum(times_seen)::BIGINT AS captures,
               count(*) FILTER (status = 'open') AS open, max(last_seen) AS last_seen,
               arg_max(rejection_id, last_seen) AS newest, any_value(remedy) AS remedy
        FROM rejections WHERE {_CHOSEN} GROUP BY gate, rule, source
        ORDER BY pages DESC, rule, source
        """,
        wanted,
    )


def grouped_warnings(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> list[dict[str, Any]]:
    """Return how many articles each rule marks, by source, most first; only rule and source are asked."""
    return _rows(
        connection,
        """
        SELECT rule, source, count(*) AS articles, count(*) FILTER (waived) AS waived,
               any_value(url) AS example
        FROM warnings
        WHERE ($rule IS NULL OR rule = $rule) AND ($source IS NULL OR source = $source)
          AND ($ids, $status, $since) IS NOT NULL
        GROUP BY rule, source ORDER BY articles DESC, rule, source
        """,
        wanted,
    )


def refused_captures(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return rejection_id, record_id and warc_file of each capture that these rejections refuse today."""
    found = connection.sql(
        """
        SELECT rejection_id, captures.record_id, captures.warc_file
        FROM captures JOIN rejections USING (target_uri, gate, rule)
        WHERE outcome = 'rejected' AND rejection_id IN (SELECT unnest($ids::VARCHAR[]))
        ORDER BY captures.warc_file, captures.warc_offset
        """,
        params={"ids": list(ids)},
    )
    return list(found.to_arrow_table().to_pylist())


def waived_captures(
    connection: duckdb.DuckDBPyConnection, target_uri: str, rule: str
) -> list[dict[str, Any]]:
    """Return record_id and warc_file of the captures of a page that passed since `rule` was waived for it."""
    found = connection.sql(
        """
        SELECT captures.record_id, captures.warc_file FROM captures JOIN article_versions USING (article_id)
        WHERE captures.target_uri = $target_uri AND outcome <> 'rejected'
          AND list_contains([w.rule FOR w IN warnings IF w.waived], $rule)
        GROUP BY ALL ORDER BY ALL
        """,
        params={"target_uri": target_uri, "rule": rule},
    )
    return list(found.to_arrow_table().to_pylist())


def outcomes_of(connection: duckdb.DuckDBPyConnection, records: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return outcome, rule and reason of captures, by record id."""
    found = connection.sql(
        "SELECT record_id, outcome, gate, rule, reason FROM captures "
        "WHERE record_id IN (SELECT unnest($records::VARCHAR[]))",
        params={"records": list(records)},
    )
    return {row["record_id"]: row for row in found.to_arrow_table().to_pylist()}


def remember_refused(connection: duckdb.DuckDBPyConnection) -> None:
    """Note which captures are refused, so that `note_mended` can tell which a load has accepted."""
    columns = ", ".join(f'"{name}"' for name in MENDED.names if name != "mended_at")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE refused_before AS
        SELECT {columns} FROM captures WHERE outcome = 'rejected' AND rule <> '{WAITING}'
        """
    )


def note_mended(connection: duckdb.DuckDBPyConnection, at: datetime) -> int:
    """Add to `machinery.mended` what was refused at `remember_refused` and is accepted; return how many."""
    connection.execute(
        """
        INSERT INTO machinery.mended BY NAME
        SELECT refused_before.*, ? AS mended_at
        FROM refused_before SEMI JOIN (FROM captures WHERE outcome <> 'rejected') USING (record_id)
             ANTI JOIN machinery.mended USING (record_id, gate, rule)
        ORDER BY warc_date, record_id
        """,
        [at],
    )
    rows = connection.execute("SELECT count(*) FROM machinery.mended WHERE mended_at = ?", [at]).fetchall()
    return int(rows[0][0])


def add_mended(connection: duckdb.DuckDBPyConnection, rows: pa.Table) -> None:
    """Add to `machinery.mended` the `rows` that it does not hold."""
    connection.register("mended_rows", rows)
    connection.execute(
        """
        INSERT INTO machinery.mended BY NAME
        SELECT * FROM mended_rows ANTI JOIN machinery.mended USING (record_id, gate, rule)
        """
    )
    connection.unregister("mended_rows")


def mended(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return `machinery.mended`, earliest first."""
    columns = ", ".join(f'"{name}"' for name in MENDED.names)
    found = connection.sql(f"SELECT {columns} FROM machinery.mended ORDER BY mended_at, warc_date, record_id")
    return found.to_arrow_table().cast(MENDED)


def note_gone(connection: duckdb.DuckDBPyConnection, landed: Sequence[str]) -> None:
    """Note which files with refused captures are none of `landed`, and cannot be read again."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE landed AS SELECT unnest(?::VARCHAR[]) AS warc_file;
        """,
        [list(landed)],
    )
    connection.execute(
        """
        DELETE FROM machinery.gone;
        INSERT INTO machinery.gone
        SELECT DISTINCT warc_file FROM captures ANTI JOIN landed USING (warc_file)
        WHERE outcome = 'rejected' ORDER BY ALL;
        """
    )


_CHOSEN = """
    (len($ids) = 0 OR list_bool_or([starts_with(rejection_id, id) FOR id IN $ids]))
    AND ($rule IS NULL OR rule = $rule)
    AND ($source IS NULL OR source = $source)
    AND ($status IS NULL OR status = $status)
    AND ($since IS NULL OR last_seen >= ($since || ' 00:00:00+00')::TIMESTAMPTZ)
"""
_ORDER = "last_seen DESC, target_uri, gate, rule"


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, wanted: Wanted) -> list[dict[str, Any]]:
    asked: dict[str, Any] = {name: getattr(wanted, name) for name in wanted.__slots__}
    found = connection.sql(sql, params={**asked, "ids": list(wanted.ids)}).to_arrow_table()
    return list(_in_utc(found).to_pylist())


def _in_utc(table: pa.Table) -> pa.Table:
    """Return `table` with its moments in UTC, whatever zone the session is in."""
    utc = pa.timestamp("us", tz="UTC")
    fields = [pa.field(one.name, utc) if pa.types.is_timestamp(one.type) else one for one in table.schema]
    return table.cast(pa.schema(fields))
