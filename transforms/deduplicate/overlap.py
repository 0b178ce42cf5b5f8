"""Measures exactly what two texts share: the distinct word 3-shingles of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.fingerprint.keys import SHORT_WORDS, fold_words
from transforms.fingerprint.shingles import SHINGLE_WORDS, Runs, hash_runs
from transforms.words import split
from transforms.words.compiled import compiled
from transforms.words.kernel import Codes, Hashes, Offsets
from transforms.words.threads import each_in_threads, in_threads

_SLICE = 1024  # texts, or pairs, to a thread at a time

LEAST_JACCARD = 0.5
LEAST_CONTAINMENT = 0.8
"""A pair that reaches neither is nothing, see `transforms.deduplicate.kinds`, and need not be counted out."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """The distinct shingles of texts: text ``i`` has ``hashes[offsets[i]:offsets[i + 1]]``, ascending.

    Hashes have 32 bits: two texts of 300 words are credited with a shingle they do not share once in
    50,000 pairs. A text below `SHORT_WORDS` counts as one shingle, all of its words.
    """

    hashes: Codes
    offsets: Offsets
    words: Offsets  # how many each text has

    @classmethod
    def joined(cls, parts: "Iterable[Shingles]") -> "Shingles":
        """Lay the texts of several parts end to end, one part at a time: none stays in memory twice."""
        hashes = np.empty(0, np.uint32)
        sizes, words = [np.zeros(1, np.int64)], [np.zeros(0, np.int64)]
        for part in parts:
            extend(hashes, part.hashes)
            sizes.append(np.diff(part.offsets))
            words.append(part.words)
        return cls(hashes, np.cumsum(np.concatenate(sizes)), np.concatenate(words))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What pairs of texts share, one entry a pair.

    Attributes:
        shared: distinct shingles in both.
        smaller: distinct shingles of the text that has fewer.
        larger: distinct shingles of the other.
        words: words of the text that has fewer of them.
    """

    shared: Offsets
    smaller: Offsets
    larger: Offsets
    words: Offsets

    @property
    def jaccard(self) -> npt.NDArray[np.float64]:
        """Shared shingles among all shingles of both (Jaccard 1901); 0 to 1."""
        union = self.smaller + self.larger - self.shared
        return _share(self.shared, union)

    @property
    def containment(self) -> npt.NDArray[np.float64]:
        """Share of the smaller text's shingles that the larger one has (Broder 1997); 0 to 1."""
        return _share(self.shared, self.smaller)


def extend(array: npt.NDArray[Any], more: npt.NDArray[Any]) -> None:
    """Make `array`, of which no view may exist, longer in place; what is large the system moves unread."""
    filled = len(array)
    array.resize(filled + len(more), refcheck=False)
    array[filled:] = more


def _share(part: Offsets, whole: Offsets) -> npt.NDArray[np.float64]:
    share: npt.NDArray[np.float64] = part / np.maximum(whole, 1)
    return share


def shingles_of(texts: "pa.Array | pa.ChunkedArray") -> Shingles:
    """Return the distinct shingles of a column of texts."""
    slices = [texts.slice(start, _SLICE) for start in range(0, len(texts), _SLICE)] or [texts]
    return Shingles.joined(each_in_threads(_shingles_of, slices))


def overlap(shingles: Shingles, pairs: npt.NDArray[np.int64]) -> Overlap:
    """Compare texts pairwise.

    Of pairs that reach neither `LEAST_JACCARD` nor `LEAST_CONTAINMENT`, `shared` is a lower bound.

    Args:
        shingles: of all texts.
        pairs: two columns, each a text's number.
    """
    sizes = np.diff(shingles.offsets)[pairs]
    smaller, larger = sizes.min(axis=1), sizes.max(axis=1)
    pairs = np.where((sizes[:, 0] <= sizes[:, 1])[:, None], pairs, pairs[:, ::-1])
    needed = np.minimum(LEAST_CONTAINMENT * smaller, (smaller + larger) * LEAST_JACCARD / (1 + LEAST_JACCARD))
    slices = [slice(start, start + _SLICE) for start in range(0, len(pairs), _SLICE)]
    shared = in_threads(
        lambda part: _count_shared(
            shingles.hashes, shingles.offsets, pairs[part], needed[part].astype(np.int64)
        ),
        slices,
    )
    words = shingles.words[pairs].min(axis=1)
    return Overlap(np.concatenate([np.zeros(0, np.int64), *shared]), smaller, larger, words)


def _shingles_of(texts: "pa.Array | pa.ChunkedArray") -> Shingles:
    words = split(texts)
    hashed = Runs(words.hashes, words.offsets)
    numbered = _numbered(hashed, hash_runs(hashed, SHINGLE_WORDS))
    numbered.sort()
    return Shingles(*_distinct(numbered, len(texts)), np.diff(words.offsets))


@compiled
def _numbered(words: Runs, runs: Runs) -> Hashes:
    """Return the shingles of all texts, 32 bits of hash below the text's number: one sort does for all."""
    texts = len(words.offsets) - 1
    numbered = np.empty(len(runs.hashes) + texts, np.uint64)
    count = 0
    for text in range(texts):
        begin, end = words.offsets[text], words.offsets[text + 1]
        number = np.uint64(text) << np.uint64(32)
        if end - begin >= SHORT_WORDS:
            for at in range(runs.offsets[text], runs.offsets[text + 1]):
                numbered[count] = number | runs.hashes[at] >> np.uint64(32)
                count += 1
        elif end > begin:
            numbered[count] = number | fold_words(words.hashes[begin:end]) >> np.uint64(32)
            count += 1
    return numbered[:count]


@compiled
def _distinct(numbered: Hashes, texts: int) -> tuple[Codes, Offsets]:
    distinct = np.empty(len(numbered), np.uint32)
    bounds = np.zeros(texts + 1, np.int64)
    count = 0
    for at in range(len(numbered)):
        if at == 0 or numbered[at] != numbered[at - 1]:
            distinct[count] = numbered[at] & np.uint64(0xFFFFFFFF)
            count += 1
            bounds[1 + (numbered[at] >> np.uint64(32))] += 1
    return distinct[:count], np.cumsum(bounds)


@compiled
def _count_shared(hashes: Codes, offsets: Offsets, pairs: Offsets, needed: Offsets) -> Offsets:
    """Return for each pair how many hashes both have, by one walk along both.

    The walk ends when `needed` cannot be reached any more; the count then stays below it.

    Args:
        hashes: of all texts, ascending within each.
        offsets: where each text's begin.
        pairs: two columns, the text with fewer hashes first.
        needed: how many must be shared for the pair to count at all.
    """
    shared = np.zeros(len(pairs), np.int64)
    for pair in range(len(pairs)):
        one, one_end = offsets[pairs[pair, 0]], offsets[pairs[pair, 0] + 1]
        two, two_end = offsets[pairs[pair, 1]], offsets[pairs[pair, 1] + 1]
        spare = one_end - one - needed[pair]
        while one < one_end and two < two_end and spare >= 0:
            left, right = hashes[one], hashes[two]
            shared[pair] += left == right
            spare -= left < right
            one += left <= right
            two += right <= left
    return shared
