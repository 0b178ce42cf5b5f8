"""One piece of evidence for a date: what it says, how precisely, and where it was found."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """What one place of a page, or its capture, says about a date.

    Attributes:
        day: the local day it says; where the precision is ``month`` or ``year``, the first day of that
            period stands for it and is no claim.
        at: the moment, aware and in UTC, where it says one; None unless the zone is known.
        precision: ``second``, ``minute``, ``day``, ``month`` or ``year``.
        found_by: ``json-ld``, ``feed``, ``meta``, ``time``, ``stamp`` (shown near the headline), ``url``,
            ``script`` or ``text``.
        time_zone: IANA name or offset as written; None where none is given.
        text: the words or the value that were read.
    """

    day: date
    at: datetime | None
    precision: str
    found_by: str
    time_zone: str | None
    text: str
