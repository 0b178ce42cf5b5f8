"""A home page to the places where the site announces its articles, and what it says of itself."""

from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from crawlers.discovery.page_tree import page_tree

_FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
}

# Where the two systems that most regional portals run on announce articles unless told otherwise
# (WordPress 5.5 and later, with the maps of its common plug-ins; Blogger's documented addresses).
_DEFAULTS = {
    "wordpress": (("feed/",), ("news-sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml")),
    "blogger": (("feeds/posts/default",), ("sitemap.xml",)),
    "": (("feed", "rss", "rss.xml"), ("news-sitemap.xml", "sitemap_news.xml", "sitemap.xml")),
}


@dataclass(frozen=True, slots=True)
class Homepage:
    """What a home page says.

    Attributes:
        feeds: addresses of the feeds that it links to, comment feeds left out.
        system: ``wordpress``, ``blogger`` or empty where it is not known.
        publisher: name of the site, None where it gives none.
        language: BCP 47 as written, None where it gives none.
    """

    feeds: tuple[str, ...]
    system: str
    publisher: str | None
    language: str | None


def read_homepage(html: bytes | str, url: str) -> Homepage:
    """Read a home page found at `url`; bytes are taken for UTF-8."""
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    tree = page_tree(text)
    root = tree.css_first("html[lang]")
    return Homepage(
        feeds=tuple(_feeds(tree, url)),
        system=_system(tree, text),
        publisher=_publisher(tree),
        language=(root.attributes.get("lang") or None) if root else None,
    )


def usual_places(system: str, homepage: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return where feeds and sitemaps usually are on a site of `system`.

    >>> usual_places("blogger", "https://example.com/")
    (('https://example.com/feeds/posts/default',), ('https://example.com/sitemap.xml',))
    """
    feeds, sitemaps = _DEFAULTS[system]
    return tuple(urljoin(homepage, path) for path in feeds), tuple(urljoin(homepage, p) for p in sitemaps)


def _feeds(tree: LexborHTMLParser, url: str) -> list[str]:
    found: list[str] = []
    for link in tree.css('link[rel~="alternate"][href]'):
        kind = (link.attributes.get("type") or "").lower().strip()
        href = link.attributes.get("href") or ""
        if kind not in _FEED_TYPES or "json" in kind or "comments" in href.lower():
            continue
        try:
            address = urljoin(url, href.strip())
        except ValueError:
            continue
        if address.startswith(("http://", "https://")) and address not in found:
            found.append(address)
    return found


def _system(tree: LexborHTMLParser, text: str) -> str:
    generator = tree.css_first('meta[name="generator" i]')
    named = (generator.attributes.get("content") or "").lower() if generator else ""
    for system in ("wordpress", "blogger"):
        if system in named:
            return system
    if "/wp-content/" in text or "/wp-includes/" in text:
        return "wordpress"
    return "blogger" if "blogger.com/static" in text or "www.blogblog.com" in text else ""


def _publisher(tree: LexborHTMLParser) -> str | None:
    named = tree.css_first('meta[property="og:site_name"]')
    name = (named.attributes.get("content") or "").strip() if named else ""
    return name or None
