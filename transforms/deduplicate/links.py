"""Draws the links between articles that share text, each verified and scored."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from transforms.deduplicate.candidates import candidate_pairs, count_anchors, key_lists, postings, shared_keys
from transforms.deduplicate.kinds import KINDS, NOTHING, kinds_of
from transforms.deduplicate.overlap import Shingles, overlap, shingles_of

LINK = pa.schema(
    [
        ("article_id", pa.string()),  # the lesser of the two ids
        ("other_id", pa.string()),
        ("kind", pa.string()),  # reprint, revision or excerpt
        ("jaccard", pa.float32()),  # of distinct word 3-shingles
        ("containment", pa.float32()),  # share of the smaller text found in the larger
    ]
)

_NEEDED = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_body", pa.large_string()),  # as a history fetched at once may exceed 2 GB
        ("bands", pa.large_list(pa.uint64())),
    ]
)


def find_links(batch: pa.Table, history: pa.Table | None = None) -> pa.Table:
    """Return the links of a batch's articles among themselves and to history, as a table of `LINK`.

    Each pair of articles stands there once, in an order that depends on nothing but the ids and the
    texts; no article is linked to itself.

    Args:
        batch: columns `article_id`, `article_body`, `bands` (of `transforms.fingerprint`).
        history: the same columns of the older articles that share a key with the batch; others do no
            harm. None where there are none.
    """
    given = [batch] if history is None else [batch, history]
    articles = pa.concat_tables(part.select(_NEEDED.names).cast(_NEEDED) for part in given).combine_chunks()
    keys, offsets = key_lists(articles["bands"])
    shared = shared_keys([lambda: postings(keys, offsets)], count_anchors(keys, offsets), batch.num_rows)
    found = [_verified_in(articles, pairs) for pairs in candidate_pairs(shared)]
    return once(pa.concat_tables([LINK.empty_table(), *found]))


def verified(ids: pa.Array, shingles: Shingles, pairs: npt.NDArray[np.int64]) -> pa.Table:
    """Return the links among candidate pairs, the lesser id first.

    Args:
        ids: of the articles.
        shingles: of the same articles.
        pairs: two columns, each an article's place in `ids`.
    """
    measured = overlap(shingles, pairs)
    kinds = kinds_of(measured)
    kept = np.flatnonzero(kinds != NOTHING)
    left, right = (ids.take(pa.array(pairs[kept, side])) for side in (0, 1))
    lesser = pc.less(left, right)
    columns = [
        pc.if_else(lesser, left, right),
        pc.if_else(lesser, right, left),
        pa.array(KINDS).take(pa.array(kinds[kept])),
        pa.array(measured.jaccard[kept], pa.float32()),
        pa.array(measured.containment[kept], pa.float32()),
    ]
    return pa.table(columns, schema=LINK).filter(pc.not_equal(left, right))


def once(links: pa.Table) -> pa.Table:
    """Sort links and keep the closest of each pair: an article may stand in the batch in several versions."""
    order = [("article_id", "ascending"), ("other_id", "ascending"), ("jaccard", "descending")]
    links = links.sort_by([*order, ("containment", "descending")]).combine_chunks()
    if links.num_rows < 2:
        return links
    ends = [links[name].combine_chunks() for name in ("article_id", "other_id")]
    new = pc.or_(*(pc.not_equal(end[1:], end[:-1]) for end in ends))
    return links.filter(pa.concat_arrays([pa.array([True]), new]))


def _verified_in(articles: pa.Table, pairs: npt.NDArray[np.int64]) -> pa.Table:
    numbers, places = np.unique(pairs, return_inverse=True)
    texts = articles.take(pa.array(numbers)).combine_chunks()
    ids = texts["article_id"].cast(pa.string()).combine_chunks()
    return verified(ids, shingles_of(texts["article_body"]), places.reshape(pairs.shape))
