from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawlers.reading.page_dates import modified, page_dates
from news.dates import choose

CASES = yaml.safe_load((Path(__file__).parent / "page_dates.yaml").read_text(encoding="utf-8"))
CAPTURED = datetime(2025, 11, 28, 8, tzinfo=UTC)


def page_of(case: dict[str, Any]) -> LexborHTMLParser:
    lang = f' lang="{case["lang"]}"' if "lang" in case else ""
    head = f"<title>Banjir surut di Sintang</title>{case.get('head', '')}"
    return LexborHTMLParser(f"<html{lang}><head>{head}</head><body>{case.get('body', '')}</body></html>")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_page_states_its_dates(case: dict[str, Any]) -> None:
    tree = page_of(case)
    before = tree.html
    found = page_dates(tree, case.get("json_ld", []), case.get("url", "https://contoh.id/banjir"), CAPTURED)
    assert [(one.found_by, one.day) for one in found] == [tuple(one) for one in case["expect"]]
    assert tree.html == before


def test_a_local_day_beside_a_moment_in_utc_is_chosen() -> None:
    case = next(case for case in CASES if case["why"].startswith("a moment in UTC"))
    best = choose(page_dates(page_of(case), [], "https://contoh.id/banjir", CAPTURED), CAPTURED)
    assert best is not None
    assert best.day.isoformat() == "2025-11-04"
    assert best.at == datetime(2025, 11, 3, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("json_ld", "head", "at"),
    [
        (
            [{"@type": "Article", "dateModified": "2025-11-05T08:00:00+07:00"}],
            "",
            datetime(2025, 11, 5, 1, tzinfo=UTC),
        ),
        (
            [],
            '<meta property="article:modified_time" content="2025-11-05T01:00:00Z">',
            datetime(2025, 11, 5, 1, tzinfo=UTC),
        ),
        ([], '<meta property="article:modified_time" content="2025-11-05T01:00:00">', None),
        ([], '<meta property="article:modified_time" content="2026-11-05T01:00:00Z">', None),
        ([], "", None),
    ],
)
def test_a_change_is_known_with_its_zone_or_not_at_all(
    json_ld: list[dict[str, object]], head: str, at: datetime | None
) -> None:
    tree = page_of({"head": head})
    found = modified(tree, json_ld, "https://contoh.id/banjir", CAPTURED)
    assert (found.at if found else None) == at


@pytest.mark.parametrize(
    "html",
    [
        "",
        "\0\0<h1>",
        "<div>" * 20_000 + "<h1>Judul</h1>3 November 2025",
        "<h1>Judul</h1>" + "<a href=/>3 November 2025</a>" * 20_000,
        "<h1>" * 5_000,
        "<time>" * 5_000,
        '<meta name="date" content="' + "9" * 90 + '">',
    ],
)
def test_a_broken_page_is_read_without_failing(html: str) -> None:
    page_dates(LexborHTMLParser(html), [{"@graph": [{"@graph": []}]}], "https://contoh.id/", CAPTURED)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["<h1>", "</h1>", "<time datetime=", "'2025-11-03'", ">", "3 Mei 2024", "<p>", "</p>"]
        )
    )
)
def test_any_page_is_read_without_failing(pieces: list[str]) -> None:
    found = page_dates(LexborHTMLParser("".join(pieces)), [], "https://contoh.id/", CAPTURED)
    assert all(one.day.isoformat() in {"2025-11-03", "2024-05-03"} for one in found)
