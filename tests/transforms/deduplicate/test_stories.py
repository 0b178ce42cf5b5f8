import random
from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.deduplicate import LINK, cluster

_PAIRS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from(["reprint", "revision", "excerpt"]))
)


def _links(rows: list[tuple[str, str, str]]) -> pa.Table:
    columns = [
        {"article_id": one, "other_id": two, "kind": kind, "jaccard": 1, "containment": 1}
        for one, two, kind in rows
    ]
    return pa.Table.from_pylist(columns, schema=LINK)


def _articles(dates: dict[str, date | None]) -> pa.Table:
    schema = pa.schema([("article_id", pa.string()), ("date_published", pa.date32())])
    return pa.table([pa.array(dates), pa.array(dates.values(), pa.date32())], schema=schema)


def _stories(links: pa.Table, articles: pa.Table) -> dict[str, str]:
    return dict(zip(*cluster(links, articles).to_pydict().values(), strict=True))


def test_the_earliest_article_names_the_story() -> None:
    dates = {"a": date(2025, 3, 2), "b": date(2025, 3, 1), "c": date(2025, 3, 1), "d": None, "e": None}
    links = _links([("a", "b", "reprint"), ("a", "c", "revision"), ("a", "d", "reprint")])
    assert _stories(links, _articles(dates)) == {"a": "b", "b": "b", "c": "b", "d": "b", "e": "e"}


def test_excerpts_join_nothing() -> None:
    dates = dict.fromkeys("abc")
    links = _links([("a", "c", "excerpt"), ("b", "c", "excerpt")])
    assert _stories(links, _articles(dates)) == {"a": "a", "b": "b", "c": "c"}


def test_an_article_that_is_not_there_joins_nothing() -> None:
    links = _links([("a", "refused", "reprint"), ("b", "refused", "reprint")])
    assert _stories(links, _articles(dict.fromkeys("ab"))) == {"a": "a", "b": "b"}


def test_no_articles_have_no_stories() -> None:
    assert _stories(_links([]), _articles({})) == {}


@given(_PAIRS, st.lists(st.integers(0, 3), min_size=12, max_size=12), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_stories_are_the_connected_articles(
    pairs: list[tuple[int, int, str]], days: list[int], draw: random.Random
) -> None:
    names = [f"{number:02}" for number in range(12)]
    dates = {name: date(2025, 1, 1 + day) if day else None for name, day in zip(names, days, strict=True)}
    expected = {name: {name} for name in names}
    for one, two, kind in pairs:
        if kind != "excerpt":
            joined = expected[names[one]] | expected[names[two]]
            expected.update(dict.fromkeys(joined, joined))
    links = [(names[one], names[two], kind) for one, two, kind in pairs]
    shuffled = [
        link if draw.random() < 0.5 else (link[1], link[0], link[2])
        for link in draw.sample(links, len(links))
    ]
    order = dict(draw.sample(list(dates.items()), len(dates)))
    assert _stories(_links(shuffled), _articles(order)) == {
        name: min(members, key=lambda member: (dates[member] or date.max, member))
        for name, members in expected.items()
    }
