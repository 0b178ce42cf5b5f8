"""The audit: what must hold in a whole candidate before anybody sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from expectations.engine import Verdict, check
from expectations.rules import AUDIT_RULES, Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """What the audit says about one rule.

    Attributes:
        rule, severity, expected: of the rule.
        success: whether it holds.
        found: what was found, in plain words.
        batches: the batches that offend.
        remedy: what to do about it.
    """

    rule: str
    severity: str
    success: bool
    expected: str
    found: str
    batches: tuple[str, ...]
    remedy: str

    def __str__(self) -> str:
        offender = f" in {', '.join(self.batches)}" if self.batches else ""
        return f"{self.rule}: expected {self.expected}, found {self.found}{offender}. {self.remedy}"


def audit(frames: Mapping[str, pa.Table], rules: Sequence[Rule] = AUDIT_RULES) -> list[Finding]:
    """Check each frame by its rules and return one finding a rule.

    Args:
        frames: facts about the candidate, by the name that `Rule.frame` gives; a column `batches`
            (list of batch ids) or `batch_id` tells who brought the row.
        rules: what to check.

    Raises:
        RuntimeError: a rule could not be evaluated.
    """
    findings: dict[str, Finding] = {}
    for name, frame in frames.items():
        of_frame = [rule for rule in rules if rule.frame == name]
        for verdict in check(frame.to_pandas(), of_frame):
            findings[verdict.rule.id] = _finding(verdict, frame)
    return [findings[rule.id] for rule in rules]


def _finding(verdict: Verdict, frame: pa.Table) -> Finding:
    rule = verdict.rule
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        success=verdict.success,
        expected=rule.expected,
        found=_found(verdict, frame),
        batches=_batches(verdict, frame),
        remedy=rule.remedy,
    )


def _found(verdict: Verdict, frame: pa.Table) -> str:
    if verdict.success:
        return verdict.observed or f"{frame.num_rows} rows that hold"
    if not verdict.rows:
        return verdict.observed
    rule = verdict.rule
    shown = [str(frame[rule.value or rule.column][row].as_py()) for row in verdict.rows[:3]]
    return (
        f"{len(verdict.rows)} that do not hold ({', '.join(shown)}{', …' if len(verdict.rows) > 3 else ''})"
    )


def _batches(verdict: Verdict, frame: pa.Table) -> tuple[str, ...]:
    if "batches" in frame.column_names:
        named = {batch for row in verdict.rows for batch in frame["batches"][row].as_py() or ()}
    elif "batch_id" in frame.column_names:
        named = {frame["batch_id"][row].as_py() for row in verdict.rows}
    else:
        named = set()
    return tuple(sorted(named - {None}))
