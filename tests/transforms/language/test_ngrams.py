from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langdetect import detector_factory
from langdetect.utils.ngram import NGram

from transforms.language.bayes import log_likelihoods
from transforms.language.letters import CODE_POINTS, normalized_code_points
from transforms.language.ngrams import take_ngrams
from transforms.language.profiles import load_profiles

SENTENCES = [
    line.split("\t")[1] for line in (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()
]
PROFILES = load_profiles()


@pytest.fixture(scope="module")
def factory() -> detector_factory.DetectorFactory:
    detector_factory.init_factory()
    return detector_factory._factory


def test_every_code_point_is_read_as_langdetect_reads_it() -> None:
    table = normalized_code_points()
    assert [chr(code) for code in table] == [NGram.normalize(chr(code)) for code in range(CODE_POINTS)]


def known_ngrams(text: str, factory: detector_factory.DetectorFactory) -> list[str]:
    detector = factory.create()
    detector.text = text
    return detector._extract_ngrams()


def rows_of(texts: list[str]) -> list[list[int]]:
    grams = take_ngrams(texts, PROFILES)
    parts = np.split(grams.rows, grams.bounds[1:-1])
    return [[int(row) for row in part if row != PROFILES.unknown] for part in parts]


def assert_same_evidence(texts: list[str], factory: detector_factory.DetectorFactory) -> None:
    """Compare the probability of each n-gram in each language, n-gram by n-gram."""
    order = [factory.langlist.index(language) for language in PROFILES.languages]
    for text, rows in zip(texts, rows_of(texts), strict=True):
        expected = known_ngrams(f"{text} ", factory)
        assert len(rows) == len(expected)
        if expected:
            theirs = np.array([factory.word_lang_prob_map[gram] for gram in expected])[:, order]
            np.testing.assert_allclose(
                PROFILES.log_probability[rows], np.log(theirs + 5e-5), rtol=0, atol=1e-3
            )


def test_ngrams_of_sentences_are_langdetects(factory: detector_factory.DetectorFactory) -> None:
    assert_same_evidence(SENTENCES, factory)


def test_capitals_spaces_and_scripts(factory: detector_factory.DetectorFactory) -> None:
    texts = [
        "",
        " ",
        "A",
        "DPR RI dan KPK",
        "  a   b ",
        "a-b",
        "e\u0301",
        "Ștefan ție",
        "かなカナ漢字",
        "a\u2019b",
        "Đà Ạ",
    ]
    assert_same_evidence(texts, factory)


@given(st.lists(st.text(alphabet=st.characters(max_codepoint=0xD7FF), max_size=40), min_size=1, max_size=4))
@settings(deadline=None, max_examples=80)
def test_ngrams_of_any_text_are_langdetects(texts: list[str]) -> None:
    detector_factory.init_factory()
    assert_same_evidence(texts, detector_factory._factory)


def test_likelihood_is_the_sum_over_ngrams() -> None:
    texts = SENTENCES * 3
    sums, numbers = log_likelihoods(take_ngrams(texts, PROFILES), PROFILES)
    rows = rows_of(texts)
    assert numbers.tolist() == [len(part) for part in rows]
    np.testing.assert_allclose(sums, [PROFILES.log_probability[part].sum(0) for part in rows], rtol=0)
