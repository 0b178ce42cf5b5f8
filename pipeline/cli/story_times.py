"""Tells times of a story in words, and where they fall on an axis."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

_STEPS = [timedelta(hours=hours) for hours in (1, 3, 6, 12, 24, 48, 168, 336, 730, 2190, 8760, 43800)]
_MOST_TICKS = 7


def later_in_words(later: timedelta, to_the_minute: bool) -> str:
    """Return how much later in the two largest units.

    >>> later_in_words(timedelta(days=1, hours=2, minutes=9), to_the_minute=True)
    '1 d 2 h'
    >>> later_in_words(timedelta(0), to_the_minute=False)
    'same day'
    """
    if not to_the_minute:
        return f"{later.days} d" if later.days else "same day"
    sign, minutes = ("-" if later < timedelta(0) else ""), int(abs(later).total_seconds()) // 60
    counts = zip((minutes // 1440, minutes // 60 % 24, minutes % 60), ("d", "h", "min"), strict=True)
    told = [f"{count} {unit}" for count, unit in counts if count]
    return sign + " ".join(told[:2]) if told else "0 min"


def share_of_span(moment: datetime, times: Sequence[datetime]) -> float:
    """Return where `moment` falls between the first and the last of `times`, 0 to 1."""
    first, last = min(times), max(times)
    return (moment - first) / (last - first) if last > first else 0.0


def ticks(first: datetime, last: datetime) -> list[tuple[datetime, str]]:
    """Return round moments between two, with their labels; in UTC."""
    step = next((step for step in _STEPS if (last - first) / step < _MOST_TICKS), _STEPS[-1])
    at = datetime(first.year, first.month, first.day, tzinfo=UTC)
    while at < first:
        at += step
    found = []
    while at <= last:
        found.append((at, at.strftime("%d %b %H:%M" if step < timedelta(days=1) else "%d %b %Y")))
        at += step
    return found
