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
from transforms.regions.mentions import Mention, Spans, mentions_in, spans_of
from transforms.regions.names import Names, names_of
from transforms.regions.resolving import resolve
from transforms.regions.roles import Weighed, chief, weigh
from transforms.words import Words, split
from transforms.words.column import words_of

Spanned = tuple[str, Spans]
"""A text and where the words of names stand in it."""


def locate(table: pa.Table, gazetteer: Gazetteer | None = None) -> pa.Table:
    """Return `table` with `regions` and `region_code` filled.

    Args:
        table: an article table; `headline`, `dateline` and `article_body` are read; where `words` is
            filled, only the datelines are split.
        gazetteer: with an operator's districts and names, else the one that ships with Warta.
    """
    names, lists = names_of(gazetteer or Gazetteer.load()), wordlists()
    headline_words, body_words = words_of(table)
    headlines = _texts(table, "headline", headline_words, names)
    datelines = _texts(table, "dateline", split(table["dateline"]), names)
    bodies = _texts(table, "article_body", body_words, names)
    found = [
        locate_article(*article, names, lists) for article in zip(headlines, datelines, bodies, strict=True)
    ]
    table = set_column(table, "regions", [[_row(region) for region in regions] for regions in found])
    return set_column(table, "region_code", [chief(regions) for regions in found])


def _texts(table: pa.Table, column: str, words: Words, names: Names) -> list[Spanned]:
    texts = [text or "" for text in table.column(column).to_pylist()]
    return list(zip(texts, spans_of(texts, words, names), strict=True))


def locate_article(
    headline: Spanned, dateline: Spanned, body: Spanned, names: Names, lists: Wordlists
) -> list[Weighed]:
    """Return the regions of one article in the order of their first mention."""
    title, text = headline[0], body[0]
    mentions: list[Mention] = []
    if title and not text.startswith(title.rstrip("…. ")):  # a headline taken from the body says it twice
        mentions += mentions_in(title, "headline", headline[1], names, lists)
    mentions += mentions_in(dateline[0], "dateline", dateline[1], names, lists)
    mentions += mentions_in(text, "body", body[1], names, lists)
    return weigh(resolve(mentions), text) if mentions else []


def _row(region: Weighed) -> dict[str, object]:
    return {
        "region_code": region.code,
        "role": region.role,
        "mentions": region.mentions,
        "evidence": region.evidence,
    }
