"""The one loop that runs stages: it moves rejected rows aside, counts and times."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from news.stage import Stage


@dataclass(frozen=True, slots=True)
class StageCount:
    """What one stage did: rows in = accepted + rejected, always; time in seconds."""

    stage: str
    rows_in: int
    accepted: int
    rejected: int
    seconds: float


def run_stages(table: pa.Table, stages: Sequence[Stage]) -> tuple[pa.Table, pa.Table, list[StageCount]]:
    """Run `stages` one after the other over the rows that every stage before has accepted.

    Returns:
        Accepted rows, rejected rows, and one count a stage.

    Raises:
        RuntimeError: a stage lost or made up rows.
    """
    rejected, counts = [], []
    for stage in stages:
        started = time.perf_counter()
        done = stage(table)
        if done.num_rows != table.num_rows:
            raise RuntimeError(
                f"stage {name_of(stage)} was given {table.num_rows} rows and returned {done.num_rows}"
            )
        table, refused = split(done)
        rejected.append(refused)
        seconds = time.perf_counter() - started
        counts.append(StageCount(name_of(stage), done.num_rows, table.num_rows, refused.num_rows, seconds))
    return table, pa.concat_tables(rejected) if rejected else table.slice(0, 0), counts


def split(table: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return the accepted and the rejected rows of a table."""
    refused = pc.is_valid(table["rejection"])
    return table.filter(pc.invert(refused)), table.filter(refused)


def name_of(stage: Stage) -> str:
    """Return the name of the function behind a stage."""
    return name_of(stage.func) if isinstance(stage, partial) else stage.__name__
