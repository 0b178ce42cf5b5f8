from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.deduplicate.candidates import (
    MOST_TEXTS,
    candidate_pairs,
    count_anchors,
    postings,
    shared_keys,
)

_TEXTS = st.lists(st.lists(st.integers(0, 12) | st.just(2**40 - 1), max_size=5), max_size=12)


def _found(keys: list[list[int]], fresh: int) -> Iterator[tuple[int, int]]:
    flat = np.array([key for text in keys for key in text], np.uint64)
    offsets = np.cumsum([0, *map(len, keys)])
    shared = shared_keys([lambda: postings(flat, offsets)], count_anchors(flat, offsets), fresh)
    for pairs in candidate_pairs(shared):
        yield from map(tuple, pairs.tolist())


@given(_TEXTS, st.integers(0, 12))
@settings(deadline=None)
def test_every_pair_that_shares_a_key_comes_once(keys: list[list[int]], fresh: int) -> None:
    fresh = min(fresh, len(keys))
    expected = [
        (one, other)
        for one, other in combinations(range(len(keys)), 2)
        if one < fresh and set(keys[one]) & set(keys[other])
    ]
    assert sorted(_found(keys, fresh)) == expected


def test_too_many_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="16,777,217; split them"):
        shared_keys([], np.zeros(MOST_TEXTS + 1, np.int32), 1)
