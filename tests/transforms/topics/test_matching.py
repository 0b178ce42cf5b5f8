import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.topics.matching import fold, starts_of
from transforms.topics.scoring import read


def terms(lexicon, text):
    """Return the texts of the terms in the order of the text, as written."""
    reading = read(lexicon, None, text)
    starts = starts_of(reading.body.folded, [begin for _, begin, _ in reading.body.found])
    found = []
    for (pattern, begin, _), start in zip(reading.body.found, starts, strict=True):
        sense = lexicon.matcher.sense_of[pattern]
        if sense < 0:
            sense = lexicon.matcher.sense_by_case(reading.body, pattern, begin)
        if sense >= 0:
            found.append(reading.body.raw[start : start + lexicon.matcher.lengths[pattern]].decode())
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saham naik", ["Saham"]),
        ("sahamnya dan sahamlah", ["sahamnya", "sahamlah"]),
        ("persahaman", []),
        ("Golongan gol, goal, GOL!", ["gol", "GOL"]),
        ("saham-saham", ["saham", "saham"]),
        ("saham saham", ["saham", "saham"]),
        ("bank sampah dan bank", ["bank"]),
        ("piala dunia", ["piala dunia"]),
        ("piala. Dunia", ["Dunia"]),
        ("kur dan KUR", ["KUR"]),
        ("Jum’at “saham” naik", ["saham"]),
        ("é saham é gol", ["saham", "gol"]),
        ("", []),
    ],
)
def test_terms_found(small, text, expected):
    assert terms(small, text) == expected


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["saham", "gol", "…", "’", "é", "xyz", ",", "\n", "😀"]), max_size=30))
def test_every_term_is_found_where_it_stands(small, words):
    expected = [word for word in words if word in {"saham", "gol"}]
    assert terms(small, " ".join(words)) == expected


@given(st.text())
def test_folding_keeps_only_letters_digits_and_separators(text):
    folded = fold(text.encode("utf-8", "replace"))
    assert folded == folded.lower()
    assert all(byte == 32 or chr(byte).isalnum() for byte in folded)
