"""Times of day as they stand beside a date: `pukul 10.15 WIB`, `10:15 PM`, `T10:15:00+07:00`."""

import re
from dataclasses import dataclass
from datetime import time

from news.dates.zones import zone_named

_TIME = r"(\d{1,2})(?:[.:h]|\s?:\s?)(\d{2})(?:[.:](\d{2})(?:[.,]\d+)?)?(?!\d|[./]\d)"
_HALF = r"(?:\s?([ap])\.?\s?m\b\.?)?"
_ZONE = r"(?:\s*(?:uhr|hrs|h)\b)?(?:\s*\(?((?:UTC|GMT)?\s?[+\-−]\d{1,2}:?(?:\d{2})?(?!\d)|[A-Za-z]{1,4}\b))?"
_AT = r"sekitar|pada|pukul|pkl\.?|jam|saat|at|um|à|às|a las|alle|ore|kl\.?|klo|o|в|о"
_AFTER = re.compile(
    rf"[\s,;|)\]•·–—/-]*(?:T|(?:(?:{_AT}|,|-)\s+)*){_TIME}{_HALF}{_ZONE}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\d.:/-]){_TIME}{_HALF}{_ZONE}\)?[\s,;|•·–—/-]*(?:on\s+|pada\s+|tanggal\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day.

    Attributes:
        time: naive, local.
        precision: ``minute`` or ``second``.
        zone: IANA name or offset as written; None where none is.
    """

    time: time
    precision: str
    zone: str | None


def _clock(match: re.Match[str]) -> Clock | None:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4] and hour <= 12:
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = zone_named(match[5]) if match[5] else None
    return Clock(time(hour, minute, second), "second" if match[3] else "minute", zone)


def clock_after(text: str, position: int) -> tuple[Clock, int] | None:
    """Return the time that follows a date ending at `position`, and where it ends.

    >>> clock_after("Senin (3/11/2025), pukul 10.15 WIB.", 17)
    (Clock(time=datetime.time(10, 15), precision='minute', zone='Asia/Jakarta'), 34)
    """
    match = _AFTER.match(text, position)
    clock = _clock(match) if match else None
    if not match or not clock:
        return None
    ends_at_zone = clock.zone or match[5] is None
    return clock, match.end() if ends_at_zone else match.start(5)


def clock_before(text: str, position: int) -> tuple[Clock, int] | None:
    """Return the time that leads up to a date beginning at `position`, and where it begins."""
    match = _BEFORE.search(text, max(0, position - 40), position)
    clock = _clock(match) if match else None
    return (clock, match.start()) if match and clock else None
