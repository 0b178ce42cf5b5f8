"""The last three steps: load the staged batches into a candidate, audit it, publish it."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations.audit import Finding
from news.errors import AuditFailed
from news.home import Home
from pipeline.auditing import check_candidate
from pipeline.bindings import reference_tables
from pipeline.kinship import TextKinship
from pipeline.ledgers import load_ledgers
from pipeline.quarantine.ledgers import keep_mended, load_decisions, note_decided
from pipeline.report import add_to_report, begin_report, read_report
from pipeline.reporting.page import write_page
from pipeline.rereading import CHOSEN, READ_AGAIN
from pipeline.staging import STEPS, Group
from pipeline.sweeping import finish, sweep_orphans
from warehouse import candidate as candidates
from warehouse.brought import refusals, repeats, totals
from warehouse.connection import Connection, opened
from warehouse.load import Batch, load_batch, note_sources
from warehouse.lock import writer_lock
from warehouse.reference import note_own_topics, renew_reference
from warehouse.replay import changes, remember_articles

_NAMED = 5  # batches that a message says how to withhold; more of them are no fault of single batches


def load(home: Home, run_id: str, folders: Iterable[str]) -> str:
    """Load every batch of the groups into a new candidate, one transaction a batch; return its path.

    `folders` may be iterated more than once and may keep the caller waiting until the next group is read.

    Raises:
        Busy: another writer is at work.
        InputError: there is no room for the candidate.
    """
    candidate = home.candidates / f"{run_id}.duckdb"
    with writer_lock(home.writer_lock, f"loading run {run_id}"):
        sweep_orphans(home)
        migrated = candidates.make_candidate(home.published, candidate)
        loaded, stages, started = [], [], time.perf_counter()
        with opened(candidate, read_only=False) as connection:
            before = totals(connection)
            if again := _read_again(folders):
                remember_articles(connection)
            for name, rows in reference_tables(home).items():
                renew_reference(connection, name, rows)
            load_decisions(connection, home)
            for folder in folders:
                stages += _stages(Group.at(folder))
                for batch in _batches(home, Group.at(folder)):
                    counts = load_batch(connection, batch, TextKinship())
                    loaded.append({"batch_id": batch.batch_id, "note": batch.note, **asdict(counts)})
            outcomes = load_ledgers(connection, home, run_id)
            note_sources(connection)
            note_own_topics(connection)
            note_decided(connection, home, run_id)
            connection.execute("CHECKPOINT")
            told = _told(connection, [batch["batch_id"] for batch in loaded])
            told["added"] = {name: count - before[name] for name, count in totals(connection).items()}
            told["changed"] = asdict(changes(connection)) if again else None
            told |= {"stages": stages, "load_seconds": time.perf_counter() - started}
    begin_report(home, run_id, {"batches": loaded, "outcomes": outcomes, "migrated": migrated, **told})
    return str(candidate)


def audit_candidate(home: Home, run_id: str, candidate: str) -> str:
    """Check the candidate as a whole and write what was found into it; return its path.

    Raises:
        AuditFailed: a critical rule does not hold; the candidate is kept aside, nothing is published.
    """
    with writer_lock(home.writer_lock, f"auditing run {run_id}"):
        started = time.perf_counter()
        with opened(Path(candidate), read_only=False) as connection:
            findings = check_candidate(connection, run_id)
            connection.execute("CHECKPOINT")
        told = {"findings": [str(finding) for finding in findings if not finding.success]}
        add_to_report(home, run_id, {**told, "audit_seconds": time.perf_counter() - started})
        broken = [finding for finding in findings if not finding.success and finding.severity == "critical"]
        if broken:
            kept = candidates.keep_aside(Path(candidate))
            _show(home, run_id, kept)
            raise AuditFailed(_refusal(broken, kept))
    return candidate


def publish(home: Home, run_id: str, candidate: str) -> str:
    """Move the candidate onto the published file, sweep staging; return the path of the run's report.

    Raises:
        StaleCandidate: the published file is no longer the one the candidate was copied from.
    """
    with writer_lock(home.writer_lock, f"publishing run {run_id}"):
        notes = candidates.publish(Path(candidate), home.published)
        keep_mended(home, run_id)
    finish(home, run_id)
    path = add_to_report(home, run_id, {"notes": notes, "published_at": datetime.now(UTC).isoformat()})
    _show(home, run_id, home.published)
    return path


def _show(home: Home, run_id: str, database: Path) -> None:
    """Write the run's page; where that fails it is noted, since what is published must not look failed."""
    try:
        write_page(home, run_id, database)
    except Exception as error:  # whatever keeps a page from being drawn
        notes = read_report(home, run_id).get("notes", [])
        add_to_report(home, run_id, {"notes": [*notes, f"the report could not be drawn: {error}"]})


def _stages(group: Group) -> list[dict[str, Any]]:
    return [stage for step in STEPS for stage in (group.noted(step) or {}).get("stages", ())]


def _told(connection: Connection, batches: list[str]) -> dict[str, Any]:
    return {"rejections": refusals(connection, batches), "repeats": repeats(connection, batches)}


def _read_again(folders: Iterable[str]) -> bool:
    """Tell whether a run reads captures once more: then each of its groups says so."""
    return any(Group.at(folder).noted(READ_AGAIN) for folder in islice(folders, 1))


def _batches(home: Home, group: Group) -> Iterator[Batch]:
    accepted, rejected, torn = group.accepted(STEPS[-1]), group.rejected(STEPS), group.noted("torn")
    _check_balance(group, accepted.num_rows + rejected.num_rows)
    files = group.warc_files
    if group.noted(CHOSEN) is not None:
        yield Batch(files[0], 0, accepted, rejected, whole=False)
        return
    for name in files:
        # What was read again of other files goes with the first: their articles change together.
        own = pa.array([name, *_others((accepted, rejected), files)] if name == files[0] else [name])
        yield Batch(
            batch_id=name,
            size=(home.landing / name).stat().st_size,
            accepted=accepted.filter(pc.is_in(accepted["batch_id"], own)),
            rejected=rejected.filter(pc.is_in(rejected["batch_id"], own)),
            note=torn.get(name),
        )


def _check_balance(group: Group, kept: int) -> None:
    read = group.noted("extract")["stages"][0]["rows_in"]
    if kept != read:
        raise RuntimeError(
            f"{group.folder}: {read} captures were read, {kept} accepted or rejected; run again"
        )


def _others(tables: Sequence[pa.Table], files: Sequence[str]) -> set[str]:
    return {name for table in tables for name in pc.unique(table["batch_id"]).to_pylist()} - set(files)


def _refusal(broken: Sequence[Finding], kept: Path) -> str:
    offenders = sorted({batch for finding in broken for batch in finding.batches})
    withhold = " ".join(f"--withhold {batch}" for batch in offenders[:_NAMED])
    advice = f" To let the others go on: warta ingest {withhold}." if offenders else ""
    if more := offenders[_NAMED:]:
        advice += f" {len(more):,} more batches offend: see the column batches of its table audits."
    told = " ".join(str(finding) for finding in broken)
    return f"the audit failed, nothing was published: {told} The candidate is kept at {kept}.{advice}"
