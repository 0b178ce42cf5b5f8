from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.rules import AUDIT_RULES, ROW_RULES
from expectations.validate import validate
from news.identity import article_id
from news.schema import ARTICLE, article_table

_BODY = "Pemerintah kota membuka pasar baru di tepi sungai pada Senin pagi. " * 3
_GOOD = {
    "article_id": article_id("https://kabar.example/1"),
    "url": "https://kabar.example/1",
    "headline": "Pasar baru dibuka",
    "article_body": _BODY,
    "word_count": 33,
    "warc_date": datetime(2025, 11, 28, tzinfo=UTC),
    "date_published": date(2025, 11, 24),
    "in_language": "id",
}

_BAD = {
    "body_empty": {"article_body": "", "word_count": 0},
    "body_short": {"article_body": "Hanya empat kata saja.", "word_count": 4},
    "body_long": {"article_body": "kata " * 50_000, "word_count": 50_000},
    "headline_missing": {"headline": None},
    "date_after_capture": {"date_published": date(2025, 12, 24)},
    "date_before_web": {"date_published": date(1025, 11, 24)},
    "article_id_malformed": {"article_id": "x"},
    "url_malformed": {"url": "not a url"},
    "letters_few": {"article_body": "12.345 67,89 | " * 20, "word_count": 40},
    "characters_broken": {"article_body": _BODY + "\ufffd" * 20},
    "characters_repeated": {"article_body": _BODY + "a" * 100},
}


def test_a_good_row_passes() -> None:
    assert validate(article_table([_GOOD]))["rejection"].to_pylist() == [None]


def test_every_rule_is_tried_here() -> None:
    assert {rule.id for rule in ROW_RULES} == set(_BAD)


def test_a_row_that_breaks_a_rule_carries_it_and_the_others_pass() -> None:
    table = article_table([_GOOD, *[_GOOD | bad for bad in _BAD.values()], _GOOD])
    rejections = validate(table)["rejection"].to_pylist()
    assert [rejection["rule"] for rejection in rejections[1:-1]] == list(_BAD)
    assert rejections[0] is rejections[-1] is None
    for rejection in rejections[1:-1]:
        assert rejection["gate"] == "validate"
        assert rejection["reason"]
        assert rejection["remedy"]


def test_an_undated_row_passes() -> None:
    assert validate(article_table([_GOOD | {"date_published": None}]))["rejection"].to_pylist() == [None]


def test_the_offending_value_is_told() -> None:
    (rejection,) = validate(article_table([_GOOD | _BAD["body_short"]]))["rejection"].to_pylist()
    assert rejection["value"] == "4"
    assert rejection["reason"] == "expected at least 15 words, found '4'"


def test_an_empty_batch_passes() -> None:
    assert validate(ARTICLE.empty_table()).num_rows == 0


def test_ids_of_rules_are_unique() -> None:
    ids = [rule.id for rule in (*ROW_RULES, *AUDIT_RULES)]
    assert len(set(ids)) == len(ids)


_rows = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "headline": st.none() | st.text(max_size=20),
            "article_body": st.none() | st.text(max_size=200),
            "word_count": st.none() | st.integers(0, 50),
            "url": st.none() | st.text(max_size=20),
            "article_id": st.none() | st.text(max_size=20),
            "date_published": st.none() | st.dates(),
            "warc_date": st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1)),
        },
    ),
    max_size=5,
)


@settings(max_examples=15, deadline=None)
@given(_rows)
def test_every_row_comes_back_and_is_otherwise_as_it_was(rows: list[dict]) -> None:
    table = article_table(rows)
    done = validate(table)
    assert done.num_rows == table.num_rows
    untouched = [name for name in ARTICLE.names if name != "rejection"]
    assert done.select(untouched).equals(table.select(untouched))
    assert done.schema.field("rejection").type == pa.schema(ARTICLE).field("rejection").type


@pytest.mark.parametrize("name", ["article_body", "headline", "url"])
def test_nulls_are_refused_not_passed(name: str) -> None:
    (rejection,) = validate(article_table([_GOOD | {name: None}]))["rejection"].to_pylist()
    assert rejection is not None
