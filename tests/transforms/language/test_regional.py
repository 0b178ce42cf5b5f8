from pathlib import Path

import numpy as np
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import transforms.language
from transforms.language.counting import count_words, read_counts, shipped_counts, write_counts
from transforms.language.malay import phrase_weights, word_weights
from transforms.language.regional import make_lexicon, regional_odds, shipped_lexicon
from transforms.language.words import split_words, take_words, word_keys

PACKAGE = Path(transforms.language.__file__).parent
LISTS = yaml.safe_load((PACKAGE / "malay_indonesian.yaml").read_text("utf-8"))


def test_a_word_stands_in_one_list() -> None:
    words = [
        word
        for side in LISTS.values()
        for grade in ("only", "mostly", "rather")
        for word in side[grade].split()
    ]
    assert sorted(words) == sorted(set(words))
    assert all(split_words(word) == [word] for word in words)


def test_a_phrase_is_two_words_on_one_side() -> None:
    phrases = [
        phrase.split()
        for side in LISTS.values()
        for group in side["phrases"].values()
        for phrase in group.split(",")
    ]
    assert all(len(words) == 2 for words in phrases)
    assert len(phrase_weights()) == len(phrases)


def test_a_phrase_says_more_than_its_words() -> None:
    lexicon = shipped_lexicon()
    apart, together = regional_odds(["luar hari negara", "hari luar negara"], lexicon)[:, 0]
    hyphen, full_stop = regional_odds(["hari luar-negara", "hari luar. negara"], lexicon)[:, 0]
    assert together == hyphen > apart == full_stop


def test_known_pairs_divide_malay_from_indonesian() -> None:
    pairs = "kerana/karena wang/uang polis/polisi syarikat/perusahaan bahawa/bahwa universiti/universitas"
    weights = word_weights()
    for pair in pairs.split():
        malay, indonesian = pair.split("/")
        assert weights[malay] > 0 > weights[indonesian]


def test_shipped_table_names_its_origin_and_holds_no_sentence() -> None:
    text = (PACKAGE / "regional_words.tsv").read_text("utf-8")
    assert "NusaX" in text
    assert "CC BY-SA 4.0" in text
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(" " not in row for row in rows)


def test_counts_survive_writing() -> None:
    counts = count_words(
        {
            "id": [["rumah", "besar", "sekali"], ["rumah", "kecil"], ["berumah"], ["berlari"], ["berkata"]],
            "jv": [["omah", "gedhe"], ["omah", "cilik"], ["beras"], ["omahe"]],
        }
    )
    assert counts.words == {"omah": (0, 2), "rumah": (2, 0)}
    assert counts.beginnings == {"ber": (3, 1)}
    assert read_counts(write_counts(counts, "Made by hand.\nTwo lines.")) == counts


def test_shipped_counts_cover_the_languages() -> None:
    assert {"id", "jv", "su", "bjn", "nij"} <= set(shipped_counts().languages)
    assert shipped_lexicon().languages[0] == "ms"
    assert "id" not in shipped_lexicon().languages


def test_words_of_one_language_speak_for_it() -> None:
    lexicon = make_lexicon(shipped_counts())
    odds = regional_odds(["nang gasan kada ulun", "tuntang hong jatun je"], lexicon)
    best = [lexicon.languages[column] for column in odds.argmax(1)]
    assert best == ["bjn", "nij"]


def test_a_repeated_word_counts_once() -> None:
    once, often = regional_odds(["kerana itu", "kerana itu kerana kerana"], shipped_lexicon())
    np.testing.assert_allclose(once, often)


def test_words_of_neighbouring_texts_stay_apart() -> None:
    texts = ["kata bata", "jata", "lata kata", "mata", "kata"]
    words = take_words(texts)
    assert [int((words.text == place).sum()) for place in range(len(texts))] == [2, 1, 2, 1, 1]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@settings(deadline=None, max_examples=80)
def test_batch_reads_the_words_that_one_text_has(texts: list[str]) -> None:
    batch = take_words(texts)
    for place, text in enumerate(texts):
        plain = {word for word in split_words(text) if word.isascii()}
        keys = set(batch.key[batch.text == place].tolist())
        assert set(word_keys(sorted(plain)).tolist()) <= keys
