"""Measures how fast captures are read again beside how fast they were read first, in one process, in turns.

    python benchmarks/replay.py --documents 10000 --rounds 2

Lands composed documents (`corpus.py`), and in each round ingests them into an empty home and then replays all
of them (`warta ingest --from-landing`). Prints the throughput of both, their ratio by CPU time, and whether
every table holds the same afterwards, by a digest of its contents; what tells of the runs themselves (clocks,
audits, merges) is exempt.
"""

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from statistics import median

import duckdb
from corpus import compose, land

from news.home import Home
from pipeline.ingest import ingest
from warehouse.replay import Selection

_LEAST = 0.9  # of the throughput of the first ingest
_CLOCKS = {
    "batches": ("loaded_at",),
    "drifts": ("run_id", "noticed_at"),
    "schema_version": ("applied_at",),
}
"""Table to its columns that tell when a run did something."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that a run took, by the wall and of the processors."""

    wall: float
    cpu: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Home(Path(scratch) / "home")
        land(list(compose(given.documents, given.seed)), home)
        _warm_up(Path(scratch) / "warm")
        rounds = [_round(home, number, given.documents) for number in range(given.rounds)]
    ratio = median(first.cpu / again.cpu for first, again, _ in rounds)
    differing = sorted({name for _, _, names in rounds for name in names})
    print(f"throughput of the replay: {ratio:.2f} times that of the first ingest, asked {_LEAST}")
    print(f"tables that differ: {', '.join(differing) or 'none'}")
    return int(ratio < _LEAST or bool(differing))


def _warm_up(root: Path) -> None:
    """Import and load all that a first run imports and loads, so that no round pays for it."""
    warm = Home(root)
    land(list(compose(50, 7)), warm)
    ingest(warm)
    shutil.rmtree(root)


def _round(home: Home, number: int, documents: int) -> tuple[Spent, Spent, list[str]]:
    home.published.unlink(missing_ok=True)
    first = _timed(home, None)
    before = digests(home.published)
    again = _timed(home, Selection())
    after = digests(home.published)
    for name, spent in (("first ingest", first), ("replay", again)):
        print(
            f"round {number + 1}  {name:13} {spent.wall:7.2f} s wall {spent.cpu:7.2f} s CPU "
            f"{documents / spent.cpu:8,.0f} documents a CPU second",
            flush=True,
        )
    return first, again, [name for name in before | after if before.get(name) != after.get(name)]


def _timed(home: Home, again: Selection | None) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    ingest(home, again=again)
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def digests(published: Path) -> dict[str, str]:
    """Return a digest of the contents of every table, in the order of its rows' values."""
    with duckdb.connect(str(published), read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() "
            "WHERE table_name NOT IN ('story_merges', 'audits')"
        ).fetchall()
        return {name: _digest(connection, schema, name) for schema, name in tables}


def _digest(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> str:
    known = {
        column
        for (column,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?",
            [schema, name],
        ).fetchall()
    }
    clocks = [column for column in _CLOCKS.get(name, ()) if column in known]
    exempt = f"EXCLUDE ({', '.join(clocks)})" if clocks else ""
    rows = connection.execute(
        f'SELECT r::VARCHAR FROM (SELECT * {exempt} FROM {schema}."{name}") r ORDER BY 1'
    )
    digest = blake2b(digest_size=16)
    while chunk := rows.fetchmany(10_000):
        digest.update("\n".join(row for (row,) in chunk).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
