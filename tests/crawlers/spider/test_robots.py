"""robots.txt in its many states, and sites that ask for time."""

from contextlib import ExitStack

import pytest

from crawlers.spider.crawl import crawl_many
from crawlers.spider.job import CrawlLimits

STATES = ("forbidding", "huge", "html", "away", "slow", "hang")


@pytest.fixture(scope="module")
def crawled(home, site_server, make_source):
    with ExitStack() as stack:
        servers = {state: stack.enter_context(site_server(robots=state)) for state in STATES}
        servers["rest"] = stack.enter_context(site_server(robots="missing"))
        paths = {"rest": "/_/feed?u=BASE/_/away&u=BASE/_/good/1&u=BASE/_/good/2"}
        jobs = []
        for state, server in servers.items():
            path = paths.get(state, "/_/feed?u=BASE/_/good/1&u=BASE/_/good/secret&u=BASE/_/good/3")
            feed = server.url(path.replace("BASE", server.base))
            politeness = {"timeout": 0.6, "concurrency": 1}
            source = make_source(state, server, feeds=[feed], politeness=politeness)
            jobs.append(home.job(source, limits=CrawlLimits(longest_wait=5)))
        reports = {report.source: report for report in crawl_many(jobs)}
        yield reports, servers, {state: home.rows(state) for state in servers}


def ends(rows):
    return {url.rpartition("/")[2]: str(row.outcome) for url, row in rows.items() if row.kind == "article"}


def test_a_forbidding_file_costs_one_request(crawled):
    _, servers, rows = crawled
    assert dict(servers["forbidding"].paths()) == {"/robots.txt": 1}
    assert {row.outcome for row in rows["forbidding"].values()} == {"robots_denied"}


def test_a_huge_file_is_obeyed_as_far_as_it_is_read(crawled):
    assert ends(crawled[2]["huge"]) == {"1": "fetched", "secret": "robots_denied", "3": "fetched"}


def test_a_page_in_place_of_the_file_forbids_nothing(crawled):
    assert set(ends(crawled[2]["html"]).values()) == {"fetched"}


def test_an_unreachable_file_forbids_everything_for_now(crawled):
    away = crawled[2]["away"]
    assert {(row.outcome, row.reason) for row in away.values()} == {
        ("robots_denied", "robots.txt unreachable")
    }
    assert {row.outcome for row in crawled[2]["hang"].values()} == {"timeout"}


def test_crawl_delay_is_honoured(crawled, home):
    moments = [
        float(one.rec_headers.get_header("WARC-Date")[17:-1])
        for one in home.records("slow")
        if one.rec_type == "response"
    ]
    assert len(moments) == 5
    # The moment of capture trails the request by what handling takes, which a busy machine draws out: three
    # waits of 0.4 s, less some slack for the first.
    assert (moments[-1] - moments[1]) % 60 > 0.8


def test_a_long_retry_after_ends_the_run_and_is_remembered(crawled, home, make_source):
    reports, servers, rows = crawled
    assert ends(rows["rest"])["away"] == "postponed"
    assert "postponed" in reports["rest"].outcomes
    asked = len(servers["rest"].asked)
    feed = next(url for url, row in rows["rest"].items() if row.kind == "feed")
    again = next(iter(crawl_many([home.job(make_source("rest", servers["rest"], feeds=[feed]), "run2")])))
    assert "left alone" in again.ended_by
    assert len(servers["rest"].asked) == asked
