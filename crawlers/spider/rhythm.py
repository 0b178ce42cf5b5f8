"""How often a place is asked: sooner when it brings something new, later when it does not."""

from datetime import timedelta

from crawlers.sources.model import Cadence

FIRST_INTERVAL = timedelta(hours=1)


def next_interval(interval: timedelta, news: int | None, cadence: Cadence) -> timedelta:
    """Return the time until a place is asked again.

    >>> next_interval(timedelta(hours=1), 3, Cadence()), next_interval(timedelta(hours=1), 0, Cadence())
    (datetime.timedelta(seconds=1800), datetime.timedelta(seconds=5400))

    Args:
        interval: since it was asked before, as it was then set.
        news: how many new articles it brought, None where it could not be read.
        cadence: the bounds that the source sets.
    """
    factor = 2.0 if news is None else 0.5 if news else 1.5
    wanted = interval * factor
    return max(cadence.poll_at_most, min(cadence.poll_at_least, wanted))
