import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading import read_page
from crawlers.reading.limits import within_limits

CAPTURED = datetime(2025, 11, 4, tzinfo=UTC)
PARAGRAPH = (
    "<p>Bupati meninjau lokasi banjir di Cempaga dan meminta warga waspada terhadap kenaikan air sungai.</p>"
)
START = "<title>Banjir di Cempaga</title><h1>Banjir di Cempaga</h1>"

HOSTILE = {
    "empty": "",
    "no markup": "hanya teks",
    "null characters": START + "\x00" * 100_000 + PARAGRAPH,
    "nested": START + "<div>" * 30_000 + PARAGRAPH,
    "nested inline": START + "<p>" + "<b>" * 30_000 + "teks",
    "tables in tables": START + "<table><tr><td>" * 8_000 + PARAGRAPH,
    "links": START + PARAGRAPH + "<a href='/x'>tautan</a> " * 200_000,
    "one long paragraph": START + "<p>" + "kata dan kalimat. " * 300_000,
    "one long script": START + "<script>" + "var a=1;" * 1_000_000 + "</script>" + PARAGRAPH,
    "one crowded tag": START + "<div " + " ".join(f"a{i}=1" for i in range(50_000)) + ">" + PARAGRAPH,
    "long titles": "<title>" + "a | " * 100_000 + "</title>" + PARAGRAPH,
    "broken JSON-LD": START + '<script type="application/ld+json">{"a":"' + "b\\x,} " * 100_000 + "</script>",
    "cut within a tag": START + PARAGRAPH + "<div class='entry-conte",
    "lone surrogates": START + "<p>\ud800 teks</p>",
    "frames": "<frameset><frame src=x></frameset>",
    "bad addresses": "<link rel=canonical href='http://[::1'><meta property=og:image content='http://[x'>",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_no_page_crashes_or_takes_two_seconds(html: str) -> None:
    began = time.process_time()
    read_page(html, "https://kabar.example/a", CAPTURED)
    assert time.process_time() - began < 2


def test_an_ordinary_page_is_left_alone() -> None:
    page = START + PARAGRAPH * 50
    assert within_limits(page) == page.encode()


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>", "<a href=x>", "</a>", "<td>", "<br>", "teks ", "<!--", "&amp"]
        )
    )
)
def test_no_markup_raises(pieces: list[str]) -> None:
    reading = read_page(START + "".join(pieces) + PARAGRAPH, "https://kabar.example/a", CAPTURED)
    assert "\n\n\n" not in reading.article_body
