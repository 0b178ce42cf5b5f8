"""The last three steps: load the staged batches into a candidate, audit it, publish it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations.audit import Finding, audit
from news.errors import AuditFailed
from news.home import Home
from pipeline.bindings import reference_tables
from pipeline.kinship import TextKinship
from pipeline.ledgers import load_ledgers
from pipeline.report import add_to_report, begin_report
from pipeline.rereading import READ_AGAIN
from pipeline.staging import STEPS, Group
from pipeline.sweeping import finish, sweep_orphans
from warehouse import candidate as candidates
from warehouse.audit_frames import audit_frames, record_audit
from warehouse.brought import refusals, repeats, totals
from warehouse.connection import Connection, opened
from warehouse.load import Batch, load_batch, note_sources
from warehouse.lock import writer_lock
from warehouse.reference import note_own_topics, renew_reference
from warehouse.replay import changes, remember_articles


def load(home: Home, run_id: str, folders: Sequence[str]) -> str:
    """Load every batch of the groups into a new candidate, one transaction a batch; return its path.

    Raises:
        Busy: another writer is at work.
        InputError: there is no room for the candidate.
    """
    candidate = home.candidates / f"{run_id}.duckdb"
    with writer_lock(home.writer_lock, f"loading run {run_id}"):
        sweep_orphans(home)
        migrated = candidates.make_candidate(home.published, candidate)
        loaded = []
        with opened(candidate, read_only=False) as connection:
            before = totals(connection)
            if again := _read_again(folders):
                remember_articles(connection)
            for name, rows in reference_tables(home).items():
                renew_reference(connection, name, rows)
            for folder in folders:
                for batch in _batches(home, Group(Path(folder))):
                    counts = load_batch(connection, batch, TextKinship())
                    loaded.append({"batch_id": batch.batch_id, "note": batch.note, **asdict(counts)})
            outcomes = load_ledgers(connection, home, run_id)
            note_sources(connection)
            note_own_topics(connection)
            connection.execute("CHECKPOINT")
            told = _told(connection, [batch["batch_id"] for batch in loaded])
            told["added"] = {name: count - before[name] for name, count in totals(connection).items()}
            told["changed"] = asdict(changes(connection)) if again else None
    begin_report(home, run_id, {"batches": loaded, "outcomes": outcomes, "migrated": migrated, **told})
    return str(candidate)


def audit_candidate(home: Home, run_id: str, candidate: str) -> str:
    """Check the candidate as a whole and write what was found into it; return its path.

    Raises:
        AuditFailed: a critical rule does not hold; the candidate is kept aside, nothing is published.
    """
    with writer_lock(home.writer_lock, f"auditing run {run_id}"):
        with opened(Path(candidate), read_only=False) as connection:
            findings = audit(audit_frames(connection))
            record_audit(connection, _finding_rows(findings), run_id, datetime.now(UTC))
            connection.execute("CHECKPOINT")
        add_to_report(
            home, run_id, {"findings": [str(finding) for finding in findings if not finding.success]}
        )
        broken = [finding for finding in findings if not finding.success and finding.severity == "critical"]
        if broken:
            raise AuditFailed(_refusal(broken, candidates.keep_aside(Path(candidate))))
    return candidate


def publish(home: Home, run_id: str, candidate: str) -> str:
    """Move the candidate onto the published file, sweep staging; return the path of the run's report.

    Raises:
        StaleCandidate: the published file is no longer the one the candidate was copied from.
    """
    with writer_lock(home.writer_lock, f"publishing run {run_id}"):
        notes = candidates.publish(Path(candidate), home.published)
    finish(home, run_id)
    return add_to_report(home, run_id, {"notes": notes, "published_at": datetime.now(UTC).isoformat()})


def _told(connection: Connection, batches: list[str]) -> dict[str, Any]:
    return {"rejections": refusals(connection, batches), "repeats": repeats(connection, batches)}


def _read_again(folders: Sequence[str]) -> bool:
    return any(Group(Path(folder)).noted(READ_AGAIN) for folder in folders)


def _batches(home: Home, group: Group) -> Iterator[Batch]:
    accepted, rejected, torn = group.accepted(STEPS[-1]), group.rejected(STEPS), group.noted("torn")
    _check_balance(group, accepted.num_rows + rejected.num_rows)
    files = group.warc_files
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


def _finding_rows(findings: Sequence[Finding]) -> pa.Table:
    names = ("rule", "severity", "success", "expected", "found", "batches")
    return pa.table({name: [getattr(finding, name) for finding in findings] for name in names}).cast(
        pa.schema(
            [(name, pa.bool_() if name == "success" else pa.string()) for name in names[:-1]]
            + [("batches", pa.list_(pa.string()))]
        )
    )


def _refusal(broken: Sequence[Finding], kept: Path) -> str:
    offenders = sorted({batch for finding in broken for batch in finding.batches})
    withhold = " ".join(f"--withhold {batch}" for batch in offenders)
    advice = f" To let the others go on: warta ingest {withhold}." if offenders else ""
    told = " ".join(str(finding) for finding in broken)
    return f"the audit failed, nothing was published: {told} The candidate is kept at {kept}.{advice}"
