from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.rule import Rule
from expectations.rules import AUDIT_RULES, ROW_RULES
from expectations.standard import Standard
from expectations.validate import validate
from news.identity import article_id
from news.schema import ARTICLE, article_table

_ROWS = yaml.safe_load(Path(__file__).with_name("rows.yaml").read_text("utf-8"))
_BODY = """Pemerintah kota membuka pasar baru di tepi sungai pada Senin pagi. Wali kota mengatakan pedagang
dari pasar lama boleh menempati kios tanpa uang sewa selama tiga bulan. Warga menyambut pasar itu karena jalan
ke sana lebih lebar dan angkutan berhenti di depannya."""
_GOOD = {
    "source": "kabar.example",
    "target_uri": "https://kabar.example/1",
    "url": "https://kabar.example/1",
    "article_id": article_id("https://kabar.example/1"),
    "headline": "Pasar baru dibuka",
    "article_body": _BODY,
    "word_count": len(_BODY.split()),
    "warc_date": datetime(2025, 11, 28, tzinfo=UTC),
    "date_published": date(2025, 11, 24),
    "in_language": "id",
}
_STANDARDS = {
    "kabarhulu": Standard(language="id", since=date(2019, 1, 1)),
    "dwibahasa": Standard(language="id", languages=("id", "en-GB")),
    "arsipraya": Standard(since=date(1950, 1, 1)),
    "tanpabahasa": Standard(since=date(2019, 1, 1)),
}


def page(said: dict) -> dict:
    """A sound article that says otherwise what `said` says."""
    more = {name: value for name, value in said.items() if name not in {"times", "more_words"}}
    row = _GOOD | more
    if "url" in more and "article_id" not in more:
        row["article_id"] = article_id(more["url"])
    if "article_body" in more:
        body = (more["article_body"] or "") * said.get("times", 1)
        row["article_body"] = body + f" {_BODY}" * (said.get("more_words", 0) // 40)
        row["word_count"] = more.get("word_count", len(row["article_body"].split()))
    return row


def broken(rows: list[dict], **bound: object) -> list[set[str]]:
    """The rules that each row breaks: the one that rejects it, and those that mark it."""
    done = validate(article_table(rows), standards=_STANDARDS, **bound).select(["rejection", "warnings"])
    return [
        {row["rejection"]["rule"]} if row["rejection"] else {warning["rule"] for warning in row["warnings"]}
        for row in done.to_pylist()
    ]


def test_a_good_row_passes() -> None:
    assert broken([_GOOD]) == [set()]


def test_every_rule_has_its_examples() -> None:
    assert [entry["rule"] for entry in _ROWS] == [rule.id for rule in ROW_RULES]
    assert all(entry["bad"] and entry["good"] for entry in _ROWS)


def test_what_breaks_a_rule_is_told_and_what_only_looks_like_it_passes() -> None:
    examples = [
        (entry["rule"], kind, said) for entry in _ROWS for kind in ("bad", "good") for said in entry[kind]
    ]
    found = broken([page(said) for _, _, said in examples])
    wrong = [
        f"{kind} example of {rule} breaks {sorted(rules) or 'nothing'}: {said}"
        for (rule, kind, said), rules in zip(examples, found, strict=True)
        if (rule in rules) != (kind == "bad")
    ]
    assert not wrong, "\n".join(wrong)


def test_a_rejection_says_what_was_expected_and_what_to_do() -> None:
    bad = [page(entry["bad"][0]) for entry in _ROWS]
    rejections = validate(article_table(bad), standards=_STANDARDS)["rejection"].to_pylist()
    for rule, rejection in zip(ROW_RULES, rejections, strict=True):
        assert (rejection is None) == (rule.effect == "warn")
        if rejection:
            assert rejection["gate"] == "validate"
            assert rejection["remedy"] == rule.remedy
            assert rejection["reason"].startswith(f"expected {rule.expected}, found ")


def test_a_waived_rule_marks_the_page_it_was_waived_for() -> None:
    short = page({"article_body": "Hanya empat kata saja."})
    other = short | {"target_uri": "https://kabar.example/2"}
    waived = {("https://kabar.example/1", "body_short")}
    done = validate(article_table([short, other]), waivers=waived)
    assert [row and row["rule"] for row in done["rejection"].to_pylist()] == [None, "body_short"]
    assert {"rule": "body_short", "value": "4", "waived": True} in done["warnings"][0].as_py()


def test_a_rule_that_the_audit_needs_cannot_be_waived() -> None:
    empty = page({"article_body": ""})
    waived = {("https://kabar.example/1", rule.id) for rule in ROW_RULES}
    assert broken([empty], waivers=waived) == [{"body_empty"}]


def test_a_column_that_cannot_be_checked_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = Rule("odd", "rows", "no_such_fact", "ExpectColumnValuesToBeNull")
    monkeypatch.setattr("expectations.validate.ROW_RULES", (*ROW_RULES, odd))
    with pytest.raises(RuntimeError, match="rule odd could not be evaluated on column no_such_fact"):
        validate(article_table([_GOOD]))


def test_an_undated_row_passes() -> None:
    assert validate(article_table([_GOOD | {"date_published": None}]))["rejection"].to_pylist() == [None]


def test_the_offending_value_is_told() -> None:
    short = page({"article_body": "Hanya empat kata saja."})
    (rejection,) = validate(article_table([short]))["rejection"].to_pylist()
    assert rejection["value"] == "4"
    assert rejection["reason"] == "expected at least 15 words, 5 beside a picture or a video, found '4'"


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
    untouched = [name for name in ARTICLE.names if name not in {"rejection", "warnings"}]
    assert done.select(untouched).equals(table.select(untouched))
    assert done.schema.field("rejection").type == pa.schema(ARTICLE).field("rejection").type


@pytest.mark.parametrize("name", ["article_body", "headline", "url"])
def test_nulls_are_refused_not_passed(name: str) -> None:
    (rejection,) = validate(article_table([_GOOD | {name: None}]))["rejection"].to_pylist()
    assert rejection is not None
