"""Fills `regions` and `region_code`: which regions an article names, in which role, and on what evidence.

>>> from news.schema import article_table
>>> article = {"headline": "Kotim dan Seruyan Jalin Kolaborasi", "article_body": "Bupati Kotim di Sampit."}
>>> located = locate(article_table([article])).to_pylist()[0]
>>> [(region["region_code"], region["role"], region["mentions"]) for region in located["regions"]]
[('62.02', 'subject', 3), ('62.07', 'subject', 1)]
>>> located["region_code"]
'62.02'
"""

import pyarrow as pa

from news.schema import set_column
from transforms.regions.context import Wordlists, wordlists
from transforms.regions.gazetteer import Gazetteer
from transforms.regions.mentions import Mention, mentions_in
from transforms.regions.names import Names, names_of
from transforms.regions.resolving import resolve
from transforms.regions.roles import Weighed, chief, weigh


def locate(table: pa.Table, gazetteer: Gazetteer | None = None) -> pa.Table:
    """Return `table` with `regions` and `region_code` filled.

    Args:
        table: an article table; `headline`, `dateline` and `article_body` are read.
        gazetteer: with an operator's districts and names, else the one that ships with Warta.
    """
    names, lists = names_of(gazetteer or Gazetteer.load()), wordlists()
    columns = (table.column(column).to_pylist() for column in ("headline", "dateline", "article_body"))
    found = [
        locate_article(headline or "", dateline or "", body or "", names, lists)
        for headline, dateline, body in zip(*columns, strict=True)
    ]
    table = set_column(table, "regions", [[_row(region) for region in regions] for regions in found])
    return set_column(table, "region_code", [chief(regions) for regions in found])


def locate_article(headline: str, dateline: str, body: str, names: Names, lists: Wordlists) -> list[Weighed]:
    """Return the regions of one article in the order of their first mention."""
    mentions: list[Mention] = []
    if headline and not body.startswith(
        headline.rstrip("…. ")
    ):  # a headline taken from the body says it twice
        mentions += mentions_in(headline, "headline", names, lists)
    mentions += mentions_in(dateline, "dateline", names, lists)
    mentions += mentions_in(body, "body", names, lists)
    if not mentions:
        return []
    return weigh(resolve(mentions), body)


def _row(region: Weighed) -> dict[str, object]:
    return {
        "region_code": region.code,
        "role": region.role,
        "mentions": region.mentions,
        "evidence": region.evidence,
    }
