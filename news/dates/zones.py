"""Time zones: from what a text or a value writes to an IANA name or an offset, and to local days."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# WIB, WITA, WIT: Keputusan Presiden 41/1987. The American ones: RFC 822, section 5.
_NAMED = {
    "WIB": "Asia/Jakarta",
    "WITA": "Asia/Makassar",
    "WIT": "Asia/Jayapura",
    "MYT": "Asia/Kuala_Lumpur",
    "SGT": "Asia/Singapore",
    "Z": "UTC",
    "UTC": "UTC",
    "GMT": "UTC",
    "UT": "UTC",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "CET": "+01:00",
    "CEST": "+02:00",
}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-−])(\d{1,2}):?(\d{2})?")

# Hours from UTC between which a language's press lies; other languages may stand anywhere on Earth.
_SPAN = {"id": (7.0, 9.0), "ms": (7.0, 8.0)}
_EARTH = (-10.0, 13.0)  # Hawaii to New Zealand's summer


def zone_named(word: str) -> str | None:
    """Return the IANA name or the offset that `word` means; None where it means none.

    >>> zone_named("WITA"), zone_named("GMT+7"), zone_named("+0700"), zone_named("pagi")
    ('Asia/Makassar', '+07:00', '+07:00', None)
    """
    word = word.strip()
    if word.upper() in _NAMED:
        return _NAMED[word.upper()]
    match = _OFFSET.fullmatch(word.upper())
    if not match:
        return None
    sign, hours, minutes = match[1].replace("−", "-"), int(match[2]), int(match[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    return "UTC" if hours == minutes == 0 else f"{sign}{hours:02}:{minutes:02}"


@cache
def zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name or an offset such as `+07:00`; None where there is no such zone."""
    match = _OFFSET.fullmatch(name)
    if match:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(offset if match[1] == "+" else -offset)
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def moment(local: datetime, name: str | None) -> datetime | None:
    """Return the moment in UTC of a naive local time in the zone `name`; None without a zone."""
    found = zone(name) if name else None
    try:
        return local.replace(tzinfo=found).astimezone(UTC) if found else None
    except (OverflowError, ValueError):
        return None


def local_times(captured: datetime, language: str | None, time_zone: str | None) -> Iterator[datetime]:
    """Yield the naive local times that `captured` may have been where a page was written.

    One where the zone is known, else the earliest and the latest that the language allows: what is
    derived from a day counts only where both give the same.
    """
    known = zone(time_zone) if time_zone else None
    if known:
        yield captured.astimezone(known).replace(tzinfo=None)
        return
    for hours in _SPAN.get(language or "", _EARTH):
        yield (captured.astimezone(UTC) + timedelta(hours=hours)).replace(tzinfo=None)


def latest_day(captured: datetime) -> date:
    """Return the last day that had begun anywhere on Earth when the page was captured (UTC+14)."""
    return (captured.astimezone(UTC) + timedelta(hours=14)).date()
