"""The DAGs `crawl` and `ingest` by Airflow for real, and the commands, over one site: the same tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from news.home import Home
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


def test_how_often_sources_are_looked_at() -> None:
    from dags.crawl import crawl_dag  # noqa: PLC0415 - Airflow is imported where it is wanted

    assert crawl_dag.schedule == "@daily"


def _rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    with run_query(home.published, sql) as (_, found):
        return list(found)
