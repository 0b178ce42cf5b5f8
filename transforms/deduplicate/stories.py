"""Gathers articles that carry the same text into stories, whatever the order in which they came."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from transforms.words.compiled import compiled

JOINING = ("reprint", "revision")
"""Kinds of link that make one story of two articles; excerpts do not, or roundups would chain everything."""


def cluster(links: pa.Table, articles: pa.Table) -> pa.Table:
    """Return the story of each article: the connected components of the links that join.

    Args:
        links: columns `article_id`, `other_id`, `kind`; links to articles that are not given are ignored.
        articles: columns `article_id` (each once) and `date_published` (null counts as latest).

    Returns:
        Columns `article_id` and `story_id`, sorted by `article_id`. A story is named after its earliest
        article, by date, then by id.
    """
    order = [("date_published", "ascending", "at_end"), ("article_id", "ascending", "at_end")]
    ids = articles.take(pc.sort_indices(articles, order))["article_id"].combine_chunks()
    joining = links.filter(pc.is_in(links["kind"], pa.array(JOINING)))
    ends = [pc.index_in(joining[name], ids) for name in ("article_id", "other_id")]
    known = pc.and_(*(pc.is_valid(end) for end in ends))
    left, right = (end.filter(known).to_numpy().astype(np.int64) for end in ends)
    stories = pa.table({"article_id": ids, "story_id": ids.take(_least(len(ids), left, right))})
    return stories.sort_by("article_id")


@compiled
def _root(parents: npt.NDArray[np.int64], member: int) -> int:
    while parents[member] != member:
        parents[member] = parents[parents[member]]
        member = parents[member]
    return member


@compiled
def _least(size: int, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the least number connected to each (union-find with path halving, Tarjan 1984)."""
    parents = np.arange(size)
    for at in range(len(left)):
        one, two = _root(parents, left[at]), _root(parents, right[at])
        parents[max(one, two)] = min(one, two)
    for member in range(size):
        parents[member] = _root(parents, member)
    return parents
