"""Four kinds of site, found from the home page alone, crawled twice."""

from contextlib import ExitStack
from importlib.metadata import version

import pytest

from crawlers.spider.crawl import crawl_many

# What the first crawl of each site asks for, robots.txt apart, and how often; written by hand.
ASKED = {
    "wordpress": {
        "/": 1,
        "/feed/": 1,
        "/news-sitemap.xml": 1,
        "/sitemap_index.xml": 1,
        "/wp-sitemap.xml": 1,
        "/wp-sitemap-posts-post-1.xml": 1,
        "/2025/11/05/jembatan-gantung-desa-dibuka-lagi/": 1,
        "/2025/11/04/pasar-terapung-ramai-pengunjung/": 1,
        "/2025/11/03/petani-karet-tunggu-harga-baru/": 1,
    },
    "blogger": {
        "/": 1,
        "/feeds/posts/default": 1,
        "/sitemap.xml": 1,
        "/sitemap.xml?page=1": 1,
        "/2025/11/nelayan-kembali-melaut.html": 1,
        "/2025/11/warga-tanam-mangrove.html": 1,
        "/2025/10/lomba-perahu-hias.html": 1,
    },
    "jsonld": {
        "/": 1,
        "/feed": 1,
        "/rss": 1,
        "/rss.xml": 1,
        "/sitemap_index.xml": 1,
        "/news-sitemap.xml.gz": 1,
        "/berita/88101/rsud-tambah-ruang-rawat": 1,
        "/berita/88102/angkutan-sungai-gratis-untuk-pelajar": 1,
    },
    "old": {
        "/": 2,
        "/feed": 1,
        "/rss": 1,
        "/rss.xml": 1,
        "/news-sitemap.xml": 1,
        "/sitemap_news.xml": 1,
        "/sitemap.xml": 1,
        "/read.php?berita=15": 1,
        "/read.php?berita=16&sesi=": 1,
    },
}
ARTICLES = {"wordpress": 3, "blogger": 3, "jsonld": 2, "old": 2}


@pytest.fixture(scope="module")
def crawled(home, site_server, sites, make_source):
    """Crawl each site; crawl the first again at once, and once more asking before anything is due."""
    with ExitStack() as stack:
        servers = {name: stack.enter_context(site_server(sites / name)) for name in ASKED}
        sources = {name: make_source(name, server) for name, server in servers.items()}
        told = []
        first = {
            report.source: report
            for report in crawl_many([home.job(one) for one in sources.values()], 4, told.append)
        }
        asked = {name: server.paths() for name, server in servers.items()}
        again = {}
        for run, ask_all in (("run2", False), ("run3", True)):
            servers["wordpress"].asked.clear()
            jobs = [home.job(sources["wordpress"], run, ask_all=ask_all)]
            again[run] = (next(iter(crawl_many(jobs))), servers["wordpress"].paths())
        yield first, asked, again, told, servers


@pytest.mark.parametrize("site", ASKED)
def test_everything_is_found_and_asked_once(crawled, site):
    first, asked, *_ = crawled
    assert first[site].error is None
    assert first[site].ended_by == "finished"
    assert dict(asked[site]) == {"/robots.txt": 1, **ASKED[site]}


@pytest.mark.parametrize("site", ASKED)
def test_the_sums_agree(crawled, home, site):
    report = crawled[0][site]
    rows = home.rows(site)
    assert sum(report.outcomes.values()) == report.discovered == len(rows)
    fetched = [row for row in rows.values() if row.kind == "article" and row.outcome == "fetched"]
    assert len(fetched) == ARTICLES[site]


@pytest.mark.parametrize("site", ASKED)
def test_each_capture_says_where_it_comes_from(crawled, home, site):
    server = crawled[4][site]
    records = list(home.records(f"{site}-"))
    info = records[0]
    assert info.rec_type == "warcinfo"
    assert f"warta-source: {site}".encode() in info.payload
    responses = {
        one.rec_headers.get_header("WARC-Record-ID"): one for one in records if one.rec_type == "response"
    }
    assert all(one.rec_headers.get_header("WARC-Warta-Source") == site for one in responses.values())
    for url, row in home.rows(site).items():
        if row.outcome == "fetched":
            header = responses[row.record_id].rec_headers.get_header
            assert (header("WARC-Target-URI"), header("WARC-Warta-Kind")) == (url, row.kind)
            assert url.startswith(server.base)
    around = [
        one.rec_headers.get_header("WARC-Concurrent-To") for one in records if one.rec_type != "warcinfo"
    ]
    assert set(filter(None, around)) == {
        one.rec_headers.get_header("WARC-Record-ID")
        for one in records
        if one.rec_type in ("response", "revisit")
    }


def test_payloads_are_what_the_site_gave(crawled, home, sites):
    given = (sites / "old" / "read.php@berita-15").read_bytes()
    payloads = {
        one.rec_headers.get_header("WARC-Target-URI"): one.payload
        for one in home.records("old-")
        if one.rec_type == "response"
    }
    assert payloads[crawled[4]["old"].url("/read.php?berita=15")] == given


def test_robots_denies_and_says_so(crawled, home):
    denied = [row for row in home.rows("jsonld").values() if row.outcome == "robots_denied"]
    assert [(row.url.rpartition("/")[2], row.reason) for row in denied] == [
        ("halaman-yang-tidak-boleh-diambil", "disallowed")
    ]


def test_nothing_is_asked_before_it_is_due(crawled):
    report, asked = crawled[2]["run2"]
    assert not asked
    assert report.discovered == 0


def test_a_place_asked_again_costs_one_conditional_request(crawled, home):
    report, asked = crawled[2]["run3"]
    places = {"/feed/", "/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml"}
    assert dict(asked) == dict.fromkeys(places, 1)
    assert report.outcomes == {"unchanged": 3}
    run3 = [
        one for one in home.records("wordpress-") if one.rec_headers.get_header("WARC-Warta-Run") == "run3"
    ]
    revisits = [one for one in run3 if one.rec_type == "revisit"]
    assert len(revisits) == 3
    assert {one.rec_headers.get_header("WARC-Profile").rpartition("/")[2] for one in revisits} == {
        "server-not-modified"
    }


def test_the_agent_names_the_project_and_a_contact(crawled):
    agents = {one.headers["user-agent"] for server in crawled[4].values() for one in server.asked}
    assert agents == {f"Warta/{version('warta')} (news archive; +mailto:uji@example.com)"}


def test_progress_is_told_while_it_runs(crawled):
    told = crawled[3]
    assert {event["event"] for event in told} == {"progress", "done"}
    assert {event["source"] for event in told} == set(ASKED)


def test_the_spool_is_empty_afterwards(crawled, home):
    assert [path for path in (home.root / "spool").rglob("*") if path.is_file()] == []
