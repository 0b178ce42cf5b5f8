"""One capture in, one row of the article table out: pure, and never touching the network."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from importlib.metadata import version
from urllib.parse import urlsplit

import pyarrow as pa

from crawlers.decode import Decoded, decode, looks_binary, mend_mojibake
from crawlers.plain_text import read_text
from crawlers.reading import read_page
from crawlers.reading.limits import LONGEST
from crawlers.reading.model import Reading
from crawlers.source_rules import KnownSources, rules_of
from crawlers.sources import Source
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
_NO_SOURCES = KnownSources()


def extract(captures: Iterable[Capture], batch_id: str, sources: KnownSources = _NO_SOURCES) -> pa.Table:
    """Read each capture into one row of `news.schema.ARTICLE`.

    What cannot be read becomes a row with a `rejection`; nothing is left out and nothing raised. So does
    a revisit, whose text is in the capture that it refers to: the load takes the rejection away once
    that capture is known.

    Args:
        captures: of one WARC file.
        batch_id: name of the batch they belong to.
        sources: whose rules pages are read by, those of the day of capture.
    """
    return article_table([{"batch_id": batch_id, **read_capture(capture, sources)} for capture in captures])


def read_capture(capture: Capture, sources: KnownSources = _NO_SOURCES) -> dict[str, object]:
    """Return what the columns of one row say, its provenance always among them."""
    source = sources.of(capture)
    refused = _refusal(capture)
    reading = None if refused else _reading(capture, source)
    if isinstance(reading, Rejection):
        refused, reading = reading, None
    row = _provenance(capture, reading.canonical_url if reading else None, source)
    if reading:
        return row | _content(_with_defaults(reading, source) if source else reading)
    return row | {"rejection": refused.as_row() if refused else None}


def source_of(capture: Capture) -> str:
    """Return the source's id: what the WARC file names, else the host, else the kind of landing."""
    if capture.source:
        return capture.source
    parts = urlsplit(capture.target_uri)
    if parts.scheme in {"http", "https"}:
        return (parts.hostname or "unknown").removeprefix("www.")
    return "seeds" if capture.target_uri.startswith("urn:warta:seed:") else "files"


def _reading(capture: Capture, source: Source | None) -> Reading | Rejection:
    html = _is_html(capture)
    decoded = decode(capture.payload, capture.content_type, html=html)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        return _rejected(
            "empty", "", "expected an article, found a document without any text", "Leave it out."
        )
    if decoded.replaced > _MAX_REPLACED * len(decoded.text):
        return _undecodable(decoded)
    text = mend_mojibake(decoded.text[:LONGEST] if html else decoded.text)
    if html:
        rules = rules_of(source, capture.warc_date.date()) if source else None
        return read_page(text, capture.target_uri, capture.warc_date, rules=rules)
    headline, body = read_text(text)
    found_by = {"headline": "text", "article_body": "text"} if headline else {"article_body": "text"}
    return Reading(
        headline=headline,
        headline_from="text" if headline else None,
        article_body=body,
        found_by=found_by,
    )


def _with_defaults(reading: Reading, source: Source) -> Reading:
    """Return `reading` with what the source says of all its pages where the page says nothing."""
    missing = {
        name: "source"
        for name, value in (("publisher", source.publisher), ("language_hint", source.language))
        if value and not getattr(reading, name)
    }
    return replace(
        reading,
        publisher=reading.publisher or source.publisher,
        language_hint=reading.language_hint or source.language,
        found_by=reading.found_by | missing,
    )


def _refusal(capture: Capture) -> Rejection | None:
    if capture.refers_to:
        return _unresolved(capture)
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
    # A browser passes over null bytes in a page.
    if looks_binary(capture.payload.replace(b"\0", b"") if html else capture.payload):
        found = "expected text, found binary content"
        return _rejected(
            "binary", capture.payload[:16].hex(" "), found, "Convert it to text, or leave it out."
        )
    return None


def _unresolved(capture: Capture) -> Rejection:
    referred = capture.refers_to
    named = (referred and (referred.record_id or referred.target_uri)) or capture.payload_digest
    found = "expected the capture that this revisit refers to, found it in no landed file"
    return _rejected("revisit_unresolved", named, found, "Land the WARC file that holds it.")


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


def _provenance(capture: Capture, declared: str | None, source: Source | None) -> dict[str, object]:
    keep = frozenset(source.keep_parameters) if source and source.keep_parameters else None
    url = _url_of(capture.target_uri, declared, keep)
    return {
        "record_id": capture.record_id,
        "target_uri": capture.target_uri,
        "warc_date": capture.warc_date,
        "payload_digest": capture.payload_digest,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "refers_to": asdict(capture.refers_to) if capture.refers_to else None,
        "source": source_of(capture),
        "code_version": CODE_VERSION,
        "article_id": article_id(url),
        "url": url,
    }


def _url_of(target_uri: str, declared: str | None, keep: frozenset[str] | None) -> str:
    """Return the canonical URL; a page landed from a file is known by the one that it declares."""
    landed = not target_uri.startswith(("http://", "https://"))
    if (
        landed
        and declared
        and declared.startswith(("http://", "https://"))
        and urlsplit(declared).path.strip("/")
    ):
        return canonical_url(declared, keep_parameters=keep)
    return canonical_url(target_uri, declared, keep_parameters=keep)


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
        "metadata_from": sorted(reading.found_by.items()),
        "caption": [aside.text for aside in reading.asides if aside.kind == "caption"],
        "cuts": [asdict(aside) for aside in reading.asides],
    }


def _evidence_row(evidence: DateEvidence) -> dict[str, object]:
    return {name: getattr(evidence, name) for name in DateEvidence.__slots__}
