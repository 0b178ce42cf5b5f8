"""Reads the dates that a text or a page's stamp writes: `Selasa (25/2)`, `3 November 2025 | 10.15 WIB`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from news.dates.calendar import day_by_weekday, day_of
from news.dates.evidence import DateEvidence
from news.dates.mention import Mention, find_mentions
from news.dates.relative import relative_dates
from news.dates.standpoint import Standpoint
from news.dates.zones import moment


@dataclass(frozen=True, slots=True)
class Placed:
    """A date where it stands in a text.

    Attributes:
        start: offset where it begins, its weekday included.
        end: offset behind it.
        evidence: what it says.
        mention: how it is written; None for `kemarin` and its like.
    """

    start: int
    end: int
    evidence: DateEvidence
    mention: Mention | None


def _day_of(mention: Mention, day: int, latest: date) -> date | None:
    if mention.year is not None:
        return day_of(mention.year, mention.month, day)
    if mention.weekday is not None:
        return day_by_weekday(mention.month, day, mention.weekday, latest)
    return None


def evidence_of(mention: Mention, text: str, seen_from: Standpoint) -> DateEvidence | None:
    """Return what a mention says, or None where it says no day and no month for certain.

    A missing year is decided by the weekday among the near years up to the capture, or not at all. A range of
    days says no more than its month.
    """
    words, found_by = text[mention.start : mention.end].strip(" ,;|"), seen_from.found_by
    if mention.day is None:
        first = day_of(mention.year, mention.month, 1) if mention.year else None
        return DateEvidence(first, None, "month", found_by, None, words) if first else None
    day = _day_of(mention, mention.day, seen_from.latest)
    if day is None or mention.clock is None:
        return DateEvidence(day, None, "day", found_by, None, words) if day else None
    zone = mention.clock.zone or seen_from.time_zone
    at = moment(datetime.combine(day, mention.clock.time), zone)
    return DateEvidence(day, at, mention.clock.precision, found_by, zone, words)


def placed_dates(text: str, seen_from: Standpoint, *, counted: bool = True) -> Iterator[Placed]:
    """Yield each date of `text`: the written ones in order, then those counted from the capture.

    Args:
        text: running text or a page's stamp.
        seen_from: capture, language and zone.
        counted: whether `kemarin` and its like are looked for at all.
    """
    written = list(find_mentions(text, seen_from.latest, day_first=seen_from.day_first))
    for mention in written:
        evidence = evidence_of(mention, text, seen_from)
        if evidence:
            yield Placed(mention.start, mention.end, evidence, mention)
    if not counted:
        return
    taken = [(mention.start, mention.end) for mention in written]
    for start, evidence in relative_dates(text, seen_from, taken):
        yield Placed(start, start + len(evidence.text), evidence, None)


def find_dates(
    text: str, captured: datetime, *, language: str | None = None, time_zone: str | None = None
) -> list[DateEvidence]:
    """Return every date that `text` says, written ones first, each group in the order of the text.

    Which of them may be the day of publication is decided by `news.dates.report`.

    Args:
        text: running text or a page's visible stamp.
        captured: aware; no date is read as lying after it where the text leaves its year open, and
            `kemarin`, `3 jam lalu` or a bare weekday are counted from it.
        language: BCP 47, where it is known. Indonesian and Malay write the day first; English numbers
            count only where one of them exceeds 12 or a weekday decides.
        time_zone: IANA name or offset of the place that writes, where it is known.

    >>> from datetime import UTC
    >>> captured = datetime(2025, 11, 28, tzinfo=UTC)
    >>> [one.day.isoformat() for one in find_dates("menggelar rapat, Selasa (25/2).", captured)]
    ['2025-02-25']
    """
    seen_from = Standpoint(captured, language, time_zone)
    return [placed.evidence for placed in placed_dates(text, seen_from)]
