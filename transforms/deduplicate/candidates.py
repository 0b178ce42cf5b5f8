"""Finds the pairs of texts that share keys, without comparing every text with every other.

A band or the whole text in common makes a pair a candidate. Of anchors it takes one in `ANCHORS_IN_ONE` of
those of the text that has fewer, at least one: all articles of a site may end with the same words. An excerpt
has more: if nine in ten of m shingles are found, in at most 0.05 m + 1 stretches (see
`transforms.fingerprint.anchors`), a stretch of s shingles holds (s - 13) / 9 whole windows or more, and
all together (0.25 m - 13) / 9 anchors, where a text of m shingles has m / 5.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from transforms.fingerprint.keys import ANCHOR_BIT, KEY_BITS
from transforms.words.compiled import compiled
from transforms.words.threads import in_threads

_NUMBER_BITS = 64 - KEY_BITS
MOST_TEXTS = 1 << _NUMBER_BITS
"""Texts that can be told apart: a key and its text's number share 64 bits, so that one sort brings equal
keys together."""
ANCHORS_IN_ONE = 10
"""One of so many anchors of the text that has fewer has to be shared."""
_SURE = 1 << 16  # weight of a key that suffices by itself
_CHUNK = 1 << 21  # pairs handed over at a time, to bound memory where many texts share a passage

Postings = npt.NDArray[np.uint64]
"""Keys, each with the number of its text in the lower bits."""
_Numbers = npt.NDArray[np.int32]
_Offsets = npt.NDArray[np.int64]


class Shared(NamedTuple):
    """Keys that several texts share.

    Attributes:
        members: the texts of each key, key by key, ascending.
        groups: where the texts of each key begin.
        weights: 1 for an anchor, `_SURE` for any other key.
        of_text: the keys of each fresh text, text by text.
        bounds: where the keys of each fresh text begin.
        anchors: how many each text has, shared or not.
    """

    members: _Numbers
    groups: _Offsets
    weights: _Numbers
    of_text: _Numbers
    bounds: _Offsets
    anchors: _Numbers


def shared_keys(parts: Sequence[Callable[[], Postings]], anchors: _Numbers, fresh: int) -> Shared:
    """Find the keys that a text of the batch shares with another text.

    Args:
        parts: each returns postings, all those of one key in one part; it is called once and what it
            returns is used up, so that memory need not hold all parts sorted at a time.
        anchors: how many each text has; one entry a text.
        fresh: texts below this number belong to the batch; pairs of older texts are left out.

    Raises:
        ValueError: there are more than `MOST_TEXTS` texts.
    """
    if len(anchors) > MOST_TEXTS:
        raise ValueError(
            f"expected at most {MOST_TEXTS:,} texts in one call, found {len(anchors):,}; split them"
        )
    found = in_threads(lambda part: _sorted_groups(part(), fresh), parts)
    nothing = np.zeros(0, np.int32)
    members, sizes, weights = (np.concatenate([nothing, *arrays]) for arrays in zip(*found, strict=True))
    groups = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    return Shared(members, groups, weights, *_invert(members, groups, fresh), anchors)


def candidate_pairs(shared: Shared) -> Iterator[_Offsets]:
    """Yield once each pair of texts that shares enough keys, lower number first, in chunks of two columns."""
    start = 0
    while start < len(shared.bounds) - 1:
        pairs, start = _pairs(shared, start)
        if len(pairs):
            yield pairs


def key_lists(lists: pa.Array | pa.ChunkedArray) -> tuple[npt.NDArray[np.uint64], _Offsets]:
    """Return the keys of all texts end to end, and where each one's begin; null counts as none."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    keys = pc.list_flatten(lists).cast(pa.uint64()).to_numpy()
    return keys, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


@compiled
def count_anchors(keys: npt.NDArray[np.uint64], offsets: _Offsets) -> _Numbers:
    """Return how many anchors each text has."""
    anchors = np.zeros(len(offsets) - 1, np.int32)
    for text in range(len(anchors)):
        for at in range(offsets[text], offsets[text + 1]):
            anchors[text] += np.int32(keys[at] & ANCHOR_BIT)
    return anchors


@compiled
def postings(keys: npt.NDArray[np.uint64], offsets: _Offsets) -> Postings:
    """Return the postings of texts whose keys lie end to end, the first text numbered 0."""
    numbered = np.empty(offsets[-1] - offsets[0], np.uint64)
    for text in range(len(offsets) - 1):
        for at in range(offsets[text], offsets[text + 1]):
            numbered[at - offsets[0]] = keys[at] << np.uint64(_NUMBER_BITS) | np.uint64(text)
    return numbered


def _sorted_groups(part: Postings, fresh: int) -> tuple[_Numbers, _Numbers, _Numbers]:
    part.sort()
    return _groups(part, fresh)


@compiled
def _groups(part: Postings, fresh: int) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Return the texts of each key that a fresh text shares with another, their number and its weight."""
    mask = np.uint64(MOST_TEXTS - 1)
    members = np.empty(len(part), np.int32)
    sizes = np.empty(len(part) // 2 + 1, np.int32)
    weights = np.empty(len(part) // 2 + 1, np.int32)
    filled = found = begin = 0
    for at in range(1, len(part) + 1):
        if at < len(part) and (part[at] ^ part[begin]) >> np.uint64(_NUMBER_BITS) == 0:
            continue
        first, last = np.int64(part[begin] & mask), np.int64(part[at - 1] & mask)
        if first < last and first < fresh:
            for place in range(begin, at):
                members[filled] = np.int32(part[place] & mask)
                filled += 1
            anchor = part[begin] >> np.uint64(_NUMBER_BITS) & ANCHOR_BIT
            sizes[found], weights[found] = at - begin, 1 if anchor else _SURE
            found += 1
        begin = at
    return members[:filled].copy(), sizes[:found].copy(), weights[:found].copy()


@compiled
def _invert(members: _Numbers, groups: _Offsets, fresh: int) -> tuple[_Numbers, _Offsets]:
    """Return the groups of each fresh text, text by text, and where each text begins."""
    bounds = np.zeros(fresh + 1, np.int64)
    for text in members:
        if text < fresh:
            bounds[text + 1] += 1
    bounds = np.cumsum(bounds)
    filled = bounds.copy()
    of_text = np.empty(bounds[fresh], np.int32)
    for group in range(len(groups) - 1):
        for at in range(groups[group], groups[group + 1]):
            if members[at] < fresh:
                of_text[filled[members[at]]] = group
                filled[members[at]] += 1
    return of_text, bounds


@compiled
def _meet(shared: Shared, text: int, common: _Offsets, met: _Numbers) -> int:
    """Add to `common` what each later text has in common with `text`; list them in `met`, return how many."""
    others = 0
    for place in range(shared.bounds[text], shared.bounds[text + 1]):
        group = shared.of_text[place]
        for at in range(shared.groups[group], shared.groups[group + 1]):
            other = shared.members[at]
            if other > text:
                if common[other] == 0:
                    met[others] = other
                    others += 1
                common[other] += shared.weights[group]
    return others


@compiled
def _pairs(shared: Shared, start: int) -> tuple[_Offsets, int]:
    """Return the pairs of texts from `start` on until about `_CHUNK` are found, and where to go on."""
    anchors = shared.anchors
    pairs = np.empty((_CHUNK + len(anchors), 2), np.int64)
    common = np.zeros(len(anchors), np.int64)
    met = np.empty(len(anchors), np.int32)
    count = 0
    text = start
    while text < len(shared.bounds) - 1 and count < _CHUNK:
        others = _meet(shared, text, common, met)
        for other in met[:others]:
            if common[other] >= max(1, min(anchors[text], anchors[other]) // ANCHORS_IN_ONE):
                pairs[count, 0], pairs[count, 1] = text, other
                count += 1
            common[other] = 0
        text += 1
    return pairs[:count].copy(), text
