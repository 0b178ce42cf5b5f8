from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest

from news.errors import InputError
from news.schema import article_table
from transforms.topics import TopicModel, explain, label_topics
from transforms.topics.blend import blend, own_labels
from transforms.topics.train import train

HARBOUR = ["dermaga", "kapal", "jangkar"]
GARDEN = ["taman", "bunga", "rumput"]
TEXTS = [f"{noun} itu {state}" for noun in HARBOUR + GARDEN for state in ("luas", "baru", "elok", "tua")]
LABELS = ["dermaga"] * 12 + ["taman"] * 12


@pytest.fixture(scope="module")
def model():
    return train(TEXTS, LABELS, folds=4)[0]


def test_report_names_every_class():
    _, report = train(TEXTS, LABELS, folds=4)
    assert [(line.label, line.articles) for line in report] == [("dermaga", 12), ("taman", 12)]
    assert all(min(line.precision, line.recall, line.f1) == 1.0 for line in report)


def test_same_labels_same_model(model):
    again = train(TEXTS, LABELS, folds=4)[0]
    assert np.array_equal(model.weights, again.weights)


def test_stored_and_read_again(model, lexicon, tmp_path):
    path = tmp_path / "own.parquet"
    model.save(path)
    read = TopicModel.load(path)
    texts = ["kapal di dermaga", "bunga di taman", "tanpa kata yang dikenal"]
    assert np.allclose(model.probabilities(texts, lexicon), read.probabilities(texts, lexicon), atol=1e-4)
    assert pq.read_schema(path).names[:2] == ["bucket", "idf"]


def test_own_classes_become_labels_with_evidence(model):
    table = article_table([{"headline": "Kapal Sandar", "article_body": "Antrean kapal di dermaga panjang."}])
    (topics,) = label_topics(table, model=model)["topics"].to_pylist()
    (own,) = (topic for topic in topics if topic["scheme"] == "own")
    assert own["code"] == "dermaga"
    assert {"text": "Kapal", "part": "headline", "start": 0} in own["evidence"]
    assert explain("Kapal Sandar", "Di dermaga.", model=model).labels[-1].code == "dermaga"


def test_codes_of_the_lexicon_are_blended_by_reliability(model, lexicon):
    coded = replace(model, classes=("medtop:15000000", "taman"), reliability=(0.75, 0.4))
    sport = lexicon.numbers["medtop:15000000"]
    probability = [{"medtop:15000000": 0.8, "taman": 1.0}]
    scores = np.zeros((1, len(lexicon.topics)))
    scores[0, sport] = 0.4
    blended = blend(scores, probability, lexicon, coded)[0, sport]
    assert blended == pytest.approx(0.25 * 0.4 + 0.75 * 0.8)
    assert own_labels(probability[0], lexicon, coded) == []


@pytest.mark.parametrize(
    ("texts", "labels", "says"),
    [
        (["a"], ["x", "y"], "expected one a text"),
        (["a", "b"], ["x", "x"], "at least two different"),
        (["a", "b", "c"], ["x", "x", "y"], "label 'y': expected at least 2 texts, found 1"),
    ],
)
def test_faulty_labels_are_named(texts, labels, says):
    with pytest.raises(InputError, match=says):
        train(texts, labels, folds=2)


def test_a_file_that_is_no_model_is_named(tmp_path):
    path = tmp_path / "own.parquet"
    with pytest.raises(InputError, match="train it again"):
        TopicModel.load(path)
    path.write_text("no parquet")
    with pytest.raises(InputError, match="expected a topic model"):
        TopicModel.load(path)
    pq.write_table(article_table([]), path)
    with pytest.raises(InputError, match="found 'no such mark'"):
        TopicModel.load(path)
