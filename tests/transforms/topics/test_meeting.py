"""Terms are met as a slow reading of the same texts, word by word and without hashes, would meet them."""

import re
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.topics.matching import Form, Matcher, Part, Sense

NAMES = [
    "saham",
    "bank",
    "bank sampah",
    "bank sampah kota",
    "sampah",
    "kota besar saham",
    "kur",
    "harga saham",
]
SENSES = {name: Sense(name, ((number, 1.0),)) for number, name in enumerate(NAMES)}
NOTHING = Sense("bank sampah kota", ())
FORMS = {name: Form(SENSES[name], None) for name in NAMES}
FORMS["kur"] = Form(None, SENSES["kur"])  # in capitals only
FORMS["bank sampah kota"] = Form(NOTHING, None)  # speaks for nothing
MATCHER = Matcher.of(FORMS)

WORDS = ["saham", "Bank", "BANK", "sampah", "kota", "besar", "KUR", "kur", "harga", "é", "😀", "persahaman"]
GAPS = [" ", " ", " ", "-", ". ", ", ", "\n", "", "…"]
TEXTS = st.none() | st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=25).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


class Piece(NamedTuple):
    sense: str
    tally: float
    part: str
    text: str
    letter: int


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
@settings(deadline=None, max_examples=200)
def test_terms_are_met_as_by_a_slow_reading(articles: list[tuple[str | None, str | None]]) -> None:
    headlines, bodies = [headline for headline, _ in articles], [body for _, body in articles]
    assert met(headlines, bodies) == [slowly(headline or "", body or "") for headline, body in articles]


def met(headlines: list[str | None], bodies: list[str | None]) -> list[list[Piece]]:
    parts = {True: Part.of_list(headlines), False: Part.of_list(bodies)}
    found = MATCHER.meet(parts[True], parts[False])
    pieces = []
    for row, (first, behind) in enumerate(pairwise(found.offsets)):
        pieces.append([])
        for at in range(first, behind):
            in_headline = bool(found.in_headline[at])
            text = parts[in_headline].text(row)[found.start[at] : found.end[at]].decode()
            place = "headline" if in_headline else "body"
            sense = MATCHER.senses[found.sense[at]].entry
            pieces[row].append(
                Piece(sense, round(float(found.tally[at]), 6), place, text, int(found.letter[at]))
            )
    return pieces


def slowly(headline: str, body: str) -> list[Piece]:
    lead = len(body.partition("\n")[0].encode()) if "\n" in body else 500  # bytes
    pieces: dict[str, Piece] = {}
    for part, text in (("headline", headline), ("body", body)):
        for name, start, end in longest_first(text):
            written = text[start:end]
            form = FORMS[name]
            sense = form.capitals if form.capitals and written.isupper() else form.plain
            if sense is None or not sense.weights:
                continue
            led = len(text[:start].encode()) < lead
            weight = 3.0 if part == "headline" else 1.6 if led else 1.0
            old = pieces.get(sense.entry, Piece(sense.entry, 0.0, part, written, start))
            pieces[sense.entry] = old._replace(tally=round(old.tally + weight, 6))
    return list(pieces.values())


def longest_first(text: str) -> list[tuple[str, int, int]]:
    """Return the names that stand in `text` and their characters; none takes a word of one before it."""
    words = list(re.finditer(r"[^\W_]+", text))
    folded = [word[0].lower().replace("é", "e") for word in words]
    found, at = [], 0
    while at < len(words):
        behind = at + 1
        for limit in range(len(words), at, -1):
            gaps = [text[one.end() : other.start()] for one, other in pairwise(words[at:limit])]
            if " ".join(folded[at:limit]) in FORMS and all(len(gap.encode()) == 1 for gap in gaps):
                found.append((" ".join(folded[at:limit]), words[at].start(), words[limit - 1].end()))
                behind = limit
                break
        at = behind
    return found
