"""Measures what loading a batch costs beside histories of different sizes: seconds and memory, step by step.

    python benchmarks/history.py --history 100000,1000000 --batch 10000

A history is written straight into a candidate file (a few minutes for a million articles); then, in a
process of its own on a copy of that file, one batch is loaded as `warta ingest` loads it. Memory is the peak
of the resident set, libraries and DuckDB's caches included. Linux only (/proc/self/clear_refs).
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import wraps
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from history_corpus import batch as compose_batch
from history_corpus import history as compose_history

from pipeline.kinship import TextKinship
from warehouse import load, stories
from warehouse.connection import opened
from warehouse.schema import describe, migrate

_MOST_SECONDS, _MOST_BYTES, _MOST_TIMES = 15.0, 2 << 30, 2.0
_BLOCK = 262_144  # bytes of a block of a DuckDB file

Steps = dict[str, tuple[float, float, int]]
"""Step to seconds, seconds of the processors, and peak bytes."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--history", default="100000,1000000", help="numbers of articles, with commas")
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="folder that keeps the histories for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        runs = {size: _run(folder, size, given.batch) for size in map(int, given.history.split(","))}
    return _report(runs)


def _run(folder: Path, size: int, count: int) -> Steps:
    built = folder / f"history-{size}.duckdb"
    if not built.exists():
        _alone(build, built, size)
    print(f"{size:,} articles: {built.stat().st_size / 1e6:,.0f} MB", flush=True)
    copy = folder / "loaded.duckdb"
    shutil.copyfile(built, copy)
    try:
        steps: Steps = _alone(measure, copy, count)
    finally:
        copy.unlink()
    for name, (seconds, worked, peak) in steps.items():
        print(f"  {name:24} {seconds:7.2f} s, processors {worked:6.2f} s {peak / 1e6:9,.0f} MB", flush=True)
    return steps


def _alone(function: Callable[..., Any], *given: Any) -> Any:
    """Run a function in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *given).result()


def build(path: Path, size: int) -> None:
    """Write a candidate that holds `size` articles, each a story of its own."""
    partial = path.with_suffix(".partial")
    with opened(partial, read_only=False) as connection:
        migrate(connection)
        describe(connection)
        for table in compose_history(size):
            _insert(connection, table)
        connection.execute("CHECKPOINT warta")
        print(f"  fingerprints: {fingerprint_bytes(connection) / size:,.0f} bytes an article")
    partial.replace(path)


def _insert(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> None:
    columns = [
        name
        for (name,) in connection.execute("SELECT column_name FROM (DESCRIBE articles)").fetchall()
        if name in table.column_names
    ]
    connection.register("composed", table)
    connection.execute(
        f"""
        BEGIN;
        INSERT INTO articles BY NAME
        SELECT {", ".join(columns)}, warc_date AS first_seen, warc_date AS last_seen, 1 AS version,
               article_id AS story_id FROM composed;
        INSERT INTO captures BY NAME
        SELECT record_id, target_uri, warc_file, warc_offset, warc_date, source, batch_id, article_id,
               'new' AS outcome, content_hash FROM composed;
        INSERT INTO machinery.current_since SELECT article_id, warc_date FROM composed;
        INSERT INTO machinery.bands BY NAME SELECT article_id, list_sort(bands) AS bands FROM composed;
        INSERT INTO article_topics BY NAME SELECT article_id, unnest(topics, max_depth := 2) FROM composed;
        INSERT INTO article_regions BY NAME SELECT article_id, unnest(regions, max_depth := 2) FROM composed;
        COMMIT;
        """
    )
    connection.unregister("composed")


def fingerprint_bytes(connection: duckdb.DuckDBPyConnection) -> int:
    """Return what the search keys take on disk, in whole blocks."""
    rows = connection.execute(
        "SELECT count(DISTINCT block_id) FROM pragma_storage_info('machinery.bands') WHERE block_id >= 0"
    ).fetchall()
    return int(rows[0][0]) * _BLOCK


def measure(path: Path, count: int) -> Steps:
    """Load a batch into the candidate at `path`; return seconds and peak memory by step and in all."""
    with opened(path, read_only=False) as connection:
        staged = compose_batch(connection, count)
    kinship = TextKinship()
    # numba reads its compiled code from the cache.
    kinship.sharing(staged["bands"], staged.select(["article_id", "bands"]).to_batches())
    kinship.links(staged.slice(0, 100), staged.slice(100, 100))
    steps: Steps = {}
    _watch(steps)
    with opened(path, read_only=False) as connection:
        began, worked = time.perf_counter(), time.process_time()
        taken = load.Batch("batch.warc.gz", 1, staged, staged.slice(0, 0))
        load.load_batch(connection, taken, kinship)
        connection.execute("CHECKPOINT warta")
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        found = connection.execute("SELECT kind, count(*) FROM links GROUP BY kind ORDER BY kind").fetchall()
    print("  links:", ", ".join(f"{number:,} {kind}" for kind, number in found))
    steps["in all"] = seconds, worked, max(_peak_bytes(), *(peak for _, _, peak in steps.values()))
    return steps


def _watch(steps: Steps) -> None:
    """Have the loader run measured functions instead of its own."""
    loader: Any = load
    for name in [name for name in vars(loader) if name in _LOADING]:
        setattr(loader, name, _measured(steps, name.strip("_"), getattr(loader, name)))
    related: Any = stories
    for name in ("neighbours", "_insert_links", "_draw_stories"):
        setattr(related, name, _measured(steps, f"  {name.strip('_')}", getattr(related, name)))


_LOADING = (
    *("_stage", "_replace_captures", "resolve_revisits", "_derive_versions", "gather_details"),
    *("_choose_contents", "_replace_articles", "replace_details", "relate", "note_batch", "_count"),
)


def _measured(steps: Steps, name: str, run: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(run)
    def measured(*given: Any) -> Any:
        Path("/proc/self/clear_refs").write_text("5")
        began, worked = time.perf_counter(), time.process_time()
        done = run(*given)
        steps[name] = time.perf_counter() - began, time.process_time() - worked, _peak_bytes()
        return done

    return measured


def _peak_bytes() -> int:
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024


def _report(runs: dict[int, Steps]) -> int:
    small, large = min(runs), max(runs)
    (seconds, _, peak), (least, _, _) = runs[large]["in all"], runs[small]["in all"]
    times = seconds / least
    lines = [
        (f"{seconds:.1f} s against {large:,}", f"under {_MOST_SECONDS:.0f} s", seconds < _MOST_SECONDS),
        (f"{peak / (1 << 30):.2f} GiB", "under 2 GiB", peak < _MOST_BYTES),
    ]
    if small < large:
        told = f"{times:.2f} times the {least:.1f} s against {small:,}"
        lines.append((told, f"no more than {_MOST_TIMES:.0f}", times <= _MOST_TIMES))
    for found, asked, held in lines:
        print(f"{'held  ' if held else 'MISSED'} {found} (asked: {asked})")
    return sum(not held for _, _, held in lines)


if __name__ == "__main__":
    sys.exit(main())
