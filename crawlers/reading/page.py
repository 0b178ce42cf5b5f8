"""Reads a page: parsed once, then the body, the headline and all that the page says of them."""

from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from crawlers.reading.authors import clean_names, read_authors
from crawlers.reading.body import read_body
from crawlers.reading.head import Head, declaring, read_head
from crawlers.reading.headline import read_headline, site_names
from crawlers.reading.limits import within_limits
from crawlers.reading.metadata import read_metadata
from crawlers.reading.model import Reading
from crawlers.reading.page_dates import date_metas, modified, page_dates
from crawlers.reading.rules import SourceRules
from news.dates import DateEvidence, parse_timestamp


def read_page(html: str, url: str, captured: datetime, *, rules: SourceRules | None = None) -> Reading:
    """Read one page.

    Args:
        html: the page, decoded.
        url: where it was captured.
        captured: when, aware.
        rules: what the source says of its own pages.

    Returns:
        What was found; `article_body` is empty for a page that is no article.
    """
    rules = rules or SourceRules()
    tree = LexborHTMLParser(within_limits(html))
    elements = declaring(tree)
    head = read_head(tree, url, elements)
    _remove(tree, rules.remove)
    headline, headline_from = _headline(tree, head, rules)
    metadata = read_metadata(head)
    authors, authors_from = _authors(tree, head, rules)
    metas = date_metas(elements.metas)
    dates = _named_date(tree, head, rules) + page_dates(tree, head.objects, url, captured, metas)
    changed = modified(tree, head.objects, url, captured, metas)
    body = read_body(tree, head, headline, metadata, rules)
    places = {
        "headline": headline_from,
        "article_body": body.read_by if body.text else None,
        "author": authors_from,
        "url": "link" if head.canonical else None,
        "date_modified": changed.found_by if changed else None,
    }
    return Reading(
        headline=headline,
        headline_from=headline_from,
        article_body=body.text,
        author=authors,
        publisher=metadata.publisher,
        section=metadata.section,
        keywords=metadata.keywords,
        image=metadata.image,
        canonical_url=head.canonical,
        language_hint=metadata.language_hint,
        date_evidence=dates,
        date_modified=changed.at if changed else None,
        asides=body.asides,
        read_by=body.read_by,
        found_by=metadata.found_by | {name: place for name, place in places.items() if place},
    )


def _remove(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> None:
    for selector in selectors:
        for node in tree.css(selector):
            node.decompose()


def _headline(tree: LexborHTMLParser, head: Head, rules: SourceRules) -> tuple[str | None, str | None]:
    node = tree.css_first(rules.headline) if rules.headline else None
    text = " ".join(node.text(deep=True).split()) if node else ""
    return (text, "rules") if text else read_headline(head)


def _authors(tree: LexborHTMLParser, head: Head, rules: SourceRules) -> tuple[list[str], str | None]:
    names = site_names(head)
    if rules.author:
        found = clean_names([node.text(deep=True, separator=" ") for node in tree.css(rules.author)], names)
        if found:
            return found, "rules"
    return read_authors(tree, head, names)


def _named_date(tree: LexborHTMLParser, head: Head, rules: SourceRules) -> list[DateEvidence]:
    node = tree.css_first(rules.date) if rules.date else None
    if node is None:
        return []
    attributes = node.attributes
    said = attributes.get("datetime") or attributes.get("content") or node.text(deep=True, separator=" ")
    read = parse_timestamp(said, "rules", language=head.language)
    return [read] if read else []
