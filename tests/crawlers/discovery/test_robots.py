"""robots.txt: verdicts, delays, and what each failure means (RFC 9309)."""

import pytest

from crawlers.discovery.robots import Robots, Verdict

FILE = b"""User-agent: *
Disallow: /rahasia
Crawl-delay: 3

User-agent: Warta
Disallow: /khusus
Request-rate: 1/5
Sitemap: https://a.example/map.xml
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("Warta", "/rahasia", True),
        ("Warta", "/khusus/a", False),
        ("Lain", "/rahasia/a", False),
        ("Lain", "/khusus", True),
    ],
)
def test_verdicts(agent, path, allowed):
    assert Robots(200, FILE).verdict(f"https://a.example{path}", agent).allowed is allowed


def test_delays_and_sitemaps():
    robots = Robots(200, FILE)
    assert (robots.crawl_delay("Lain"), robots.crawl_delay("Warta")) == (3.0, 5.0)
    assert robots.sitemaps == ("https://a.example/map.xml",)


@pytest.mark.parametrize("asked", ["1e308", "inf", "86400"])
def test_a_delay_is_an_hour_at_most(asked):
    assert Robots(200, f"User-agent: *\nCrawl-delay: {asked}\n".encode()).crawl_delay("Warta") <= 3600


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (404, Verdict(True, "no robots.txt")),
        (403, Verdict(True, "no robots.txt")),
        (410, Verdict(True, "no robots.txt")),
        (429, Verdict(False, "robots.txt unreachable")),
        (500, Verdict(False, "robots.txt unreachable")),
        (503, Verdict(False, "robots.txt unreachable")),
        (302, Verdict(False, "robots.txt unreachable")),
        (None, Verdict(False, "robots.txt unreachable")),
    ],
)
def test_failures(status, verdict):
    assert Robots(status, FILE).verdict("https://a.example/a", "Warta") == verdict


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /rahasia",
        b"<html><body>Selamat datang</body></html>",
        "User-agent: *\nDisallow: /rahasia".encode("utf-16"),
        b"\xff\xfe\x00\xd8",
        b"User-agent: *\nDisallow: /rahasia\n" + b"# x\n" * 300_000,
        b"Disallow: /\n" * 3,
        b"\x00" * 1000,
        b"User-agent: *\rDisallow: /rahasia",
    ],
)
def test_odd_files_are_read(body):
    assert Robots(200, body).verdict("https://a.example/berita", "Warta").allowed


def test_what_lies_past_the_bound_is_not_read():
    body = b"User-agent: *\n" + b"# x\n" * 150_000 + b"Disallow: /\n"
    assert Robots(200, body).verdict("https://a.example/a", "Warta").allowed
