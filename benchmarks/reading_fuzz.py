"""Reads pages that nobody should have written, and fails where one crashes the reading or takes too long.

    python benchmarks/reading_fuzz.py [--data DIR] [--mutations N] [--seed N]

Constructed pages are truncated, nested, huge, full of null bytes or of links; with `--data`, a folder with
`pages/publishers`, real pages are cut short and damaged at random as well. Each is read as `extract` reads a
capture, bytes first. Prints the seconds of each kind; exits with 1 where a page crashed or took longer than
`--limit`.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from measures.pages import publishers

from crawlers.extract import read_capture
from crawlers.warc import payload_digest
from news.capture import Capture

_CAPTURED = datetime(2025, 11, 28, tzinfo=UTC)
_HEAD = b"<!doctype html><html lang=id><head><title>Judul</title></head><body>"
_PARAGRAPH = b"<p>Warga membersihkan parit di tepi jalan raya, Senin (24/11/2025), sejak pagi.</p>\n"
_ARTICLE = _HEAD + b"<article><h1>Judul</h1>" + _PARAGRAPH * 30 + b"</article>"
_PIECES = (
    b"<",
    b">",
    b"</div>",
    b"<div>",
    b"<table>",
    b"<!--",
    b"]]>",
    b'"',
    b"\0",
    b"&#",
    b"\xff\xfe",
    b"<p ",
)
_LETTERS = bytes([*range(0x20, 0x7F), *range(0xA0, 0x100)])
_MEGABYTE = 1 << 20


@dataclass(slots=True)
class Kind:
    """What one kind of damage cost."""

    seconds: list[float] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)


def main() -> None:
    options = _options()
    kinds: dict[str, Kind] = {}
    for name, payload in _pages(options):
        _read(kinds.setdefault(name, Kind()), payload)
    for name, kind in kinds.items():
        print(
            f"{name:26} {len(kind.seconds):6,} pages, slowest {max(kind.seconds):6.3f} s", *kind.crashes[:3]
        )
    seconds = [one for kind in kinds.values() for one in kind.seconds]
    crashes = sum(len(kind.crashes) for kind in kinds.values())
    late = sum(one > options.limit for one in seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(seconds):,} pages, {crashes} crashes, {late} over {options.limit:g} s, peak {peak:,} MB")
    sys.exit(1 if crashes or late else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="folder of the evaluation data, for damaged real pages")
    parser.add_argument("--mutations", type=int, default=400, help="real pages to damage (default 400)")
    parser.add_argument("--seed", type=int, default=1, help="of the random damage (default 1)")
    parser.add_argument("--limit", type=float, default=2.0, help="CPU seconds a page may take (default 2)")
    return parser.parse_args()


def _read(kind: Kind, payload: bytes) -> None:
    capture = Capture(
        record_id="<urn:uuid:1>",
        target_uri="https://kabar.example/2025/11/judul.html",
        warc_date=_CAPTURED,
        content_type="text/html",
        payload=payload,
        payload_digest=payload_digest(payload[:100]),
        warc_file="a.warc.gz",
        warc_offset=0,
        status=200,
    )
    began = time.process_time()
    try:
        read_capture(capture)
    except Exception as error:  # whatever a page does, the stage must go on
        kind.crashes.append(f"{type(error).__name__}: {error}"[:100])
    kind.seconds.append(time.process_time() - began)


def _pages(options: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    for name, make in _CONSTRUCTED.items():
        yield name, make()
    for end in range(0, len(_ARTICLE), 7):
        yield "truncated", _ARTICLE[:end]
    if options.data:
        yield from _damaged(options)


def _damaged(options: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(options.seed)
    real = [page.html.encode("utf-8", "replace") for page in publishers(options.data)]
    for number in range(options.mutations):
        page = real[number % len(real)]
        yield "real, truncated", page[: chance.randrange(len(page))]
        yield "real, bytes changed", _changed(page, chance)
        yield "real, pieces put in", _spiked(page, chance)
        yield "real, two in one", page[: chance.randrange(len(page))] + chance.choice(real)


def _changed(page: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(page)
    for _ in range(len(page) // 200):
        damaged[chance.randrange(len(page))] = chance.randrange(256)
    return bytes(damaged)


def _spiked(page: bytes, chance: random.Random) -> bytes:
    cuts = sorted(chance.randrange(len(page)) for _ in range(200))
    parts = [page[start:end] for start, end in zip([0, *cuts], [*cuts, len(page)], strict=True)]
    return b"".join(part + chance.choice(_PIECES) for part in parts)


def _filled(piece: bytes, size: int = 20 * _MEGABYTE) -> bytes:
    return _ARTICLE + piece * (size // len(piece))


_CONSTRUCTED: dict[str, Callable[[], bytes]] = {
    "20 MB of paragraphs": lambda: _filled(_PARAGRAPH),
    "20 MB in one paragraph": lambda: _filled(b"Air naik di hulu sungai. "),
    "20 MB without a space": lambda: _filled(b"a"),
    "20 MB of null bytes": lambda: _filled(b"\0"),
    "20 MB of line breaks": lambda: _filled(b"<br>"),
    "20 MB of comments": lambda: _filled(b"<!-- x -->"),
    "20 MB of one comment": lambda: _ARTICLE + b"<!--" + b"-" * (20 * _MEGABYTE),
    "20 MB of table cells": lambda: _filled(b"<tr><td>12<td>Kota"),
    "20 MB of bad UTF-8": lambda: _filled(b"\xe2\x28\xa1 "),
    "20 MB of mojibake": lambda: _filled("â€œJumâ€™at".encode()),
    "20 MB of dates": lambda: _filled(b"<time>Senin, 24/11/2025 10:00 WIB</time> "),
    "20 MB of JSON-LD": lambda: _filled(
        b'<script type="application/ld+json">{"@type":"NewsArticle"}</script>'
    ),
    "one JSON-LD, nested": lambda: (
        _HEAD + b'<script type="application/ld+json">' + b'{"@graph":[' * 200_000 + b"</script>" + _ARTICLE
    ),
    "20 MB of metadata": lambda: (
        _HEAD.replace(b"</head>", b'<meta name="author" content="A B">' * 600_000) + _ARTICLE
    ),
    "a million links": lambda: _filled(b'<a href="/a">Judul</a>', 22 * 1_000_000),
    "a million links in a list": lambda: _filled(b"<li><a href=/a>b</a>", 20 * 1_000_000),
    "nested div": lambda: _ARTICLE + b"<div>" * 1_000_000 + b"dalam" + b"</div>" * 1_000_000,
    "nested inline": lambda: _ARTICLE + b"<b>" * 500_000 + b"dalam",
    "nested formatting, crossed": lambda: _ARTICLE + b"<b><i><a><p>" * 50_000,
    "nested tables": lambda: _ARTICLE + b"<table><tr><td>" * 100_000,
    "nested forms and lists": lambda: _ARTICLE + b"<ul><li><form>" * 100_000,
    "a tag of a million names": lambda: (
        _ARTICLE + b"<div " + b" ".join(b"a%d" % n for n in range(10**6)) + b">"
    ),
    "a class of a million": lambda: (
        _ARTICLE + b"<div class='" + b" ".join(b"a%d" % n for n in range(10**6)) + b"'>x</div>"
    ),
    "classes without end": lambda: (
        _ARTICLE + b"".join(b"<p class='w%d-x%d'>Air naik.</p>" % (n, n) for n in range(200_000))
    ),
    "entities": lambda: _filled(b"&amp;lt;&#x1F600;&nbsp;"),
    "unclosed attribute": lambda: _ARTICLE + b'<div class="' + b"<p>Air naik.</p>" * 500_000,
    "9,000 distinct paragraphs": lambda: (
        _ARTICLE + b"".join(b"<p>Nomor %d." % n + _PARAGRAPH[3:] for n in range(9_000))
    ),
    "9,000 lots of comments": lambda: _ARTICLE + b"<div><h3>5 komentar</h3><p>Setuju.</p></div>" * 9_000,
    "9,000 pictures in tables": lambda: (
        _ARTICLE + b"<table><tr><td><img><tr><td>Air naik di hulu.</table>" * 9_000
    ),
    "frames and scripts": lambda: _filled(b"<script>var a='<p>';</script><iframe></iframe>"),
    "empty": lambda: b"",
    "only a doctype": lambda: b"<!doctype html>",
    "random bytes": lambda: random.Random(1).randbytes(5 * _MEGABYTE),
    "random letters": lambda: _ARTICLE + bytes(random.Random(1).choices(_LETTERS, k=5 * _MEGABYTE)),
    "UTF-16": lambda: _ARTICLE.decode().encode("utf-16"),
}


if __name__ == "__main__":
    main()
