"""Picks, among the dates of a news report, those that can be the day on which it was reported.

Indonesian and Malay reports name the day of the event as weekday and date, `Selasa (25/2)` or
`Rabu 23 April 2025`, set off in the lead or behind who said it; background stands in other words.

1. A date in the dateline is the report's own, and so is a paragraph that is a date and little else.
2. Weekday with day and month, or a date in brackets, within the first paragraphs: the reporting form. The
   first in reading order is the best; one whose weekday is another day's comes after the others.
3. A full date without a weekday only in the lead, only set off (`, 3 November 2025`, `pada 3 …`, `on
   November 3 …`) and only if the lead writes no other day: bare dates are more often anniversaries, births
   and documents than the day of the report.
4. A day counted from the capture (`hari ini`, `kemarin`, a weekday alone) only in the lead, last of all;
   `3 hari lalu` only where it is a stamp, since a report counts back to what came before it.

Never: a date whose nearest cue is a plan, a deadline, a beginning, an end or an earlier event; one that is
followed by `lalu` or `mendatang`; one within quotation marks; a range; a month without its day; a day
after the capture. A time of day beside such a date is the event's, so the evidence says the day alone; a
stamp's is its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from news.dates.evidence import DateEvidence
from news.dates.running_text import Placed, placed_dates
from news.dates.standpoint import Standpoint

PARAGRAPHS = 6
"""Paragraphs in which the reporting form counts; what lies deeper is mostly background."""

LENGTH = 1500
"""Characters of one paragraph that are read: some pages give the whole article as one."""

_OVERHANG = 60  # characters behind them, so that no date is cut in two
_AGO = re.compile(r"(?:lalu|lepas|silam|ago)$", re.IGNORECASE)
_LABEL = 20  # characters beside a date that label it: `Diterbitkan: `

_SENTENCE_END = re.compile(r"[.!?][”\"]?\s+(?=[^\W\d_a-z]|[“\"(])")
_SET_OFF = re.compile(r"(?:[,(–—-]\s*|\b(?:pada|tanggal|tgl\.?|hari|on|dated this)\s+)$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:dr|drs|prof|ir|hj?|st|no|jl|kab|kec|mr|mrs|ms|tgl|pkl)\.\s*$", re.IGNORECASE)
_OPENING, _CLOSING = "“«", "”»"


@cache
def _cues() -> Mapping[str, "re.Pattern[str]"]:
    lists = yaml.safe_load((Path(__file__).parent / "cues.yaml").read_text(encoding="utf-8"))
    return {
        kind: re.compile(
            r"(?<![\w-])(?:"
            + "|".join(re.escape(cue) for cue in sorted(words, key=len, reverse=True))
            + r")(?![\w-])",
            re.IGNORECASE,
        )
        for kind, words in lists.items()
    }


def _sentence_before(text: str, position: int) -> str:
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text, 0, position)
        if not _ABBREVIATED.search(text, 0, match.start() + 1)
    ]
    return text[ends[-1] if ends else 0 : position]


def _last_cue(kind: str, words: str) -> int:
    return max((match.end() for match in _cues()[kind].finditer(words)), default=-1)


def _is_told(text: str, placed: Placed) -> bool:
    """Say whether the words around a date leave it open as the day of the report."""
    sentence = _sentence_before(text, placed.start)
    clause = sentence.rstrip(" ,").rpartition(",")[2] if not sentence.rstrip().endswith(",") else ""
    bound = _last_cue("bound", clause)
    if bound >= 0 and bound > _last_cue("report", clause):
        return False
    if _last_cue("plan", sentence) > _last_cue("report", sentence):
        return False
    passed = _cues()["after"].search(placed.evidence.text) if placed.mention else None
    return not passed and not _cues()["after"].match(text[placed.end :].lstrip(" )"))


def _is_quoted(text: str, position: int) -> bool:
    """Say whether a place lies in direct speech: the last quotation mark before it opens one."""
    opened = max(text.rfind(mark, 0, position) for mark in _OPENING)
    closed = max(text.rfind(mark, 0, position) for mark in _CLOSING)
    straight = text.rfind('"', 0, position)
    if straight > max(opened, closed):
        opens = text[straight + 1 : straight + 2].isalnum() and not text[:straight][-1:].isalnum()
        return opens and text.find('"', position) >= 0
    return opened > closed


def _contradicts_itself(placed: Placed) -> bool:
    """Say whether the weekday beside a full date is another day's: one of the two is a slip."""
    weekday = placed.mention.weekday if placed.mention else None
    return weekday is not None and weekday != placed.evidence.day.isoweekday()


def _has_reporting_form(placed: Placed) -> bool:
    return placed.mention is not None and (placed.mention.weekday is not None or placed.mention.in_brackets)


def _days(paragraph: str, seen_from: Standpoint, *, counted: bool = False) -> list[Placed]:
    found = placed_dates(paragraph, seen_from, counted=counted)
    says_a_day = {"day", "minute", "second"}
    return [one for one in found if one.evidence.precision in says_a_day and one.start < LENGTH]


def _of_the_day(placed: Placed) -> DateEvidence:
    return replace(placed.evidence, at=None, precision="day", time_zone=None)


def _is_stamp(paragraph: str, placed: Placed) -> bool:
    """Say whether a paragraph is little more than a date: a stamp that the text brought along."""
    return len(paragraph.strip()) <= len(placed.evidence.text) + _LABEL


def _in_dateline(datelines: Sequence[str], seen_from: Standpoint) -> Iterator[DateEvidence]:
    for dateline in datelines:
        yield from map(_of_the_day, _days(dateline, seen_from))


def _is_set_off(lead: str, position: int) -> bool:
    """Say whether a bare date stands by itself and not as the name of an occasion."""
    named = _last_cue("occasion", _sentence_before(lead, position)) >= 0
    return not named and _SET_OFF.search(lead, 0, position) is not None


def _in_lead(lead: str, told: Sequence[Placed], written: Sequence[Placed]) -> Iterator[DateEvidence]:
    days = {placed.evidence.day for placed in written}
    for placed in told:
        bare = placed.mention is not None and not _has_reporting_form(placed)
        if bare and len(days) == 1 and _is_set_off(lead, placed.start):
            yield _of_the_day(placed)
    for placed in told:
        if placed.mention is None and not _AGO.search(placed.evidence.text):
            yield placed.evidence


def dates_of_report(
    paragraphs: Sequence[str],
    seen_from: Standpoint,
    *,
    datelines: Sequence[str] = (),
    counted: bool = True,
) -> list[DateEvidence]:
    """Return what a report says about its own day, best first.

    Args:
        paragraphs: of the body, from the first; without captions and furniture.
        seen_from: capture, language and zone.
        datelines: pieces such as `PONTIANAK, 3 Oktober 2025 –` that were cut from the body.
        counted: whether `hari ini` and its like may be counted from the capture.

    >>> from datetime import UTC, datetime
    >>> lead = "Rapat digelar, Selasa (25/2). Hasilnya akan diumumkan pada Senin (3/3)."
    >>> [one.text for one in dates_of_report([lead], Standpoint(datetime(2025, 11, 28, tzinfo=UTC)))]
    ['Selasa (25/2)']
    """
    stamps: list[DateEvidence] = []
    reported: list[Placed] = []
    lead: Iterator[DateEvidence] = iter(())
    for number, paragraph in enumerate(paragraphs[:PARAGRAPHS]):
        text = paragraph[: LENGTH + _OVERHANG]
        days = _days(text, seen_from, counted=counted and number == 0)
        told = [one for one in days if not _is_quoted(text, one.start) and _is_told(text, one)]
        stamps += [one.evidence for one in told if _is_stamp(text, one)]
        reported += [one for one in told if _has_reporting_form(one)]
        if number == 0:
            lead = _in_lead(text, told, [one for one in days if one.mention])
    reported.sort(key=_contradicts_itself)
    found = [*_in_dateline(datelines, seen_from), *stamps, *map(_of_the_day, reported), *lead]
    possible = [one for one in found if one.day <= seen_from.latest]
    return list(dict.fromkeys(possible))
