from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.schema import ARTICLE, TOPIC, article_table
from transforms.topics import explain, label_topics
from transforms.topics.labels import leading_topic, topics_of

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "seeds"
EXPECTED = yaml.safe_load((HERE / "seeds.yaml").read_text(encoding="utf-8"))

WORDS = "saham|gol|Bupati|DPRD|banjir|“kutipan”|é|😀|\n\n|KUR|kemiskinan,|rumah sakit"
words = st.sampled_from(WORDS.split("|"))
texts = st.one_of(st.none(), st.text(max_size=80), st.lists(words, max_size=40).map(" ".join))


def table_of(*pairs):
    return article_table([{"headline": headline, "article_body": body} for headline, body in pairs])


def test_fills_its_columns_and_keeps_the_rest():
    table = table_of(("DPRD Sahkan APBD", "Bupati hadir."), (None, None), ("", "tanpa arti"))
    labelled = label_topics(table)
    assert labelled.schema.equals(ARTICLE)
    assert labelled.drop(["topics", "media_topic"]).equals(table.drop(["topics", "media_topic"]))
    assert labelled["media_topic"].to_pylist() == ["medtop:11000000", None, None]
    assert [len(topics) for topics in labelled["topics"].to_pylist()][1:] == [0, 0]


def test_an_empty_table_stays_empty():
    labelled = label_topics(table_of())
    assert labelled.schema.equals(ARTICLE)
    assert len(labelled) == 0


def test_a_batch_says_what_its_rows_say_alone(lexicon):
    pairs = [(f"Gol {number}", "Pelatih memuji pemain. " * (number % 5)) for number in range(600)]
    together = label_topics(table_of(*pairs))["topics"].to_pylist()
    assert together[::97] == [label_topics(table_of(pair))["topics"].to_pylist()[0] for pair in pairs[::97]]


def test_type_of_the_column():
    assert label_topics(table_of((None, "saham")))["topics"].type == pa.list_(TOPIC)


@settings(deadline=None, max_examples=120)
@given(texts, texts)
def test_evidence_stands_where_it_says(headline, body):
    for label in label_topics(table_of((headline, body)))["topics"].to_pylist()[0]:
        assert 0 < label["score"] <= 1
        assert label["evidence"]
        for piece in label["evidence"]:
            column = headline if piece["part"] == "headline" else body
            assert column[piece["start"] :].startswith(piece["text"])


def test_parts_of_the_evidence(lexicon):
    (label,) = (
        label
        for label in topics_of("Gol", "Kiper “muda” bangkit.\n\nStriker gagal.", lexicon)
        if label.code == "medtop:15000000"
    )
    assert [tuple(piece) for piece in label.evidence] == [
        ("Gol", "headline", 0),
        ("Kiper", "lead", 0),
        ("Striker", "body", 23),
    ]


@pytest.mark.parametrize("seed", EXPECTED, ids=lambda seed: seed["file"])
def test_seeds(seed, lexicon):
    (path,) = SEEDS.glob(f"{seed['file']}_*.txt")
    labels = topics_of(None, path.read_text(encoding="utf-8"), lexicon)
    assert leading_topic(labels, lexicon) == seed["leading"]
    assert set(seed["also"]) <= {label.code for label in labels}


def test_explanation_shows_what_came_close(lexicon):
    explanation = explain("Harga saham naik", "Bursa ditutup menguat. Pelatih tim hadir.", lexicon)
    assert explanation.labels[0].code == "medtop:04000000"
    assert all(close.score < 0.25 for close in explanation.close)
    assert {label.code for label in explanation.labels} <= explanation.terms.keys()
