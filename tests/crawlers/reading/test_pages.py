from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from crawlers.reading import SourceRules, read_page

PAGES = Path(__file__).parent / "pages"
CAPTURED = datetime(2025, 11, 4, tzinfo=UTC)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_a_page_reads_as_expected(name: str) -> None:
    expected = yaml.safe_load((PAGES / f"{name}.yaml").read_text(encoding="utf-8"))
    html = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    reading = read_page(html, expected.pop("url"), CAPTURED)
    assert reading.article_body.split("\n\n") == (expected.pop("article_body") or [""])
    assert {field: getattr(reading, field) for field in expected} == expected


def test_the_rules_of_a_source_come_first() -> None:
    html = (PAGES / "own_php.html").read_text(encoding="utf-8")
    rules = SourceRules(headline="h2", body="font", date="small", remove=("td[width='320']",))
    reading = read_page(html, "https://beritakotim.example/baca.php?id=89", CAPTURED, rules=rules)
    assert reading.headline_from == "rules"
    assert reading.read_by == "rules"
    assert reading.article_body.startswith("SAMPIT - Pemerintah")
    assert reading.article_body.endswith("(*prokopim*)")
    assert (reading.date_evidence[0].day, reading.date_evidence[0].found_by) == (date(2025, 3, 6), "rules")


def test_each_value_says_where_it_was_found() -> None:
    html = """<html lang="id"><head><title>Jembatan Baru Dibuka untuk Umum</title>
    <link rel="canonical" href="/jembatan.html"><meta property="og:site_name" content="Kabar Hulu">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Jembatan Baru Dibuka untuk Umum",
     "articleSection": "Daerah", "dateModified": "2025-11-03T10:00:00+08:00"}</script></head>
    <body><h1>Jembatan Baru Dibuka untuk Umum</h1><div class="byline">Oleh: Siti Aminah</div>"""
    paragraphs = "".join(
        f"<p>Warga kampung {name} menyambut jembatan baru itu dan menyeberang bersama anak-anak mereka.</p>"
        for name in ("Suja", "Kujan", "Bakonsu", "Tapin", "Sekoban", "Penopa", "Melata", "Karang")
    )
    reading = read_page(f"{html}{paragraphs}", "https://kabarhulu.example/jembatan.html", CAPTURED)
    assert reading.found_by == {
        "headline": "heading",
        "article_body": "density",
        "author": "byline",
        "publisher": "meta",
        "section": "json-ld",
        "language_hint": "html",
        "url": "link",
        "date_modified": "json-ld",
    }
