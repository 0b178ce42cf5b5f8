"""Reads the time stamps of metadata, feeds and headers: ISO 8601, RFC 5322 and what is written for them."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

from news.dates.calendar import day_of
from news.dates.evidence import DateEvidence
from news.dates.mention import find_mentions
from news.dates.running_text import evidence_of
from news.dates.standpoint import Standpoint
from news.dates.zones import moment, zone_named

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:T|\s+|\s*[,|]\s*|-)(\d{1,2})[:.](\d{2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?)?"
    r"\s*\(?([A-Za-z]{1,4}|(?:UTC|GMT)?\s?[+\-−]\d{1,2}:?(?:\d{2})?(?::00)?)?\)?(?:\[[\w/]+\])?",
    re.IGNORECASE,
)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_JAVASCRIPT = re.compile(r"\b(?:GMT|UTC)([+-]\d{4})(?:\s+\([^)]*\))?$")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
# Bounds only years of two digits; a stamp with an open year is not read.
_FAR = datetime(2068, 12, 30, tzinfo=UTC)
_LONGEST = 120  # characters; a stamp is short, a longer value is prose


def _told(local: datetime, precision: str, zone: str | None, found_by: str, text: str) -> DateEvidence:
    """Build evidence from a local time; midnight to the second is how day-only stamps are padded."""
    if local.hour == local.minute == local.second == 0:
        return DateEvidence(local.date(), None, "day", found_by, zone, text)
    return DateEvidence(local.date(), moment(local, zone), precision, found_by, zone, text)


def _from_fields(
    match: re.Match[str], value: str, found_by: str, time_zone: str | None
) -> DateEvidence | None:
    year, month, day, hour, minute, second, zone = match.groups()
    found = day_of(int(year), int(month), int(day))
    if found is None:
        return None
    named = zone_named(re.sub(r":00$", "", zone) if zone and zone.count(":") > 1 else zone) if zone else None
    if hour is None:
        return DateEvidence(found, None, "day", found_by, named, value)
    if not (int(hour) < 24 and int(minute) < 60):
        return DateEvidence(found, None, "day", found_by, named, value)
    # A leap second is written as 60; the second before it lies in the same minute.
    local = datetime(found.year, found.month, found.day, int(hour), int(minute), min(int(second or 0), 59))
    # A zone that is written but unknown is no reason to assume another.
    known = named if zone else time_zone
    return _told(local, "second" if second else "minute", known, found_by, value)


def _partial(value: str, found_by: str) -> DateEvidence | None:
    match = _PARTIAL.fullmatch(value)
    first = day_of(int(match[1]), int(match[2] or 1), 1) if match else None
    if not match or not first or not 1900 <= first.year <= 2100:
        return None
    return DateEvidence(first, None, "month" if match[2] else "year", found_by, None, value)


def _epoch(value: str, found_by: str) -> DateEvidence | None:
    match = _EPOCH.fullmatch(value)
    if not match:
        return None
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(match[1]))
    return DateEvidence(at.date(), at, "second", found_by, "UTC", value)


def _mail(value: str, found_by: str) -> DateEvidence | None:
    if not value[:3].isalpha() and not value[:1].isdigit():
        return None
    fields = parsedate_tz(value)
    if fields is None or day_of(*fields[:3]) is None or fields[0] < 1900:
        return None
    if ":" not in value:
        return DateEvidence(date(*fields[:3]), None, "day", found_by, None, value)
    offset = fields[9] if re.search(r"(?:[+-]\d{4}|\b[A-Z]{1,4})(?:\s*\(.*\))?$", value) else None
    zone = None
    if offset is not None:
        sign, minutes = "-" if offset < 0 else "+", abs(offset) // 60
        zone = "UTC" if minutes == 0 else f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return _told(datetime(*fields[:6]), "second", zone, found_by, value)


def _worded(value: str, seen_from: Standpoint) -> DateEvidence | None:
    for mention in find_mentions(value, seen_from.latest, day_first=seen_from.day_first):
        evidence = evidence_of(mention, value, seen_from) if mention.year else None
        if evidence:
            return evidence
    return None


def parse_timestamp(
    value: str, found_by: str, *, language: str | None = None, time_zone: str | None = None
) -> DateEvidence | None:
    """Return what a machine's or an editor's time stamp says; None where it is no date.

    Reads ISO 8601 in its extended and basic forms and with a blank for the `T`, RFC 3339, RFC 5322 (RFC 822)
    dates, seconds or milliseconds since 1970, JavaScript's `Date` strings, and dates in words. A value
    without a zone has no moment (`at` is None) unless `time_zone` names it. Midnight to the second is
    taken for a padded day. A day or a month that is left out is not filled in: the precision says so and
    the first day of the period stands for it.

    Args:
        value: as it stands in the page or the feed.
        found_by: what the evidence is marked with.
        language: decides the order of `3/11/2025`; see `find_dates`.
        time_zone: IANA name or offset of values that write none.

    >>> parse_timestamp("2025-11-03T10:15:00+07:00", "json-ld").at.isoformat()
    '2025-11-03T03:15:00+00:00'
    >>> parse_timestamp("2025-11", "meta").precision
    'month'
    """
    text = " ".join(value.split())
    if not text or len(text) > _LONGEST:
        return None
    for form in (_ISO, _BASIC):
        match = form.fullmatch(text)
        if match:
            return _from_fields(match, text, found_by, time_zone)
    for read in (_partial, _epoch):
        if evidence := read(text, found_by):
            return evidence
    if evidence := _mail(_JAVASCRIPT.sub(r"\1", text), found_by):
        return replace(evidence, text=text)
    return _worded(text, Standpoint(_FAR, language, time_zone, found_by))
