from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.conftest import Row, capture, load_rows, refused
from warehouse import spread
from warehouse.load import Loaded
from warehouse.schema import describe, migrate


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{number}" for number in range(count))


RELEASE = words("rilis", 120)
LONG_EXCERPT = words("rilis", 70)  # the first 70 of its 120 words
REVISED = words("rilis", 96) + " " + words("sunting", 24)
RETOLD = "Kata pembuka portal lain. " + RELEASE
MARKET = words("pasar", 100)
MARKET_COPY = MARKET + " dikutip dari kantor berita"
ROUNDUP = words("pembuka", 30) + "\n\n" + RELEASE + "\n\n" + MARKET
OTHER = words("lain", 90)
SHORT = "Rapat ditunda sampai pekan depan"


def on(day: int) -> dict[str, Any]:
    return {"date_published": date(2025, 11, day)}


def story_of(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.execute("SELECT article_id, story_id FROM articles").fetchall())


def links_of(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT article_id, other_id, kind FROM links ORDER BY ALL").fetchall()


def merges_of(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    return connection.execute(
        "SELECT article_id, from_story_id, to_story_id, reason FROM story_merges ORDER BY ALL"
    ).fetchall()


Load = Callable[..., Loaded]


def test_an_earlier_member_that_turns_up_gives_the_story_its_name(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load("one", capture("b", 6, RETOLD, **on(6)))
    load("two", capture("a", 7, RELEASE, **on(5)))
    assert story_of(candidate) == {"a": "a", "b": "a"}
    assert merges_of(candidate) == [("b", "b", "a", "earlier_member")]


def test_an_older_capture_can_make_an_undated_article_the_earliest(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load(
        "one",
        capture("a", 4, RELEASE, date_published=None),
        capture("b", 5, RETOLD, date_published=None),
    )
    load("late", capture("b", 2, RETOLD, date_published=None))
    assert story_of(candidate) == {"a": "b", "b": "b"}
    assert merges_of(candidate) == [("a", "a", "b", "earlier_member"), ("b", "a", "b", "earlier_member")]


def test_two_stories_become_one_when_an_article_brings_them_together(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    one, other = words("satu", 100), words("satu", 50) + " " + words("dua", 50)
    between = words("satu", 75) + " " + words("dua", 25)
    load("one", capture("a", 1, one), capture("b", 2, other, **on(2)))
    assert story_of(candidate) == {"a": "a", "b": "b"}
    load("two", capture("c", 3, between, **on(3)))
    assert set(story_of(candidate).values()) == {"a"}
    assert merges_of(candidate) == [("b", "b", "a", "joined")]


def test_a_text_that_is_edited_away_parts_from_its_story(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load("one", capture("a", 1, RELEASE), capture("b", 2, RETOLD), capture("c", 3, RELEASE))
    assert set(story_of(candidate).values()) == {"a"}
    load("two", capture("a", 4, OTHER))
    assert story_of(candidate) == {"a": "a", "b": "b", "c": "b"}
    assert links_of(candidate) == [("b", "c", "reprint")]
    assert merges_of(candidate) == [("b", "a", "b", "parted"), ("c", "a", "b", "parted")]


def test_an_article_that_is_refused_later_leaves_no_link_and_represents_no_story(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load("one", capture("a", 1, RELEASE), capture("b", 2, RETOLD), refused("d", 1))
    load("again", refused("a", 1))
    assert story_of(candidate) == {"b": "b"}
    assert links_of(candidate) == []
    assert merges_of(candidate) == [("b", "a", "b", "parted")]


def test_a_version_that_becomes_current_again_brings_back_what_was_found_in_it(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    topic = {"scheme": "iptc", "code": "medtop:11000000", "label": "politics", "score": 0.5, "evidence": []}
    cut = {"rule": "id/related_link", "kind": "related_link", "text": "Baca Juga", "target": None}
    cuts = [cut, {**cut, "text": "Advertisement"}]
    region = {"region_code": "62.07", "role": "subject", "mentions": 2, "evidence": []}
    names = ("articles", "links", "cuts", "article_topics", "article_regions", "machinery.bands")
    load(
        "one", capture("a", 1, RELEASE, topics=[topic], regions=[region], cuts=cuts), capture("b", 1, RETOLD)
    )
    before = tables(candidate, *names)
    load("two", capture("a", 2, OTHER))
    assert links_of(candidate) == []
    load("again", refused("a", 2))
    assert tables(candidate, *names) == before


@pytest.mark.parametrize(
    ("later", "kept_in"), [([], "article_topics"), ([capture("a", 2, OTHER)], "machinery.superseded")]
)
def test_what_is_read_anew_replaces_what_was_found_before(
    candidate: duckdb.DuckDBPyConnection, load: Load, later: list[Row], kept_in: str
) -> None:
    names = ("articles", "article_versions", "cuts", "article_topics", "machinery.superseded")
    anew = capture("a", 1, RELEASE, byline=["ifa"], topics=[_topic("medtop:02000000")])
    load("one", anew, *later)
    expected = tables(candidate, *names)
    load("before", capture("a", 1, RELEASE, topics=[_topic("medtop:11000000")]))
    assert tables(candidate, kept_in)[kept_in] != expected[kept_in]
    load("anew", anew)
    assert tables(candidate, *names) == expected


def test_what_was_read_from_a_refused_capture_gives_way_to_one_that_stands(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load("one", capture("a", 1, RELEASE), capture("a", 2, RELEASE.upper()))
    load("again", refused("a", 2))
    load("again too", capture("a", 1, RELEASE))
    assert candidate.execute("SELECT record_id, article_body FROM articles").fetchall() == [
        ("<urn:test:a:1>", RELEASE)
    ]


def test_an_excerpt_is_linked_and_joins_no_story(candidate: duckdb.DuckDBPyConnection, load: Load) -> None:
    load("one", capture("a", 1, RELEASE), capture("m", 1, MARKET), capture("r", 2, ROUNDUP))
    load("two", capture("e", 3, LONG_EXCERPT))
    assert set(links_of(candidate)) == {
        ("a", "r", "excerpt"),
        ("m", "r", "excerpt"),
        ("a", "e", "excerpt"),
        ("e", "r", "excerpt"),
    }
    assert story_of(candidate) == {name: name for name in "amre"}


def test_an_excerpt_is_told_by_dates_and_takes_four_tenths_of_the_original(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    report = RELEASE + " " + words("laporan", 120)  # of its 238 shingles, 68 stand in the excerpt of 70 words
    load("one", capture("report", 1, report, **on(1)), capture("a", 2, RELEASE, **on(2)))
    load("two", capture("e", 3, LONG_EXCERPT, **on(3)), capture("early", 4, words("laporan", 70), **on(1)))
    rows = candidate.execute(
        "SELECT original_id, article_id, round(share_of_original, 2) FROM excerpts ORDER BY ALL"
    ).fetchall()
    assert rows == [("a", "e", pytest.approx(0.58)), ("report", "a", pytest.approx(0.5))]
    assert ("e", "report", "excerpt") in links_of(candidate)
    assert ("early", "report", "excerpt") in links_of(candidate)


def test_a_reprint_says_how_much_later_it_came(candidate: duckdb.DuckDBPyConnection, load: Load) -> None:
    at = {"published_at": datetime(2025, 11, 3, 4, 30, tzinfo=UTC), **on(3)}
    load(
        "one",
        capture("a", 5, RELEASE, **{**at, "published_at": datetime(2025, 11, 2, 4, tzinfo=UTC), **on(2)}),
    )
    load("two", capture("b", 5, RETOLD, **at), capture("c", 6, RELEASE, **on(4)))
    rows = candidate.execute(
        "SELECT article_id, published_later_by, days_later FROM reprints ORDER BY ALL"
    ).fetchall()
    assert rows == [("b", timedelta(days=1, minutes=30), 1), ("c", None, 2)]


def test_of_two_of_one_day_the_one_seen_first_is_shown_as_the_original(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load("one", capture("a", 5, RELEASE, **on(1)), capture("b", 2, RETOLD, **on(1)))
    assert story_of(candidate) == {"a": "b", "b": "b"}
    assert [(told.article_id, told.origin) for told in spread.story_of(candidate, "a")] == [
        ("b", None),
        ("a", "b"),
    ]


def test_short_texts_of_one_wording_and_other_headlines_stay_apart(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load("one", capture("a", 1, SHORT), capture("b", 1, SHORT))
    assert story_of(candidate) == {"a": "a", "b": "b"}


def test_an_article_that_moves_between_stories_is_noted_and_only_once(
    candidate: duckdb.DuckDBPyConnection, load: Load
) -> None:
    load("one", capture("a", 1, RELEASE), capture("b", 2, RETOLD), capture("m", 1, MARKET, **on(2)))
    load("two", capture("b", 3, MARKET_COPY))
    assert story_of(candidate) == {"a": "a", "b": "b", "m": "b"}
    load("three", capture("b", 3, MARKET_COPY))
    assert merges_of(candidate) == [("b", "a", "b", "parted"), ("m", "m", "b", "joined")]


def _topic(code: str) -> dict[str, Any]:
    return {"scheme": "iptc", "code": code, "label": code, "score": 0.5, "evidence": []}


READ: list[Row] = [
    capture("a", 5, RELEASE, **on(5), topics=[_topic("medtop:11000000")]),
    capture("a", 8, REVISED, **on(5), topics=[_topic("medtop:04000000"), _topic("medtop:02000000")]),
    capture("b", 6, RETOLD, **on(6), cuts=[{"rule": "r", "kind": "byline", "text": "(ifa)", "target": None}]),
    capture("b", 9, OTHER, **on(6)),
    capture("c", 7, REVISED, **on(4)),
    capture("c", 2, MARKET, date_published=None),
    capture("d", 3, MARKET, date_published=None),
    capture("d", 1, MARKET, date_published=None),
    capture("e", 4, LONG_EXCERPT, **on(4)),
    capture("f", 4, MARKET_COPY, **on(2)),
    capture("f", 9, ROUNDUP, **on(2)),
    capture("g", 9, ROUNDUP, **on(9)),
    capture("h", 1, OTHER, **on(9)),
    capture("i", 1, SHORT),
    capture("j", 1, SHORT),
    capture("l", 3, REVISED, **on(3)),
    refused("k", 1),
]
READ_ANEW: list[Row] = [
    refused("b", 9),  # its first version is current again
    refused("f", 4),  # a version in the past is gone
    refused("h", 1),  # an article is gone
    capture("c", 7, MARKET, **on(4)),  # read to another text
    capture("k", 1, RELEASE, **on(3)),  # passes now, and is the earliest
    {**refused("a", 8), "rejection": {"gate": "clean", "rule": "body_empty"}},
]


def _final() -> list[Row]:
    return list({row["record_id"]: row for row in [*READ, *READ_ANEW]}.values())


def _in_turn(order: list[int]) -> list[Row]:
    """The readings of each record stay in their order, whatever becomes of the others."""
    readings = [*READ, *READ_ANEW]
    turns: dict[str, list[Row]] = {}
    for row in readings:
        turns.setdefault(row["record_id"], []).append(row)
    left = {record: iter(rows) for record, rows in turns.items()}
    return [next(left[readings[at]["record_id"]]) for at in order]


def _cut(rows: list[Row], cuts: set[int]) -> list[list[Row]]:
    batches: list[list[Row]] = [[]]
    for at, row in enumerate(rows):
        known = any(row["record_id"] == other["record_id"] for other in batches[-1])
        if batches[-1] and (at in cuts or known):
            batches.append([])
        batches[-1].append(row)
    return batches


@pytest.fixture(scope="module")
def from_nothing() -> dict[str, list]:
    return _loaded([_final()])


@settings(max_examples=10, deadline=None)
@given(
    order=st.permutations(range(len(READ) + len(READ_ANEW))),
    cuts=st.sets(st.integers(1, len(READ) + len(READ_ANEW)), max_size=8),
)
def test_neither_order_nor_size_of_batches_nor_reading_anew_leaves_a_trace(
    from_nothing: dict[str, list], order: list[int], cuts: set[int]
) -> None:
    assert _loaded(_cut(_in_turn(order), cuts)) == from_nothing


def test_the_corpus_has_what_the_property_is_about(from_nothing: dict[str, list]) -> None:
    assert {kind for _, _, kind, _, _ in from_nothing["links"]} == {"reprint", "revision", "excerpt"}
    assert sorted(articles for _, _, articles, *_ in from_nothing["stories"]) == [1, 1, 1, 2, 2, 4]


def _loaded(batches: list[list[Row]]) -> dict[str, list]:
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        describe(connection)
        for number, rows in enumerate(batches):
            load_rows(connection, f"batch {number}", *rows)
        return tables(
            connection,
            *("articles", "article_versions", "captures", "links", "stories", "cuts", "article_topics"),
            *("unique_articles", "reprints", "excerpts", "headline_changes", "rejections", "sources"),
            *("machinery.bands", "machinery.superseded", "machinery.current_since"),
        )


def tables(connection: duckdb.DuckDBPyConnection, *names: str) -> dict[str, list]:
    """All rows of each, sorted; which batch brought a capture is left out."""
    left_out = {"captures": "EXCLUDE (batch_id)"}
    return {
        name: connection.execute(f"SELECT * {left_out.get(name, '')} FROM {name} ORDER BY ALL").fetchall()
        for name in names
    }
