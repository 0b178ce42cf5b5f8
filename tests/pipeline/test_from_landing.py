from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.landing import land_documents
from crawlers.resource_writer import Resource, ResourceWriter
from news.errors import InputError
from news.home import Home
from pipeline.ingest import ingest
from pipeline.learning import learn
from tests.equality import contents
from warehouse.replay import Selection

Query = Callable[[Home, str], list[tuple[Any, ...]]]

_PROMPT = "Dapatkan kabar terbaru dari tepian Sungai Kahayan setiap pagi di ponsel Anda"
_SITE = "https://kabar.example"


def page(number: int, prompt: str = _PROMPT, more: str = "") -> bytes:
    sentences = [
        f"Warga kampung nomor {number} menanam {tree} di tepi sungai bersama para guru dan murid."
        for tree in ("ketapang", "meranti", "ulin", "gaharu")
    ]
    text = "".join(f"<p>{sentence} {more}</p>" for sentence in sentences)
    return (
        f"<html lang=id><head><title>Warga Kampung {number} Menanam Pohon</title></head><body><article>"
        f"<h1>Warga Kampung {number} Menanam Pohon</h1>{text}<p>{prompt}</p></article></body></html>"
    ).encode()


def land_pages(home: Home, day: int, *numbers: int, more: str = "") -> None:
    home.landing.mkdir(parents=True, exist_ok=True)
    with ResourceWriter(home.landing, "crawl") as writer:
        for number in numbers:
            moment = datetime(2025, 11, day, tzinfo=UTC)
            writer.write(
                Resource(f"{_SITE}/kabar/{number}.html", moment, "text/html", page(number, more=more))
            )


@pytest.fixture
def crawled(home: Home) -> Home:
    """Two crawls of a site: all pages, then the first three once more, the third of them changed."""
    land_pages(home, 3, *range(8))
    land_pages(home, 10, 0, 1)
    land_pages(home, 17, 2, more="Kegiatan itu dilanjutkan pekan depan.")
    ingest(home)
    return home


def test_reading_again_leaves_the_same_tables(crawled: Home) -> None:
    before = contents(crawled)
    report = ingest(crawled, again=Selection())
    assert report["changed"] == {"articles": 0, "texts": 0, "gone": 0}
    assert contents(crawled) == before


def test_learned_furniture_goes_and_no_version_appears(crawled: Home, query: Query) -> None:
    versions = "SELECT version, count(*) FROM article_versions GROUP BY ALL ORDER BY ALL"
    assert query(crawled, versions) == [(1, 8), (2, 1)]
    learn(crawled, "kabar.example")
    report = ingest(crawled, again=Selection(source="kabar.example"))
    assert report["changed"] == {"articles": 8, "texts": 8, "gone": 0}
    assert query(crawled, f"SELECT count(*) FROM articles WHERE article_body LIKE '%{_PROMPT}%'") == [(0,)]
    assert query(crawled, "SELECT count(*) FROM cuts WHERE rule = 'learned/furniture'") == [(8,)]
    assert query(crawled, versions) == [(1, 8), (2, 1)]
    assert query(crawled, "SELECT count(*) FROM captures WHERE code_version NOT LIKE '%+furniture.%'") == [
        (0,)
    ]


@pytest.mark.parametrize("chosen", [Selection(since=date(2025, 11, 9)), Selection(until=date(2025, 11, 5))])
def test_a_part_that_is_read_again_takes_the_other_captures_along(
    crawled: Home, query: Query, chosen: Selection
) -> None:
    learn(crawled, "kabar.example")
    ingest(crawled, again=chosen)
    versions = query(
        crawled, "SELECT article_id, count(*) FROM article_versions GROUP BY 1 HAVING count(*) > 1"
    )
    assert len(versions) == 1
    mixed = "SELECT article_id FROM captures GROUP BY 1 HAVING count(DISTINCT code_version) > 1"
    assert query(crawled, mixed) == []


def test_a_capture_that_arrives_later_makes_no_version_of_what_was_learned(
    crawled: Home, query: Query
) -> None:
    learn(crawled, "kabar.example")
    land_pages(crawled, 24, 5)
    ingest(crawled)
    (row,) = query(
        crawled, f"SELECT version, article_body LIKE '%{_PROMPT}%' FROM articles WHERE url LIKE '%/5.html'"
    )
    assert row == (1, False)
    counts = "SELECT sum(captures), sum(accepted), (SELECT count(*) FROM captures) FROM batches"
    assert query(crawled, counts) == [(12, 12, 12)]


def test_a_file_read_once_and_again_is_like_one_read_with_what_was_learned(
    crawled: Home, tmp_path: Path
) -> None:
    fresh = Home(tmp_path / "fresh")
    land_pages(fresh, 3, *range(8))
    land_pages(fresh, 10, 0, 1)
    land_pages(fresh, 17, 2, more="Kegiatan itu dilanjutkan pekan depan.")
    learn(fresh, "kabar.example")
    ingest(fresh)
    learn(crawled, "kabar.example")
    ingest(crawled, again=Selection())
    assert contents(crawled) == contents(fresh)


def test_an_unknown_source_is_told_with_those_there_are(crawled: Home) -> None:
    with pytest.raises(InputError, match=r"--source kabr.example: .* kabar.example \(11\)"):
        ingest(crawled, again=Selection(source="kabr.example"))


def test_what_waits_is_read_besides(crawled: Home, query: Query) -> None:
    land_pages(crawled, 20, 11)
    ingest(crawled, again=Selection(source="kabar.example"))
    assert query(crawled, "SELECT count(*) FROM articles") == [(9,)]


def test_nothing_landed_is_an_error(home: Home) -> None:
    land_documents([], home.landing, "files")
    with pytest.raises(InputError, match="no capture that was read before fits"):
        ingest(home, again=Selection())
