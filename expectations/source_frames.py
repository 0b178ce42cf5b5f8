"""Frames on which the audit checks how sources are: drifts, freshness, the mix of languages and topics."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from expectations.audit_rules import AUDIT_RULES
from expectations.drift import FIELDS, Drift

_GROUPS = {
    "yields": {"yield"},
    "acceptance": {"accepted"},
    "fields": set(FIELDS),
    "texts": {"language", "body", "boilerplate"},
}
"""Frame to the measures whose drift it tells."""

_RHYTHMS = 2.0  # a source may miss one turn
_GAPS = 2.0  # longest usual gaps between days with something new that may pass
_NEWEST, _BEFORE = 100, 400  # articles that a comparison of mixes needs
_APART = 0.25  # distance between two mixes, beyond chance, from which it is told
_CHANCES = 3.0  # times the distance that chance alone makes

Counts = npt.NDArray[np.float64]


def drift_frames(found: Sequence[Drift], sources: Sequence[str]) -> dict[str, pa.Table]:
    """Return, for each group of measures, a row a source: source, strength (0: nothing drifts), told."""
    frames = {}
    for frame, measures in _GROUPS.items():
        own = [drift for drift in found if drift.measure in measures]
        rows = [(drift.source, drift.strength, f"{drift.source}: {drift.told}") for drift in own]
        rows += [(name, 0.0, "") for name in sources if name not in {drift.source for drift in own}]
        frames[frame] = _frame(rows)
    return frames


def measures_of(rule: str) -> set[str]:
    """Return the measures whose drift a rule of the audit tells of, none for any other rule."""
    frame = next((one.frame for one in AUDIT_RULES if one.id == rule), "")
    return _GROUPS.get(frame, set())


def freshness_frame(last: pa.Table, days: pa.Table) -> pa.Table:
    """Return one row a source that is crawled on a schedule: source, strength (hours late), told.

    A crawl is late once two of its turns have passed; the newest article once two turns and twice the
    longest gap that its recent weeks have seen have passed, so that a weekly is not asked for daily news.

    Args:
        last: rhythm of each source and hours since its last crawl and new article
            (`warehouse.health.last_facts`).
        days: addresses by source, day and outcome (`warehouse.health.day_facts`).
    """
    gaps = _longest_gaps(days)
    rows = []
    for row in last.to_pylist():
        promised = row["every"] * _RHYTHMS
        usual = max(promised, 24 * _GAPS * gaps.get(row["source"], 1))
        name, crawled, brought = row["source"], row["crawled"], row["brought"]
        if crawled > promised:
            rows.append((name, crawled - promised, f"{name}: last crawled {hours(crawled)} ago"))
        elif brought is not None and brought > usual:
            rows.append((name, brought - usual, f"{name}: its newest article came {hours(brought)} ago"))
        else:
            rows.append((name, 0.0, ""))
    return _frame(rows)


def mix_frame(facts: pa.Table) -> pa.Table:
    """Return how far the newest week's languages and topics are from those before: strength, told.

    The distance is the total variation (half the sum of the differences of shares); what chance alone
    makes of it in samples of this size is taken off three times.

    Args:
        facts: articles by dimension and value (`warehouse.health.mix_facts`).
    """
    rows = []
    for dimension in ("language", "topic"):
        own = facts.filter(pa.compute.equal(facts["dimension"], dimension))
        newest, before = (np.asarray(own[name], dtype=np.float64) for name in ("newest", "before"))
        if newest.sum() >= _NEWEST and before.sum() >= _BEFORE:
            rows.append(_shift(dimension, own["value"].to_pylist(), newest, before))
    return _frame(rows)


def hours(number: float) -> str:
    """Return a time as a person says it.

    >>> hours(30), hours(100)
    ('30 hours', '4 days')
    """
    return f"{number:,.0f} hours" if number < 48 else f"{number / 24:,.0f} days"


def _shift(dimension: str, values: list[str], newest: Counts, before: Counts) -> tuple[str, float, str]:
    new, old = newest / newest.sum(), before / before.sum()
    distance = float(np.abs(new - old).sum()) / 2
    both = (newest + before) / (newest.sum() + before.sum())
    spread = np.sqrt(both * (1 - both) * (1 / newest.sum() + 1 / before.sum()))
    chance = float(np.sqrt(2 / np.pi) * spread.sum()) / 2  # mean absolute deviation of a normal variable
    most = int(np.argmax(np.abs(new - old)))
    told = f"{dimension} {values[most]}: {new[most]:.0%} of the newest week, {old[most]:.0%} before"
    beyond = distance - _CHANCES * chance - _APART
    return (dimension, max(0.0, beyond), told)


def _longest_gaps(days: pa.Table) -> dict[str, int]:
    """Return the most days that lay between two days with new articles, by source."""
    found: dict[str, list[int]] = {}
    for row in days.to_pylist():
        if row["outcome"] == "fetched" and row["number"]:
            found.setdefault(row["source"], []).append(row["day"])
    return {source: int(max(np.diff(own), default=1)) for source, own in found.items()}


def _frame(rows: Sequence[tuple[str, float, str]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    types = {"source": pa.string(), "strength": pa.float64(), "told": pa.string()}
    return pa.table(
        {name: pa.array(column, type_) for (name, type_), column in zip(types.items(), columns, strict=True)}
    )
