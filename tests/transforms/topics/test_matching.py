import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.topics.evidence import cited
from transforms.topics.matching import Part
from transforms.topics.scoring import read


def terms(lexicon, text):
    """Return the terms that were met, as written where each first stands, and how often each counts."""
    reading = read(lexicon, Part.of_list([None]), Part.of_list([text]))
    pieces = cited(reading, np.arange(len(reading.met.sense)))
    return {
        piece.text: round(float(count), 1) for piece, count in zip(pieces, reading.met.tally, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saham naik", {"Saham": 1.6}),
        ("sahamnya dan sahamlah", {"sahamnya": 3.2}),
        ("persahaman", {}),
        ("Golongan gol, goal, GOL!", {"gol": 3.2}),
        ("saham-saham", {"saham": 3.2}),
        ("saham saham", {"saham": 3.2}),
        ("bank sampah dan bank", {"bank": 1.6}),
        ("piala dunia", {"piala dunia": 1.6}),
        ("piala. Dunia", {"Dunia": 1.6}),
        ("kur dan KUR", {"KUR": 1.6}),
        ("Jum’at “saham” naik", {"saham": 1.6}),
        ("é saham é gol", {"saham": 1.6, "gol": 1.6}),
        ("lead\n\nsaham", {"saham": 1.0}),
        ("", {}),
    ],
)
def test_terms_met(small, text, expected):
    assert terms(small, text) == expected


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["saham", "gol", "…", "’", "é", "xyz", ",", "\n", "😀"]), max_size=30))
def test_every_term_is_met(small, words):
    assert terms(small, " ".join(words)).keys() == {word for word in words if word in {"saham", "gol"}}
