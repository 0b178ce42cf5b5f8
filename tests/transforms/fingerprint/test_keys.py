import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.schema import ARTICLE, article_table
from transforms.fingerprint import bands_of, fingerprint
from transforms.fingerprint.anchors import RUN_WORDS, WINDOW
from transforms.fingerprint.keys import EXCERPT_WORDS, KEY_BITS, SHORT_WORDS
from transforms.fingerprint.shingles import SHINGLE_WORDS
from transforms.fingerprint.signature import BANDS


def _words(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    return [f"kata{draw.randrange(10**6)}" for _ in range(count)]


def _keys(*bodies: str | None, headline: str = "Judul") -> list[list[int]]:
    table = article_table([{"headline": headline, "article_body": body} for body in bodies])
    found: list[list[int]] = fingerprint(table)["bands"].to_pylist()
    return found


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        (0, 0, 0),
        (1, 1, 1),
        (SHORT_WORDS - 1, 1, 1),
        (SHORT_WORDS, BANDS + 1, BANDS + 1),
        (EXCERPT_WORDS - 1, BANDS + 1, BANDS + 1),
        (EXCERPT_WORDS, BANDS + 5, BANDS + 30),
        (300, BANDS + 40, BANDS + 90),
    ],
)
def test_number_of_keys(words: int, least: int, most: int) -> None:
    (keys,) = _keys(" ".join(_words(1, words)))
    assert least <= len(keys) <= most
    assert all(key < 2**KEY_BITS for key in keys)


def test_short_texts_meet_only_when_headline_and_body_agree() -> None:
    short = "Simak video selengkapnya di bawah ini."
    one, other = _keys(short, headline="Banjir di Sambas"), _keys(short, headline="Gempa di Ketapang")
    assert not set(one[0]) & set(other[0])
    assert one == _keys(short, headline="BANJIR  di Sambas")


def test_fingerprints_take_less_than_a_kilobyte() -> None:
    keys = _keys(*(" ".join(_words(seed, 300)) for seed in range(50)))
    assert sum(map(len, keys)) / len(keys) * 8 < 1024


@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 60))
@settings(deadline=None, max_examples=50)
def test_a_shared_passage_always_shares_an_anchor(seed: int, before: int, after: int) -> None:
    passage = _words(seed, RUN_WORDS + WINDOW - 1)
    texts = [
        " ".join(_words(seed + own, 60 + before) + passage + _words(seed + own + 1, 60 + after))
        for own in (1, 3)
    ]
    one, other = _keys(*texts)
    assert set(one[1 + BANDS :]) & set(other[1 + BANDS :])


def test_every_excerpt_holds_a_passage_that_long() -> None:
    for shingles in range(EXCERPT_WORDS - SHINGLE_WORDS + 1, 3000):
        missing = shingles // 10
        longest = -(-(shingles - missing) // (missing // 2 + 1))
        assert longest + SHINGLE_WORDS - 1 >= RUN_WORDS + WINDOW - 1


@given(st.lists(st.integers(0, 400), max_size=6), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_neither_batch_nor_order_counts(sizes: list[int], draw: random.Random) -> None:
    rows = [{"headline": f"{size}", "article_body": " ".join(_words(size, size))} for size in sizes]
    whole = fingerprint(article_table(rows)).to_pylist()
    order = draw.sample(range(len(rows)), len(rows))
    for number in order:
        assert fingerprint(article_table([rows[number]])).to_pylist() == [whole[number]]


@given(st.lists(st.integers(0, 40), max_size=6))
@settings(deadline=None, max_examples=20)
def test_bands_alone_are_the_same(sizes: list[int]) -> None:
    rows = [{"headline": f"{size}", "article_body": " ".join(_words(size, size))} for size in sizes]
    table = article_table(rows)
    assert bands_of(table).to_pylist() == fingerprint(table)["bands"].to_pylist()


def test_every_row_and_column_is_kept() -> None:
    table = pa.concat_tables([article_table([{"record_id": name}]) for name in ("<a>", "<b>")])
    found = fingerprint(table)
    assert found.schema == ARTICLE
    assert found["record_id"].to_pylist() == ["<a>", "<b>"]
    assert found["word_count"].to_pylist() == [0, 0]
    assert fingerprint(table.slice(0, 0)).num_rows == 0


def test_a_large_batch_is_fingerprinted_in_slices() -> None:
    rows = [{"headline": None, "article_body": " ".join(_words(number, 25))} for number in range(5000)]
    counts = fingerprint(article_table(rows))["word_count"].to_pylist()
    assert counts == [25] * 5000
