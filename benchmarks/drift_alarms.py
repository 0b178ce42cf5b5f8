"""Counts false alarms of the drift checks on healthy, noisy sources, and how soon planted drifts are found.

    python benchmarks/drift_alarms.py [--sources 200] [--days 60] [--seed 1]

Healthy sources bring Poisson numbers of articles with quieter weekends and lively days; their pages have a
field with a share that varies from day to day, on some sources hardly ever at weekends. Every source is
checked on every day, as audits do, so that a source has many chances of raising an alarm.
"""

import argparse
import sys
from dataclasses import dataclass

import numpy as np

from expectations.change_point import loss
from expectations.drift_yield import shortfall

_MOST_FALSE = 0.001  # alarms a source and day
_SETTLED = 30  # days of history before a drift is planted
_PAGES = 400  # as in warehouse.health


@dataclass(frozen=True, slots=True)
class Simulated:
    """One source: numbers of articles by day, and for each page its day and whether it has the field."""

    counts: np.ndarray
    days: np.ndarray
    flags: np.ndarray


def source(chance: np.random.Generator, number: int, broken_from: int | None = None) -> Simulated:
    """Return a source of `number` days; from a day on it brings a twentieth, and pages without the field."""
    rate = float(chance.choice([2, 5, 10, 30]))
    weekend = float(chance.choice([1, 0.5, 0.2]))
    share = float(chance.uniform(0.3, 1))
    of_weekend = share * float(chance.choice([1, 1, 0.3]))
    days = np.arange(number)
    free = days % 7 >= 5
    expected = np.where(free, rate * weekend, rate) * np.exp(chance.normal(0, 0.2, number))
    shares = np.clip(np.where(free, of_weekend, share) + chance.normal(0, 0.07, number), 0, 1)
    pages = np.repeat(days, chance.poisson(expected))
    flags = chance.random(len(pages)) < shares[pages]
    if broken_from is not None:
        flags &= pages < broken_from
        expected = np.where(days >= broken_from, expected / 20, expected)
    return Simulated(chance.poisson(expected).astype(float), pages, flags)


def field_alarm(one: Simulated, day: int) -> bool:
    """Tell whether the field is reported lost at the end of `day`."""
    seen = int(np.searchsorted(one.days, day + 1))
    known = slice(max(0, seen - _PAGES), seen)
    return seen > 0 and loss(one.flags[known], one.days[known]) is not None


def yield_alarm(one: Simulated, day: int) -> bool:
    """Tell whether the source is reported to bring less at the end of `day`."""
    return shortfall(np.arange(day + 1), one.counts[: day + 1]) is not None


def main() -> int:
    """Print the figures; the exit code is 1 where there are too many false alarms."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = np.random.default_rng(given.seed)
    healthy = [source(chance, given.days) for _ in range(given.sources)]
    ill = [source(chance, _SETTLED + 8, _SETTLED) for _ in range(given.sources)]
    worst = 0.0
    for name, alarm in (("field", field_alarm), ("yield", yield_alarm)):
        false = sum(alarm(one, day) for one in healthy for day in range(given.days))
        chances = given.sources * given.days
        worst = max(worst, false / chances)
        found = [np.mean([alarm(one, _SETTLED + after) for one in ill]) for after in (0, 1, 2, 4, 7)]
        told = ", ".join(f"{share:.0%}" for share in found)
        print(
            f"{name}: {false} false alarms in {chances:,} source days; found after 1, 2, 3, 5, 8 days: {told}"
        )
    return int(worst > _MOST_FALSE)


if __name__ == "__main__":
    sys.exit(main())
