from collections import Counter
from pathlib import Path

import pytest
import yaml

from news.errors import InputError
from transforms.topics import load_lexicon, topic_table
from transforms.topics.reading import STRENGTHS

FAULTS = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8"))

# Law 23/2014, Article 12: six, eighteen and eight affairs, numbered as in budgets.
AFFAIRS = {
    *(f"uu23:1.{number:02}" for number in range(1, 7)),
    *(f"uu23:2.{number:02}" for number in range(7, 25)),
    *(f"uu23:3.{number:02}" for number in range(25, 33)),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["what"])
def test_a_fault_is_named(tmp_path, fault):
    (tmp_path / "wrong.yaml").write_text(fault["text"], encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_lexicon(tmp_path)
    assert all(words in str(caught.value) for words in fault["says"]), str(caught.value)


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="expected lexicon files"):
        load_lexicon(tmp_path)


def test_the_17_top_level_media_topics_are_there():
    rows = topic_table().to_pylist()
    tops = {row["code"] for row in rows if row["scheme"] == "iptc" and row["parent_code"] is None}
    assert tops == {f"medtop:{number:02}000000" for number in range(1, 18)}


def test_the_32_affairs_are_there():
    assert {row["code"] for row in topic_table().to_pylist()} >= AFFAIRS


def test_reference_table_is_complete():
    rows = topic_table().to_pylist()
    codes = {row["code"] for row in rows}
    assert len(codes) == len(rows)
    assert {row["parent_code"] for row in rows} <= {None, *codes}
    assert all(row["label"] and row["label_id"] and row["definition"].endswith(".") for row in rows)


def test_no_term_stands_twice_in_a_topic(lexicon):
    for topic in lexicon.topics:
        tally = Counter(term for strength in STRENGTHS for term in topic.terms[strength])
        assert not [term for term, times in tally.items() if times > 1], topic.code


def test_own_terms_can_be_used(small):
    assert [topic.code for topic in small.topics][:2] == ["medtop:04000000", "medtop:20000274"]
