"""From four sites on loopback to published articles, twice: what is new, what changed, what stayed."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from crawlers.spider.report import CrawlReport
from news.home import Home
from pipeline.crawling import Permits, chosen_sources, crawl_sources
from pipeline.ingest import ingest
from pipeline.why import Story, story_of
from tests.crawlers.site_server import SiteServer
from warehouse.reader import run_query

_SITES = Path(__file__).parents[2] / "seeds" / "sites"
_EXPECTED = yaml.safe_load(Path(__file__).with_name("crawled_expected.yaml").read_text("utf-8"))
_PERMITS = Permits("mailto:uji@example.com", frozenset({"127.0.0.1"}))
_BROKEN = "/read.php?berita=17"
_EDITED = "/2025/11/04/pasar-terapung-ramai-pengunjung/"
_OF_ITS_OWN = {
    # Visited again at once, so that the second crawl sees the edit and what stayed.
    "wordpress": {"publisher": "Kabar Hulu", "region": "63", "cadence": {"revisit": ["0.1s"]}},
    "old": {
        "publisher": "Harian Lama",
        "language": "id",
        "time_zone": "WITA",
        "keep_parameters": ["berita"],
        "selectors": {"date": "i"},
    },
}


@dataclass
class Crawled:
    home: Home
    servers: dict[str, SiteServer]
    first: dict[str, CrawlReport]
    second: dict[str, CrawlReport]
    asked_again: dict[str, Counter[str]]
    articles_before: list[tuple[Any, ...]]

    def url(self, site: str, path: str) -> str:
        return self.servers[site].url(path)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    home = Home(tmp_path_factory.mktemp("crawled") / "home")
    home.sources.mkdir(parents=True)
    with ExitStack() as stack:
        servers = {name: stack.enter_context(SiteServer(_SITES / name)) for name in _EXPECTED}
        for name, server in servers.items():
            write_source(home, name, server, **_OF_ITS_OWN.get(name, {}))
        add_a_broken_page(servers["old"])
        first = crawl_all(home)
        ingest(home)
        before = rows(home, _ARTICLES)
        for server in servers.values():
            server.asked.clear()
        edit(servers["wordpress"])
        second = crawl_all(home)
        asked = {name: server.paths() for name, server in servers.items()}
        ingest(home)
        yield Crawled(home, servers, first, second, asked, before)


def write_source(home: Home, name: str, server: SiteServer, **more: Any) -> None:
    values = {"id": name, "homepage": server.url("/"), "checked": "2025-11-28", **more}
    values["politeness"] = {"delay": 0, "concurrency": 8, "timeout": 5}
    text = yaml.safe_dump(values).replace("'2025-11-28'", "2025-11-28")
    (home.sources / f"{name}.yaml").write_text(text)


def crawl_all(home: Home) -> dict[str, CrawlReport]:
    sources = chosen_sources(home, everything=True)
    return {report.source: report for report in crawl_sources(home, sources, _PERMITS, ask_all=True)}


def add_a_broken_page(server: SiteServer) -> None:
    """Let the home page name an article whose letters somebody's software has destroyed for good."""
    page = (_SITES / "old" / "read.php@berita-15").read_bytes().decode("cp1252")
    server.changed[_BROKEN] = page.replace("u", "\N{REPLACEMENT CHARACTER}").encode()
    index = (_SITES / "old" / "index.html").read_bytes()
    server.changed["/"] = index.replace(b"</TABLE>", b'<A HREF="read.php?berita=17">Arsip lama</A></TABLE>')


def edit(server: SiteServer) -> None:
    """Change one page, and let the feed name one of its articles twice."""
    page = _SITES / "wordpress" / _EDITED.strip("/") / "index.html"
    text = page.read_bytes().replace(b"{{base}}", server.base.encode())
    assert b"Pasar terapung di muara sungai" in text
    server.changed[_EDITED] = text.replace(b"Pasar terapung di muara", b"Pasar terapung lama di muara")
    feed = (_SITES / "wordpress" / "feed" / "index.rss").read_text().replace("{{base}}", server.base)
    item = feed[feed.index("<item>") : feed.index("</item>") + len("</item>")]
    server.changed["/feed/"] = feed.replace("<item>", f"{item}<item>", 1).encode()


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    with run_query(home.published, sql) as (_, found):
        return list(found)


_ARTICLES = (
    "SELECT source, url, headline, date_published, author, publisher, version FROM articles ORDER BY url"
)


def test_the_articles_are_those_of_the_pages(crawled: Crawled) -> None:
    found: dict[str, dict[str, Any]] = {}
    for source, url, headline, day, author, _, _ in crawled.articles_before:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        found.setdefault(source, {})[path] = {"headline": headline, "day": day, "author": author}
    assert found == _EXPECTED


def test_the_source_says_what_the_page_leaves_out(crawled: Crawled) -> None:
    told = "SELECT DISTINCT source, publisher, metadata_from['publisher'] FROM articles ORDER BY ALL"
    assert [row for row in rows(crawled.home, told) if row[0] in {"old", "wordpress"}] == [
        ("old", "Harian Lama", "source"),
        ("wordpress", "Kabar Hulu", "source"),
    ]
    known = rows(crawled.home, "SELECT publisher, region_code FROM sources WHERE source = 'wordpress'")
    assert known == [("Kabar Hulu", "63")]


def test_every_address_has_one_outcome_and_they_sum_up(crawled: Crawled) -> None:
    counted = "SELECT run_id, source, outcome, count(*) FROM outcomes GROUP BY ALL"
    found: dict[tuple[str, str], dict[str, int]] = {}
    for run, source, outcome, count in rows(crawled.home, counted):
        found.setdefault((run, source), {})[outcome] = count
    reports = [*crawled.first.values(), *crawled.second.values()]
    assert found == {(report.run_id, report.source): report.outcomes for report in reports}
    twice = "SELECT run_id, source, url FROM outcomes GROUP BY ALL HAVING count(*) > 1"
    assert rows(crawled.home, twice) == []
    failing = "SELECT rule, found FROM audits WHERE NOT success AND rule = 'outcomes_captured'"
    assert rows(crawled.home, failing) == []


def test_nothing_new_asks_for_no_article_and_changes_none(crawled: Crawled) -> None:
    for name in ("blogger", "jsonld", "old"):
        assert not crawled.second[name].outcomes.get("revisited"), crawled.second[name]
        articles = {urlsplit(path).path for path in _EXPECTED[name]}
        asked = {urlsplit(path).path for path in crawled.asked_again[name]}
        assert not asked & articles, asked
        assert max(crawled.asked_again[name].values()) == 1
    after = rows(crawled.home, _ARTICLES)
    assert [row for row in after if row[0] != "wordpress"] == [
        row for row in crawled.articles_before if row[0] != "wordpress"
    ]


def test_an_edited_page_is_a_version_and_the_others_were_seen_again(crawled: Crawled) -> None:
    versions = "SELECT headline, version, last_seen > first_seen FROM articles WHERE source = 'wordpress'"
    assert sorted(rows(crawled.home, versions)) == [
        ("Jembatan Gantung Desa Dibuka Lagi", 1, True),
        ("Pasar Terapung Ramai Pengunjung", 2, True),
        ("Petani Karet Tunggu Harga Baru", 1, True),
    ]
    outcomes = "SELECT outcome, count(*) FROM captures WHERE source = 'wordpress' GROUP BY ALL ORDER BY ALL"
    assert rows(crawled.home, outcomes) == [("new", 3), ("new_version", 1), ("unchanged", 2)]


def test_ledgers_without_a_new_capture_are_published(crawled: Crawled) -> None:
    report = next(iter(crawl_all(crawled.home).values()))
    for path in crawled.home.landing.glob(f"*{report.run_id}*.warc.gz"):
        path.unlink()
    told = ingest(crawled.home)
    assert told["batches"] == []
    assert told["outcomes"] > 0
    assert rows(crawled.home, f"SELECT count(*) > 0 FROM outcomes WHERE run_id = '{report.run_id}'") == [
        (True,)
    ]


@pytest.mark.parametrize(
    ("site", "path", "outcome", "captured", "published"),
    [
        ("wordpress", _EDITED, "revisited", ["new", "new_version"], True),
        ("blogger", "/2025/11/warga-tanam-mangrove.html?m=1", None, ["new"], True),
        ("wordpress", "/feed/", "fetched", [], False),
        ("old", "/read.php?berita=15", "fetched", ["new"], True),
        ("old", _BROKEN, "fetched", ["rejected"], False),
        ("wordpress", "/2019/01/08/berita-lama-sekali-dari-arsip/", "too_old", [], False),
    ],
)
def test_why_tells_the_story_of_an_address(
    crawled: Crawled, site: str, path: str, outcome: str | None, captured: list[str], published: bool
) -> None:
    story: Story = story_of(crawled.home, crawled.url(site, path))
    runs = {crawled.first[site].run_id, crawled.second[site].run_id}
    told = [row["outcome"] for row in story.outcomes if row["run_id"] in runs]
    assert told[-1:] == ([outcome] if outcome else [])
    assert [row["outcome"] for row in story.captures][: len(captured)] == captured
    assert (story.article is not None) == published


def test_the_command_tells_it_in_words_and_knows_what_it_does_not_know(crawled: Crawled) -> None:
    done = warta(crawled.home, "why", crawled.url("old", _BROKEN))
    assert "fetched, HTTP 200" in done.stdout
    assert "validate/characters_broken" in done.stdout
    assert "No article of it is published." in done.stdout
    unknown = warta(crawled.home, "why", "https://tidak.example/ada")
    assert unknown.returncode == 2
    assert "no crawl has discovered it" in unknown.stderr


def test_a_disabled_source_and_a_missing_contact_are_told(crawled: Crawled) -> None:
    disabled = warta(crawled.home, "crawl", "satuhabar")
    assert disabled.returncode == 2
    assert "never checked against the live site" in disabled.stderr
    silent = warta(crawled.home, "crawl", "old")
    assert silent.returncode == 2
    assert "give --contact or set WARTA_CONTACT" in silent.stderr


def warta(home: Home, *arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WARTA_")}
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        env={**kept, "WARTA_HOME": str(home.root)},
        capture_output=True,
        text=True,
        check=False,
    )
