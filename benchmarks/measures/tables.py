"""Confusion tables: what is mistaken for what, and the figures that they give."""

from collections import Counter
from collections.abc import Mapping, Sequence

NONE = "(none)"

Pairs = Counter[tuple[str, str]]
"""How often each (expected, found) occurs."""


def macro_f1(pairs: Pairs, labels: Sequence[str]) -> float:
    """Return the mean of `f1` over `labels`."""
    return sum(f1(pairs, label) for label in labels) / len(labels)


def f1(pairs: Pairs, label: str) -> float:
    """Return 2·hits / (expected + found)."""
    expected = sum(n for (gold, _), n in pairs.items() if gold == label)
    found = sum(n for (_, got), n in pairs.items() if got == label)
    return 2 * pairs[label, label] / (expected + found or 1)


def confusion(pairs: Pairs, labels: Sequence[str]) -> str:
    """Return the table: a line is what was expected, a column what was found."""
    columns = [*labels, NONE]
    lines = [" " * 12 + "".join(f"{column[:10]:>11}" for column in columns) + f"{'F1':>9}"]
    for gold in labels:
        cells = "".join(f"{pairs[gold, column]:>11}" for column in columns)
        lines.append(f"{gold[:11]:<12}{cells}{f1(pairs, gold):>9.3f}")
    return "\n".join(lines)


def most_common_answers(pairs: Pairs, most: int = 8) -> str:
    """Return a line for each expected label with what was found, the most frequent first."""
    found: dict[str, Counter[str]] = {}
    for (gold, got), number in pairs.items():
        found.setdefault(gold, Counter())[got] += number
    return "\n".join(f"{gold:8} {_line(counts, most)}" for gold, counts in sorted(found.items()))


def _line(counts: Mapping[str, int], most: int) -> str:
    return "  ".join(f"{got} {number}" for got, number in Counter(counts).most_common(most))
