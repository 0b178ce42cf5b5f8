"""Decides which evidence for the day of publication to believe."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from news.dates.evidence import DateEvidence
from news.dates.zones import latest_day

FIRST_WEB_PAGE = date(1991, 8, 6)
"""Nothing was published on the web before: https://info.cern.ch, announced on that day."""

TOLERANCE = timedelta(hours=14)
"""How far after the capture a moment may lie: sites stamp local time as UTC, at most UTC+14."""

AUTHORITY = ("json-ld", "feed", "meta", "time", "stamp", "url", "script", "text")
"""Who knows best when an article was published, best first; what is not listed comes last.

The publishing system's own structured data, then what its templates show to a reader, then the address
given at publication, then the day that the report itself speaks of.
"""

_LOCAL = {"time", "stamp", "url"}  # what readers see is written in the time of the place
_SAYS_A_DAY = {"second", "minute", "day"}


def possible(evidence: DateEvidence, captured: datetime) -> bool:
    """Say whether a page captured then can have been published on that day or at that moment."""
    if evidence.at is not None and evidence.at > captured + TOLERANCE:
        return False
    return FIRST_WEB_PAGE <= evidence.day <= latest_day(captured)


def _rank(evidence: DateEvidence) -> tuple[bool, int]:
    known = evidence.found_by in AUTHORITY
    authority = AUTHORITY.index(evidence.found_by) if known else len(AUTHORITY)
    return evidence.precision not in _SAYS_A_DAY, authority


def ranked(evidence: Sequence[DateEvidence], captured: datetime) -> list[DateEvidence]:
    """Return all evidence, best first; what cannot be stands last, in its own order of rank.

    1. What is possible before what is not (after the capture, before the web).
    2. What says a day before what says only a month or a year.
    3. By `AUTHORITY`.
    4. Among equals the order in which it was given: a page's first stamp before its later ones.
    """
    return sorted(evidence, key=lambda one: (not possible(one, captured), *_rank(one)))


def _may_be_local(day: date, at: datetime) -> bool:
    """Say whether `day` is the local day of the moment `at` between Hawaii and New Zealand's summer."""
    return day in {(at + timedelta(hours=hours)).date() for hours in (-10, 0, 13)}


def _local(best: DateEvidence, others: Sequence[DateEvidence]) -> DateEvidence:
    """Give a moment that was written in UTC the local day that the page shows or its address carries.

    Publishing systems serialise in UTC, where an early morning in Jakarta is the day before. Where one
    of these places writes the day in UTC too, it stays.
    """
    if best.at is None or best.time_zone != "UTC":
        return best
    local = [
        one
        for one in others
        if one.found_by in _LOCAL
        and one.precision in _SAYS_A_DAY
        and one.time_zone != "UTC"
        and _may_be_local(one.day, best.at)
        and (one.at is None or abs(one.at - best.at) < timedelta(minutes=2))
    ]
    if not local or any(one.day == best.day for one in others if one.found_by in _LOCAL):
        return best
    return replace(best, day=local[0].day, time_zone=local[0].time_zone or best.time_zone)


def choose(evidence: Sequence[DateEvidence], captured: datetime) -> DateEvidence | None:
    """Return the evidence to believe; None where nothing possible is said.

    The order is that of `ranked`; `evidence` itself keeps the disagreement. Evidence of precision `month`
    or `year` is returned where there is nothing better: its `day` stands for the period.

    Args:
        evidence: in the order in which the page gives it.
        captured: aware.
    """
    order = [one for one in ranked(evidence, captured) if possible(one, captured)]
    return _local(order[0], order[1:]) if order else None
