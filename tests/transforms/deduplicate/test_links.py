import random
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.schema import article_table
from transforms.deduplicate import LINK, cluster, deduplicate, find_links, link_archive
from transforms.fingerprint import fingerprint

_FOLDER = Path(__file__).with_name("texts")
_NAMES = ["release", "reprint", "revision", "excerpt", "short_quote", "roundup", "same_event"]
_EXPECTED = [
    line.split() for line in (_FOLDER / "expected.txt").read_text("utf-8").splitlines() if line[0] != "#"
]


def _articles(bodies: dict[str, str], headline: str = "Judul") -> pa.Table:
    rows = [{"article_id": name, "headline": headline, "article_body": body} for name, body in bodies.items()]
    return fingerprint(article_table(rows))


def _kinds(links: pa.Table) -> dict[tuple[str, str], str]:
    return {(row["article_id"], row["other_id"]): row["kind"] for row in links.to_pylist()}


@pytest.fixture(scope="module")
def by_hand() -> dict[tuple[str, str], str]:
    return _kinds(
        find_links(_articles({name: (_FOLDER / f"{name}.txt").read_text("utf-8") for name in _NAMES}))
    )


@pytest.mark.parametrize(("one", "other", "kind"), _EXPECTED)
def test_pair_by_hand(by_hand: dict[tuple[str, str], str], one: str, other: str, kind: str) -> None:
    assert by_hand.get((min(one, other), max(one, other)), "none") == kind


def test_scores_are_exact() -> None:
    words = [f"kata{number}" for number in range(100)]
    links = find_links(
        _articles({"b": " ".join(words), "a": " ".join([*words, *("tambahan sepuluh kata " * 3).split()])})
    )
    assert links.schema == LINK
    # 98 shingles of three words against those and 9 more, of which 3 repeat: 98 shared, 104 in all.
    assert links.to_pylist() == [
        {
            "article_id": "a",
            "other_id": "b",
            "kind": "reprint",
            "jaccard": pytest.approx(98 / 103),
            "containment": 1.0,
        }
    ]


def test_short_texts_never_collapse() -> None:
    template = "Harga emas hari ini di Pontianak naik menjadi Rp{} per gram."
    assert find_links(_articles({f"{day}": template.format(day) for day in range(50)})).num_rows == 0
    same = {"a": "Simak video berikut.", "b": "Simak video berikut."}
    apart = pa.concat_tables([_articles({name: body}, headline=name) for name, body in same.items()])
    assert find_links(apart).num_rows == 0
    assert _kinds(find_links(_articles(same))) == {("a", "b"): "reprint"}


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert find_links(_articles({"a": "", "b": "", "c": "…"})).num_rows == 0


def test_small_texts_of_one_form_stay_apart() -> None:
    form = (
        "Gempa bumi dengan magnitudo {0} mengguncang wilayah {1} pada {2} siang. Badan meteorologi menyatakan"
        " pusat gempa berada di laut pada kedalaman {3} kilometer dan tidak berpotensi tsunami."
    )
    one, other = form.format("5,1", "Ambon", "Senin", 10), form.format("4,8", "Kupang", "Kamis", 35)
    assert find_links(_articles({"a": one, "b": other})).num_rows == 0


def test_versions_of_one_article_are_no_copies_of_it() -> None:
    body = " ".join(f"kata{number}" for number in range(80))
    versions = pa.concat_tables([_articles({"a": body}), _articles({"a": body + " baru", "b": body})])
    links = find_links(versions)
    assert _kinds(links) == {("a", "b"): "reprint"}
    assert links["jaccard"].to_pylist() == [1.0]


def test_a_footer_common_to_many_makes_no_links() -> None:
    footer = " ".join(f"kaki{number}" for number in range(40))
    bodies = {f"{n:03}": " ".join(f"w{n}x{at}" for at in range(70)) + " " + footer for n in range(60)}
    bodies["copy"] = bodies["007"]
    assert _kinds(find_links(_articles(bodies))) == {("007", "copy"): "reprint"}


def _corpus(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    originals = [[f"kata{draw.randrange(3000)}" for _ in range(draw.randrange(10, 160))] for _ in range(6)]
    texts = list(originals)
    for _ in range(8):
        text = list(draw.choice(originals))
        for _ in range(draw.randrange(0, 6)):
            text[draw.randrange(len(text))] = f"baru{draw.randrange(9)}"
        start = draw.randrange(0, len(text) // 2)
        texts.append(text[start:] if draw.random() < 0.4 else [*text, "Baca", "Juga"])
    return {f"{draw.randrange(16**6):06x}": " ".join(text) for text in texts}


@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_neither_order_nor_batches_count(seed: int, draw: random.Random) -> None:
    articles = _articles(_corpus(seed))
    whole = find_links(articles)
    order = articles.take(draw.sample(range(articles.num_rows), articles.num_rows))
    size = draw.randrange(1, 8)
    batches = [order.slice(start, size) for start in range(0, order.num_rows, size)]
    drawn = [
        find_links(batch, pa.concat_tables(batches[:at]) if at else None) for at, batch in enumerate(batches)
    ]
    pieces = pa.concat_tables(drawn)
    assert pieces.sort_by([("article_id", "ascending"), ("other_id", "ascending")]).equals(whole)
    dates = articles.select(["article_id", "date_published"])
    assert cluster(pieces, order).equals(cluster(whole, dates))
    read = [lambda batch=batch: batch for batch in batches]
    assert link_archive(read, read).equals(whole)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=25)
def test_scores_agree_with_sets(seed: int) -> None:
    bodies = _corpus(seed)
    links = {(row["article_id"], row["other_id"]): row for row in find_links(_articles(bodies)).to_pylist()}
    for one, other in combinations(sorted(bodies), 2):
        left, right = (
            set(zip(words, words[1:], words[2:], strict=False))
            for words in (bodies[one].lower().split(), bodies[other].lower().split())
        )
        if min(len(bodies[one].split()), len(bodies[other].split())) < 60:
            continue
        jaccard = len(left & right) / len(left | right)
        if (one, other) in links:
            assert links[one, other]["jaccard"] == pytest.approx(jaccard)
            assert links[one, other]["containment"] == pytest.approx(
                len(left & right) / min(len(left), len(right))
            )
        else:
            assert jaccard < 0.5


def test_the_stage_marks_both_sides_and_keeps_every_row() -> None:
    body = " ".join(f"kata{number}" for number in range(80))
    batch = _articles({"b": body, "x": "lain sama sekali", "c": body + " tambahan dua"})
    marked = deduplicate(batch, _articles({"a": body}).select(["article_id", "article_body", "bands"]))
    found = [
        [(repeat["article_id"], repeat["kind"]) for repeat in row] for row in marked["repeats"].to_pylist()
    ]
    assert found == [[("a", "reprint"), ("c", "reprint")], [], [("a", "reprint"), ("b", "reprint")]]
    assert marked.drop_columns("repeats").equals(batch.drop_columns("repeats"))
    assert deduplicate(marked, None).num_rows == 3


@pytest.mark.parametrize("text", [pa.string(), pa.large_string(), pa.string_view()])
def test_history_may_come_in_any_string_type_and_with_nulls(text: pa.DataType) -> None:
    body = " ".join(f"kata{number}" for number in range(80))
    older = pa.table(
        {
            "article_id": pa.array(["a", "n"], text),
            "article_body": pa.array([body, None], text),
            "bands": pa.array([_articles({"a": body})["bands"][0].as_py(), None], pa.large_list(pa.uint64())),
        }
    )
    assert _kinds(find_links(_articles({"b": body}), older)) == {("a", "b"): "reprint"}


def test_an_empty_batch_has_no_links() -> None:
    nothing = fingerprint(article_table([]))
    assert find_links(nothing).equals(LINK.empty_table())
    assert find_links(nothing, _articles({"a": "satu dua"})).num_rows == 0
    assert link_archive([], []).num_rows == 0
    assert deduplicate(nothing).num_rows == 0
