from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.extract import extract, read_capture, source_of
from crawlers.warc import payload_digest
from news.capture import Capture
from news.identity import article_id

_PARAGRAPH = (
    "Pemerintah kota membuka pasar baru di tepi sungai pada Senin pagi dengan dihadiri para pedagang. "
)
_PAGE = f"""<!doctype html><html lang="id"><head><title>Pasar Baru Dibuka - Kabar Kita</title>
<link rel="canonical" href="https://kabar.example/2025/11/pasar-baru.html">
<meta property="og:title" content="Pasar Baru Dibuka"></head>
<body><nav><a href="/">Beranda</a></nav><article><h1>Pasar Baru Dibuka</h1>
<p>{_PARAGRAPH * 2}</p><p>{_PARAGRAPH}</p><p>{_PARAGRAPH * 3}</p></article></body></html>"""


def _capture(
    payload: str | bytes, content_type: str = "text/plain", uri: str = "urn:test:a", **more: object
) -> Capture:
    body = payload.encode() if isinstance(payload, str) else payload
    return Capture(
        record_id="<urn:uuid:1>",
        target_uri=uri,
        warc_date=datetime(2025, 11, 28, tzinfo=UTC),
        content_type=content_type,
        payload=body,
        payload_digest=payload_digest(body),
        warc_file="a.warc.gz",
        warc_offset=7,
        **more,  # type: ignore[arg-type]
    )


def test_plain_text_becomes_a_row() -> None:
    row = read_capture(_capture("Judul\n\n" + _PARAGRAPH))
    assert (row["headline"], row["headline_from"]) == ("Judul", "text")
    assert row["article_body"] == _PARAGRAPH.strip()
    assert row["article_id"] == article_id("urn:test:a")
    assert (row["warc_file"], row["warc_offset"]) == ("a.warc.gz", 7)


def test_a_page_becomes_a_row_under_its_canonical_url() -> None:
    row = read_capture(
        _capture(_PAGE, "text/html", "https://kabar.example/2025/11/pasar-baru.html?m=1", status=200)
    )
    assert row["headline"] == "Pasar Baru Dibuka"
    assert str(row["article_body"]).count(_PARAGRAPH.strip()) == 6
    assert "Beranda" not in str(row["article_body"])
    assert row["url"] == "https://kabar.example/2025/11/pasar-baru.html"
    assert row["source"] == "kabar.example"


def test_a_page_landed_from_a_file_is_known_by_the_url_it_declares() -> None:
    row = read_capture(_capture(_PAGE, "text/html", "file:///tmp/saved.html"))
    assert row["url"] == "https://kabar.example/2025/11/pasar-baru.html"
    home = _PAGE.replace("/2025/11/pasar-baru.html", "/")
    assert (
        read_capture(_capture(home, "text/html", "file:///tmp/saved.html"))["url"] == "file:///tmp/saved.html"
    )


@pytest.mark.parametrize(
    ("capture", "rule"),
    [
        (_capture(_PAGE, "text/html", status=404), "http_status"),
        (_capture("GIF89a", "image/gif"), "media_type"),
        (_capture("a " * 3_000_000), "too_large"),
        (_capture(b"\x7fELF" + bytes(200)), "binary"),
        (_capture(" \n"), "empty"),
        (_capture(b"caf\xe9 \xff\xfe\xfd" * 50, "text/plain; charset=utf-8"), "undecodable"),
    ],
)
def test_what_cannot_be_read_says_why(capture: Capture, rule: str) -> None:
    row = read_capture(capture)
    rejection = row["rejection"]
    assert isinstance(rejection, dict)
    assert (rejection["gate"], rejection["rule"]) == ("extract", rule)
    assert rejection["remedy"]
    assert row["record_id"] == "<urn:uuid:1>"
    assert row["article_id"]


@pytest.mark.parametrize(
    ("uri", "named", "source"),
    [
        ("https://www.kabar.example/a", None, "kabar.example"),
        ("https://www.kabar.example/a", "kabar", "kabar"),
        ("urn:warta:seed:000", None, "seeds"),
        ("file:///tmp/a.txt", None, "files"),
    ],
)
def test_the_source_is_what_the_file_names_or_the_host(uri: str, named: str | None, source: str) -> None:
    assert source_of(_capture("a", uri=uri, source=named)) == source


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=4), st.sampled_from(["text/plain", "text/html", ""]))
def test_every_capture_becomes_one_row(payloads: list[bytes], content_type: str) -> None:
    table = extract([_capture(payload, content_type) for payload in payloads], "batch")
    assert table.num_rows == len(payloads)
    assert table["batch_id"].to_pylist() == ["batch"] * len(payloads)
