"""Searches the keys of a whole history for the articles that may share text with a batch.

One pass, in pieces: a bitmap of the batch's keys, small enough for the processor's cache, rules out nine in
ten of a history's keys by one bit each, and one of other bits nine in ten of the rest; the few that are left
are looked up. So a piece of history costs little more than reading it, and memory follows the batch and its
matches.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.deduplicate.candidates import candidate_pairs, count_anchors, key_lists, postings, shared_keys
from transforms.fingerprint.keys import KEY_BITS
from transforms.words.compiled import compiled
from transforms.words.kernel import Bytes, Hashes, Offsets, Places

KEYS = pa.schema([("article_id", pa.string()), ("bands", pa.list_(pa.uint64()))])
"""What is read of a history; the keys of one article may have any order."""

_MAP_BITS = 23  # 1 MB, which stays in a processor's cache; the 900,000 keys of 10,000 texts set a tenth
_PART_BITS = 20


def find_sharing(bands: pa.ChunkedArray, history: Iterable[pa.RecordBatch]) -> pa.Table:
    """Return the articles of a history that share enough keys with a text of a batch to be compared with it.

    Args:
        bands: the keys of the batch's texts, one list a text.
        history: articles with the columns of `KEYS`, in pieces.

    Returns:
        The same columns, in the order of the history.
    """
    asked, offsets = key_lists(bands)
    known = _known_keys(np.sort(asked))
    touched = [_touched(piece, known).cast(KEYS) for piece in history]
    table = pa.Table.from_batches(touched, KEYS).combine_chunks()
    keys, bounds = key_lists(table["bands"])
    keys, offsets = np.concatenate([asked, keys]), np.concatenate([offsets, bounds[1:] + offsets[-1]])
    shared = shared_keys([lambda: postings(keys, offsets)], count_anchors(keys, offsets), len(bands))
    wanted = np.zeros(len(offsets) - 1, np.bool_)
    for pairs in candidate_pairs(shared):
        wanted[pairs[:, 1]] = True
    return table.filter(pa.array(wanted[len(bands) :]))


class _Known(NamedTuple):
    """The keys of a batch, to be looked up.

    Attributes:
        heads: a bit for each value of a key's first `_MAP_BITS` bits, set where a key of the batch has it.
        tails: the same for the last ones but that of anchors; a chance hit in one is none in the other.
        starts: for each value of a key's first `_PART_BITS` bits, where its keys begin; one more at the end.
        keys: ascending.
    """

    heads: Bytes
    tails: Bytes
    starts: Places
    keys: Hashes


def _touched(piece: pa.RecordBatch, known: _Known) -> pa.RecordBatch:
    """Return the articles of a piece that have one of the keys `known`."""
    keys, offsets = key_lists(piece["bands"])
    return piece.filter(pa.array(_share(keys, offsets, known)))


@compiled
def _known_keys(keys: Hashes) -> _Known:
    heads = np.zeros(1 << (_MAP_BITS - 3), np.uint8)
    tails = np.zeros(1 << (_MAP_BITS - 3), np.uint8)
    starts = np.zeros((1 << _PART_BITS) + 1, np.int32)
    for key in keys:
        for bits, place in ((heads, _head(key)), (tails, _tail(key))):
            bits[place >> np.uint64(3)] |= np.uint8(1) << np.uint8(place & np.uint64(7))
        starts[(key >> np.uint64(KEY_BITS - _PART_BITS)) + np.uint64(1)] += 1
    return _Known(heads, tails, np.cumsum(starts).astype(np.int32), keys)


@compiled
def _head(key: np.uint64) -> np.uint64:
    return key >> np.uint64(KEY_BITS - _MAP_BITS)


@compiled
def _tail(key: np.uint64) -> np.uint64:
    return key >> np.uint64(1) & np.uint64((1 << _MAP_BITS) - 1)


@compiled
def _is_set(bits: Bytes, place: np.uint64) -> int:
    return int(bits[place >> np.uint64(3)] >> np.uint8(place & np.uint64(7)) & 1)


@compiled
def _maybe_known(keys: Hashes, known: _Known) -> Offsets:
    """Return the places of the keys whose bits are set; without a branch, which would be mispredicted."""
    places = np.empty(len(keys) + 1, np.int64)
    count = left = 0
    for at in range(len(keys)):
        places[count] = at
        count += _is_set(known.heads, _head(keys[at]))
    for at in places[:count]:
        places[left] = at
        left += _is_set(known.tails, _tail(keys[at]))
    return places[:left]


@compiled
def _share(keys: Hashes, offsets: Offsets, known: _Known) -> npt.NDArray[np.bool_]:
    """Say of each list of keys whether one of them is known."""
    found = np.zeros(len(offsets) - 1, np.bool_)
    text = 0
    for at in _maybe_known(keys, known):
        while offsets[text + 1] <= at:
            text += 1
        part = keys[at] >> np.uint64(KEY_BITS - _PART_BITS)
        for rank in range(known.starts[part], known.starts[part + np.uint64(1)]):
            found[text] |= known.keys[rank] == keys[at]
    return found
