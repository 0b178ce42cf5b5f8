"""Planted phrases go from wherever they stand, and nothing of the report goes with them."""

from pathlib import Path

import pytest
import yaml

from transforms.clean.article import clean_draft
from transforms.clean.draft import Draft

PHRASES = yaml.safe_load(Path(__file__).with_name("planted.yaml").read_text(encoding="utf-8"))
REPORT = [
    "Pemerintah Kabupaten Barito Utara menggelar rapat penanggulangan banjir bersama para camat di aula.",
    "Kepala BPBD Barito Utara, Hendra, mengatakan tinggi air sungai mulai surut sejak Ahad pagi.",
    "“Kami minta warga tetap waspada,” ujarnya kepada wartawan.",
    "Bantuan beras dan air bersih dikirim ke tiga desa yang masih terendam.",
]


def settings(phrase: str) -> list[list[str]]:
    first, second, *others = REPORT
    return [
        [phrase, *REPORT],
        [first, second, phrase, *others],
        [*REPORT, phrase],
        [first, f"{second} {phrase}", *others],
    ]


def cleaned(paragraphs: list[str]) -> list[str]:
    draft = Draft.of("\n\n".join(paragraphs), "Banjir Barito Utara Mulai Surut")
    return clean_draft(draft).paragraphs


@pytest.mark.parametrize("phrase", PHRASES["go"])
def test_a_planted_phrase_goes(phrase: str) -> None:
    assert [cleaned(paragraphs) for paragraphs in settings(phrase)] == [REPORT] * 4


@pytest.mark.parametrize("phrase", PHRASES["go_unless_first"])
def test_a_phrase_goes_unless_it_opens_the_text(phrase: str) -> None:
    assert [cleaned(paragraphs) for paragraphs in settings(phrase)[1:]] == [REPORT] * 3


@pytest.mark.parametrize("sentence", PHRASES["stay"])
def test_a_sentence_with_the_same_words_stays(sentence: str) -> None:
    assert [cleaned(paragraphs) for paragraphs in settings(sentence)] == settings(sentence)
