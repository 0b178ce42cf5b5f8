"""Adding, checking and recording against a site on loopback."""

from datetime import date

import pytest
import yaml

from crawlers.kit.adding import add_source
from crawlers.kit.checking import check_source
from crawlers.kit.fixtures import check_fixtures, record_fixture
from crawlers.kit.marking import mark_checked
from crawlers.sources import Source, load_source
from news.errors import InputError


@pytest.fixture(scope="module")
def server(site_server, sites):
    with site_server(sites / "wordpress") as server:
        yield server


@pytest.fixture(scope="module")
def added(server, operator, tmp_path_factory):
    return add_source(server.base, tmp_path_factory.mktemp("sources"), operator)


def test_the_file_says_what_the_site_told(added, server):
    assert yaml.safe_load(added.path.read_text("utf-8")) == {
        "id": "127-0-0-1",
        "homepage": server.url("/"),
        "publisher": "Kabar Hulu",
        "language": "id",
        "feeds": [server.url("/feed/")],
        "sitemaps": [server.url("/wp-sitemap.xml")],
    }
    assert added.open == ("time_zone", "region")
    assert "never checked" in load_source(added.path).why_disabled


def test_an_existing_file_is_left_alone(added, server, operator):
    before = added.path.read_text("utf-8")
    with pytest.raises(InputError, match="exists already"):
        add_source(server.base, added.path.parent, operator)
    assert added.path.read_text("utf-8") == before


def test_a_check_reads_pages_and_enables_the_source(added, operator):
    check = check_source(load_source(added.path), operator)
    assert check.problems == ()
    headlines = {page.reading.headline for page in check.pages if page.reading}
    assert headlines == {
        "Jembatan Gantung Desa Dibuka Lagi",
        "Pasar Terapung Ramai Pengunjung",
        "Petani Karet Tunggu Harga Baru",
    }
    assert {row.outcome for row in check.places if row.kind == "feed"} == {"fetched"}
    assert check.passed
    text = added.path.read_text("utf-8")
    mark_checked(added.path, date(2025, 11, 7))
    mark_checked(added.path, date(2025, 11, 8))
    assert added.path.read_text("utf-8") == text + "checked: 2025-11-08\n"
    assert load_source(added.path).enabled


def test_a_site_that_gives_nothing_is_not_added(site_server, operator, tmp_path):
    with (
        site_server(robots="forbidding") as server,
        pytest.raises(InputError, match="robots_denied disallowed"),
    ):
        add_source(server.base, tmp_path, operator)
    assert list(tmp_path.iterdir()) == []


def test_a_home_page_that_is_gone_is_the_one_problem(operator):
    check = check_source(Source(id="hilang", homepage="http://127.0.0.1:1/"), operator)
    (problem,) = check.problems
    assert problem.startswith("the home page could not be read (connection_error ")


def test_what_is_missing_is_named(site_server, operator):
    with site_server() as server:
        feed = server.url(f"/_/feed?u={server.url('/_/charset')}&u={server.url('/_/pdf')}")
        check = check_source(Source(id="kurang", homepage=server.url("/"), feeds=(feed,)), operator)
    assert not check.passed
    assert check.problems == ("most pages lack body and date. Give selectors for what is missing.",)
    assert {str(page.row.outcome): page.missing for page in check.pages} == {
        "fetched": ("body", "date", "author"),
        "not_html": (),
    }


def test_record_and_test_offline(added, server, operator, tmp_path):
    source = load_source(added.path)
    url = server.url("/2025/11/04/pasar-terapung-ramai-pengunjung/")
    fixture = record_fixture(source, url, tmp_path, operator)
    assert fixture.path.name == "2025-11-04-pasar-terapung-ramai-pengunjung.yaml"
    assert fixture.expected["headline"] == "Pasar Terapung Ramai Pengunjung"
    assert fixture.expected["day"] == "2025-11-04"
    assert not fixture.reviewed
    assert [check.differences for check in check_fixtures(tmp_path, [source])] == [()]
    with pytest.raises(InputError, match="off_site belongs to another site"):
        record_fixture(source, "http://example.com/2025/11/04/lain/", tmp_path, operator)
    with pytest.raises(InputError, match="recorded already"):
        record_fixture(source, url, tmp_path, operator)
    text = fixture.path.read_text("utf-8")
    fixture.path.write_text(text.replace("headline: Pasar", "headline: Pasir"), "utf-8")
    (check,) = check_fixtures(tmp_path, [source])
    assert check.differences == (
        ("headline", "Pasir Terapung Ramai Pengunjung", "Pasar Terapung Ramai Pengunjung"),
    )
    (tmp_path / source.id / "x.yaml").write_text("url: a\n", "utf-8")
    with pytest.raises(InputError, match="is no complete fixture"):
        list(check_fixtures(tmp_path, [source]))
