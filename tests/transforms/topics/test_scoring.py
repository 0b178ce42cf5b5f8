import pytest

from transforms.topics.matching import Part
from transforms.topics.scoring import read


def weigh(lexicon, headline, body):
    (scores,) = read(lexicon, Part.of_list([headline]), Part.of_list([body])).scores
    return {topic.code: score for topic, score in zip(lexicon.topics, scores, strict=True) if score}


def test_headline_counts_above_lead_and_lead_above_the_rest(small):
    rest = "kata " * 20
    in_headline = weigh(small, "saham", f"{rest}\n\n{rest}")["medtop:04000000"]
    in_lead = weigh(small, None, f"saham {rest}\n\n{rest}")["medtop:04000000"]
    in_rest = weigh(small, None, f"{rest}\n\n{rest} saham")["medtop:04000000"]
    assert in_headline > in_lead > in_rest


def test_repetition_never_outweighs_variety(small):
    once_each = weigh(small, None, "kata\n\nsaham bank pasar")["medtop:04000000"]
    over_and_over = weigh(small, None, "kata\n\n" + "bank " * 50)["medtop:04000000"]
    assert once_each > over_and_over


def test_what_is_mentioned_in_passing_scores_less_than_the_subject(small):
    found = weigh(small, "gol", "piala dunia gol gol\n\nbank")
    assert found["medtop:15000000"] > 3 * found["medtop:04000000"]


def test_a_narrower_topic_never_scores_above_its_top(small):
    found = weigh(small, None, "bank bank saham")
    assert 0 < found["medtop:20000274"] < found["medtop:04000000"] < 1


def test_affairs_need_regional_government(small):
    assert weigh(small, None, "gol gol").get("uu23:2.19", 0) == 0
    some = weigh(small, None, "gol gol bupati")["uu23:2.19"]
    more = weigh(small, None, "gol gol bupati dinas")["uu23:2.19"]
    assert 0 < some < more


def test_a_phrase_of_one_scheme_does_not_hide_its_words_from_the_other(small):
    assert weigh(small, None, "bank pasar rakyat")["medtop:04000000"] > 0


def test_groups_get_nothing(small):
    assert "uu23:2" not in weigh(small, None, "gol bupati dinas")


@pytest.mark.parametrize("body", [None, "", "   ", "12345 !!!"])
def test_nothing_to_read(small, body):
    assert weigh(small, None, body) == {}
