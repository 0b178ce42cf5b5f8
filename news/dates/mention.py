"""Finds where a text writes a date, without yet deciding what it means for the article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from news.dates.calendar import full_year, order_of
from news.dates.clock import Clock, clock_after, clock_before
from news.dates.names import fold, months_of_the_world, names, words_between
from news.dates.patterns import (
    DAY_FIRST,
    EAST_ASIAN,
    LETTERS,
    MONTH_FIRST,
    MONTH_ONLY,
    NUMERIC,
    PUNCTUATION,
    RANGE_AFTER,
    RANGE_BEFORE,
    WEEKDAY_AFTER,
    YEAR_FIRST,
)

_DIGIT = re.compile(r"\d")
_FULL_NAME = 4  # letters of the shortest weekday that is written out: Rabu, Ahad
_WORDS_BACK = 6  # words before a date among which its weekday stands
_LOOK_BACK = 60  # characters before a date in which its weekday or a range's first day stands


@dataclass(frozen=True, slots=True)
class Mention:
    """One date as a text writes it.

    Attributes:
        start: offset in the text where it begins, its weekday included.
        end: offset behind it, its clock time included.
        year: None where the text leaves it out.
        month: 1-12.
        day: None where only the month is written, or a range of days.
        weekday: 1 (Monday) to 7; None where none is written.
        in_brackets: whether it stands as ``(25/2)`` or ``(3/11/2025)``.
        clock: time of day behind or before it.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    weekday: int | None = None
    in_brackets: bool = False
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class _Weekday:
    number: int
    start: int
    english: bool


def _leads_to_date(gap: str) -> bool:
    """Say whether nothing but a part of the day stands between a weekday and its date."""
    if not all(word.lower() in words_between() for word in LETTERS.findall(gap)):
        return False
    return all(char.isalpha() or char in PUNCTUATION for char in gap)


def _weekday(word: str) -> int | None:
    """Return the weekday that a word names; short names and `Minggu` need a capital: `20 min`, `2 minggu`."""
    name = fold(word)
    if not word[0].isupper() and (len(name) < _FULL_NAME or name == "minggu"):
        return None
    return names().weekdays.get(name)


def _weekday_before(text: str, position: int) -> _Weekday | None:
    window = list(LETTERS.finditer(text, max(0, position - _LOOK_BACK), position))
    for word in reversed(window[-_WORDS_BACK:]):
        number = _weekday(word[0])
        if number and _leads_to_date(text[word.end() : position]):
            return _Weekday(number, word.start(), fold(word[0]) in names("en").weekdays)
    return None


def _weekday_after(text: str, position: int) -> int | None:
    match = WEEKDAY_AFTER.match(text, position)
    # Behind a date a short name is more often another word: `3 November, Sat Reskrim`.
    return _weekday(match[1]) if match and len(fold(match[1])) >= _FULL_NAME else None


def _month(word: str, *, with_year: bool) -> int | None:
    # A short name of a faraway language is an ordinary word too often to go without a year.
    listed = months_of_the_world() if with_year else names().months
    return listed.get(fold(word))


def _numeric(match: re.Match[str], text: str, day_first: bool | None, latest: date) -> Mention | None:
    weekday = _weekday_before(text, match.start())
    if match[4] is None and weekday is None:
        return None
    year = full_year(match[4], latest) if match[4] else None
    if weekday is not None:
        day_first = None if weekday.english else True
    elif "." in match[2]:
        day_first = True  # no country writes the month first with full stops
    order = order_of(
        int(match[1]),
        int(match[3]),
        day_first=day_first,
        year=year,
        weekday=weekday.number if weekday else None,
    )
    if order is None or not 1 <= order[0] <= 31:
        return None
    several = match.start(1) > match.start()  # `3-5/11/2025`
    return Mention(match.start(), match.end(), year, order[1], None if several else order[0])


def _year_first(match: re.Match[str], *_: object) -> Mention | None:
    month, day = int(match[3]) if match.re is YEAR_FIRST else int(match[2]), int(match[4])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Mention(match.start(), match.end(), int(match[1]), month, day)


def _named(match: re.Match[str], _text: str, _day_first: bool | None, latest: date) -> Mention | None:
    word, digits = (match[1], match[2]) if match.re is MONTH_FIRST else (match[2], match[1])
    month = _month(word, with_year=match[3] is not None)
    if month is None or not 1 <= int(digits) <= 31:
        return None
    year = full_year(match[3], latest) if match[3] else None
    return Mention(match.start(), match.end(), year, month, int(digits))


def _month_only(match: re.Match[str], *_: object) -> Mention | None:
    month = _month(match[1], with_year=True)
    return Mention(match.start(), match.end(), int(match[2]), month, None) if month else None


_SHAPES = (
    (YEAR_FIRST, _year_first),
    (EAST_ASIAN, _year_first),
    (NUMERIC, _numeric),
    (DAY_FIRST, _named),
    (MONTH_FIRST, _named),
    (MONTH_ONLY, _month_only),
)


def _bare(text: str, day_first: bool | None, latest: date) -> Sequence[Mention]:
    found: list[Mention] = []
    for shape, read in _SHAPES:
        for match in shape.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            mention = read(match, text, day_first, latest)
            if mention:
                found.append(mention)
    return sorted(found, key=lambda one: one.start)


def _other_end(mention: Mention, text: str) -> int | None:
    """Return the month of the other end where a date is one end of several days, else None."""
    before = RANGE_BEFORE.search(text, max(0, mention.start - _LOOK_BACK), mention.start)
    if before and before[2]:
        return _month(before[2], with_year=False)
    if before and int(before[1]) < (mention.day or 0):
        return mention.month
    after = RANGE_AFTER.match(text, mention.end)
    if after and after[1]:
        return _month(after[1], with_year=False)
    return int(after[2]) if after else None


def _of_range(mention: Mention, text: str) -> Mention:
    """Take from one end of a range what does not hold for all of its days."""
    month = _other_end(mention, text)
    if month is None:
        return mention
    return replace(mention, day=None, year=mention.year if month == mention.month else None)


def _dressed(mention: Mention, text: str) -> Mention:
    """Add what stands around a date: its weekday, its clock, the rest of its range."""
    before = _weekday_before(text, mention.start)
    in_brackets = text[mention.start - 1 : mention.start] == "("
    start = before.start if before else mention.start - in_brackets
    weekday = before.number if before else _weekday_after(text, mention.end)
    after = clock_after(text, mention.end)
    ahead = None if after else clock_before(text, start)
    clock = after or ahead
    end = mention.end + (in_brackets and text[mention.end : mention.end + 1] == ")")
    return replace(
        # A clock beside a date looks like a range: `10:15 - 3 Mei 2025`.
        mention if clock else _of_range(mention, text),
        start=ahead[1] if ahead else start,
        end=after[1] if after else end,
        weekday=weekday,
        in_brackets=in_brackets,
        clock=clock[0] if clock else None,
    )


def find_mentions(text: str, latest: date, *, day_first: bool | None = None) -> Iterator[Mention]:
    """Yield every date that `text` writes with a month, in order; spans do not overlap.

    Args:
        text: running text or a page's stamp.
        latest: no two-digit year lies after it.
        day_first: how the text's language writes `3/11/2025`; None where it is unknown or does both.
    """
    if not _DIGIT.search(text):
        return
    for mention in _bare(text, day_first, latest):
        yield _dressed(mention, text)
