from pathlib import Path

import pytest

from news.schema import ARTICLE, article_table
from transforms.language import detect_language

HERE = Path(__file__).parent
SENTENCES = [line.split("\t") for line in (HERE / "sentences.tsv").read_text("utf-8").splitlines()]
BY_TAG = {tag: [text for other, text in SENTENCES if other == tag] for tag, _ in SENTENCES}
ENGLISH = " ".join(BY_TAG["en"] * 6)


def answer(headline: str | None, body: str | None) -> tuple[str, float]:
    table = detect_language(article_table([{"headline": headline, "article_body": body}]))
    return table["in_language"][0].as_py(), table["language_score"][0].as_py()


def test_rows_keep_their_order_and_other_columns() -> None:
    rows = [{"record_id": str(place), "article_body": text} for place, (_, text) in enumerate(SENTENCES)]
    table = detect_language(article_table(rows))
    assert table.schema.equals(ARTICLE)
    assert table["record_id"].to_pylist() == [row["record_id"] for row in rows]
    assert table["in_language"].to_pylist() == [tag for tag, _ in SENTENCES]


def test_empty_table_stays_empty() -> None:
    assert detect_language(article_table([])).num_rows == 0


def test_second_run_changes_nothing() -> None:
    table = detect_language(article_table([{"article_body": text} for _, text in SENTENCES]))
    assert detect_language(table).equals(table)


@pytest.mark.parametrize("line", (HERE / "nothing_to_read.txt").read_text("utf-8").splitlines())
def test_nothing_to_read_is_undetermined(line: str) -> None:
    assert answer(None, line) == ("und", 0.0)
    assert answer(line, None) == ("und", 0.0)


@pytest.mark.parametrize("body", [None, "", " \n "])
def test_no_text_is_undetermined(body: str | None) -> None:
    assert answer(body, body) == ("und", 0.0)


@pytest.mark.parametrize(
    "body",
    [
        f"{BY_TAG['id'][0]} “{ENGLISH}” {BY_TAG['id'][1]}",
        f'{BY_TAG["id"][0]}\n\n"{ENGLISH}" ujar duta besar itu.\n\n{BY_TAG["id"][1]}',
        " ".join(BY_TAG["id"][:5]) + f"\n\n{ENGLISH} {ENGLISH}\n\n" + " ".join(BY_TAG["id"][5:9]),
    ],
)
def test_frame_decides_in_mixed_articles(body: str) -> None:
    assert answer("Duta besar kunjungi pabrik di Pontianak", body)[0] == "id"


def test_headline_counts() -> None:
    assert answer(BY_TAG["bjn"][0], None)[0] == "bjn"


def test_ten_megabytes_are_no_burden() -> None:
    assert answer(None, "\n\n".join(BY_TAG["id"]) * 9_000)[0] == "id"


def test_lone_surrogates_are_read_over() -> None:
    table = article_table([{"article_body": BY_TAG["id"][0] + " \ufffd\ufffe"}])
    assert detect_language(table)["in_language"][0].as_py() == "id"
