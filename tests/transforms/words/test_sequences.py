import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.words import split
from transforms.words.sequences import Sequences

NAMES = ["a", "a b", "b c d", "a b c d", "d", "c"]
TEXT = st.lists(st.sampled_from("abcdx"), max_size=14)


def met(names: list[str], text: str, gap: int = 1) -> list[tuple[str, int]]:
    """Return each sequence that is met and the place of its first word."""
    found = Sequences.of(names).find_all(split(pa.array([text])), gap)
    return [(names[number], int(first)) for number, first in zip(found.number, found.first, strict=True)]


@given(TEXT)
@settings(deadline=None)
def test_every_sequence_is_met_wherever_it_stands(words: list[str]) -> None:
    expected = [
        (name, place)
        for place in range(len(words))
        for name in sorted(NAMES, key=len, reverse=True)
        if words[place : place + len(name.split())] == name.split()
    ]
    assert met(NAMES, " ".join(words)) == expected


def test_no_sequence_reaches_over_a_full_stop() -> None:
    assert met(["a b"], "a b, a-b; a. b") == [("a b", 0), ("a b", 2)]
    assert met(["a b"], "a. b", gap=2) == [("a b", 0)]


def test_texts_are_apart() -> None:
    found = Sequences.of(["a b"]).find_all(split(pa.array(["x a", "b", "a b", None, "a b a b"])))
    assert found.offsets.tolist() == [0, 0, 0, 1, 1, 3]


def test_more_matches_than_words() -> None:
    names = [" ".join(["a"] * length) for length in range(1, 12)]
    assert len(met(names, " ".join(["a"] * 30))) == sum(min(11, 30 - place) for place in range(30))


def test_a_sequence_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="expected words, found none in '--'"):
        Sequences.of(["a", "--"])
