"""A web server on loopback for tests: serves a folder as a site, and misbehaves on request.

Files may hold `{{base}}` for the server's own address and `{{today}}` for the current moment. Each
file has an ETag and a Last-Modified and answers conditional requests. What lies under `/_/` is
misbehaviour: see `_WAYS`.
"""

import argparse
import asyncio
import contextlib
import email.utils
import gzip
import hashlib
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml",
    ".txt": "text/plain",
    ".gz": "application/gzip",
}
_PHRASES = {200: "OK", 202: "Accepted", 301: "Moved Permanently", 302: "Found", 304: "Not Modified"}


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]


@dataclass
class SiteServer:
    """Serves `folder` in a thread of its own while it is entered."""

    folder: Path | None = None
    robots: str = "file"
    retry_after: str = "1"
    asked: list[Asked] = field(default_factory=list)
    changed: dict[str, bytes] = field(default_factory=dict)
    port: int = 0
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> "SiteServer":
        self._loop = asyncio.new_event_loop()
        self._closing: asyncio.Event | None = None
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *error: object) -> None:
        assert self._closing is not None
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(10)

    @property
    def base(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return self.base + path

    def paths(self) -> Counter[str]:
        return Counter(asked.path for asked in self.asked)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._closing = asyncio.Event()
        server = await asyncio.start_server(
            self._connected, "127.0.0.1", self.port, limit=1 << 20, ssl=self.tls
        )
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._closing.wait()
        server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        asked = Asked(first.split(" ")[1], headers)
        self.asked.append(asked)
        path = urlsplit(asked.path).path
        if path.startswith("/_/"):
            return await _WAYS[path.split("/")[2]](self, asked, writer)
        if path == "/robots.txt" and self.robots != "file":
            return await _ROBOTS[self.robots](self, asked, writer)
        return await self._file(asked, path, writer)

    async def _file(self, asked: Asked, path: str, writer: asyncio.StreamWriter) -> bool:
        found = self._content(asked.path, path)
        if found is None:
            return await send(writer, b"<h1>Tidak ditemukan</h1>", status=404)
        content, kind = found
        tag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()[:12]}"'
        if asked.headers.get("if-none-match") == tag:
            return await send(writer, b"", kind, status=304, headers={"ETag": tag})
        at = email.utils.format_datetime(datetime(2025, 11, 3, tzinfo=UTC), usegmt=True)
        more = {"ETag": tag, "Last-Modified": at}
        if "gzip" in asked.headers.get("accept-encoding", "") and kind.startswith("text/html"):
            content, more = gzip.compress(content, 6, mtime=0), more | {"Content-Encoding": "gzip"}
        return await send(writer, content, kind, headers=more)

    def _content(self, full: str, path: str) -> tuple[bytes, str] | None:
        if full in self.changed:
            return self.changed[full], _TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
        if self.folder is None or ".." in path:
            return None
        name = path.strip("/")
        query = urlsplit(full).query.replace("=", "-").replace("&", "-")
        if name.endswith(".gz") and not query and (self.folder / name.removesuffix(".gz")).is_file():
            content = self._filled(self.folder / name.removesuffix(".gz"))
            return gzip.compress(content, mtime=0), "application/gzip"
        for one in (name, f"{name}/index.html", f"{name}.html", f"{name}/index.rss", f"{name}.atom"):
            file = self.folder / (f"{one}@{query}" if query else one).lstrip("/")
            if file.is_file():
                suffix = file.name.partition("@")[0].rpartition(".")[2]
                return self._filled(file), _TYPES.get(f".{suffix}", "text/html; charset=utf-8")
        return None

    def _filled(self, file: Path) -> bytes:
        content = file.read_bytes()
        content = content.replace(b"{{base}}", self.base.encode())
        return content.replace(b"{{today}}", datetime.now(UTC).strftime("%Y-%m-%dT00:00:00Z").encode())


Way = Callable[[SiteServer, Asked, asyncio.StreamWriter], Awaitable[bool]]


async def send(
    writer: asyncio.StreamWriter,
    content: bytes,
    kind: str = "text/html; charset=utf-8",
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> bool:
    """Send a whole answer; return whether the connection may be used again."""
    lines = [f"HTTP/1.1 {status} {_PHRASES.get(status, 'Whatever')}"]
    given = {"Content-Type": kind, "Content-Length": str(len(content)), **(headers or {})}
    lines += [f"{name}: {value}" for name, value in given.items() if value]
    writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (b"" if status == 304 else content))
    await writer.drain()
    return True


def page(title: str, words: int = 120) -> bytes:
    body = " ".join(f"kata{number}" for number in range(words))
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1><p>{body}</p></article></body></html>".encode()


async def _good(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    return await send(writer, page(f"Berita {asked.path}"))


async def _slow(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    content = page("Lambat", 40)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(content)}\r\n\r\n"
    writer.write(head.encode())
    for start in range(0, len(content), 100):
        writer.write(content[start : start + 100])
        await writer.drain()
        await asyncio.sleep(0.05)
    return True


async def _stall(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")
    await writer.drain()
    await asyncio.sleep(3600)
    return False


async def _hang(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    await asyncio.sleep(3600)
    return False


def _times_before(server: SiteServer, asked: Asked) -> int:
    return server.paths()[asked.path] - 1


async def _busy(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    if _times_before(server, asked) == 0:
        return await send(writer, b"", status=429, headers={"Retry-After": server.retry_after})
    return await send(writer, page("Setelah menunggu"))


async def _away(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    return await send(writer, b"", status=503, headers={"Retry-After": "86400"})


async def _flaky(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    if _times_before(server, asked) == 0:
        return await send(writer, b"rusak", status=500)
    return await send(writer, page("Pulih"))


async def _broken(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    return await send(writer, b"rusak", status=500)


async def _loop(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    other = "/_/loop/b" if asked.path == "/_/loop/a" else "/_/loop/a"
    return await send(writer, b"", status=302, headers={"Location": other})


async def _endless(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    number = int(asked.path.rpartition("/")[2] or 0)
    return await send(writer, b"", status=302, headers={"Location": f"/_/endless/{number + 1}"})


async def _redirect(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    to = parse_qs(urlsplit(asked.path).query).get("to", ["/"])[0]
    return await send(writer, b"", status=301, headers={"Location": to.replace("BASE", server.base)})


async def _torn(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    content = gzip.compress(page("Terpotong", 2000))
    return await send(writer, content[: len(content) // 2], headers={"Content-Encoding": "gzip"})


async def _notgzip(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    return await send(writer, page("Bukan gzip"), headers={"Content-Encoding": "gzip"})


async def _bomb(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    content = gzip.compress(b"\0" * 50_000_000)
    return await send(writer, content, headers={"Content-Encoding": "gzip"})


async def _short(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    await send(writer, page("Kurang"), headers={"Content-Length": "100000"})
    return False


async def _long(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    content = page("Lebih")
    await send(writer, content, headers={"Content-Length": str(len(content) - 60)})
    return False


async def _huge(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    """50 MB: announced (`?announced`), or without a word about its size."""
    announced = "announced" in asked.path
    length = "Content-Length: 50000000\r\n" if announced else "Connection: close\r\n"
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n".encode())
    for _ in range(500):
        writer.write(b"<p>besar</p>" * 8334)
        await writer.drain()
    return False


async def _charset(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    content = "<html><head><title>Jum’at</title></head><body><p>“kutipan”</p></body></html>".encode("cp1252")
    kind = parse_qs(urlsplit(asked.path).query).get("type", [""])[0]
    return await send(writer, content, kind)


async def _pdf(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    return await send(writer, b"%PDF-1.7" + b"\0" * 5000, "application/pdf")


async def _wall(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    status = int(asked.path.rpartition("/")[2])
    content = b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    return await send(writer, content, status=status)


async def _calendar(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    """Each month links to the next twelve, for ever, and to one article that does not exist."""
    month = int(asked.path.rpartition("/")[2] or 0)
    links = "".join(f'<a href="/_/calendar/{month + step}">bulan</a>' for step in range(1, 13))
    return await send(writer, f"<html><body>{links}</body></html>".encode())


async def _drop(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    return False


async def _many(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    """A feed of many generated articles: `/_/many/300`."""
    count = int(asked.path.rpartition("/")[2])
    entries = "".join(f"<item><link>{server.base}/_/good/{number}</link></item>" for number in range(count))
    content = f'<rss version="2.0"><channel><title>x</title>{entries}</channel></rss>'.encode()
    return await send(writer, content, "application/rss+xml")


async def _feed(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    """A feed of the addresses given as `?u=…&u=…`."""
    links = parse_qs(urlsplit(asked.path).query).get("u", [])
    entries = "".join(f"<item><link><![CDATA[{link}]]></link></item>" for link in links)
    content = f'<rss version="2.0"><channel><title>x</title>{entries}</channel></rss>'.encode()
    return await send(writer, content, "application/rss+xml")


_WAYS: dict[str, Way] = {
    "good": _good,
    "slow": _slow,
    "stall": _stall,
    "hang": _hang,
    "busy": _busy,
    "away": _away,
    "flaky": _flaky,
    "broken": _broken,
    "loop": _loop,
    "endless": _endless,
    "redirect": _redirect,
    "torn": _torn,
    "notgzip": _notgzip,
    "bomb": _bomb,
    "short": _short,
    "long": _long,
    "huge": _huge,
    "charset": _charset,
    "pdf": _pdf,
    "wall": _wall,
    "calendar": _calendar,
    "drop": _drop,
    "many": _many,
    "feed": _feed,
}


def _robots(content: bytes, kind: str = "text/plain", status: int = 200) -> Way:
    async def answer(server: SiteServer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        return await send(writer, content.replace(b"{{base}}", server.base.encode()), kind, status=status)

    return answer


_ROBOTS: dict[str, Way] = {
    "missing": _robots(b"", status=404),
    "forbidding": _robots(b"User-agent: *\nDisallow: /\n"),
    "partly": _robots(b"User-agent: *\nDisallow: /_/good/secret\nCrawl-delay: 0\n"),
    "slow": _robots(b"User-agent: *\nCrawl-delay: 0.4\n"),
    "huge": _robots(b"User-agent: *\n" + b"Disallow: /_/good/secret\n" + b"# lama\n" * 200_000),
    "html": _robots(page("Bukan robots"), "text/html"),
    "away": _robots(b"", status=503),
    "sitemap": _robots(b"User-agent: *\nAllow: /\nSitemap: {{base}}/sitemap_index.xml\n"),
    "hang": _hang,
}


def main() -> None:
    """Serve until the process is ended; print the address first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--robots", default="file", choices=sorted({*_ROBOTS, "file"}))
    given = parser.parse_args()
    with SiteServer(given.folder, given.robots) as server:
        print(server.base, flush=True)  # noqa: T201
        threading.Event().wait()


if __name__ == "__main__":
    main()
