"""Listing pages to the links that they show."""

from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from crawlers.discovery.model import Announcement, Found
from crawlers.discovery.page_tree import page_tree

_MOST = 5_000  # links taken from one page; a page with more is no listing


def read_listing(html: bytes | str, url: str) -> Announcement:
    """Return the links of a page in the order they stand, each once, without fragments.

    Args:
        html: the page; bytes are taken for UTF-8.
        url: where it was found; relative links are resolved against it or the page's `<base>`.
    """
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    tree = page_tree(text)
    pages = tuple(Found(link) for link in _links(tree, _base(tree, url)))
    return Announcement(pages, problem=None if pages else "has no links")


def _base(tree: LexborHTMLParser, url: str) -> str:
    base = tree.css_first("base[href]")
    try:
        return urljoin(url, base.attributes.get("href") or "") if base else url
    except ValueError:
        return url


def _links(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    seen: set[str] = set()
    for anchor in tree.css("a[href]"):
        href = (anchor.attributes.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        try:
            address = urljoin(base, href).partition("#")[0]
        except ValueError:
            continue
        if address.startswith(("http://", "https://")) and address not in seen:
            seen.add(address)
            yield address
            if len(seen) >= _MOST:
                return
