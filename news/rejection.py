"""A rejection: why a capture went no further, in words that say what to do."""

from dataclasses import asdict, dataclass

_VALUE_LENGTH = 200  # characters of the offending value that are kept beside the capture's address


@dataclass(frozen=True, slots=True)
class Rejection:
    """One reason, for one capture.

    Attributes:
        gate: the stage that refused it.
        rule: id of the rule, stable over releases.
        value: the offending value.
        reason: what was expected and what was found.
        remedy: what to do about it.
    """

    gate: str
    rule: str
    value: str
    reason: str
    remedy: str

    def as_row(self) -> dict[str, str]:
        """Return the value of the `rejection` column, the offending value shortened."""
        row = asdict(self)
        if len(self.value) > _VALUE_LENGTH:
            row["value"] = self.value[: _VALUE_LENGTH - 1] + "…"
        return row
