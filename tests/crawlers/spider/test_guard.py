"""Addresses that the crawler never reaches, and those it does."""

import pytest

from crawlers.spider.guard import refuse_address, refuse_url

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:192.168.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "bukan-alamat",
]
PUBLIC = ["8.8.8.8", "103.10.66.1", "2606:4700::1111", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert refuse_address(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address):
    assert not refuse_address(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/",
        "data:text/html,x",
        "gopher://example.com/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "http://[::1]:8080/",
        "http://2130706433/",
        "http://127.1/",
        "https://10.0.0.1/",
    ],
)
def test_refused_urls(url):
    assert refuse_url(url)


def test_the_operator_allows_by_name():
    assert refuse_url("http://127.0.0.1:8000/a", {"127.0.0.1"}) is None
    assert refuse_url("http://127.0.0.2/a", {"127.0.0.1"})
    assert refuse_url("file://127.0.0.1/a", {"127.0.0.1"})
    assert refuse_url("https://example.com/") is None
