"""Packs web pages into gzipped WARC files, as often as it takes, no two pages alike, for `end_to_end.py`.

    python benchmarks/end_to_end_corpus.py --data DIR --pages 10000 --out FOLDER

DIR holds `pages`. The first time a page is packed as it is; each time after under an address of its own and
with half of its words of four letters and more exchanged for others of the same page, wherever they stand
(text, title, description, JSON-LD), so that its structure, language and length stay and its text is new. One
repetition in ten exchanges few words and is a near-copy, as about one article in ten of the news is.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_CAPTURED = datetime(2026, 7, 1, tzinfo=UTC)  # of pages that came without a date
RECORDS_PER_FILE = 500
_COPIED = 0.1  # share of repetitions that are near-copies
_EXCHANGED, _FEW = 0.5, 0.02  # share of the longer words that are exchanged
_TAG = re.compile(
    r"(<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE
)
_SAYING = re.compile(r"<meta\b[^>]*(?:title|description)|<script\b[^>]*ld\+json", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w/.&'=@-])[^\W\d_]{4,}(?![\w/.;=\"-])")
_ADDRESS = re.compile(
    r"(<link\b[^>]*rel=[\"']?canonical[^>]*href=[\"']?|<link\b[^>]*href=[\"']?(?=[^>]*rel=[\"']?canonical)"
    r"|<meta\b[^>]*og:url[\"'][^>]*content=[\"'])([^\"'\s>]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A stored page."""

    url: str
    captured: datetime
    html: bytes


def stored_pages(data: Path) -> Iterator[WebPage]:
    """Yield every stored page that is one article or means to be, listings left out."""
    pages = data / "pages"
    urls = {
        said["file"]: url
        for path in ("mixed_web/evaldata_sample600.json", "dates/tests/eval_mediacloud_2020.json")
        for url, said in json.loads((pages / path).read_text("utf-8")).items()
    }
    for info in sorted(pages.glob("publishers/*/meta.info")):
        for name, said in sorted(json.loads(info.read_text("utf-8")).items()):
            if (info.parent / name).exists():
                captured = datetime.fromisoformat(said["crawl_date"]).replace(tzinfo=UTC)
                yield WebPage(said["url"], captured, gzip.decompress((info.parent / name).read_bytes()))
    for folder in ("mixed_web/html", "dates/tests/test_set", "newspaper4k"):
        for path in sorted((pages / folder).glob("*.html.gz")):
            stem = path.name.removesuffix(".gz")
            url = urls.get(stem) or f"https://pages.example/{stem}"
            yield WebPage(url, _CAPTURED, gzip.decompress(path.read_bytes()))


def repeated(pages: list[WebPage], count: int) -> Iterator[WebPage]:
    """Yield `count` pages: all of them in a mixed order, then all again, edited, and again."""
    order = list(range(len(pages)))
    random.Random("order").shuffle(order)
    for number in range(count):
        page, turn = pages[order[number % len(pages)]], number // len(pages)
        yield edited(page, turn) if turn else page


def edited(page: WebPage, turn: int) -> WebPage:
    """Return a page with another address and other words; the same turn, the same page."""
    chance = random.Random(f"{page.url} {turn}")
    try:
        html, encoding = page.html.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        html, encoding = page.html.decode("latin-1"), "latin-1"  # every byte stands for itself
    url = _numbered(page.url, turn)
    html = _ADDRESS.sub(lambda found: found[1] + _numbered(found[2], turn), html)
    parts = _TAG.split(html)
    texts = [at for at, part in enumerate(parts) if part[:1] != "<" or _SAYING.match(part)]
    words = sorted({word for at in texts for word in _WORD.findall(parts[at])})
    share = _FEW if chance.random() < _COPIED else _EXCHANGED
    chosen = [word for word in words if chance.random() < share]
    others = chosen[:]
    chance.shuffle(others)
    exchange = dict(zip(chosen, others, strict=True))
    for at in texts:
        parts[at] = _WORD.sub(lambda found: exchange.get(found[0], found[0]), parts[at])
    return WebPage(url, page.captured, "".join(parts).encode(encoding))


def pack(pages: Iterator[WebPage], folder: Path, per_file: int = RECORDS_PER_FILE) -> list[Path]:
    """Write pages as WARC `response` records, each a gzip member, `per_file` a file."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    stream = None
    for number, page in enumerate(pages):
        if number % per_file == 0:
            if stream:
                stream.close()
            written.append(folder / f"pages-{number // per_file:05d}.warc.gz")
            stream = written[-1].open("wb")
            writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        writer.write_record(_record(writer, page))
    if stream:
        stream.close()
    return written


def _record(writer: WARCWriter, page: WebPage) -> object:
    head = [("Content-Type", "text/html"), ("Content-Length", str(len(page.html)))]
    return writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.html),
        http_headers=StatusAndHeaders("200 OK", head, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": page.captured.strftime("%Y-%m-%dT%H:%M:%SZ")},
    )


def _numbered(url: str, turn: int) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{turn}{parts.path or '/'}"))


def main() -> None:
    """Pack pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    files = pack(repeated(list(stored_pages(given.data)), given.pages), given.out)
    size = sum(path.stat().st_size for path in files)
    print(f"packed {given.pages:,} pages in {len(files)} WARC files of {size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
