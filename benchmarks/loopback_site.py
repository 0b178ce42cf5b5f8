"""A news site on loopback that grows: pages are added one by one, with a feed that names the newest first."""

import random
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path

import yaml

_WORDS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
_SENTENCES = 14


class GrowingSite:
    """Writes the files of one site into a folder that a server shows.

    Attributes:
        folder: where its files lie; `{{base}}` in them stands for the server's address.
        name: of the site; decides its texts together with the number of a page.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self._entries: list[str] = []
        (folder / "berita").mkdir(parents=True, exist_ok=True)
        (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n")
        self._write_feed()

    def publish(self, number: int) -> str:
        """Add a page and its entry in the feed; return the path of its address."""
        headline, body = _text(random.Random(f"{self.name} {number}"))
        path = f"/berita/{number}.html"
        at = datetime.now(UTC)
        (self.folder / "berita" / f"{number}.html").write_text(_page(headline, body, at), "utf-8")
        self._entries.insert(
            0,
            f"<item><title>{escape(headline)}</title><link>{{{{base}}}}{path}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate></item>",
        )
        self._write_feed()
        return path

    def _write_feed(self) -> None:
        feed = (
            f'<rss version="2.0"><channel><title>{self.name}</title>{"".join(self._entries)}</channel></rss>'
        )
        home = f'<html><head><title>{self.name}</title><link rel="alternate" type="application/rss+xml" '
        for name, content in (("feed.xml", feed), ("index.html", f'{home}href="/feed.xml"></head></html>')):
            hidden = self.folder / f".{name}"
            hidden.write_text(content, "utf-8")
            hidden.replace(self.folder / name)


def _text(chance: random.Random) -> tuple[str, list[str]]:
    def sentence() -> str:
        said = {part: chance.choice(words) for part, words in _WORDS.items()}
        place = f"{said['where']} {chance.randrange(2, 99)}"
        return f"{said['who']} {said['did']} {said['what']} di {place} {said['when']} {said['how']}"

    sentences = [sentence() for _ in range(_SENTENCES)]
    paragraphs = [". ".join(sentences[start : start + 2]) + "." for start in range(0, _SENTENCES, 2)]
    return sentences[0].rsplit(" ", 3)[0], paragraphs


def _page(headline: str, body: list[str], at: datetime) -> str:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in body)
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{escape(headline)}</title>'
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{at.isoformat(timespec="seconds")}"></head>'
        f"<body><article><h1>{escape(headline)}</h1>{paragraphs}</article></body></html>"
    )
