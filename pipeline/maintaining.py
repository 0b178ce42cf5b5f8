"""Keep a home in order: check what has landed, sweep what was left, compact, and give up what has expired.

The tasks of the DAG `maintain` and `warta maintain` call these same functions.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.sources.model import Source
from crawlers.spider.crawl import land_left_behind
from crawlers.spider.job import CrawlJob
from news.errors import Busy
from news.home import Home
from news.place import is_local, last_touched, listed, remove_folder
from pipeline import publishing
from pipeline.crawling import new_run_id
from pipeline.report import add_to_report, read_report
from pipeline.retention import Retention
from pipeline.staging import ORPHANED_AFTER
from pipeline.sweeping import sweep_dead_children, sweep_orphans
from warehouse.candidate import discard, make_candidate
from warehouse.compaction import compact
from warehouse.connection import opened
from warehouse.lock import writer_lock
from warehouse.retention import note_expired, outlived

WORTH_REWRITING = 0.1
"""Share of the published file that a rewriting must save, where nothing else is to be told."""

_NOBODY = "https://nobody.invalid/"


def sweep(home: Home) -> list[str]:
    """Take away what killed runs have left, and land what killed crawls have; return what was found.

    Nothing that anybody has touched within a day is looked at.
    """
    before = set(_places(home))
    sweep_dead_children(home)
    sweep_orphans(home)
    for folder in _orphans(home.staging):
        remove_folder(folder)
    for hidden in _orphans(home.landing, ".*"):
        hidden.unlink()
    swept = [f"removed {_named(home, path)}" for path in sorted(before - set(_places(home)))]
    return swept + [f"landed {name}, which a killed crawl had left" for name in _left_in_spool(home)]


def rewrite(home: Home, run_id: str, policy: Retention) -> dict[str, Any]:
    """Publish the same tables anew, compacted, and told of what expires; return the run's report.

    Empty where there is no reason to: nothing published yet, or no schema to migrate, no batch that expires,
    and less than `WORTH_REWRITING` of the file to save.

    Raises:
        Busy: another writer is at work.
        AuditFailed: the published file does not hold what it must; it stays.
        InputError: there is no room for the copies.
    """
    if not home.published.exists():
        return {}
    candidate = home.candidates / f"{run_id}.duckdb"
    with writer_lock(home.writer_lock, f"maintaining, run {run_id}"):
        migrated = make_candidate(home.published, candidate)
        given_up = _expire(candidate, policy)
        before, after = compact(candidate)
        if not migrated and not given_up and after > before * (1 - WORTH_REWRITING):
            discard(candidate)
            return {}
        publishing.audit_candidate(home, run_id, str(candidate))
        publishing.publish(home, run_id, str(candidate))
    told = {"migrated": migrated, "expired": given_up, "bytes_before": before, "bytes_after": after}
    add_to_report(home, run_id, told)
    return read_report(home, run_id)


def rewrite_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Tell what `rewrite` did, in lines for a log."""
    if not told:
        yield "there is nothing to rewrite"
        return
    yield f"rewritten from {told['bytes_before']:,} to {told['bytes_after']:,} bytes"
    for name in told["expired"]:
        yield f"given up: {name}"
    yield from (*told["findings"], *told["notes"])


def would_expire(home: Home, policy: Retention) -> list[str]:
    """Return the batches that `rewrite` would give up now."""
    scratch = home.candidates / f"{new_run_id()}.duckdb"
    if not home.published.exists() or policy.keeps_all:
        return []
    make_candidate(home.published, scratch)
    try:
        with opened(scratch, read_only=True) as connection:
            return outlived(connection, **asdict(policy), now=datetime.now(UTC))
    finally:
        discard(scratch)


def _expire(candidate: Path, policy: Retention) -> list[str]:
    now = datetime.now(UTC)
    with opened(candidate, read_only=False) as connection:
        given_up = outlived(connection, **asdict(policy), now=now)
        note_expired(connection, given_up, now)
        connection.execute("CHECKPOINT")
    return given_up


def _left_in_spool(home: Home) -> Iterator[str]:
    """Land what lies in the spool of a source that nobody has crawled for a day."""
    for folder in _orphans(home.spool):
        if not any(folder.iterdir()):
            continue
        source = Source(id=folder.name, homepage=_NOBODY)
        job = CrawlJob(source, home.crawl_state, home.spool, str(home.landing), new_run_id(), _NOBODY)
        try:
            yield from land_left_behind(job).files
        except Busy:
            continue


def _places(home: Home) -> Iterator[Path]:
    for folder in (home.staging, home.candidates, home.landing):
        yield from listed(folder)


def _orphans(folder: Path, pattern: str = "*") -> list[Path]:
    """Return what in `folder` nobody has touched for longer than a run is given."""
    found = sorted(folder.glob(pattern)) if folder.exists() else []
    return [path for path in found if time.time() - last_touched(path) > ORPHANED_AFTER]


def _named(home: Home, path: Path) -> str:
    inside = is_local(path) and path.is_relative_to(home.root)
    return str(path.relative_to(home.root) if inside else path)
