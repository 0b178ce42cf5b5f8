"""Turns a text into numbers: hashed words and word pairs as in TF-IDF, and the lexicon's own scores."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from transforms.topics.lexicon import Lexicon
from transforms.topics.matching import Part
from transforms.topics.morphology import normalise
from transforms.topics.scoring import read

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

BITS = 18  # 262,144 buckets: with a few ten thousand distinct words and pairs, collisions stay rare


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of a sparse matrix in compressed form.

    Attributes:
        starts: shape (rows + 1,); row i is the slice starts[i]:starts[i + 1] of the others.
        columns: bucket of each entry.
        values: weight of each entry.
    """

    starts: Numbers
    columns: Numbers
    values: Floats

    @property
    def rows(self) -> Numbers:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def take(self, chosen: Numbers) -> "Sparse":
        """Return only the rows `chosen`, in that order."""
        lengths = np.diff(self.starts)[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = (
            np.arange(starts[-1]) - np.repeat(starts[:-1], lengths) + np.repeat(self.starts[chosen], lengths)
        )
        return Sparse(starts, self.columns[places], self.values[places])

    def dot(self, matrix: Floats) -> Floats:
        """Return the product with a matrix of shape (buckets, classes)."""
        products = matrix[self.columns] * self.values[:, None]
        sums = np.concatenate([np.zeros((1, matrix.shape[1])), np.cumsum(products, axis=0)])
        return np.asarray(sums[self.starts[1:]] - sums[self.starts[:-1]])


@lru_cache(maxsize=1 << 20)
def bucket(gram: str) -> int:
    """Return the bucket of a word or pair, the same on every machine (BLAKE2b, RFC 7693)."""
    return int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=4).digest(), "little") >> (32 - BITS)


def grams(text: str) -> list[str]:
    """Return the words of a text and the pairs of neighbours.

    >>> grams("Kerja sama daerah")
    ['kerja', 'sama', 'daerah', 'kerja sama', 'sama daerah']
    """
    words = normalise(text).split()
    return words + [f"{left} {right}" for left, right in pairwise(words)]


def count_grams(texts: list[str]) -> Sparse:
    """Return one row a text: 1 + ln of how often each bucket occurs (sublinear term frequency)."""
    counted = [Counter(map(bucket, grams(text))) for text in texts]
    starts = np.cumsum([0, *map(len, counted)])
    columns = np.fromiter((key for counts in counted for key in counts), np.int64, starts[-1])
    counts = np.fromiter((n for counts in counted for n in counts.values()), np.float64, starts[-1])
    return Sparse(starts, columns, 1.0 + np.log(counts))


def rarity(counts: Sparse) -> Floats:
    """Return the smoothed inverse document frequency of every bucket: 1 + ln((1 + n) / (1 + df))."""
    documents = len(counts.starts) - 1
    frequency = np.bincount(counts.columns, minlength=1 << BITS)
    return np.asarray(1.0 + np.log((1.0 + documents) / (1.0 + frequency)))


def weigh(counts: Sparse, idf: Floats) -> Sparse:
    """Return rows of unit length: counts times rarity, so that long texts do not count for more."""
    values = counts.values * idf[counts.columns]
    lengths = np.sqrt(np.bincount(counts.rows, values**2, minlength=len(counts.starts) - 1))
    values /= np.maximum(lengths, 1e-12)[counts.rows]
    kept = values > 0
    ends = np.concatenate([[0], np.cumsum(kept)])[counts.starts]
    return Sparse(ends, counts.columns[kept], values[kept])


def score_topics(texts: list[str], lexicon: Lexicon) -> Sparse:
    """Return one row a text: what the lexicon alone makes of it, a bucket a topic."""
    found = read(lexicon, Part.of_list([None] * len(texts)), Part.of_list([*texts])).scores
    rows, topics = np.nonzero(found)
    starts = np.searchsorted(rows, np.arange(len(texts) + 1))
    buckets = np.array([bucket(f"topic {topic.code}") for topic in lexicon.topics], np.int64)
    return Sparse(starts, buckets[topics], found[rows, topics])


def join(left: Sparse, right: Sparse) -> Sparse:
    """Return rows that hold the entries of both."""
    order = np.argsort(np.concatenate([left.rows, right.rows]), kind="stable")
    columns = np.concatenate([left.columns, right.columns])[order]
    return Sparse(left.starts + right.starts, columns, np.concatenate([left.values, right.values])[order])
