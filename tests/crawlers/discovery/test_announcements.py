"""Feeds, sitemaps, listings and home pages: what they announce, well-formed or not."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.discovery.feeds import read_feed
from crawlers.discovery.homepage import read_homepage
from crawlers.discovery.listings import read_listing
from crawlers.discovery.model import Found
from crawlers.discovery.sitemaps import LIMIT, read_sitemap
from crawlers.discovery.unpack import TooLarge, unpack

BASE = "https://a.example/x/"
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def urls(announcement):
    return [found.url for found in announcement.pages]


def test_rss_atom_and_rdf():
    rss = (
        b"<rss version='2.0'><channel><item><link>/1</link>"
        b"<pubDate>Mon, 03 Nov 2025 06:00:00 +0700</pubDate></item></channel></rss>"
    )
    atom = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='replies' href='/k'/>"
        b"<link href='2'/><updated>2025-11-03T06:00:00+08:00</updated></entry></feed>"
    )
    rdf = (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        b" xmlns='http://purl.org/rss/1.0/'><channel/>"
        b"<item><link>https://a.example/3</link></item></rdf:RDF>"
    )
    assert read_feed(rss, BASE).pages == (
        Found("https://a.example/1", datetime(2025, 11, 2, 23, tzinfo=UTC), True),
    )
    assert read_feed(atom, BASE).pages == (
        Found("https://a.example/x/2", datetime(2025, 11, 2, 22, tzinfo=UTC), True),
    )
    assert urls(read_feed(rdf, BASE)) == ["https://a.example/3"]


def test_a_feed_with_undeclared_entities_and_stray_ampersands():
    broken = b"<rss><channel><item><title>A & B &nbsp;</title><link>https://a.example/1?a=1&b=2</link></item><item><link>https://a.example/2</link>"
    assert urls(read_feed(broken, BASE)) == ["https://a.example/1?a=1&b=2", "https://a.example/2"]


@pytest.mark.parametrize(
    "reference", ["&#55357;&#56842;", "&#xD83D;&#xde00;", "&#99999999;", f"&#{'9' * 5000};", "&#xd800"]
)
def test_a_reference_to_no_character_costs_no_feed(reference):
    item = f"<item><title>Senyum {reference} lagi</title><link>https://a.example/1</link></item>"
    assert urls(read_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), BASE)) == [
        "https://a.example/1"
    ]


def test_references_to_characters_stay():
    link = "https://a.example/?a=1&#38;b=&#x2713;"
    feed = f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>"
    assert urls(read_feed(feed.encode(), BASE)) == ["https://a.example/?a=1&b=✓"]


def test_a_permanent_guid_stands_in_for_a_link():
    feed = (
        b"<rss version='2.0'><channel><item><guid>https://a.example/9</guid></item>"
        b"<item><guid isPermaLink='false'>x9</guid></item></channel></rss>"
    )
    assert urls(read_feed(feed, BASE)) == ["https://a.example/9"]


def test_a_feed_is_never_taken_for_a_name_to_open(tmp_path):
    secret = tmp_path / "rahasia.xml"
    secret.write_text("<rss><channel><item><link>https://rahasia.example/</link></item></channel></rss>")
    assert read_feed(str(secret).encode(), BASE).pages == ()
    assert read_feed(b"http://127.0.0.1:1/feed", BASE).problem == "is no feed"


def test_an_html_page_is_no_feed():
    assert (
        read_feed(b"<!DOCTYPE html><html><body><a href='/1'>x</a></body></html>", BASE).problem
        == "is no feed"
    )


def test_sitemap_with_dates_and_news():
    given_map = f"""<?xml version="1.0"?>{MAP}
    <url><loc> https://a.example/1 </loc><lastmod>2025-11-03</lastmod></url>
    <url><loc>/2</loc><lastmod>2025-11-03T06:00:00+07:00</lastmod></url>
    <url><loc>https://a.example/3</loc><n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:publication_date>2025-11-04T01:00:00Z</n:publication_date></n:news></url>
    <url><loc>https://a.example/4</loc><lastmod>kemarin</lastmod></url></urlset>"""
    assert read_sitemap(given_map.encode(), BASE).pages == (
        Found("https://a.example/1", datetime(2025, 11, 3, tzinfo=UTC), False),
        Found("https://a.example/2", datetime(2025, 11, 2, 23, tzinfo=UTC), True),
        Found("https://a.example/3", datetime(2025, 11, 4, 1, tzinfo=UTC), True),
        Found("https://a.example/4"),
    )


def test_sitemap_index_gzipped_plain_and_broken():
    index = b"<sitemapindex><sitemap><loc>https://a.example/m.xml</loc></sitemap></sitemapindex>"
    assert [found.url for found in read_sitemap(gzip.compress(index), BASE).children] == [
        "https://a.example/m.xml"
    ]
    assert urls(read_sitemap(b"\xef\xbb\xbfhttps://a.example/1\r\nx\nhttps://a.example/2\n", BASE)) == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    torn = f"{MAP}<url><loc>https://a.example/1?a=1&b=2</loc></url><url><loc>https://a.example/2".encode()
    assert urls(read_sitemap(torn, BASE))[:1] == ["https://a.example/1?a=1&b=2"]
    assert read_sitemap(b"<html><body>404</body></html>", BASE).problem == "is an HTML page, no sitemap"
    assert read_sitemap(b"", BASE).problem == "is no sitemap"


def test_a_feed_may_stand_in_for_a_sitemap():
    feed = b"<rss version='2.0'><channel><item><link>https://a.example/1</link></item></channel></rss>"
    assert urls(read_sitemap(feed, BASE)) == ["https://a.example/1"]


def test_entities_are_never_resolved(tmp_path):
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia")
    dtd = f'<!DOCTYPE u [<!ENTITY file SYSTEM "file://{secret}"><!ENTITY word "kata">]>'
    given_map = (
        f"<?xml version='1.0'?>{dtd}{MAP}<url><loc>https://a.example/&file;&word;</loc></url></urlset>"
    )
    assert "rahasia" not in str(read_sitemap(given_map.encode(), BASE))
    feed = f"<?xml version='1.0'?>{dtd}<rss version='2.0'><channel><item><link>https://a.example/&file;</link></item></channel></rss>"
    assert "rahasia" not in str(read_feed(feed.encode(), BASE))


def test_entities_that_multiply_stay_small():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE u [<!ENTITY e0 "ha">{levels}]>'
    given_map = f"<?xml version='1.0'?>{bomb}{MAP}<url><loc>https://a.example/&e9;</loc></url></urlset>"
    assert len(str(read_sitemap(given_map.encode(), BASE))) < 1000
    feed = f"<?xml version='1.0'?>{bomb}<rss version='2.0'><channel><item><link>https://a.example/&e9;</link></item></channel></rss>"
    assert len(str(read_feed(feed.encode(), BASE))) < 1000
    assert len(str(read_feed(feed.encode("utf-16"), BASE))) < 1000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-7", "cp037", "iso-2022-jp"])
def test_no_entity_is_resolved_in_any_encoding(encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY rahasia "/terbuka">]>'
    feed = f'{head}<rss version="2.0"><channel><item><link>&rahasia;</link></item></channel></rss>'
    body = feed.encode(encoding)
    if encoding == "utf-7":
        body = body.replace(b"<!ENTITY", b"+ADwAIQ-ENTITY")
    if encoding == "iso-2022-jp":
        body = body.replace(b"<!ENTITY", b"<!\x1b(JENTITY")
    for content_type in ("", f"application/rss+xml; charset={encoding}"):
        assert "terbuka" not in str(read_feed(body, BASE, content_type))
        assert "terbuka" not in str(read_sitemap(body, BASE))


def test_a_sitemap_in_utf16():
    given_map = f"<?xml version='1.0' encoding='UTF-16'?>{MAP}<url><loc>/1?a=1&b=2</loc></url></urlset>"
    assert urls(read_sitemap(given_map.encode("utf-16"), BASE)) == ["https://a.example/1?a=1&b=2"]


def test_an_entity_of_a_feed_is_not_resolved():
    feed = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "<b>">]><rss version="2.0"><channel>
    <item><link>https://a.example/&a;</link></item><item><link>https://a.example/2</link></item></channel></rss>"""
    assert "<b>" not in str(read_feed(feed, BASE))
    assert "https://a.example/2" in urls(read_feed(feed, BASE))


def test_a_compressed_sitemap_expands_no_further_than_the_limit():
    assert "after decompression" in (read_sitemap(gzip.compress(b" " * (LIMIT + 1)), BASE).problem or "")


def test_a_sitemap_has_at_most_50000_addresses():
    given_map = MAP + "<url><loc>https://a.example/1</loc></url>" * 50_010 + "</urlset>"
    assert len(read_sitemap(given_map.encode(), BASE).pages) == 50_000


def test_listing_links():
    page = (
        b"<base href='/d/'><a href='1#k'>a</a><a href='1'>b</a><a href='#x'>c</a>"
        b"<a href='javascript:x()'>d</a><a href='http://[bad'>e</a><a href='//b.example/2'>f</a>"
    )
    assert urls(read_listing(page, BASE)) == ["https://a.example/d/1", "https://b.example/2"]
    assert read_listing(b"", BASE).problem == "has no links"


def test_homepage_says_where_its_feeds_are():
    page = """<html lang=id-ID><head><meta name=Generator content="WordPress 6.6">
    <meta property=og:site_name content=" Kabar ">
    <link rel=alternate type=application/rss+xml href=/feed/>
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
    <link rel=alternate hreflang=en href=/en/>
    <link rel=alternate type=application/atom+xml href=//b.example/atom></head>"""
    home = read_homepage(page, "https://a.example/")
    assert home.feeds == ("https://a.example/feed/", "https://b.example/atom")
    assert (home.system, home.publisher, home.language) == ("wordpress", "Kabar", "id-ID")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "x-gzip"])
def test_unpack_bounds(coding):
    packed = zlib.compress(b"a" * 1000) if coding == "deflate" else gzip.compress(b"a" * 1000)
    assert unpack(packed, coding, 1000) == (b"a" * 1000, True)
    with pytest.raises(TooLarge):
        unpack(packed, coding, 999)
    content, complete = unpack(packed[:-9], coding, 1000)
    assert (b"a" * 1000).startswith(content)
    assert not complete


def test_unpack_several_members_and_bare_deflate():
    assert unpack(gzip.compress(b"a") + gzip.compress(b"b") + b"junk", "gzip", 10) == (b"ab", True)
    machine = zlib.compressobj(wbits=-15)
    assert unpack(machine.compress(b"abc") + machine.flush(), "deflate", 10) == (b"abc", True)
    for bad in (("br", b"x"), ("gzip", b"bukan gzip")):
        with pytest.raises(ValueError, match=r"coding|compressed"):
            unpack(bad[1], bad[0], 10)


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss>", b"<urlset>", b"\x1f\x8b\x08", b"<?xml version='1.0'?>"]),
)
def test_nothing_crashes(junk, start):
    for read in (read_feed, read_sitemap, read_listing):
        read(start + junk, BASE)
    read_homepage(start + junk, BASE)


def test_a_page_made_to_be_slow_is_cut():
    """Parsed whole, these elements within one another would take more than an hour."""
    page = '<a href="/daerah/1">satu</a>' + "<div>" * 2_000_000
    assert urls(read_listing(page, BASE)) == ["https://a.example/daerah/1"]
    head = '<html lang="id"><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head>'
    assert read_homepage(head + page, BASE).feeds == ("https://a.example/feed/",)
