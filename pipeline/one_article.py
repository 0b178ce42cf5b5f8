"""One article that a person names: a published one by its address, or a file as an ingest reads it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.extract import extract
from crawlers.landing import Document, documents_in
from news.canonical_url import canonical_url
from news.capture import Capture
from news.errors import InputError
from news.home import Home
from pipeline.bindings import bound, reading_sources
from pipeline.runner import run_stages
from transforms.clean import clean
from warehouse.reader import reading


def article_named(home: Home, name: str) -> Mapping[str, Any]:
    """Return `headline`, `dateline` and `article_body` of the article that `name` stands for.

    Args:
        home: whose published file is asked for an address; nothing is fetched.
        name: URL or URN of a published article, or path of a text or HTML file.

    Raises:
        InputError: there is no such article, or the file holds none.
        Busy: somebody holds the published file open for writing.
    """
    path = Path(name).expanduser()
    if path.is_file():
        return _in_file(home, path)
    if not urlsplit(name).scheme:
        raise InputError(f"{name}: expected a file or the URL of a published article; check the path")
    return _published(home, name)


def _published(home: Home, url: str) -> Mapping[str, Any]:
    with reading(home.published) as connection:
        found = connection.execute(
            "SELECT headline, dateline, article_body FROM articles WHERE url IN (?, ?)",
            [url, canonical_url(url)],
        ).fetchone()
    if found is None:
        raise InputError(
            f"{url}: expected the URL of a published article, found none in {home.published}. "
            "Land and ingest it first, or name a file with its text."
        )
    return dict(zip(("headline", "dateline", "article_body"), found, strict=True))


def _in_file(home: Home, path: Path) -> Mapping[str, Any]:
    documents, warcs, _ = documents_in([path], datetime.now(UTC))
    if warcs:
        raise InputError(
            f"{path}: expected a text or HTML file, found a WARC file; ingest it, then name a URL"
        )
    captures = [_capture(path, document) for document in documents]
    table = extract(captures, path.name, reading_sources(home))
    accepted, rejected, _ = run_stages(table, bound(home, (clean,)))
    for refused in rejected["rejection"].to_pylist():
        raise InputError(f"{path}: {refused['reason']}. {refused['remedy']}")
    read: dict[str, Any] = accepted.to_pylist()[0]
    return read


def _capture(path: Path, document: Document) -> Capture:
    return Capture(
        record_id="<urn:warta:unlanded>",
        target_uri=document.target_uri,
        warc_date=document.warc_date,
        content_type=document.content_type,
        payload=path.read_bytes(),
        payload_digest="",
        warc_file=path.name,
        warc_offset=0,
    )
