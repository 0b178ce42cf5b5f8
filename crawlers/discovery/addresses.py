"""Addresses as the crawler compares them: without what does not name the page."""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import yaml
from w3lib.url import safe_url_string

_PORTS = {"http": 80, "https": 443}


@cache
def _rules() -> dict[str, list[str]]:
    return dict(yaml.safe_load((Path(__file__).parent / "addresses.yaml").read_text("utf-8")))


@cache
def _one_of(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule})" for rule in _rules()[name]), re.IGNORECASE)


def visiting_address(url: str, keep: Collection[str] = ()) -> str | None:
    """Return the address under which a page is fetched and remembered, None where it is no web address.

    Fragments, tracking parameters and default ports go; parameters in `keep` stay whatever their name.

    >>> visiting_address("HTTPS://Example.com:443/a?utm_source=x&berita=15#top")
    'https://example.com/a?berita=15'
    """
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if scheme not in _PORTS or not host or parts.username is not None:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    try:
        return safe_url_string(urlunsplit((scheme, netloc, parts.path or "/", _query(parts.query, keep), "")))
    except ValueError:  # a host that no encoding of names allows
        return None


def _query(query: str, keep: Collection[str]) -> str:
    if not query:
        return ""
    tracking = _one_of("tracking_parameters")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name in keep or not tracking.fullmatch(name)]
    # As it was written where nothing goes: some sites answer another spelling with another page.
    return query if len(kept) == len(pairs) else urlencode(kept)


def leads_elsewhere(url: str) -> bool:
    """Return whether `url` names a home page, an index of articles, a file or a function of the site.

    >>> leads_elsewhere("https://example.com/tag/banjir/")
    True
    >>> leads_elsewhere("https://example.com/2025/11/banjir-surut/")
    False
    """
    parts = urlsplit(url)
    path = parts.path or "/"
    if path.strip("/") in ("", "index.html", "index.php", "home") and not _names_article(parts.query):
        return True
    return bool(_one_of("not_articles").search(path))


def looks_like_article(url: str) -> bool:
    """Return whether `url` has the shape of an article's address.

    >>> looks_like_article("https://example.com/daerah/bupati-resmikan-jembatan-baru")
    True
    >>> looks_like_article("https://example.com/tentang-kami")
    False
    """
    if leads_elsewhere(url):
        return False
    parts = urlsplit(url)
    return bool(_one_of("articles").search(parts.path)) or _names_article(parts.query)


def _names_article(query: str) -> bool:
    return bool(_one_of("article_parameters").search(query))
