"""The stage `deduplicate`: fills `repeats` for every article of a batch."""

import pyarrow as pa

from news.schema import set_column
from transforms.deduplicate.links import find_links

_Repeat = dict[str, object]


def deduplicate(table: pa.Table, history: pa.Table | None = None) -> pa.Table:
    """Fill `repeats` with the other articles whose text each article shares, the most alike first.

    Args:
        table: articles that went through `transforms.fingerprint`.
        history: older articles that share a key with them, with the columns `article_id`,
            `article_body` and `bands`; None where there are none.
    """
    repeats: dict[str, list[_Repeat]] = {}
    for link in find_links(table, history).to_pylist():
        one, other = link.pop("article_id"), link.pop("other_id")
        repeats.setdefault(one, []).append({"article_id": other, **link})
        repeats.setdefault(other, []).append({"article_id": one, **link})
    for found in repeats.values():
        found.sort(key=_rank)
    return set_column(table, "repeats", [repeats.get(name, []) for name in table["article_id"].to_pylist()])


def _rank(repeat: _Repeat) -> tuple[object, ...]:
    return (-float(str(repeat["jaccard"])), -float(str(repeat["containment"])), repeat["article_id"])
