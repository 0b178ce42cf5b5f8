"""Collects what a parsed page says about its day of publication, most trusted first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.reading.scripted_dates import broken_json_ld_dates, scripted_dates
from crawlers.reading.stamps import near_headline, stamps
from news.dates import DateEvidence, choose, date_in_url, parse_timestamp
from news.dates.choice import possible

Node = Mapping[str, object]
Metas = Sequence[tuple[tuple[str, ...], str]]

_SEPARATORS = re.compile(r"[^a-z]")
_PUBLISHED = ("datePublished", "dateCreated")
_MODIFIED = ("dateModified", "dateUpdated")
_ARTICLE = re.compile(r"Article|Posting|Report|Review$|WebPage$|CreativeWork$")
_TELLING = 8  # letters of a name that mean the same behind a site's own mark
_LONGEST = 100  # characters of a stamp
_MOST = 500  # `meta` elements that are looked at
_SAYS_A_DAY = frozenset({"second", "minute", "day"})


@cache
def _meta_ranks(kind: str) -> Mapping[str, int]:
    listed = yaml.safe_load((Path(__file__).parent / "date_names.yaml").read_text(encoding="utf-8"))
    return {name: rank for rank, name in enumerate(listed[kind])}


def _types(node: Node) -> list[str]:
    given = node.get("@type")
    return [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)]


def _flat(json_ld: Sequence[Node]) -> Iterator[Node]:
    """Yield the nodes, those within `@graph` and `mainEntity` too."""
    for node in json_ld:
        yield node
        for key in ("@graph", "mainEntity"):
            inner = node.get(key)
            nodes = inner if isinstance(inner, list) else [inner]
            yield from _flat([one for one in nodes if isinstance(one, Mapping)])


def _trust(node: Node, url: str) -> int:
    """Rank an article that names this page before other articles, and articles before web pages."""
    types = _types(node)
    if all(one.endswith(("WebPage", "CreativeWork")) for one in types):
        return 2
    named = node.get("mainEntityOfPage") or node.get("url") or node.get("@id")
    address = named.get("@id") if isinstance(named, Mapping) else named
    same = isinstance(address, str) and bool(url) and address.split("#")[0].rstrip("/") == url.rstrip("/")
    return 0 if same else 1


def _in_json_ld(
    json_ld: Sequence[Node], url: str, keys: Sequence[str], language: str | None
) -> Iterator[DateEvidence]:
    articles = [node for node in _flat(json_ld) if any(_ARTICLE.search(one) for one in _types(node))]
    for key in keys:
        for node in sorted(articles, key=lambda one: _trust(one, url)):
            value = node.get(key)
            if isinstance(value, str) and (read := parse_timestamp(value, "json-ld", language=language)):
                yield read


@lru_cache(4096)
def _meta_rank(kind: str, name: str) -> int | None:
    """Return the place of a name in the list, a site's own mark before it left out: `dtk:publishdate`."""
    folded, ranks = _SEPARATORS.sub("", name.lower()), _meta_ranks(kind)
    marked = (rank for known, rank in ranks.items() if len(known) >= _TELLING and folded.endswith(known))
    return ranks.get(folded, next(marked, None))


def date_metas(elements: Sequence[LexborNode]) -> Metas:
    """Return the names and the content of each `meta` that is short enough for a stamp."""
    declared = []
    for node in elements[:_MOST]:
        attributes = node.attributes
        content = attributes["content"] or ""
        if len(content) <= _LONGEST:
            names = (attributes.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
            declared.append((tuple(filter(None, names)), content))
    return declared


def _in_meta(metas: Metas, kind: str, language: str | None) -> Iterator[DateEvidence]:
    found: list[tuple[int, str]] = []
    for names, content in metas:
        ranks = (_meta_rank(kind, name) for name in names)
        if (rank := next((rank for rank in ranks if rank is not None), None)) is not None:
            found.append((rank, content))
    # Many pages repeat one value under several names.
    for content in dict.fromkeys(content for _, content in sorted(found, key=lambda one: one[0])):
        if read := parse_timestamp(content, "meta", language=language):
            yield read


def language_of(tree: LexborHTMLParser) -> str | None:
    """Return the language that the page claims for itself, BCP 47, unchecked."""
    html: LexborNode | None = tree.root
    return (html.attributes.get("lang") or html.attributes.get("xml:lang")) if html else None


def _unstated(tree: LexborHTMLParser, captured: datetime, language: str | None) -> list[DateEvidence]:
    """Return what a page says that has no readable metadata, from the first kind of place that says a day."""
    found = broken_json_ld_dates(tree, language)
    if not any(possible(one, captured) for one in found):
        found = stamps(tree, captured, language)
    if not any(possible(one, captured) for one in found):
        found = scripted_dates(tree, language)
    return found


def page_dates(
    tree: LexborHTMLParser,
    json_ld: Sequence[Node],
    url: str,
    captured: datetime,
    metas: Metas | None = None,
) -> list[DateEvidence]:
    """Return every date of publication that a page states, most trusted first.

    1. JSON-LD: `datePublished` of the article, then of other articles and of the page; then `dateCreated`.
    2. `meta` properties, by the order of `date_names.yaml`.
    3. `time` elements of the article, then what stands visibly near the headline or in a byline block.
    4. The page's scripts, where none of these says a day.
    5. The URL.

    The visible places are searched only where the metadata gives no possible day, or gives it in UTC and so
    leaves the local day open.

    Args:
        tree: the page, parsed once; it is not changed.
        json_ld: the page's parsed JSON-LD nodes.
        url: of the page.
        captured: aware.
        metas: of `date_metas`, where they are known already.
    """
    language = language_of(tree)
    metas = date_metas(tree.css("meta[content]")) if metas is None else metas
    found = [*_in_json_ld(json_ld, url, _PUBLISHED, language), *_in_meta(metas, "published", language)]
    best = choose(found, captured)
    if best is None or best.precision not in _SAYS_A_DAY:
        found += _unstated(tree, captured, language)
    elif best.time_zone == "UTC":
        found += near_headline(tree, captured, language)
    address = date_in_url(url)
    return list(dict.fromkeys([*found, *([address] if address else [])]))


def modified(
    tree: LexborHTMLParser,
    json_ld: Sequence[Node],
    url: str,
    captured: datetime,
    metas: Metas | None = None,
) -> DateEvidence | None:
    """Return the evidence for the moment at which the page was last changed; None without a zone.

    Args:
        tree: the page, parsed once.
        json_ld: the page's parsed JSON-LD nodes.
        url: of the page.
        captured: aware; a later moment is not believed.
        metas: of `date_metas`, where they are known already.
    """
    language = language_of(tree)
    metas = date_metas(tree.css("meta[content]")) if metas is None else metas
    for read in (*_in_json_ld(json_ld, url, _MODIFIED, language), *_in_meta(metas, "modified", language)):
        if read.at is not None and possible(read, captured):
            return read
    return None
