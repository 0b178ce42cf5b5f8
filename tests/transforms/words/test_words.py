import unicodedata
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.words import split, word_hashes

_LINES = Path(__file__).with_name("cases.txt").read_text("utf-8").splitlines()
_CASES = [line.split(" =>") for line in _LINES if not line.startswith("#")]
_TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("aB é’-\n.́\u200b\xad北🎉"), max_size=60)


@pytest.mark.parametrize(("text", "words"), _CASES)
def test_case(text: str, words: str) -> None:
    assert split(pa.array([text])).hashes.tolist() == word_hashes(words.split()).tolist()


@given(st.lists(_TEXTS | st.none(), max_size=6))
@settings(deadline=None)
def test_each_text_is_split_by_itself(texts: list[str | None]) -> None:
    words = split(pa.array(texts, pa.string()))
    assert len(words) == len(texts)
    for number, text in enumerate(texts):
        alone = split(pa.array([text], pa.string()))
        own = slice(words.offsets[number], words.offsets[number + 1])
        assert words.hashes[own].tolist() == alone.hashes.tolist()
        assert words.starts[own].tolist() == alone.starts.tolist()


@given(_TEXTS)
@settings(deadline=None)
def test_places_lead_back_to_the_word(text: str) -> None:
    words, data = split(pa.array([text])), text.encode()
    pieces = [data[start:end].decode() for start, end in zip(words.starts, words.ends, strict=True)]
    assert [split(pa.array([piece])).hashes.tolist() for piece in pieces] == [
        [word] for word in words.hashes.tolist()
    ]


@given(_TEXTS)
@settings(deadline=None)
def test_case_and_composition_do_not_count(text: str) -> None:
    latin = "".join(sign for sign in text if ord(sign) < 0x250)
    forms = [latin, unicodedata.normalize("NFC", latin), unicodedata.normalize("NFD", latin)]
    found = split(pa.array(forms))
    assert len({tuple(found.hashes[found.offsets[at] : found.offsets[at + 1]]) for at in range(3)}) == 1


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_every_arrow_string_type_and_layout_is_read(kind: pa.DataType) -> None:
    whole = pa.array(["lama", "satu dua", None, "tiga", ""], kind)
    expected = split(pa.array(["satu dua", None, "tiga", ""]))
    for column in (whole[1:], pa.chunked_array([whole[1:3], whole[3:]])):
        found = split(column)
        assert found.hashes.tolist() == expected.hashes.tolist()
        assert found.offsets.tolist() == expected.offsets.tolist()


def test_no_texts_have_no_words() -> None:
    assert len(split(pa.array([], pa.string()))) == 0
    assert split(pa.chunked_array([], pa.string())).hashes.dtype == np.uint64


def test_a_column_of_numbers_is_refused() -> None:
    with pytest.raises(pa.ArrowNotImplementedError):
        split(pa.array([[1]]))


def test_a_lexicon_holds_single_words() -> None:
    with pytest.raises(ValueError, match="found 2 in 'kota baru'"):
        word_hashes(["kota", "kota baru"])
