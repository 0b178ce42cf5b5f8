"""Names are found as a slow reading of the same texts, word by word and without hashes, would find them."""

import re
from itertools import pairwise

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.regions.gazetteer import Gazetteer
from transforms.regions.mentions import Spans, spans_of
from transforms.regions.names import names_of
from transforms.words import split

NAMES = names_of(Gazetteer.load())
KNOWN = {" ".join(re.findall(r"\w+", name.lower())) for name in NAMES.spelt}
LONGEST = max(len(name.split()) for name in KNOWN)

PIECES = [
    "Kapuas",
    "Hulu",
    "kapuas",
    "KUTAI",
    "Barat",
    "Kota",
    "Baru",
    "Kotabaru",
    "D.I.",
    "Yogyakarta",
    "di",
]
PIECES += [
    "Kutái",
    "Papua",
    "Barat",
    "Daya",
    "North",
    "Luwu",
    "😀",
    "Sampit",
    "Sampitan",
    "Ogan",
    "Komering",
    "Ulu",
]
GAPS = [" ", " ", " ", "-", ". ", ", ", "\n\n", "", "–", " (", "_"]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=20).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


@given(st.lists(TEXTS, max_size=4))
@settings(deadline=None, max_examples=200)
def test_names_are_found_as_by_a_slow_reading(texts: list[str]) -> None:
    found = spans_of(texts, split(pa.array(texts, pa.string())), NAMES)
    assert found == [slowly(text) for text in texts]


def slowly(text: str) -> Spans:
    words = list(re.finditer(r"[^\W_]+", text))
    folded = [word[0].lower().replace("á", "a") for word in words]
    spans = []
    for first in range(len(words)):
        for limit in range(min(first + LONGEST, len(words)), first, -1):
            gaps = [text[one.end() : other.start()] for one, other in pairwise(words[first:limit])]
            near = all(len(gap.encode()) <= 2 for gap in gaps)
            if near and " ".join(folded[first:limit]) in KNOWN:
                spans.append((words[first].start(), words[limit - 1].end()))
    return spans
