"""Places with addresses that are none: named so, and in the way of no other, in this run and the next."""

import pytest

from crawlers.spider.crawl import crawl

INDEX = """<sitemapindex><sitemap><loc>{base}:99999/a.xml</loc></sitemap>
<sitemap><loc>ftp://127.0.0.1/b.xml</loc></sitemap>
<sitemap><loc>http://u:p@127.0.0.1/c.xml</loc></sitemap>
<sitemap><loc>{base}/list.xml</loc></sitemap></sitemapindex>"""
ROBOTS = """User-agent: *
Sitemap: mailto:redaksi@a.example
Sitemap: http://[a
Sitemap: file:///etc/passwd
Sitemap: {base}/index.xml
"""


@pytest.fixture(scope="module")
def crawled(make_home, site_server, make_source):
    home = make_home()
    with site_server() as server:
        listed = f"<urlset><url><loc>{server.base}/_/good/1</loc></url></urlset>"
        pages = {"/": "<html></html>", "/robots.txt": ROBOTS, "/index.xml": INDEX, "/list.xml": listed}
        server.changed = {path: text.replace("{base}", server.base).encode() for path, text in pages.items()}
        source = make_source("aneh", server)
        reports = [crawl(home.job(source, run, ask_all=True)) for run in ("run1", "run2")]
        yield home, server, reports


def test_each_is_refused_and_the_others_are_read(crawled):
    home, server, _ = crawled
    rows = home.rows("aneh")
    refused = {url for url, row in rows.items() if row.outcome == "refused"}
    assert refused == {
        "mailto:redaksi@a.example",
        "http://[a",
        "file:///etc/passwd",
        f"{server.base}:99999/a.xml",
        "ftp://127.0.0.1/b.xml",
        "http://u:p@127.0.0.1/c.xml",
    }
    assert rows[server.url("/_/good/1")].outcome == "fetched"


def test_the_next_run_asks_the_places_that_are_left(crawled):
    home, server, reports = crawled
    assert [(report.ended_by, report.error) for report in reports] == [("finished", None)] * 2
    rows = home.rows("aneh", "run2")
    assert rows[server.url("/index.xml")].outcome == rows[server.url("/list.xml")].outcome == "unchanged"
