"""The DAGs `crawl` and `ingest` by Airflow for real, and the commands, over one site: the same tables."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawlers.sources import Source
from news.errors import Busy
from news.home import Home
from pipeline import crawl_steps
from pipeline.airflow_child import run_dag
from pipeline.crawling import Permits, chosen_sources, crawl_sources
from pipeline.ingest import ingest
from pipeline.report import read_report
from tests.crawlers.site_server import SiteServer
from warehouse.reader import run_query

_ROOT = Path(__file__).parents[2]
_SAME = (
    "SELECT source, url, headline, article_body, date_published, version FROM articles ORDER BY url",
    "SELECT source, url, kind, outcome, http_status FROM outcomes ORDER BY ALL",
    "SELECT * FROM sources ORDER BY ALL",
    "SELECT source, target_uri, outcome, rule FROM captures ORDER BY ALL",
)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Home, str]]:
    """A home that Airflow filled, one that the commands filled, and the name of Airflow's crawl."""
    theirs, ours = (Home(tmp_path_factory.mktemp(name) / "home") for name in ("airflow", "command"))
    with SiteServer(_ROOT / "seeds" / "sites" / "wordpress") as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARTA_CONTACT", "mailto:uji@example.com")
        patch.setenv("WARTA_ALLOW_HOSTS", "127.0.0.1")
        for home in (theirs, ours):
            _write_sources(home, server)
        run = run_dag(theirs, "crawl")
        run_dag(theirs, "ingest")
        permits = Permits.given(None)
        assert len(list(crawl_sources(ours, chosen_sources(ours), permits))) == 2
        ingest(ours)
        yield theirs, ours, run


def _write_sources(home: Home, server: SiteServer) -> None:
    """Two sources: one that works, and one whose state is broken."""
    home.sources.mkdir(parents=True)
    rest = "checked: 2025-11-28\npoliteness: {delay: 0, concurrency: 8, timeout: 5}\n"
    (home.sources / "wordpress.yaml").write_text(f"id: wordpress\nhomepage: {server.url('/')}\n{rest}")
    (home.sources / "broken.yaml").write_text(f"id: broken\nhomepage: {server.url('/')}\n{rest}")
    (home.crawl_state).mkdir(parents=True)
    (home.crawl_state / "broken.sqlite").write_text("no database")


def test_airflow_and_the_commands_publish_the_same(homes: tuple[Home, Home, str]) -> None:
    theirs, ours, _ = homes
    for sql in _SAME:
        assert _rows(theirs, sql) == _rows(ours, sql), sql
    assert len(_rows(ours, _SAME[0])) == 3


def test_a_source_that_fails_holds_up_nobody(homes: tuple[Home, Home, str]) -> None:
    theirs, _, run = homes
    reports = {report["source"]: report for report in read_report(theirs, run)["crawls"]}
    assert reports["broken"]["error"]
    assert reports["wordpress"]["error"] is None
    assert len(reports["wordpress"]["files"]) == 1


def test_each_crawl_announces_what_it_has_landed(homes: tuple[Home, Home, str]) -> None:
    theirs, _, run = homes
    with closing(sqlite3.connect(theirs.airflow / "airflow.db")) as airflow:
        events = airflow.execute(
            "SELECT source_task_id, event.extra FROM asset_event event JOIN asset ON asset.id = asset_id "
            "WHERE source_dag_id = 'crawl' AND asset.uri LIKE 'warta://landing%'"
        ).fetchall()
    (told,) = [json.loads(extra) for task, extra in events if task == "crawl_source"]
    assert told["files"] == read_report(theirs, f"{run}.wordpress")["files"]
    assert [task for task, _ in events if task == "announce"] == []  # the one that failed had nothing


def test_a_source_that_another_run_is_crawling_is_passed_over(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _busy(*_: object) -> None:
        raise Busy("kabar: is being crawled")

    known = Source(id="kabar", homepage="http://kabar.example/")
    monkeypatch.setenv("WARTA_CONTACT", "mailto:uji@example.com")
    monkeypatch.setattr(crawl_steps, "crawl", _busy)
    monkeypatch.setattr(crawl_steps, "named_source", lambda *_: known)
    report = crawl_steps.crawl_source(home, "r1", "kabar")
    assert list(crawl_steps.report_lines(report)) == ["kabar: another run is crawling it"]
    assert crawl_steps.brought([report]) == {}


def test_how_often_sources_are_looked_at() -> None:
    from dags.crawl import crawl_dag  # noqa: PLC0415 - Airflow is imported where it is wanted

    assert crawl_dag.schedule == "@daily"


def _rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    with run_query(home.published, sql) as (_, found):
        return list(found)
