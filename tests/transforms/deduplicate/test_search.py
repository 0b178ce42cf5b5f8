from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.deduplicate import find_sharing
from transforms.deduplicate.candidates import ANCHORS_IN_ONE

_EVEN = st.integers(0, 20).map(lambda number: 2 * number)
_ODD = st.integers(0, 60).map(lambda number: 2 * number + 1)
_KEY = _EVEN | _ODD | st.sampled_from([2**40 - 1, 2**40 - 2, 2**39, 2**17])  # of both ends and near others
_LISTS = st.lists(st.lists(_KEY, max_size=30, unique=True), max_size=12)


def _bands(lists: list[list[int]]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(lists, pa.list_(pa.uint64()))])


def _pieces(lists: list[list[int] | None], cuts: list[int]) -> list[pa.RecordBatch]:
    names = [f"{number}" for number in range(len(lists))]
    whole = pa.record_batch(
        [pa.array(names), pa.array(lists, pa.list_(pa.uint64()))], ["article_id", "bands"]
    )
    bounds = [0, *sorted(min(cut, len(lists)) for cut in cuts), len(lists)]
    return [whole.slice(start, end - start) for start, end in pairwise(bounds)]


def _may_share(one: list[int], other: list[int]) -> bool:
    common = set(one) & set(other)
    if any(key % 2 == 0 for key in common):
        return True
    anchors = min(sum(key % 2 for key in text) for text in (one, other))
    return len(common) >= max(1, anchors // ANCHORS_IN_ONE)


@given(_LISTS, _LISTS, st.lists(st.integers(0, 12), max_size=3))
@settings(deadline=None, max_examples=60)
def test_those_are_found_that_share_enough_with_one_of_the_batch(
    batch: list[list[int]], history: list[list[int]], cuts: list[int]
) -> None:
    expected = [
        f"{number}" for number, keys in enumerate(history) if any(_may_share(asked, keys) for asked in batch)
    ]
    found = find_sharing(_bands(batch), _pieces(history, cuts))
    assert found["article_id"].to_pylist() == expected
    assert found["bands"].to_pylist() == [history[int(name)] for name in expected]


def test_an_article_without_keys_shares_nothing() -> None:
    assert find_sharing(_bands([[2], []]), _pieces([None, [], [4]], [1])).num_rows == 0
    assert find_sharing(_bands([]), _pieces([[2]], [])).num_rows == 0
    assert find_sharing(_bands([[2]]), []).num_rows == 0


@pytest.mark.parametrize(("shared", "found"), [(3, ["0"]), (2, [])])
def test_a_footer_is_less_than_a_tenth_of_the_anchors(shared: int, found: list[str]) -> None:
    ours, theirs = ([2 * number + 1 for number in range(start, start + 30)] for start in (0, 30 - shared))
    assert find_sharing(_bands([ours]), _pieces([theirs], []))["article_id"].to_pylist() == found
