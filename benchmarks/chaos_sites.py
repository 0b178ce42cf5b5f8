"""Sites for the chaos run: the four of `seeds/sites`, and two portals that publish, edit and reprint.

What they answer changes with time: new articles appear in a feed, some are edited, some are taken over by the
other portal, and now and then a whole site answers 503, forbids robots or breaks its feed.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from html import escape
from pathlib import Path
from typing import Any

import yaml
from corpus import Composed, compose

from news.home import Home

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT / "tests" / "crawlers"))

from site_server import SiteServer  # noqa: E402 - the tests' server stands beside the tests

_IN_FEED = 12  # articles that a feed names at a time
_CADENCE = {"every": "1s", "poll_at_most": "1s", "poll_at_least": "2s", "revisit": ["3s", "20s"]}
_WEATHER = ("fine", "fine", "fine", "away", "forbidden", "broken feed")


class Portal:
    """A site whose feed grows, whose articles are edited, and which prints what the other one wrote."""

    def __init__(self, name: str, server: SiteServer, chance: random.Random) -> None:
        self.name, self.server, self._chance = name, server, chance
        self._articles: list[tuple[str, Composed, str]] = []
        self.weather = "fine"

    def publish(self, article: Composed) -> None:
        """Put one article on the site and into its feed."""
        path = f"/2025/11/{self.name}-{len(self._articles)}/"
        self._articles.append((path, article, ""))
        self._show()

    def edit(self) -> None:
        """Add a sentence to an article that is in the feed."""
        if self._articles:
            number = self._chance.randrange(max(0, len(self._articles) - _IN_FEED), len(self._articles))
            path, article, more = self._articles[number]
            told = f"Keterangan tambahan {self._chance.randrange(1000)} disampaikan panitia pada sore hari."
            self._articles[number] = (path, article, f"{more}<p>{told}</p>")
            self._show()

    def turn(self, weather: str) -> None:
        """Let the site flap: answer again, answer 503, forbid robots, or break its feed."""
        self.weather = weather
        self.server.robots = {"away": "away", "forbidden": "forbidding"}.get(weather, "file")
        self._show()

    def latest(self) -> Composed | None:
        """Return what it published last."""
        return self._articles[-1][1] if self._articles else None

    def _show(self) -> None:
        pages = {path: _page(article, more) for path, article, more in self._articles}
        feed = _feed(self.server.base, self._articles[-_IN_FEED:])
        broken = feed[: len(feed) // 2].replace(b"<item>", b"<item", 1)
        pages["/feed/"] = broken if self.weather == "broken feed" else feed
        pages["/robots.txt"] = b"User-agent: *\nAllow: /\n"
        pages["/"] = (
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>'
        )
        self.server.changed = pages


def _page(article: Composed, more: str) -> bytes:
    body = "".join(f"<p>{escape(text)}</p>" for text in article.paragraphs)
    title = escape(article.headline)
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{article.captured.isoformat()}"></head>'
        f"<body><article><h1>{title}</h1>{body}{more}</article></body></html>"
    ).encode()


def _feed(base: str, articles: list[tuple[str, Composed, str]]) -> bytes:
    items = "".join(
        f"<item><title>{escape(article.headline)}</title><link>{base}{path}</link></item>"
        for path, article, _ in articles
    )
    return f'<rss version="2.0"><channel><title>Portal</title>{items}</channel></rss>'.encode()


class Sites:
    """All sites of a run, and what happens on them."""

    def __init__(self, portals: list[Portal], chance: random.Random, seed: int) -> None:
        self.portals, self._chance = portals, chance
        self._stories = compose(1_000_000, seed)
        self.published = self.edited = self.turned = 0

    def move_on(self) -> None:
        """Let time pass: publish, reprint, edit, flap."""
        for portal in self.portals:
            for _ in range(self._chance.randrange(1, 4)):
                portal.publish(self._next_of(portal))
                self.published += 1
            if self._chance.random() < 0.5:
                portal.edit()
                self.edited += 1
            if (weather := self._chance.choice(_WEATHER)) != portal.weather:
                portal.turn(weather)
                self.turned += 1

    def calm_down(self) -> None:
        """Let every site answer as it should."""
        for portal in self.portals:
            portal.turn("fine")

    def _next_of(self, portal: Portal) -> Composed:
        others = [one.latest() for one in self.portals if one is not portal]
        reprinted = [article for article in others if article]
        return (
            self._chance.choice(reprinted)
            if reprinted and self._chance.random() < 0.2
            else next(self._stories)
        )


@contextmanager
def serving(home: Home, seed: int) -> Iterator[Sites]:
    """Serve the sites on loopback and write a source of each into the home."""
    chance = random.Random(f"sites {seed}")
    home.sources.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for folder in sorted((_ROOT / "seeds" / "sites").iterdir()):
            if folder.is_dir():
                _write_source(home, folder.name, stack.enter_context(SiteServer(folder)))
        portals = []
        for name in ("hulu", "hilir"):
            server = stack.enter_context(SiteServer())
            _write_source(home, name, server, feeds=[server.url("/feed/")])
            portals.append(Portal(name, server, chance))
        yield Sites(portals, chance, seed)


def _write_source(home: Home, name: str, server: SiteServer, **more: Any) -> None:
    values = {"id": name, "homepage": server.url("/"), "language": "id", "cadence": _CADENCE, **more}
    values["politeness"] = {"delay": 0, "concurrency": 4, "timeout": 5}
    text = yaml.safe_dump(values) + "checked: 2025-11-28\n"
    (home.sources / f"{name}.yaml").write_text(text)
