"""The shingle measure of Zyte's article-extraction-benchmark (MIT): 4-grams of words, counted per document.

A document's true and false positives and false negatives give its precision and recall; both are
averaged over documents, and F1 is the harmonic mean of the averages.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

_WORD = re.compile(r"\w+")
_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Match:
    """Shingles of one document: found and expected, found only, expected only."""

    hits: int
    extra: int
    missed: int

    @property
    def f1(self) -> float:
        """Return the F1 of this document alone; 1 where nothing was expected and nothing found."""
        total = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / total if total else 1.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return how often each run of four words stands in `text`; a shorter text is one run."""
    words = _WORD.findall(text)
    runs = (tuple(words[at : at + _LENGTH]) for at in range(max(1, len(words) - _LENGTH + 1)))
    return Counter(run for run in runs if run)


def match(expected: str, found: str) -> Match:
    """Compare two texts."""
    one, other = shingles(expected), shingles(found)
    hits = (one & other).total()
    return Match(hits, other.total() - hits, one.total() - hits)


def precision_recall_f1(matches: Sequence[Match]) -> tuple[float, float, float]:
    """Return the averages over documents; one that is empty on one side counts once."""
    found = [m.hits / (m.hits + m.extra) for m in matches if m.hits + m.extra]
    expected = [m.hits / (m.hits + m.missed) for m in matches if m.hits + m.missed]
    precision, recall = mean(found or [0.0]), mean(expected or [0.0])
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
