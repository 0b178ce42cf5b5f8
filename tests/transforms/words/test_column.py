import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from news.schema import ARTICLE, article_table
from transforms.fingerprint import fingerprint
from transforms.regions import locate
from transforms.topics import label_topics
from transforms.words import split
from transforms.words.column import drop_words, split_words, words_of

TEXTS = st.none() | st.text(st.sampled_from("Banjir di Sampit, saham naik’é 😀-\n"), max_size=60)
ROWS = [
    {"headline": f"Bupati Kotim ke {number}", "article_body": "Harga saham di Sampit naik. " * (number % 40)}
    for number in range(1_100)
]


def table_of(*texts: tuple[str | None, str | None]) -> pa.Table:
    return article_table([{"headline": headline, "article_body": body} for headline, body in texts])


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), st.integers(0, 3))
@settings(deadline=None, max_examples=50)
def test_carried_words_are_those_of_the_texts(texts: list[tuple[str | None, str | None]], start: int) -> None:
    table = split_words(table_of(*texts)).slice(start)
    for words, name in zip(words_of(table), ("headline", "article_body"), strict=True):
        fresh = split(table[name])
        assert words.hashes.tolist() == fresh.hashes.tolist()
        assert words.offsets.tolist() == fresh.offsets.tolist()
        assert words.starts.tolist() == fresh.starts.tolist()
        assert words.ends.tolist() == fresh.ends.tolist()


def test_stages_say_the_same_with_words_carried_and_without() -> None:
    table = article_table(ROWS)
    carried = split_words(table)
    for stage in (fingerprint, label_topics, locate):
        assert drop_words(stage(carried)).equals(stage(table))


def test_stages_read_the_words_that_are_carried() -> None:
    carried = split_words(table_of(("Banjir", "Bupati Seruyan dan saham."))).column("words")
    table = table_of(("Banjir", "Satu dua tiga."))
    table = table.set_column(table.schema.get_field_index("words"), ARTICLE.field("words"), carried)
    assert fingerprint(table)["word_count"].to_pylist() == [4]


def test_dropped_words_leave_the_schema() -> None:
    table = drop_words(split_words(article_table(ROWS[:3])))
    assert table.schema.equals(ARTICLE)
    assert table["words"].null_count == 3
