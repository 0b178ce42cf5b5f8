"""The audit: what must hold in a whole candidate before anybody sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from expectations.audit_rules import AUDIT_RULES
from expectations.engine import Verdict, check
from expectations.rule import Rule

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 5  # of what does not hold


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
        offender = f" in {_some(self.batches)}" if self.batches else ""
        return f"{self.rule}: expected {self.expected}, found {self.found}{offender}. {self.remedy}"


def _some(batches: Sequence[str]) -> str:
    more = len(batches) - _SHOWN
    return ", ".join(batches[:_SHOWN]) + (f" and {more:,} more batches" if more > 0 else "")


def audit(frames: Mapping[str, pa.Table], rules: Sequence[Rule] = AUDIT_RULES) -> list[Finding]:
    """Check each frame by its rules and return one finding a rule.

    Args:
        frames: facts about the candidate, by the name that `Rule.frame` gives; a column `batches`
            (list of batch ids) or `batch_id` tells who brought the row.
        rules: what to check.

    Raises:
        KeyError: a rule is about a frame that is not there.
        RuntimeError: a rule could not be evaluated.
    """
    side_by_side = [replace(rule, column=f"{rule.frame}.{rule.column}") for rule in rules]
    verdicts = check(_one_frame(frames, rules), side_by_side)
    return [
        _finding(replace(verdict, rule=rule), frames[rule.frame])
        for rule, verdict in zip(rules, verdicts, strict=True)
    ]


def _one_frame(frames: Mapping[str, pa.Table], rules: Sequence[Rule]) -> "pd.DataFrame":
    """Return the columns that rules are about beside each other; one validation costs less than one a frame.

    Shorter columns end in nulls, which no rule looks at.
    """
    import pandas as pd  # noqa: PLC0415  as heavy as the engine that reads it

    wanted = {(rule.frame, rule.column) for rule in rules if rule.column in frames[rule.frame].column_names}
    return pd.DataFrame(
        {
            f"{frame}.{column}": pd.Series(frames[frame][column].to_pylist(), dtype="float64")
            for frame, column in sorted(wanted)
        }
    )


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
        return _held(verdict.rule, frame)
    if not verdict.rows:
        return verdict.observed
    column = frame[verdict.rule.value or verdict.rule.column]
    shown = "; ".join(str(column[row].as_py()) for row in verdict.rows[:_SHOWN])
    more = len(verdict.rows) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _held(rule: Rule, frame: pa.Table) -> str:
    if not frame.num_rows:
        return "nothing to check"
    only = frame[rule.column][0].as_py() if frame.num_rows == 1 and not rule.value else None
    return f"as expected ({frame.num_rows:,} checked)" if only is None else f"{only:,.3g}"


def _batches(verdict: Verdict, frame: pa.Table) -> tuple[str, ...]:
    if "batches" in frame.column_names:
        named = {batch for row in verdict.rows for batch in frame["batches"][row].as_py() or ()}
    elif "batch_id" in frame.column_names:
        named = {frame["batch_id"][row].as_py() for row in verdict.rows}
    else:
        named = set()
    return tuple(sorted(named - {None}))
