"""A crawl that is killed, hangs or meets its limits: nothing lost, nothing doubled, nobody else delayed."""

import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack

import pytest

from crawlers.spider.crawl import Stop, crawl, crawl_many
from crawlers.spider.job import CrawlLimits
from crawlers.spider.keeper import SourceLock
from news.errors import Busy

PAGES = 400


def kill_after(job, server, pages):
    """Start the job in a process of its own and kill it once the server has given so many pages."""
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.spider"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    process.stdin.write(job.as_json())
    process.stdin.close()
    begun, deadline = len(server.asked), time.monotonic() + 30
    while len(server.asked) < begun + pages and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.kill()
    return process.wait()


@pytest.fixture(scope="module")
def killed(make_home, site_server, make_source):
    home = make_home()
    with site_server(robots="missing") as server:
        source = make_source("mati", server, feeds=[server.url(f"/_/many/{PAGES}")])
        limits = CrawlLimits(file_bytes=30_000)
        statuses = [
            kill_after(home.job(source, f"run{number}", ask_all=True, limits=limits), server, pages)
            for number, pages in enumerate((40, 120))
        ]
        report = crawl(home.job(source, "run9", ask_all=True, limits=limits))
        yield home, statuses, report


def test_both_were_killed_and_the_last_came_to_its_end(killed):
    _, statuses, report = killed
    assert statuses == [-9, -9]
    assert report.error is None
    assert report.ended_by == "finished"


def test_each_page_is_landed_exactly_once(killed):
    home, *_ = killed
    landed = Counter(
        one.rec_headers.get_header("WARC-Target-URI")
        for one in home.records("mati")
        if one.rec_type == "response" and one.rec_headers.get_header("WARC-Warta-Kind") == "article"
    )
    assert len(landed) == PAGES
    assert set(landed.values()) == {1}


def test_each_run_has_a_ledger_whose_sums_agree(killed):
    home, *_ = killed
    pages = [f"/_/good/{number}" for number in range(PAGES)]
    captured: Counter[str] = Counter()
    for run in ("run0", "run1", "run9"):
        rows = home.rows("mati", run)
        captured.update(
            url for url, row in rows.items() if row.outcome == "fetched" and row.kind == "article"
        )
    assert len(captured) == len(pages)
    assert set(captured.values()) == {1}


def test_what_a_killed_run_did_not_come_to_is_interrupted(killed):
    home, *_ = killed
    left = [row for row in home.rows("mati", "run1").values() if row.outcome == "interrupted"]
    assert left
    assert {row.reason for row in left} == {"the crawl was killed before it came to this"}


def test_nothing_stays_in_the_spool(killed):
    home, *_ = killed
    assert list((home.root / "spool" / "mati").iterdir()) == []


def test_a_source_that_hangs_costs_the_others_nothing(make_home, site_server, make_source):
    home = make_home()
    with ExitStack() as stack:
        hanging, good = stack.enter_context(site_server(robots="missing")), stack.enter_context(site_server())
        never = make_source("macet", hanging, feeds=[hanging.url("/_/hang")], politeness={"timeout": 500})
        well = make_source("lancar", good, feeds=[good.url("/_/many/5")])
        limits = CrawlLimits(seconds=1, grace=7)
        reports = list(crawl_many([home.job(never, limits=limits), home.job(well)]))
    assert [report.source for report in reports] == ["lancar", "macet"]
    assert reports[0].outcomes == {"fetched": 6}
    assert (reports[1].ended_by, reports[1].good) == ("killed", False)
    assert list((home.root / "spool" / "macet").glob("*")) == []


def test_a_crawl_that_is_stopped_lands_what_it_has(make_home, site_server, make_source):
    home, stop = make_home(), Stop()

    def stop_soon(event):
        if event.get("outcomes", {}).get("fetched", 0) >= 2:
            stop.now()

    with site_server(robots="missing") as server:
        gentle = {"delay": 0.4, "concurrency": 1}
        source = make_source("henti", server, feeds=[server.url("/_/many/40")], politeness=gentle)
        report = crawl(home.job(source), stop_soon, stop)
    assert (report.ended_by, report.error) == ("shutdown", None)
    assert sum(report.outcomes.values()) == report.discovered == 41
    assert report.outcomes["interrupted"] > 20
    assert len(report.files) == 1


def test_limits_end_a_run_in_good_order(make_home, site_server, make_source):
    home = make_home()
    with site_server(robots="missing") as server:
        feed = server.url("/_/many/40")
        gentle = {"delay": 0.4, "concurrency": 1}
        timed = make_source("waktu", server, feeds=[feed], politeness=gentle)
        weighed = make_source("memori", server, feeds=[feed], politeness=gentle)
        jobs = [
            home.job(timed, limits=CrawlLimits(seconds=2)),
            home.job(weighed, limits=CrawlLimits(memory_mb=20)),
        ]
        reports = {report.source: report for report in crawl_many(jobs)}
    for name, ended_by, reason in (
        ("waktu", "closespider_timeout", "the run's time was over"),
        ("memori", "memusage_exceeded", "the run's memory was used up"),
    ):
        assert (reports[name].ended_by, reports[name].error) == (ended_by, None)
        assert sum(reports[name].outcomes.values()) == reports[name].discovered
        left = [row for row in home.rows(name).values() if row.outcome == "postponed"]
        assert all(row.reason == reason for row in left)
    assert reports["waktu"].outcomes["postponed"] > 20


def test_what_cannot_land_waits_and_is_told(make_home, site_server, make_source):
    home = make_home()
    home.landing.write_text("no folder")
    with site_server(robots="missing") as server:
        source = make_source("tunggu", server, feeds=[server.url("/_/many/3")])
        report = crawl(home.job(source))
        assert "the landing area cannot be written (File exists); what was fetched waits in" in report.error
        assert (report.files, report.outcomes) == ((), {"fetched": 4})
        home.landing.unlink()
        again = crawl(home.job(source, "run2"))
    assert again.error is None
    assert {row.outcome for row in home.rows("tunggu").values()} == {"fetched"}
    pages = [
        one for one in home.records("tunggu") if one.rec_headers.get_header("WARC-Warta-Kind") == "article"
    ]
    assert len(pages) == 3


def test_a_source_is_crawled_by_one_process_at_a_time(make_home, site_server, make_source):
    home = make_home()
    with site_server() as server:
        job = home.job(make_source("sibuk", server))
        lock = SourceLock(job.home_state, "sibuk")
        with pytest.raises(Busy, match="sibuk: is being crawled by process"):
            crawl(job)
        lock.release()
