"""Ledgers of crawls: which are not in the published file yet, and their way into a candidate."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from crawlers.outcomes import OutcomeRow, read_outcomes
from news.home import Home
from news.place import listed
from pipeline.staging import scratch_of, write_json
from warehouse.outcomes import OUTCOME_ROWS, load_ledger, loaded_ledgers
from warehouse.reader import snapshot
from warehouse.schema import is_current

_NOTE = "ledgers.json"


def pending_ledgers(home: Home) -> list[str]:
    """Return the names of the landed ledgers that the published file does not hold."""
    try:
        landed = sorted(path.name for path in listed(home.ledgers) if path.suffix == ".jsonl")
    except NotADirectoryError:
        return []  # whoever lists the WARC files says what is wrong
    if not landed:
        return []
    with snapshot(home.published, scratch_of(home)) as connection:
        known = loaded_ledgers(connection) if connection and is_current(connection) else set()
    return [name for name in landed if name not in known]


def note_ledgers(home: Home, run_id: str, names: Sequence[str]) -> None:
    """Keep which ledgers a run loads.

    A ledger lands after the captures that it names, so who lists ledgers before WARC files never loads one
    whose captures he leaves to the next run.
    """
    write_json(home.staging / run_id / _NOTE, list(names))


def noted_ledgers(home: Home, run_id: str) -> list[str]:
    """Return the ledgers that a run loads."""
    path = home.staging / run_id / _NOTE
    return list(json.loads(path.read_text("utf-8"))) if path.exists() else []


def load_ledgers(connection: Any, home: Home, run_id: str) -> int:
    """Load the ledgers of a run into the candidate; return how many outcomes they bring."""
    loaded = 0
    for name in noted_ledgers(home, run_id):
        rows = outcome_table(read_outcomes(home.ledgers / name))
        load_ledger(connection, name, rows)
        loaded += rows.num_rows
    return loaded


def outcome_table(rows: Iterable[OutcomeRow]) -> pa.Table:
    """Return the rows of a ledger as a table of `warehouse.outcomes.OUTCOME_ROWS`."""
    return pa.Table.from_pylist(
        [
            {name: getattr(row, "at" if name == "decided_at" else name) for name in OUTCOME_ROWS.names}
            for row in rows
        ],
        schema=OUTCOME_ROWS,
    )
