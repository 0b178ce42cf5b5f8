"""Days of the calendar from what a text gives of them: a missing year, an open order of day and month."""

from datetime import date

NEAR_YEARS = 3
"""Years, the upper bound's own and those before it, in which a weekday may decide.

A day of the year keeps its weekday again after five, six or eleven years, so within three years at most one
fits, and a slip of the pen rarely finds a false one.
"""


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day.

    >>> day_of(2025, 2, 30) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(digits: str, latest: date) -> int:
    """Return the year that four or two digits write: of two centuries the last not after `latest`.

    >>> full_year("25", date(2025, 11, 28)), full_year("’98", date(2025, 11, 28))
    (2025, 1998)
    """
    digits = digits.strip("'’‘")
    if len(digits) == 4:
        return int(digits)
    year = latest.year // 100 * 100 + int(digits)
    return year if year <= latest.year else year - 100


def day_by_weekday(month: int, day: int, weekday: int, latest: date) -> date | None:
    """Return the last such day up to `latest` that falls on `weekday`, among the near years; else None.

    >>> day_by_weekday(2, 25, 2, date(2025, 11, 28)), day_by_weekday(12, 28, 6, date(2025, 1, 2))
    (datetime.date(2025, 2, 25), datetime.date(2024, 12, 28))
    >>> day_by_weekday(2, 25, 3, date(2025, 11, 28)) is None
    True
    """
    for year in range(latest.year, latest.year - NEAR_YEARS, -1):
        found = day_of(year, month, day)
        if found and found <= latest and found.isoweekday() == weekday:
            return found
    return None


def order_of(
    first: int, second: int, *, day_first: bool | None, year: int | None, weekday: int | None
) -> tuple[int, int] | None:
    """Return (day, month) of two numbers; None where nothing decides which is which.

    Args:
        first: the number written first.
        second: the number written after it.
        day_first: what the language does; None where it is unknown or does both, as English does.
        year: decides together with the weekday, where both are given.
        weekday: 1 (Monday) to 7.

    >>> order_of(3, 11, day_first=True, year=2025, weekday=None)
    (3, 11)
    >>> order_of(3, 11, day_first=None, year=2025, weekday=None) is None
    True
    >>> order_of(11, 4, day_first=None, year=2025, weekday=2)
    (4, 11)
    """
    if day_first or (first > 12 >= second) or first == second:
        return (first, second) if second <= 12 else None
    if second > 12 >= first:
        return second, first
    if weekday is None or year is None:
        return None
    fitting = [
        (day, month)
        for day, month in ((first, second), (second, first))
        if (found := day_of(year, month, day)) and found.isoweekday() == weekday
    ]
    return fitting[0] if len(fitting) == 1 else None
