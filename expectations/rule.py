"""What a rule is: one definition, from which come the suite, the rejections and their documentation."""

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold.

    Attributes:
        id: stable over releases; what `rejections.rule` and `audits.rule` say.
        frame: table of facts it is checked on: ``rows`` for a batch, others for a whole file.
        column: fact it is checked on.
        expectation: class name in Great Expectations.
        arguments: of that expectation.
        expected: what was expected, in plain words.
        remedy: what to do about it.
        value: column that shows the offending value; the checked one where empty.
        severity: ``critical`` rejects a row and blocks publishing, ``warning`` is reported.
        waivable: whether somebody may let a page pass that breaks it; False where an article would lack what
            the audit asks of every one.
    """

    id: str
    frame: str
    column: str
    expectation: str
    arguments: dict[str, Any] = field(default_factory=dict)
    expected: str = ""
    remedy: str = ""
    value: str = ""
    severity: Severity = "critical"
    waivable: bool = True

    @property
    def effect(self) -> str:
        """What breaking it does to an article: ``reject`` or ``warn``."""
        return "reject" if self.severity == "critical" else "warn"


def between(low: float | None, high: float | None) -> dict[str, Any]:
    """Return the arguments of an expectation that values lie within these bounds, both included."""
    return {"min_value": low, "max_value": high}
