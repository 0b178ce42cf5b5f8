"""Of what our own crawler captures the reader takes articles alone, and revisits as what they are."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.extract import extract, read_capture
from crawlers.source_rules import KnownSources
from crawlers.sources import source_from_text
from crawlers.spool.records import NOT_MODIFIED, Exchange, exchange_records
from crawlers.warc import WarcFile
from news.capture import Capture, Reference

_AT = datetime(2025, 11, 28, 3, tzinfo=UTC)
_URL = "https://kabar.example/berita/1"


def _records(body: bytes = b"<p>isi</p>", **more: Any) -> tuple[bytes, Any]:
    headers = [("Content-Type", "text/html; charset=utf-8")]
    return exchange_records(Exchange(_URL, _AT, more.pop("status", 200), [], headers, body, **more))


def _read(tmp_path: Path, *records: bytes) -> list[Capture]:
    path = tmp_path / "kabar.warc.gz"
    path.write_bytes(b"".join(records))
    return list(WarcFile(path))


@pytest.mark.parametrize(
    ("kind", "outcome", "taken"),
    [
        ("article", "fetched", True),
        ("article", "revisited", True),
        ("article", "unchanged", True),
        ("article", "blocked", False),
        ("article", "http_error", False),
        ("feed", "fetched", False),
        ("robots", "", False),
        ("", "", True),
    ],
)
def test_only_articles_that_were_there_are_captures(
    tmp_path: Path, kind: str, outcome: str, taken: bool
) -> None:
    written, _ = _records(fields={"kind": kind, "outcome": outcome, "source": "kabar"})
    captures = _read(tmp_path, written)
    assert [capture.source for capture in captures] == (["kabar"] if taken else [])


def test_a_revisit_names_the_capture_it_refers_to_and_waits_for_it(tmp_path: Path) -> None:
    first, earlier = _records(fields={"kind": "article", "outcome": "fetched"})
    again, _ = _records(
        b"",
        status=304,
        fields={"kind": "article", "outcome": "unchanged"},
        revisit=(NOT_MODIFIED, earlier),
    )
    captures = _read(tmp_path, first, again)
    assert captures[0].refers_to is None
    assert captures[1].refers_to == Reference(earlier.record_id, _URL, _AT)
    row = extract(captures, "batch").to_pylist()[1]
    assert row["rejection"]["rule"] == "revisit_unresolved"
    assert row["refers_to"] == {"record_id": earlier.record_id, "target_uri": _URL, "warc_date": _AT}


def test_a_page_is_read_by_the_rules_of_its_source_on_its_day() -> None:
    source = source_from_text(
        """
        id: kabar
        homepage: https://kabar.example/
        publisher: Kabar
        language: id
        keep_parameters: [berita]
        selectors: {headline: .baru}
        rules:
        - {valid_until: 2025-11-27, selectors: {headline: .lama}}
        """,
        "kabar.yaml",
    )
    page = (
        b"<html><body><h2 class=lama>Judul lama</h2><h2 class=baru>Judul baru</h2><p>Isi.</p></body></html>"
    )

    def row(day: int, **more: Any) -> dict[str, object]:
        capture = Capture(
            "<urn:1>",
            "https://kabar.example/baca?berita=1&warna=2",
            datetime(2025, 11, day, tzinfo=UTC),
            "text/html",
            page,
            "",
            "a",
            0,
            200,
            **more,
        )
        return read_capture(capture, KnownSources([source]))

    assert [row(27)["headline"], row(28)["headline"]] == ["Judul lama", "Judul baru"]
    assert row(28)["url"] == "https://kabar.example/baca?berita=1"
    assert (row(28)["publisher"], row(28)["language_hint"]) == ("Kabar", "id")
    assert ("publisher", "source") in row(28)["metadata_from"]  # type: ignore[operator]
    assert row(28, source="lain")["publisher"] is None
