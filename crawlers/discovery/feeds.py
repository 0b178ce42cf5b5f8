"""Feeds (RSS, Atom, RDF) to the addresses that they announce."""

import calendar
import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser
from feedparser.encodings import convert_to_utf8

from crawlers.discovery.model import Announcement, Found

# Spelt wrong, a declaration of an entity is an error that feedparser recovers from without resolving any.
_ENTITY, _NO_ENTITY = b"<!ENTITY", b"<!NO-ENTITY"

_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]+)|0*(\d+));?")
_NO_CHARACTER = "\N{REPLACEMENT CHARACTER}".encode()


def read_feed(body: bytes, url: str, content_type: str = "") -> Announcement:
    """Read a feed, well-formed or not.

    Args:
        body: the feed; never more than the crawler's bound on a page.
        url: where it was found; relative links are resolved against it.
        content_type: as the server gave it, for the encoding.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            feed = _parsed(body, content_type)
        except Exception as error:  # feedparser lets anything escape from wild input
            return Announcement(problem=f"cannot be read as a feed ({type(error).__name__})")
    pages = tuple(_announced(feed.entries, url))
    return Announcement(pages, problem=None if feed.get("version") or pages else "is no feed")


def _parsed(body: bytes, content_type: str) -> Any:
    headers = {"content-type": content_type} if content_type else {}
    # First to UTF-8: in UTF-7 or UTF-16 a declaration of an entity is spelt in other bytes.
    in_utf8 = convert_to_utf8(headers, body, {"bozo": False}).replace(_ENTITY, _NO_ENTITY)
    in_utf8 = _REFERENCE.sub(_to_a_character, in_utf8)
    kind = content_type.partition(";")[0].strip() or "application/xml"
    # A stream, not bytes: feedparser takes bytes for the name of a file or an address to open.
    return feedparser.parse(
        BytesIO(in_utf8),
        response_headers={"content-type": f"{kind}; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _to_a_character(reference: re.Match[bytes]) -> bytes:
    """Keep a reference to a character; old systems write an emoji as two, to the halves of UTF-16."""
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    number = int(digits, base) if len(digits) <= 7 else 0x110000
    is_character = number <= 0xD7FF or 0xE000 <= number <= 0x10FFFF
    return reference[0] if is_character else _NO_CHARACTER


def _announced(entries: list[Any], base: str) -> Iterator[Found]:
    seen: set[str] = set()
    for entry in entries:
        link = _link(entry)
        if not link:
            continue
        try:
            address = urljoin(base, link.strip())
        except ValueError:
            continue
        if address not in seen:
            seen.add(address)
            moment = _moment(entry)
            yield Found(address, moment, moment is not None)


def _link(entry: Any) -> str:
    original = dict.get(entry, "feedburner_origlink")
    link = original or dict.get(entry, "link")
    if link:
        return str(link)
    for other in dict.get(entry, "links") or []:
        if other.get("rel", "alternate") == "alternate" and other.get("href"):
            return str(other["href"])
    name = str(dict.get(entry, "id") or "")
    return name if name.startswith(("http://", "https://")) else ""


def _moment(entry: Any) -> datetime | None:
    for name in ("updated_parsed", "published_parsed"):
        parsed = dict.get(entry, name)
        if parsed:
            try:
                return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError):
                continue
    return None
