"""Crawl speed and memory: the spider, WARC files included, beside a bare Scrapy spider that keeps nothing.

Both fetch the same pages from a server on loopback in a process of its own, in turns, with the
same concurrency. Asked for: at least 0.7 times the bare spider's pages per second, and resident
memory within 50 MB from page 200 to the last.
"""

import argparse
import asyncio
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

from crawlers.sources.model import Politeness, Source
from crawlers.spider.job import CrawlJob

_WORDS = ["pemerintah", "kota", "warga", "sungai", "pasar", "sekolah", "bupati", "harga", "banjir"]
_ROOT = Path(__file__).parents[1]

_BARE = """
import sys, scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for number in range(int(sys.argv[2])):
            yield scrapy.Request(f"{sys.argv[1]}/berita/{number}", dont_filter=True)
    def parse(self, response):
        pass

process = AsyncCrawlerProcess({
    "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
    "CONCURRENT_REQUESTS": int(sys.argv[3]) * 2, "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[3]),
    "CONCURRENT_ITEMS": int(sys.argv[4]),
})
process.crawl(Bare)
process.start()
"""


def make_page(number: int, size: int) -> bytes:
    """Return a page of about `size` bytes that no other page repeats."""
    chance = random.Random(number)
    parts = [f"<!DOCTYPE html><html><head><title>Berita {number}</title></head><body><article>"]
    length = 0
    while length < size:
        text = f"<p class='isi-{chance.randrange(10**6)}'>{' '.join(chance.choices(_WORDS, k=40))}.</p>"
        parts.append(text)
        length += len(text)
    return ("".join(parts) + "</article></body></html>").encode()


async def serve(pages: int, size: int, zipped: bool) -> None:
    """Serve the pages, a feed of all of them and `/-/clock`: how many were served, since when, until when."""
    bodies = [make_page(number, size) for number in range(pages)]
    coding = b""
    if zipped:
        bodies, coding = [gzip.compress(body, 6) for body in bodies], b"Content-Encoding: gzip\r\n"
    seen: dict[str, Any] = {"served": 0, "first": 0.0, "last": 0.0}

    def answer(path: str, base: str) -> bytes:
        if path.startswith("/berita/"):
            now = time.monotonic()
            seen["first"] = seen["first"] or now
            seen["last"], seen["served"] = now, seen["served"] + 1
            body = bodies[int(path.rpartition("/")[2])]
            kind = b"Content-Type: text/html; charset=utf-8\r\n" + coding
        elif path == "/feed":
            items = "".join(f"<item><link>{base}/berita/{number}</link></item>" for number in range(pages))
            body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
            kind = b"Content-Type: application/rss+xml\r\n"
        else:
            body, kind = json.dumps(seen).encode(), b"Content-Type: application/json\r\n"
            if path == "/-/reset":
                seen.update(served=0, first=0.0, last=0.0)
            elif path != "/-/clock":
                return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        return b"HTTP/1.1 200 OK\r\n" + kind + b"Content-Length: %d\r\n\r\n" % len(body) + body

    class Connection(asyncio.Protocol):
        def connection_made(self, transport: Any) -> None:
            self.transport, self.rest = transport, b""

        def data_received(self, data: bytes) -> None:
            self.rest += data
            while b"\r\n\r\n" in self.rest:
                head, _, self.rest = self.rest.partition(b"\r\n\r\n")
                self.transport.write(answer(head.split(b" ", 2)[1].decode(), base))

    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    print(base, flush=True)
    await asyncio.Event().wait()


def fetch(url: str) -> dict[str, Any]:
    """Return what the server says at `url`."""
    with urllib.request.urlopen(url) as answer:
        return dict(json.loads(answer.read()))


class Memory(threading.Thread):
    """Watches a process: resident megabytes beside the pages served so far."""

    def __init__(self, pid: int, base: str):
        super().__init__(daemon=True)
        self.pid, self.base = pid, base
        self.seen: list[tuple[int, float]] = []
        self.over = threading.Event()

    def run(self) -> None:
        """Look ten times a second until it is over."""
        page_size = os.sysconf("SC_PAGE_SIZE")
        while not self.over.wait(0.1):
            try:
                resident = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
            except (OSError, IndexError):
                return
            self.seen.append((fetch(f"{self.base}/-/clock")["served"], resident * page_size / 1e6))


def timed(command: list[str], given: str, base: str, memory: bool) -> tuple[float, float, Memory]:
    """Run a spider; return its pages per second by the server's clock, its seconds, and its memory."""
    fetch(f"{base}/-/reset")
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=_ROOT
    )
    watch = Memory(process.pid, base)
    if memory:
        watch.start()
    process.communicate(given)
    watch.over.set()
    took = time.monotonic() - began
    clock = fetch(f"{base}/-/clock")
    if process.returncode:
        raise SystemExit(f"{command[1:3]} failed")
    return (clock["served"] - 1) / (clock["last"] - clock["first"]), took, watch


def job(base: str, folder: Path, concurrency: int, run: int) -> str:
    """Return our job over the feed of all pages."""
    source = Source(
        id=f"bench{run}",
        homepage=base + "/",
        feeds=(f"{base}/feed",),
        politeness=Politeness(delay=0, concurrency=concurrency),
        cadence={"max_pages": 1_000_000},  # type: ignore[arg-type]
    )
    return CrawlJob(
        source,
        folder / "state",
        folder / "spool",
        str(folder / "landing"),
        f"run{run}",
        "mailto:bench@example.com",
        frozenset({"127.0.0.1"}),
    ).as_json()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--size", type=int, default=50_000, help="bytes a page")
    parser.add_argument("--gzip", action="store_true", help="serve the pages compressed")
    parser.add_argument("--concurrency", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve(given.pages, given.size, given.gzip))
        return
    command = [sys.executable, __file__, "--serve", "--pages", str(given.pages), "--size", str(given.size)]
    server = subprocess.Popen(command + ["--gzip"] * given.gzip, stdout=subprocess.PIPE, text=True, cwd=_ROOT)
    assert server.stdout is not None
    try:
        compare(server.stdout.readline().strip(), given)
    finally:
        server.terminate()
        server.wait()


def compare(base: str, given: argparse.Namespace) -> None:
    """Time the spiders in turns, then watch the memory of ours."""
    bare: list[float] = []
    tuned: list[float] = []
    ours: list[float] = []
    for number in range(given.rounds):
        command = [sys.executable, "-c", _BARE, base, str(given.pages), str(given.concurrency)]
        speed, took, _ = timed([*command, "100"], "", base, memory=False)
        bare.append(speed)
        print(f"bare Scrapy   {speed:7.0f} pages/s   whole process {took:5.1f} s")
        speed, took, _ = timed([*command, "1"], "", base, memory=False)
        tuned.append(speed)
        print(f"  with CONCURRENT_ITEMS=1 {speed:7.0f} pages/s   whole process {took:5.1f} s")
        with tempfile.TemporaryDirectory() as folder:
            text = job(base, Path(folder), given.concurrency, number)
            speed, took, _ = timed([sys.executable, "-m", "crawlers.spider"], text, base, memory=False)
            ours.append(speed)
            size = sum(path.stat().st_size for path in Path(folder, "landing").glob("*.warc.gz"))
            print(f"with WARC     {speed:7.0f} pages/s   whole process {took:5.1f} s   {size / 1e6:.1f} MB")
    for name, others in (("bare Scrapy as it comes", bare), ("bare Scrapy with CONCURRENT_ITEMS=1", tuned)):
        ratio = statistics.median(our / other for our, other in zip(ours, others, strict=True))
        print(f"ratio to {name}, median of {given.rounds} rounds: {ratio:.2f}   (asked for: at least 0.70)")
    with tempfile.TemporaryDirectory() as folder:
        text = job(base, Path(folder), given.concurrency, 99)
        _, _, watch = timed([sys.executable, "-m", "crawlers.spider"], text, base, memory=True)
    later = [megabytes for served, megabytes in watch.seen if served >= given.pages // 10]
    grown = max(later) - later[0]
    print(f"memory: {later[0]:.0f} MB at page {given.pages // 10}, at most {max(later):.0f} MB after")
    print(f"grown by {grown:.0f} MB   (asked for: at most 50)")


if __name__ == "__main__":
    main()
