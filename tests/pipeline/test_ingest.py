from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from news.home import Home
from pipeline.ingest import ingest
from seeds import seeds

Query = Callable[[Home, str], list[tuple[Any, ...]]]

_EXPECTED = yaml.safe_load((Path(__file__).parent / "seeds_expected.yaml").read_text("utf-8"))


@pytest.mark.parametrize("stem", _EXPECTED)
def test_a_seed_reads_as_its_document_says(read_seeds: Home, query: Query, stem: str) -> None:
    expected = dict(_EXPECTED[stem])
    (row,) = query(
        read_seeds,
        f"""
        SELECT headline, headline_from, dateline, date_published, byline, credit, publisher, article_body,
               date_published_from, date_published_precision, in_language, article_id
        FROM articles WHERE url = 'urn:warta:seed:{stem}'
        """,
    )
    (
        headline,
        headline_from,
        dateline,
        day,
        byline,
        credit,
        publisher,
        body,
        found_by,
        precision,
        language,
        id_,
    ) = row
    assert headline.startswith(expected["headline_begins"])
    assert body.startswith(expected["begins"])
    assert body.endswith(expected["ends"])
    assert len(body.split("\n\n")) == expected["paragraphs"]
    read = (headline_from, dateline, day, byline, credit, publisher)
    names = ("headline_from", "dateline", "date_published", "byline", "credit", "publisher")
    assert read == tuple(expected[name] for name in names)
    assert (found_by, precision, language) == ("text", "day", "id")
    concerned = query(
        read_seeds, f"SELECT region_code FROM article_regions WHERE article_id = '{id_}' AND role = 'subject'"
    )
    assert set(expected["regions"]) <= {code for (code,) in concerned}


def test_all_five_are_accepted_each_its_own_story(read_seeds: Home, query: Query) -> None:
    counts = "SELECT (SELECT count(*) FROM {}), (SELECT count(*) FROM {}), (SELECT count(*) FROM {})"
    assert query(read_seeds, counts.format("articles", "stories", "captures")) == [(5, 5, 5)]
    assert query(read_seeds, counts.format("rejections", "reprints", "links")) == [(0, 0, 0)]
    assert query(read_seeds, "SELECT DISTINCT outcome FROM captures") == [("new",)]


def test_what_was_cut_is_kept(read_seeds: Home, query: Query) -> None:
    cuts = query(read_seeds, "SELECT kind, text, target FROM cuts")
    kinds = [kind for kind, _, _ in cuts]
    assert kinds.count("share_widget") == 2
    assert ("byline", "(ifa/abe)", None) in cuts
    (related,) = [target for kind, _, target in cuts if kind == "related_link"]
    assert related.startswith("Sekda Kalbar Sampaikan Jawaban Gubernur")


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.path.stem)
def test_nothing_of_a_document_is_lost(read_seeds: Home, query: Query, seed: Any) -> None:
    (row,) = query(
        read_seeds,
        f"""
        SELECT concat_ws(' ', any_value(headline) FILTER (headline_from = 'text'), any_value(article_body),
                         string_agg(text, ' '))
        FROM articles LEFT JOIN cuts USING (article_id) WHERE url = '{seed.target_uri}'
        """,
    )
    assert sorted(row[0].split()) == sorted(seed.path.read_text("utf-8").replace("\xa0", " ").split())


def test_topics_have_evidence_that_stands_in_the_article(read_seeds: Home, query: Query) -> None:
    assert query(read_seeds, "SELECT count(DISTINCT article_id) FROM article_topics") == [(5,)]
    for relation in ("article_topics", "article_regions"):
        evidence = query(
            read_seeds,
            f"""
            SELECT unnest(evidence, max_depth := 2), headline, dateline, article_body
            FROM {relation} JOIN articles USING (article_id)
            """,
        )
        for text, part, start, headline, dateline, body in evidence:
            where = {"headline": headline, "dateline": dateline}.get(part, body)
            assert where[start : start + len(text)] == text


def test_a_second_ingest_changes_nothing(seeded: Home) -> None:
    def identity() -> tuple[int, int, int]:
        status = seeded.published.stat()
        return status.st_ino, status.st_mtime_ns, status.st_size

    before = identity()
    assert ingest(seeded) == {}
    assert identity() == before


def test_staging_and_candidates_are_swept(seeded: Home) -> None:
    assert list(seeded.staging.iterdir()) == []
    assert list(seeded.candidates.iterdir()) == []


def test_a_withheld_batch_waits(home: Home, query: Query, land_text: Callable[..., None]) -> None:
    land_text(one=_story("pasar", 1))
    (first,) = [path.name for path in home.landing.iterdir()]
    land_text(two=_story("jalan", 2))
    ingest(home, withheld=frozenset({first}))
    assert query(home, "SELECT target_uri FROM captures") == [("urn:test:two",)]
    ingest(home)
    assert query(home, "SELECT count(*) FROM captures") == [(2,)]


def _story(thing: str, number: int) -> str:
    sentences = [
        f"Bupati meresmikan {thing} nomor {number * 100 + line} di desa itu pada pagi hari."
        for line in range(9)
    ]
    return f"PONTIANAK – Warga menyambut {thing} baru dengan gembira, Senin (24/11/2025).\n" + "\n".join(
        sentences
    )
