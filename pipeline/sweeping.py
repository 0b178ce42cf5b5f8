"""Leave nothing behind: what a run has staged, and what killed runs have left."""

import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, count

from news.home import Home
from news.place import listed, remove_folder
from news.process import is_alive
from pipeline.staging import ORPHANED_AFTER
from warehouse.candidate import discard, move_wal_aside
from warehouse.lock import writer_lock

_CHILD_RUN = re.compile(r"[a-z]+-\d{8}T\d{6}-(\d+)")
_LOCAL_RUN = re.compile(r"local-\d{8}T\d{6}Z(-\d+)?")


def child_run_id(dag_id: str) -> str:
    """Return a name for a run that a child of this process does; it tells whose child."""
    return f"{dag_id}-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}"


def begin_local_run(home: Home) -> str:
    """Return a name for a run that this process does; take away what earlier ones have left.

    To be called by who holds the writer lock until that run ends: then no other local run is alive.
    """
    for left in set(_runs(home, _LOCAL_RUN)):
        finish(home, left)
    name = f"local-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(run_id for run_id in names if not home.report(run_id).exists())


def finish(home: Home, run_id: str) -> None:
    """Take away what a run has staged and what is left of its candidate."""
    remove_folder(home.staging / run_id)
    discard(home.candidates / f"{run_id}.duckdb")


def sweep_dead_children(home: Home) -> None:
    """Take away what children of processes that are gone have left; theirs ended with them."""
    for run_id in set(_runs(home, _CHILD_RUN)):
        if not is_alive(int(run_id.rpartition("-")[2])):
            finish(home, run_id)


def sweep_orphans(home: Home) -> None:
    """Take away candidates that no run has touched for a day; the one whose audit failed stays."""
    for path in home.candidates.glob("*.duckdb") if home.candidates.exists() else ():
        if path.name != "failed.duckdb" and time.time() - path.stat().st_mtime > ORPHANED_AFTER:
            discard(path)


def put_wal_aside(home: Home) -> list[str]:
    """Move a write-ahead log away that lies beside the published file; return what to say of it.

    Raises:
        Busy: another writer is at work.
    """
    with writer_lock(home.writer_lock, "putting a write-ahead log aside"):
        return move_wal_aside(home.published)


def _runs(home: Home, kind: re.Pattern[str]) -> Iterator[str]:
    for folder in (home.staging, home.candidates):
        for path in listed(folder):
            found = kind.match(path.name)
            if found:
                yield found[0]
