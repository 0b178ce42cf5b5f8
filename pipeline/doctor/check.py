"""What one check of the doctor says."""

from dataclasses import dataclass

GOOD, WARNING, BROKEN = "good", "warning", "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        about: what, such as ``published file`` or ``source satuhabar``.
        state: `GOOD`, `WARNING` or `BROKEN`.
        told: what was found.
        remedy: what to do, in one line; empty where nothing is to be done.
    """

    about: str
    state: str
    told: str
    remedy: str = ""
