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
from pipeline.kinship import TextKinship
from pipeline.report import add_to_report, begin_report
from pipeline.staging import STEPS, Group
from transforms.regions import region_table
from transforms.topics import topic_table
from warehouse import candidate as candidates
from warehouse.audit_frames import audit_frames, record_audit
from warehouse.connection import opened
from warehouse.load import Batch, load_batch, note_sources, replace_reference
from warehouse.lock import writer_lock
from warehouse.news import refusals, repeats


def load(home: Home, run_id: str, folders: Sequence[str]) -> str:
    """Load every batch of the groups into a new candidate, one transaction a batch; return its path.

    Raises:
        Busy: another writer is at work.
        InputError: there is no room for the candidate.
    """
    candidate = home.candidates / f"{run_id}.duckdb"
    with writer_lock(home.writer_lock, f"loading run {run_id}"):
        migrated = candidates.make_candidate(home.published, candidate)
        loaded = []
        with opened(candidate, read_only=False) as connection:
            replace_reference(connection, "regions", _region_rows())
            replace_reference(connection, "topics", topic_table())
            for folder in folders:
                for batch in _batches(home, Group(Path(folder))):
                    counts = load_batch(connection, batch, TextKinship())
                    loaded.append({"batch_id": batch.batch_id, "note": batch.note, **asdict(counts)})
            note_sources(connection)
            connection.execute("CHECKPOINT")
            told = _news(connection, [batch["batch_id"] for batch in loaded])
    begin_report(home, run_id, {"batches": loaded, "migrated": migrated, **told})
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
    """Move the candidate onto the published file; return the path of the run's report.

    Raises:
        StaleCandidate: the published file is no longer the one the candidate was copied from.
    """
    with writer_lock(home.writer_lock, f"publishing run {run_id}"):
        notes = candidates.publish(Path(candidate), home.published)
    return add_to_report(home, run_id, {"notes": notes, "published_at": datetime.now(UTC).isoformat()})


def _news(connection: Any, batches: list[str]) -> dict[str, Any]:
    return {"rejections": refusals(connection, batches), "repeats": repeats(connection, batches)}


def _batches(home: Home, group: Group) -> Iterator[Batch]:
    accepted, rejected, torn = group.accepted(STEPS[-1]), group.rejected(STEPS), group.noted("torn")
    for name in group.warc_files:
        yield Batch(
            batch_id=name,
            size=(home.landing / name).stat().st_size,
            accepted=accepted.filter(pc.equal(accepted["batch_id"], name)),
            rejected=rejected.filter(pc.equal(rejected["batch_id"], name)),
            note=torn.get(name),
        )


def _region_rows() -> pa.Table:
    renamed = region_table().rename_columns({"code": "region_code", "names": "other_names"})
    return renamed.select(["region_code", "name", "kind", "parent_code", "seat", "other_names"])


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
