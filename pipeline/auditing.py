"""The audit of a candidate: what warehouse facts the rules see, and what is written down of it."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pyarrow as pa

from expectations.audit import Finding, audit
from expectations.drift import drift_table, drifts
from expectations.source_frames import drift_frames, freshness_frame, mix_frame
from warehouse.audit_frames import audit_frames, record_audit
from warehouse.connection import Connection
from warehouse.health import day_facts, last_facts, mix_facts, page_facts, record_drifts


def check_candidate(connection: Connection, run_id: str) -> list[Finding]:
    """Check the whole file, write what was found into `audits` and `drifts`, and return it.

    Raises:
        RuntimeError: a rule could not be evaluated.
    """
    now = datetime.now(UTC)
    pages, days = page_facts(connection), day_facts(connection)
    found = drifts(pages, days)
    sources = sorted({*pages["source"].unique().to_pylist(), *days["source"].unique().to_pylist()})
    frames = audit_frames(connection) | drift_frames(found, sources)
    frames |= {
        "freshness": freshness_frame(last_facts(connection, now), days),
        "mix": mix_frame(mix_facts(connection)),
    }
    findings = audit(frames)
    record_drifts(connection, drift_table(found), run_id, now)
    record_audit(connection, finding_rows(findings), run_id, now)
    return findings


def finding_rows(findings: Sequence[Finding]) -> pa.Table:
    """Return findings as rows of the table `audits`."""
    names = ("rule", "severity", "success", "expected", "found", "batches")
    return pa.table({name: [getattr(finding, name) for finding in findings] for name in names}).cast(
        pa.schema(
            [(name, pa.bool_() if name == "success" else pa.string()) for name in names[:-1]]
            + [("batches", pa.list_(pa.string()))]
        )
    )
