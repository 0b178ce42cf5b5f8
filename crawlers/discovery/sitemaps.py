"""Sitemaps (sitemaps.org 0.9, news sitemaps, indexes, plain lists, gzipped) to addresses."""

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from crawlers.discovery.feeds import read_feed
from crawlers.discovery.model import Announcement, Found
from crawlers.discovery.unpack import TooLarge, gunzip_if_gzipped

LIMIT = 52_428_800  # bytes after decompression: sitemaps.org allows 50 MiB a file
_MOST = 50_000  # addresses a file, likewise

# Not the beginning of a reference: sites forget to escape the parameters of their addresses.
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")


def read_sitemap(body: bytes, url: str) -> Announcement:
    """Read a sitemap of any kind.

    Entities are never resolved, nothing is fetched, and what is compressed never expands past
    `LIMIT` bytes.

    Args:
        body: the sitemap as it came, gzipped or not.
        url: where it was found; relative addresses are resolved against it.
    """
    try:
        content = gunzip_if_gzipped(body, LIMIT)
    except (TooLarge, ValueError) as error:
        return Announcement(problem=str(error))
    content = _in_utf8(content)
    start = content[:2000].lstrip(b"\xef\xbb\xbf\x00 \t\r\n").lower()
    if not start.startswith(b"<"):
        return _plain_list(content)
    if start.startswith((b"<!doctype html", b"<html")):
        return Announcement(problem="is an HTML page, no sitemap")
    return _xml(_BARE_AMPERSAND.sub(b"&amp;", content), url)


def _in_utf8(content: bytes) -> bytes:
    """Return UTF-16 as UTF-8, its declaration with it; anything else as it is."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    text = content.decode("utf-16", "replace").lstrip("\ufeff")
    return re.sub(r"^<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")


def _plain_list(content: bytes) -> Announcement:
    lines = (line.strip() for line in content.decode("utf-8-sig", "replace").splitlines())
    pages = [Found(line) for line in lines if line.startswith(("http://", "https://"))][:_MOST]
    return Announcement(tuple(pages), problem=None if pages else "is no sitemap")


def _xml(content: bytes, url: str) -> Announcement:
    pages: list[Found] = []
    children: list[Found] = []
    root = ""
    try:
        for event, element in _elements(content):
            name = _local_name(element)
            if event == "start":
                root = root or name
                continue
            if name in ("url", "sitemap"):
                found = _found(element, url)
                if found:
                    (pages if name == "url" else children).append(found)
                _forget(element)
            if len(pages) + len(children) >= _MOST:
                break
    except etree.XMLSyntaxError as error:
        if not pages and not children:
            return Announcement(problem=f"is no XML ({error.msg})")
    if root in ("rss", "feed", "rdf"):
        return read_feed(content, url)
    known = root in ("urlset", "sitemapindex") or pages or children
    return Announcement(tuple(pages), tuple(children), None if known else f"has the root <{root}>")


def _elements(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    for event, element in etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    ):
        if isinstance(element.tag, str):
            yield str(event), element


def _local_name(element: etree._Element) -> str:
    # Not etree.QName: it refuses the undeclared prefixes that recovering from errors lets pass.
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _found(element: etree._Element, base: str) -> Found | None:
    location, moment, dated = "", None, False
    for part in element.iter():
        if not isinstance(part.tag, str):
            continue
        name, value = _local_name(part), (part.text or "").strip()
        if name == "loc" and not location:
            location = value
        elif name in ("lastmod", "publication_date") and value:
            read = _moment(value)
            if read and (moment is None or read > moment):
                moment, dated = read, len(value) > 10
    try:
        return Found(urljoin(base, location), moment, dated) if location else None
    except ValueError:
        return None


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _forget(element: etree._Element) -> None:
    """Free what was read, or a sitemap of 50,000 addresses stands in memory as a tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
