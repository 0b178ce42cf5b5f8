import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.canonical_url import canonical_url

_LINES = Path(__file__).with_name("examples.txt").read_text("utf-8").splitlines()
_EXAMPLES = [re.split(r" *\| *", line) for line in _LINES if line and not line.startswith("#")]
_PIECES = st.text(
    st.sampled_from("ab/.%7E2f?&=#;:@+é’ mampprint1") | st.characters(codec="utf-8"), max_size=30
)


@pytest.mark.parametrize(("url", "declared", "expected", "why"), _EXAMPLES)
def test_example(url: str, declared: str, expected: str, why: str) -> None:
    assert canonical_url(url, declared) == expected, why


def test_there_are_sixty_examples_and_more() -> None:
    assert len(_EXAMPLES) >= 60


def test_white_space_around_an_address_does_not_count() -> None:
    assert canonical_url(" https://kabar.id/judul\n", " /judul ") == "https://kabar.id/judul"


def test_a_source_names_the_parameters_that_count() -> None:
    url = "https://kabar.id/read?ref=9&tema=2&utm_id=1"
    assert canonical_url(url) == "https://kabar.id/read?tema=2"
    assert canonical_url(url, keep_parameters=frozenset({"ref"})) == "https://kabar.id/read?ref=9"
    assert canonical_url(url, drop_parameters=frozenset({"tema"})) == "https://kabar.id/read"


@given(_PIECES, _PIECES)
@settings(deadline=None, max_examples=300)
def test_what_is_canonical_stays_so(path: str, query: str) -> None:
    once = canonical_url(f"https://kabar.id/{path}?{query}")
    assert canonical_url(once) == once


@given(_PIECES, _PIECES)
@settings(deadline=None, max_examples=200)
def test_no_address_is_too_broken(url: str, declared: str) -> None:
    assert isinstance(canonical_url(url, declared), str)


@pytest.mark.parametrize(
    "name", ["kabar.id/judul" + "/print" * 20_000, "kabar.id" + "/amp" * 20_000 + "/judul/x"]
)
def test_a_path_of_endless_variants_is_read_at_once(name: str) -> None:
    began = time.process_time()
    assert canonical_url(f"https://{name}").startswith("https://kabar.id/judul")
    assert time.process_time() - began < 10


@pytest.mark.parametrize("host", ["m." * 3000 + "kabar.id", "a" * 251 + ".id"])
def test_a_host_longer_than_any_is_left_alone(host: str) -> None:
    assert canonical_url(f"http://{host}/judul/") == f"http://{host}/judul/"
