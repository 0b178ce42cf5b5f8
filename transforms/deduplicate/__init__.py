"""Marks what a batch repeats, in itself and of history; drops nothing.

>>> from news.schema import article_table
>>> from transforms.fingerprint import fingerprint
>>> body = " ".join(f"kata{number}" for number in range(60))
>>> rows = [{"article_id": name, "headline": name, "article_body": body} for name in ("a", "b")]
>>> marked = deduplicate(fingerprint(article_table(rows)))
>>> [[(found["article_id"], found["kind"]) for found in row] for row in marked["repeats"].to_pylist()]
[[('b', 'reprint')], [('a', 'reprint')]]
"""

from transforms.deduplicate.archive import link_archive
from transforms.deduplicate.links import LINK, find_links
from transforms.deduplicate.search import find_sharing
from transforms.deduplicate.stage import deduplicate
from transforms.deduplicate.stories import cluster

__all__ = ["LINK", "cluster", "deduplicate", "find_links", "find_sharing", "link_archive"]
