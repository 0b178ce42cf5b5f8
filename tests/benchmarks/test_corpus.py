"""The composed corpus is the same every time, differs as news differs, and repeats what it says it does."""

import random
import re
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.warc import WarcFile
from news.home import Home

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from corpus import DAYS, Composed, compose, land

_DAY = re.compile(r"(\w+) \((\d+)/(\d+)(?:/(\d{4}))?\)")


@pytest.fixture(scope="module")
def documents() -> list[Composed]:
    return list(compose(1_000))


def test_one_in_ten_repeats_an_earlier_document(documents: list[Composed]) -> None:
    copies = [one for one in documents if one.copy_of is not None]
    assert 80 <= len(copies) <= 120
    assert all(one.copy_of < one.number for one in copies)  # type: ignore[operator]
    assert {one.kind for one in copies} == {"edited", "retitled", "byline"}


def test_documents_differ_as_news_differs(documents: list[Composed]) -> None:
    texts = [shingles(one) for one in documents if one.copy_of is None]
    chance = random.Random(3)
    alike = [jaccard(*chance.sample(texts, 2)) for _ in range(3_000)]
    assert median(alike) < 0.02
    assert max(alike) < 0.2


def test_a_copy_keeps_most_of_what_it_repeats(documents: list[Composed]) -> None:
    by_number = {one.number: one for one in documents}
    for one in documents:
        if one.copy_of is not None:
            original = by_number[one.copy_of]
            assert jaccard(shingles(one), shingles(original)) > 0.4
            assert one.publisher != original.publisher
            assert (one.headline != original.headline) == (one.kind == "retitled")
            assert (one.paragraphs == original.paragraphs) == (one.kind != "edited")


def test_every_slot_is_filled(documents: list[Composed]) -> None:
    assert not [one.text for one in documents if re.search(r"[{}]|\bNone\b", one.text)]


def test_addresses_are_distinct(documents: list[Composed]) -> None:
    assert len({one.url for one in documents}) == len(documents)


def test_each_article_names_a_day_up_to_its_capture(documents: list[Composed]) -> None:
    for one in documents:
        if one.kind != "edited":
            found = _DAY.search(one.paragraphs[0])
            assert found
            year = int(found[4] or one.captured.year)
            day = date(year, int(found[3]), int(found[2]))
            assert DAYS[day.weekday()] == found[1]
            assert 0 <= (one.captured.date() - day).days <= 4


@given(st.integers(0, 40), st.integers(0, 10))
@settings(deadline=None, max_examples=20)
def test_a_longer_corpus_begins_with_the_shorter_one(documents: int, seed: int) -> None:
    assert list(compose(documents, seed)) == list(compose(documents + 10, seed))[:documents]


def test_it_lands_as_records_that_read_back(tmp_path: Path) -> None:
    documents = list(compose(30))
    home = Home(tmp_path)
    (name,) = land(documents, home)
    captures = list(WarcFile(home.landing / name))
    assert [capture.target_uri for capture in captures] == [one.url for one in documents]
    assert [capture.payload.decode() for capture in captures] == [one.text for one in documents]
    assert land(documents, home) == [name]


def shingles(one: Composed) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(one.paragraphs).lower())
    return {(first, second, third) for (first, second), (_, third) in pairwise(pairwise(words))}


def jaccard(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other)
