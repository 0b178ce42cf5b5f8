"""A site that misbehaves in every way: each address ends in the outcome that fits, and nothing crashes."""

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from crawlers.discovery.addresses import visiting_address
from crawlers.spider.crawl import crawl

CASES = yaml.safe_load((Path(__file__).parent / "misbehaviour.yaml").read_text("utf-8"))
OTHER_HOSTS = ("tidak-ada.invalid", "10.0.0.1", "2130706433", "localhost", "169.254.169.254", "0x7f.1")


@pytest.fixture(scope="module")
def crawled(home, site_server, make_source):
    with site_server(robots="partly") as server:
        urls = [url.replace("BASE", server.base) for url, _, _ in CASES]
        feed = server.url("/_/feed?" + "&".join("u=" + quote(url, safe="") for url in urls))
        source = make_source("nakal", server, feeds=[feed]).model_copy(update={"hosts": OTHER_HOSTS})
        report = crawl(home.job(source))
        yield report, server, home.rows("nakal")


def test_the_crawl_comes_to_its_end(crawled):
    report, *_ = crawled
    assert report.error is None
    assert report.ended_by == "finished"


@pytest.mark.parametrize(("url", "outcome", "reason"), CASES, ids=[case[0] for case in CASES])
def test_outcome(crawled, url, outcome, reason):
    _, server, rows = crawled
    given = url.replace("BASE", server.base)
    row = rows[visiting_address(given) or given]
    assert (row.outcome, reason in row.reason) == (outcome, True), row


def test_each_address_ends_once(crawled):
    report, _, rows = crawled
    assert len(rows) == len(CASES) + 1
    assert sum(report.outcomes.values()) == report.discovered == len(rows)


def test_what_was_captured_is_what_the_ledger_says(crawled, home):
    _, _, rows = crawled
    landed = {
        one.rec_headers.get_header("WARC-Record-ID"): one.rec_headers.get_header("WARC-Warta-Outcome")
        for one in home.records("nakal")
        if one.rec_type in ("response", "revisit") and one.rec_headers.get_header("WARC-Warta-Outcome")
    }
    assert landed == {row.record_id: row.outcome for row in rows.values() if row.record_id}


def test_redirects_and_retries_are_captured_too(crawled, home):
    kinds = [
        one.rec_headers.get_header("WARC-Warta-Kind")
        for one in home.records("nakal")
        if one.rec_type == "response"
    ]
    assert kinds.count("retried") >= 3
    assert kinds.count("redirect") >= 9
    assert kinds.count("robots") == 1


def test_retry_after_is_waited_for(crawled, home):
    busy = [
        one.rec_headers.get_header("WARC-Date")
        for one in home.records("nakal")
        if one.rec_type == "response" and one.rec_headers.get_header("WARC-Target-URI").endswith("/_/busy")
    ]
    first, second = (float(date[17:-1]) for date in busy)
    assert (second - first) % 60 >= 1.0


def test_the_endless_calendar_is_not_followed(crawled):
    assert sum(path.startswith("/_/calendar/") for path in crawled[1].paths()) == 1


def test_nothing_private_was_asked(crawled):
    hosts = {one.headers["host"] for one in crawled[1].asked}
    assert hosts == {f"127.0.0.1:{crawled[1].port}"}
