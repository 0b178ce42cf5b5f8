"""Compares links with pairs that stand in real collections, found by word overlap and not by hand."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from news.schema import article_table
from transforms.deduplicate import find_links
from transforms.fingerprint import fingerprint

_SETS = ("detik", "liputan6", "tribun")


def report_natural(data: Path) -> None:
    """Print, by how alike the pairs of `duplicates/natural_pairs` are, as what they are linked."""
    rows = [
        {"article_id": f"{name}:{row['row']}", "headline": row.get("title"), "article_body": _body(row)}
        for name in _SETS
        for row in _rows(data / "topics" / f"{name}.jsonl.gz")
    ]
    found = find_links(fingerprint(article_table(rows))).to_pylist()
    links = {(link["article_id"], link["other_id"]): link["kind"] for link in found}
    by_likeness: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in _rows(data / "duplicates" / "natural_pairs.jsonl.gz"):
        one, other = sorted(f"{pair['set_' + side]}:{pair['row_' + side]}" for side in "ab")
        likeness = _likeness(float(pair["jaccard3"]), float(pair["containment3"]))
        by_likeness[likeness][links.get((one, other), "none")] += 1
    print(f"\nnatural pairs among {len(rows):,} texts")
    for likeness, kinds in sorted(by_likeness.items()):
        print(f"  {likeness:36} {kinds.total():4} pairs  {dict(kinds)}")


def _likeness(jaccard: float, containment: float) -> str:
    if jaccard >= 0.5:
        return "Jaccard 0.5 and more"
    return "containment 0.9 and more" if containment >= 0.9 else "less"


def _body(row: dict[str, str]) -> str:
    return row.get("text") or row.get("content") or ""


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
