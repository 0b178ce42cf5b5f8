"""Visits on schedule, edits, pages that go away, and limits that leave work for the next run."""

import sqlite3
from contextlib import closing

import pytest

from crawlers.spider.crawl import crawl
from crawlers.spider.job import CrawlLimits

NAMES = ("tetap", "disunting", "dihapus", "kembar")


def make_due(home, source):
    with closing(sqlite3.connect(home.root / "state" / f"{source}.sqlite")) as db, db:
        db.execute("UPDATE page SET next_at = 1 WHERE next_at IS NOT NULL")


def next_visits(home, source):
    with closing(sqlite3.connect(home.root / "state" / f"{source}.sqlite")) as db:
        rows = db.execute("SELECT url, (next_at - first_at) / 3600, visits FROM page").fetchall()
    return {url.rpartition("/")[2]: (hours and round(hours), visits) for url, hours, visits in rows}


@pytest.fixture(scope="module")
def runs(home, site_server, make_source, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    for name in NAMES:
        (folder / f"{name}.html").write_text(f"<html><title>{name}</title><p>isi {name}</p></html>", "utf-8")
    with site_server(folder) as server:
        feed = "/_/feed?" + "&".join(f"u={server.url('/' + name)}" for name in NAMES)
        source = make_source("ulang", server, feeds=[server.url(feed)])
        found = {}
        first = crawl(home.job(source, "run1", limits=CrawlLimits(pages=3)))
        found["run1"] = (first, home.rows("ulang", "run1"), server.paths(), next_visits(home, "ulang"))
        server.asked.clear()
        make_due(home, "ulang")
        (folder / "disunting.html").write_text("<html><title>b</title><p>isi baru</p></html>", "utf-8")
        (folder / "dihapus.html").unlink()
        second = crawl(home.job(source, "run2"))
        asked = [one for one in server.asked if "if-none-match" in one.headers]
        found["run2"] = (second, home.rows("ulang", "run2"), asked, next_visits(home, "ulang"))
        yield found, server


def outcomes(rows):
    return {url.rpartition("/")[2]: str(row.outcome) for url, row in rows.items() if row.kind == "article"}


def test_what_the_limit_leaves_is_postponed(runs):
    _, rows, *_ = runs[0]["run1"]
    assert outcomes(rows) == {
        "tetap": "fetched",
        "disunting": "fetched",
        "dihapus": "fetched",
        "kembar": "postponed",
    }


def test_the_first_visit_again_is_after_six_hours(runs):
    visits = runs[0]["run1"][3]
    assert {name: visits[name] for name in ("tetap", "disunting", "dihapus")} == dict.fromkeys(
        ("tetap", "disunting", "dihapus"), (6, 1)
    )


def test_edits_are_seen_and_the_rest_is_unchanged(runs):
    _, rows, asked, _ = runs[0]["run2"]
    assert outcomes(rows) == {
        "tetap": "unchanged",
        "disunting": "revisited",
        "dihapus": "http_error",
        "kembar": "fetched",
    }
    assert {one.path for one in asked} == {"/tetap", "/disunting", "/dihapus"}


def test_the_feed_is_not_asked_again_so_soon(runs):
    assert not [row for row in runs[0]["run2"][1].values() if row.kind == "feed"]


def test_where_each_came_from(runs):
    _, rows, *_ = runs[0]["run2"]
    origins = {url.rpartition("/")[2]: row.discovered_from for url, row in rows.items()}
    assert origins == {
        "tetap": "schedule",
        "disunting": "schedule",
        "dihapus": "schedule",
        "kembar": "waiting",
    }


def test_what_is_gone_is_asked_no_more(runs):
    assert runs[0]["run2"][3]["dihapus"][0] is None


def test_an_unchanged_page_is_a_revisit_record_that_refers_to_the_first(runs, home):
    tetap = [
        one.rec_headers.get_header
        for one in home.records("ulang")
        if (one.rec_headers.get_header("WARC-Target-URI") or "").endswith("/tetap")
        and one.rec_type in ("response", "revisit")
    ]
    first, again = tetap
    assert again("WARC-Type") == "revisit"
    assert again("WARC-Refers-To") == first("WARC-Record-ID")
    assert again("WARC-Refers-To-Date") == first("WARC-Date")
    assert again("WARC-Payload-Digest") == first("WARC-Payload-Digest")
