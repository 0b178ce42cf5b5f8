"""One capture in, one row of the article table out: pure, and never touching the network."""

from collections.abc import Iterable
from importlib.metadata import version
from urllib.parse import urlsplit

import pyarrow as pa

from crawlers.decode import Decoded, decode, looks_binary, mend_mojibake
from crawlers.plain_text import read_text
from crawlers.reading import read_page
from crawlers.reading.model import Reading
from news.canonical_url import canonical_url
from news.capture import Capture
from news.dates.evidence import DateEvidence
from news.identity import article_id
from news.rejection import Rejection
from news.schema import article_table

CODE_VERSION = version("warta")

_MAX_TEXT_BYTES = 5 << 20  # a book has about one; a page of news never has five
_MAX_HTML_BYTES = 25 << 20
_MAX_REPLACED = 0.02  # share of characters that no encoding explains
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_TEXT_TYPES = {"text/plain", "text/markdown"}


def extract(captures: Iterable[Capture], batch_id: str) -> pa.Table:
    """Read each capture into one row of `news.schema.ARTICLE`.

    What cannot be read becomes a row with a `rejection`; nothing is left out and nothing raised.
    """
    return article_table([{"batch_id": batch_id, **read_capture(capture)} for capture in captures])


def read_capture(capture: Capture) -> dict[str, object]:
    """Return what the columns of one row say, its provenance always among them."""
    refused = _refusal(capture)
    reading = None if refused else _reading(capture)
    if isinstance(reading, Rejection):
        refused, reading = reading, None
    row = _provenance(capture, reading.canonical_url if reading else None)
    if reading:
        return row | _content(reading)
    return row | {"rejection": refused.as_row() if refused else None}


def source_of(capture: Capture) -> str:
    """Return the source's id: what the WARC file names, else the host, else the kind of landing."""
    if capture.source:
        return capture.source
    parts = urlsplit(capture.target_uri)
    if parts.scheme in {"http", "https"}:
        return (parts.hostname or "unknown").removeprefix("www.")
    return "seeds" if capture.target_uri.startswith("urn:warta:seed:") else "files"


def _reading(capture: Capture) -> Reading | Rejection:
    html = _is_html(capture)
    decoded = decode(capture.payload, capture.content_type, html=html)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        return _rejected(
            "empty", "", "expected an article, found a document without any text", "Leave it out."
        )
    if decoded.replaced > _MAX_REPLACED * len(decoded.text):
        return _undecodable(decoded)
    text = mend_mojibake(decoded.text)
    if html:
        return read_page(text, capture.target_uri, capture.warc_date)
    headline, body = read_text(text)
    return Reading(headline=headline, headline_from="text" if headline else None, article_body=body)


def _refusal(capture: Capture) -> Rejection | None:
    size = len(capture.payload)
    html = _is_html(capture)
    limit = _MAX_HTML_BYTES if html else _MAX_TEXT_BYTES
    if capture.status is not None and capture.status != 200:
        found = f"expected HTTP status 200, found {capture.status}"
        return _rejected(
            "http_status", str(capture.status), found, "Crawl the page again once the site answers."
        )
    if not html and not _is_text(capture):
        found = f"expected HTML or plain text, found {capture.content_type}"
        return _rejected("media_type", capture.content_type, found, "Leave it out, or land its text as .txt.")
    if size > limit:
        found = f"expected at most {limit:,} bytes, found {size:,}"
        return _rejected("too_large", str(size), found, "Split it into its articles and land those.")
    if not html and looks_binary(capture.payload):
        found = "expected text, found binary content"
        return _rejected(
            "binary", capture.payload[:16].hex(" "), found, "Convert it to text, or leave it out."
        )
    return None


def _undecodable(decoded: Decoded) -> Rejection:
    found = f"{decoded.replaced:,} of {len(decoded.text):,} characters are not valid {decoded.encoding}"
    remedy = "Convert it to UTF-8 and land it again."
    return _rejected("undecodable", decoded.encoding, f"expected text in a known encoding, {found}", remedy)


def _rejected(rule: str, value: str, reason: str, remedy: str) -> Rejection:
    return Rejection("extract", rule, value, reason, remedy)


def _media_type(capture: Capture) -> str:
    return capture.content_type.partition(";")[0].strip().lower()


def _is_html(capture: Capture) -> bool:
    media_type = _media_type(capture)
    if media_type:
        return media_type in _HTML_TYPES
    return capture.payload[:512].lstrip().startswith(b"<")


def _is_text(capture: Capture) -> bool:
    return _media_type(capture) in _TEXT_TYPES | {""}


def _provenance(capture: Capture, declared: str | None) -> dict[str, object]:
    url = _url_of(capture.target_uri, declared)
    return {
        "record_id": capture.record_id,
        "target_uri": capture.target_uri,
        "warc_date": capture.warc_date,
        "payload_digest": capture.payload_digest,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "source": source_of(capture),
        "code_version": CODE_VERSION,
        "article_id": article_id(url),
        "url": url,
    }


def _url_of(target_uri: str, declared: str | None) -> str:
    """Return the canonical URL; a page landed from a file is known by the one that it declares."""
    landed = not target_uri.startswith(("http://", "https://"))
    if landed and declared and declared.startswith(("http://", "https://")) and urlsplit(declared).path.strip("/"):
        return canonical_url(declared)
    return canonical_url(target_uri, declared)


def _content(reading: Reading) -> dict[str, object]:
    return {
        "headline": reading.headline,
        "headline_from": reading.headline_from,
        "article_body": reading.article_body,
        "author": reading.author,
        "publisher": reading.publisher,
        "section": reading.section,
        "keywords": reading.keywords,
        "image": reading.image,
        "language_hint": reading.language_hint,
        "date_evidence": [_evidence_row(evidence) for evidence in reading.date_evidence],
        "date_modified": reading.date_modified,
    }


def _evidence_row(evidence: DateEvidence) -> dict[str, object]:
    return {name: getattr(evidence, name) for name in DateEvidence.__slots__}
