"""Links a whole archive at once, in two passes over its batches, without holding its texts."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.deduplicate.candidates import (
    Postings,
    candidate_pairs,
    count_anchors,
    key_lists,
    postings,
    shared_keys,
)
from transforms.deduplicate.links import LINK, once, verified
from transforms.deduplicate.overlap import Shingles, extend, shingles_of
from transforms.words.threads import each_in_threads

_PARTS = 16  # of the range of keys, each sorted by itself
_CHUNK = 1 << 18  # pairs compared at a time

Read = Callable[[], pa.Table]
_Counts = npt.NDArray[np.int32]
_Numbers = npt.NDArray[np.int64]


def link_archive(keys: Sequence[Read], texts: Sequence[Read]) -> pa.Table:
    """Return the links among all articles, the same as `find_links` of them all in one table.

    Memory is 8 bytes a key, about 750 an article of 300 words, and the shingles of those articles that have
    a candidate.

    Args:
        keys: each reads one batch with the columns `article_id` and `bands` (of `transforms.fingerprint`).
        texts: each reads the same batch with the columns `article_id` and `article_body`.
    """
    parts, counts = _gathered(keys)
    firsts = np.cumsum([0, *map(len, counts)])
    anchors = np.concatenate([np.zeros(0, np.int32), *counts])
    shared = shared_keys([parts.pop] * _PARTS, anchors, len(anchors))
    pairs = np.concatenate([np.zeros((0, 2), np.int64), *candidate_pairs(shared)])
    del shared
    return _verified(texts, firsts, pairs)


def _gathered(keys: Sequence[Read]) -> tuple[list[Postings], list[_Counts]]:
    """Return all postings by range of keys, texts numbered through, and the numbers of anchors by batch."""
    parts = [np.empty(0, np.uint64) for _ in range(_PARTS)]
    counts: list[_Counts] = []
    first = 0
    for anchors, pieces in each_in_threads(_read_keys, keys):
        for part, piece in zip(parts, pieces, strict=True):
            extend(part, piece + np.uint64(first))
        counts.append(anchors)
        first += len(anchors)
    return parts, counts


def _read_keys(read: Read) -> tuple[_Counts, list[Postings]]:
    """Return the number of anchors of each text in a batch, and its postings cut by ranges of keys."""
    keys, offsets = key_lists(read()["bands"])
    found = postings(keys, offsets)
    found.sort()
    limits = np.arange(1, _PARTS, dtype=np.uint64) << np.uint64(60)
    return count_anchors(keys, offsets), np.split(found, np.searchsorted(found, limits))


def _verified(texts: Sequence[Read], firsts: _Numbers, pairs: _Numbers) -> pa.Table:
    numbers, places = np.unique(pairs, return_inverse=True)
    bounds = np.searchsorted(numbers, firsts)
    wanted = [numbers[bounds[at] : bounds[at + 1]] - firsts[at] for at in range(len(texts))]
    ids: list[pa.Array] = [pa.array([], pa.string())]
    shingles = Shingles.joined(_collect(texts, wanted, ids))
    places = places.reshape(pairs.shape)
    names = pa.concat_arrays(ids)
    chunks = [places[start : start + _CHUNK] for start in range(0, len(places), _CHUNK)]
    links = [verified(names, shingles, chunk) for chunk in chunks]
    return once(pa.concat_tables([LINK.empty_table(), *links]))


def _collect(texts: Sequence[Read], wanted: list[_Numbers], ids: list[pa.Array]) -> Iterator[Shingles]:
    """Yield the shingles of the wanted rows, batch by batch, and add their ids to `ids`."""
    for names, shingles in each_in_threads(
        lambda batch: _shingles(*batch), list(zip(texts, wanted, strict=True))
    ):
        ids.append(names)
        yield shingles


def _shingles(read: Read, rows: _Numbers) -> tuple[pa.Array, Shingles]:
    table = read().select(["article_id", "article_body"]).take(rows).combine_chunks()
    ids = table["article_id"].cast(pa.string())
    return pa.concat_arrays([pa.array([], pa.string()), *ids.chunks]), shingles_of(table["article_body"])
