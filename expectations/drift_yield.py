"""Tell whether a source brings less than its own history lets expect, by the numbers of its days."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FEWEST_DAYS = 14
"""Days of history without which nothing is said."""

LONGEST_HISTORY = 56
"""Days of history that count: eight of each weekday."""

STRENGTH = 4.0
"""Standard deviations below the expectation from which a shortfall is told."""

_SPANS = (1, 2, 3, 5, 7)  # newest days that are looked at together
_DEEPEST = 0.5  # of the expectation: what a shortfall leaves at most
_ALIKE = 4  # days of the same weekday, or of the same half of the week, that make a history of their own
_SATURDAY = 5

Numbers = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A source's newest days that brought too little.

    Attributes:
        since: position of the first of these days.
        expected: articles that its history lets expect over them.
        found: articles that they brought.
        strength: standard deviations between the two.
    """

    since: int
    expected: float
    found: float
    strength: float


def shortfall(days: Days, counts: Numbers) -> Shortfall | None:
    """Return the shortfall of the newest days, None where there is none or too little is known.

    Each day is compared with the median of its weekday; where four of them are not known yet, with that of
    working days or weekends. The spread is Poisson's, widened by the median absolute deviation of what the
    history left (1.4826 makes it a standard deviation, Rousseeuw and Croux 1993).

    Args:
        days: number of each day on which the source was crawled, ascending; 0 is a Monday.
        counts: new articles of each.
    """
    found = [told for span in _SPANS if (told := _over(days, counts, span))]
    return max(found, key=lambda told: told.strength, default=None)


def _over(days: Days, counts: Numbers, span: int) -> Shortfall | None:
    start = len(days) - span
    first = max(1, start - LONGEST_HISTORY)  # the first crawl of all brings a backlog
    known = slice(first, start)
    if start - first < FEWEST_DAYS or days[start - 1] - days[first] + 1 < FEWEST_DAYS:
        return None
    expected, variance = _expectation(days[known], counts[known], days[start:])
    brought = float(counts[start:].sum())
    if variance <= 0 or brought > expected * _DEEPEST:
        return None
    strength = (expected - brought) / variance**0.5
    return _from_first_low_day(days, counts, known, strength) if strength >= STRENGTH else None


def _from_first_low_day(days: Days, counts: Numbers, known: slice, strength: float) -> Shortfall:
    """Leave out good days at the beginning of the span: the trouble began after them."""
    usual = np.array([_median(days[known], counts[known], int(day))[0] for day in days[known.stop :] % 7])
    found = counts[known.stop :]
    skipped = int(np.argmax(found <= usual * _DEEPEST))
    return Shortfall(
        known.stop + skipped, float(usual[skipped:].sum()), float(found[skipped:].sum()), strength
    )


def _expectation(days: Days, counts: Numbers, wanted: Days) -> tuple[float, float]:
    """Return what `wanted` days bring together, and its variance."""
    medians = {int(day): _median(days, counts, int(day)) for day in {*(days % 7), *(wanted % 7)}}
    usual = np.array([medians[int(day)][0] for day in days % 7])
    wider = _dispersion(counts, usual)
    expected = sum(medians[int(day)][0] for day in wanted % 7)
    # A median of n values varies by π/2n of their variance.
    variance = sum(
        wider**2 * max(median, 1.0) * (1 + np.pi / 2 / of)
        for median, of in (medians[int(day)] for day in wanted % 7)
    )
    return expected, float(variance)


def _median(days: Days, counts: Numbers, weekday: int) -> tuple[float, int]:
    same = counts[days % 7 == weekday]
    if len(same) < _ALIKE:
        same = counts[(days % 7 >= _SATURDAY) == (weekday >= _SATURDAY)]
    if len(same) < _ALIKE:
        same = counts
    return float(np.median(same)), len(same)


def _dispersion(counts: Numbers, usual: Numbers) -> float:
    """Return how much wider than Poisson's the spread is, from 1."""
    residuals = (counts - usual) / np.sqrt(np.maximum(usual, 1.0))
    spread = 1.4826 * float(np.median(np.abs(residuals - np.median(residuals))))
    return max(1.0, spread * (1 + 5 / len(counts)))  # a spread of few values is too narrow
