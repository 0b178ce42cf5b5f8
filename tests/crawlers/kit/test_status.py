"""How sources stand, and which are due."""

from datetime import UTC, datetime, timedelta

import pytest

from crawlers.kit.adding import source_id
from crawlers.kit.status import due_sources, source_statuses
from crawlers.sources import Source
from crawlers.spool import Earlier
from crawlers.state import Captured, State
from news.errors import InputError

NOW = datetime.now(UTC)


def source(name, **more):
    return Source(id=name, homepage=f"https://{name}.example/", checked=NOW.date(), **more)


@pytest.fixture
def home(tmp_path):
    state = State(tmp_path / "jalan.sqlite")
    state.announce("https://jalan.example/1", "feed", NOW)
    state.announce("https://jalan.example/2", "feed", NOW)
    record = Earlier("<urn:uuid:1>", "https://jalan.example/1", "2025-11-03T06:00:00Z", "sha1:A")
    state.page_captured("https://jalan.example/1", Captured(NOW, {}, record), ())
    state.add_place("https://jalan.example/feed", "feed", "source", timedelta(hours=1))
    state.place_polled("https://jalan.example/feed", NOW, timedelta(hours=1), None)
    state.keep_run("run1", NOW - timedelta(minutes=1), {"fetched": 1, "timeout": 1}, "finished")
    state.commit()
    state.close()
    return tmp_path


def test_statuses(home):
    run, never = source_statuses([source("jalan"), source("baru")], home)
    assert (run.captured, run.articles, run.waiting, run.last_ending) == (1, 1, 1, "finished")
    assert run.failing == ("https://jalan.example/feed",)
    assert run.last_success == run.last_run
    assert run.last_run - NOW < timedelta(hours=1)
    assert (never.last_run, never.articles) == (None, 0)


@pytest.mark.parametrize(("hours", "due"), [(1, ["baru"]), (21, ["baru"]), (22, ["baru", "jalan"])])
def test_due_a_tenth_early_and_never_where_disabled(home, hours, due):
    sources = [source("baru"), source("jalan"), source("mati", disabled="situs ditutup")]
    found = due_sources(sources, home, NOW + timedelta(hours=hours))
    assert [one.id for one in found] == due


def test_a_run_that_was_stopped_is_due_again_at_once(home):
    state = State(home / "jalan.sqlite")
    state.keep_run("run2", NOW, {"interrupted": 1}, "shutdown")
    state.commit()
    state.close()
    assert [one.id for one in due_sources([source("jalan")], home, NOW + timedelta(hours=1))] == ["jalan"]


@pytest.mark.parametrize(
    ("homepage", "name"),
    [
        ("https://www.kabar.co.id/", "kabar"),
        ("https://kalteng.antara.example.com/", "kalteng-antara-example"),
        ("https://suarapesisir.blogspot.com/", "suarapesisir"),
        ("http://10.0.0.1:8000/", "10-0-0-1"),
        ("http://localhost:8000/", "localhost"),
        ("https://www.kompas.com/", "kompas"),  # that which ships
        ("https://www.kompas.example.com/", "kompas-example"),
        ("https://kompas.example/", "kompas-example"),  # another site than that which ships
    ],
)
def test_source_ids(homepage, name):
    assert source_id(homepage) == name


def test_a_host_without_a_name_gives_no_id():
    with pytest.raises(InputError, match="a host name with letters or digits"):
        source_id("http://-/")
