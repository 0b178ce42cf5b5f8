"""Addresses: what names a page, what never is an article, what looks like one."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.discovery.addresses import leads_elsewhere, looks_like_article, visiting_address

CASES = yaml.safe_load((Path(__file__).parent / "addresses.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("given_url", "expected"), CASES["visiting"])
def test_visiting_address(given_url, expected):
    assert visiting_address(given_url) == expected


def test_the_source_keeps_what_names_its_articles():
    assert visiting_address("https://a.example/?ref=9&utm_id=1", ("ref",)) == "https://a.example/?ref=9"


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(st.text(max_size=60), st.from_regex(r"https?://[a-z0-9.:@/?&=#%\[\]-]{0,40}", fullmatch=True))
)
def test_twice_is_as_once_and_never_another_scheme(url):
    once = visiting_address(url)
    if once is not None:
        assert once.startswith(("http://", "https://"))
        assert visiting_address(once) == once


@pytest.mark.parametrize("url", CASES["elsewhere"])
def test_elsewhere(url):
    assert leads_elsewhere(url)
    assert not looks_like_article(url)


@pytest.mark.parametrize("url", CASES["articles"])
def test_articles(url):
    assert looks_like_article(url)


@pytest.mark.parametrize("url", CASES["doubtful"])
def test_doubtful(url):
    assert not leads_elsewhere(url)
    assert not looks_like_article(url)
