"""Find where a sequence of yes and no turns to no: the change point of a binomial sequence.

>>> turn = loss(np.array([True] * 40 + [False] * 8), np.repeat(np.arange(12), 4))
>>> turn.at, turn.before, turn.after
(40, 1.0, 0.0)
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FEWEST_BEFORE = 20
"""Pages that a history needs."""

FEWEST_AFTER = 5
"""Pages that a change needs."""

FEWEST_DAYS = 8
"""Days that a history spans at least, so that it holds a weekend."""

STRENGTH = 30.0
"""Likelihood ratio (twice its logarithm) from which a change is told: chi-squared with one degree of freedom
passes it once in 20 million, which leaves room for the hundreds of places that are tried."""

_DEEPEST = 0.5  # of the share before: what is left after a change
_STEP = 0.2  # by which the share falls at least

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a sequence turned.

    Attributes:
        at: position of the first value after the change; it is a no, the one before it a yes.
        before, after: shares of yes on either side.
        strength: twice the logarithm of the likelihood ratio, over the dispersion between days.
    """

    at: int
    before: float
    after: float
    strength: float


def loss(flags: Flags, days: npt.NDArray[np.int64]) -> Turn | None:
    """Return where `flags` turned to no for good, None where they did not or the history is too short.

    The place is the one that the likelihood of two shares instead of one favours most (Hinkley 1970). Days on
    which pages are alike, such as weekends of agency copy, make the shares of days vary more than
    chance would; the ratio is divided by that dispersion (quasi-likelihood, McCullagh and Nelder 1989, 4.5).

    Args:
        flags: one a page, in order of capture.
        days: the day of each, as a number that grows.
    """
    total = len(flags)
    if total < FEWEST_BEFORE + FEWEST_AFTER or days[-1] - days[0] < FEWEST_DAYS:
        return None
    ratios = _ratios(flags)
    at = int(np.argmax(ratios))
    strength = float(ratios[at])
    if strength < STRENGTH or days[at - 1] - days[0] + 1 < FEWEST_DAYS:
        return None
    before, after = float(flags[:at].mean()), float(flags[at:].mean())
    strength /= dispersion(flags[:at], days[:at])
    fell = after <= before * _DEEPEST and before - after >= _STEP
    return Turn(at, before, after, strength) if fell and strength >= STRENGTH else None


def dispersion(flags: Flags, days: npt.NDArray[np.int64]) -> float:
    """Return Pearson's X² of the shares of days over its degrees of freedom, 1 at least."""
    _, where = np.unique(days, return_inverse=True)
    sizes = np.bincount(where).astype(np.float64)
    if len(sizes) < 2:
        return 1.0
    share = (flags.sum() + 0.5) / (len(flags) + 1)
    squares = (np.bincount(where, flags) - sizes * share) ** 2 / (sizes * share * (1 - share))
    return max(1.0, float(squares.sum()) / (len(sizes) - 1))


def _ratios(flags: Flags) -> Numbers:
    """Return, for each place, twice the log likelihood ratio of a fall there; 0 where there is none."""
    total = len(flags)
    left = np.arange(1, total, dtype=np.float64)
    hits = np.cumsum(flags)[:-1].astype(np.float64)
    rest, missing = total - left, flags.sum() - hits
    gain = _likelihood(hits, left) + _likelihood(missing, rest)
    gain -= _likelihood(np.array([float(flags.sum())]), np.array([float(total)]))
    valid = (left >= FEWEST_BEFORE) & (rest >= FEWEST_AFTER) & (hits / left > missing / rest)
    return np.concatenate([[0.0], np.where(valid, 2 * gain, 0.0)])


def _likelihood(hits: Numbers, of: Numbers) -> Numbers:
    """Return the log likelihood of so many hits at their own share."""
    misses = of - hits
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(hits > 0, hits * np.log(hits / of), 0.0)
        return np.asarray(terms + np.where(misses > 0, misses * np.log(misses / of), 0.0))
