"""Reads the date that a URL's path carries: `/2025/02/17/`, `/20250217/`, `/2025-02-17-judul`."""

import re
from urllib.parse import urlsplit

from news.dates.calendar import day_of
from news.dates.evidence import DateEvidence
from news.dates.names import names

_YEAR = r"(?P<year>199\d|20\d\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_SLASHED = re.compile(rf"(?:/|=){_YEAR}/{_MONTH}(?:/{_DAY})?(?=/|$|\.|-)")
_NAMED = re.compile(rf"/{_YEAR}/(?P<name>[a-z]{{3,9}})(?:/{_DAY})?(?=/|$)", re.IGNORECASE)
_DASHED = re.compile(
    rf"(?<!\d)(?<!\d-){_YEAR}[-_](?P<month>0[1-9]|1[0-2])[-_](?P<day>0[1-9]|[12]\d|3[01])(?![\d])"
)
_JOINED = re.compile(
    r"(?<![\da-zA-Z])(?P<year>199\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?![\da-zA-Z])"
)
_DAY_FIRST = re.compile(rf"/(?P<day>0[1-9]|[12]\d|3[01])[-/](?P<month>0[1-9]|1[0-2])[-/]{_YEAR}(?=/|$|-)")
_YEAR_ONLY = re.compile(rf"/{_YEAR}(?=/)")


def _month_of(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("name"):
        return names("en").months.get(groups["name"].lower())
    return int(groups["month"]) if groups.get("month") else None


def _read(match: re.Match[str]) -> DateEvidence | None:
    year, month, digits = int(match["year"]), _month_of(match), match.groupdict().get("day")
    if month is None:
        return None
    day = day_of(year, month, int(digits or 1))
    if day is None:
        return None
    return DateEvidence(day, None, "day" if digits else "month", "url", None, match[0].strip("/="))


def _day_first(match: re.Match[str]) -> DateEvidence | None:
    # Month and day could stand in either order unless one of them can only be a day.
    sure = int(match["day"]) > 12 or match["day"] == match["month"]
    return _read(match) if sure else None


def date_in_url(url: str) -> DateEvidence | None:
    """Return the date in the path of `url`, as precise as it is written; None where there is none.

    A path that gives only a year, or a year and a month, yields precision `year` or `month`: the first day
    of the period stands for it and is no claim.

    >>> date_in_url("https://contoh.id/2025/02/17/judul/").day
    datetime.date(2025, 2, 17)
    >>> date_in_url("https://contoh.id/2025/02/judul.html").precision
    'month'
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = [
        evidence
        for shape in (_SLASHED, _NAMED, _DASHED, _JOINED)
        for match in shape.finditer(path)
        if (evidence := _read(match))
    ]
    found += [evidence for match in _DAY_FIRST.finditer(path) if (evidence := _day_first(match))]
    precise = [one for one in found if one.precision == "day"] or found
    if precise:
        return precise[0]
    year = _YEAR_ONLY.search(path)
    first = day_of(int(year["year"]), 1, 1) if year else None
    return DateEvidence(first, None, "year", "url", None, year["year"]) if year and first else None
