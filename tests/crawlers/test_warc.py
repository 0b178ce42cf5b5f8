import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.resource_writer import Resource, ResourceWriter
from crawlers.warc import WarcFile

_TEXTS = [f"Berita nomor {number}. ".encode() * 40 for number in range(3)]


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    with ResourceWriter(tmp_path, "texts") as writer:
        for number, text in enumerate(_TEXTS):
            writer.write(
                Resource(f"urn:test:{number}", datetime(2025, 11, 28, tzinfo=UTC), "text/plain", text)
            )
    return tmp_path / writer.closed[0]


def test_what_was_written_is_read(warc: Path) -> None:
    captures = list(WarcFile(warc))
    assert [capture.payload for capture in captures] == _TEXTS
    assert [capture.target_uri for capture in captures] == ["urn:test:0", "urn:test:1", "urn:test:2"]
    assert captures[0].warc_date == datetime(2025, 11, 28, tzinfo=UTC)
    assert captures[0].content_type == "text/plain"


def test_another_reader_finds_the_same_records_at_the_same_offsets(warc: Path) -> None:
    with warc.open("rb") as stream:
        records = ArchiveIterator(stream)
        theirs = []
        for record in records:
            payload = record.content_stream().read()
            digest = record.rec_headers.get_header("WARC-Payload-Digest")
            record_id = record.rec_headers.get_header("WARC-Record-ID")
            theirs.append((record_id, payload, digest, records.get_record_offset()))
    ours = [(one.record_id, one.payload, one.payload_digest, one.warc_offset) for one in WarcFile(warc)]
    assert theirs == ours


@pytest.mark.parametrize("compressed", [True, False])
def test_a_file_cut_anywhere_gives_its_whole_records_and_says_where_it_is_torn(
    warc: Path, tmp_path: Path, compressed: bool
) -> None:
    whole = warc.read_bytes() if compressed else gzip.decompress(warc.read_bytes())
    cut = tmp_path / ("cut.warc.gz" if compressed else "cut.warc")
    cut.write_bytes(whole)
    ends = [*(capture.warc_offset for capture in WarcFile(cut)), len(whole)][1:]
    for length in range(0, len(whole) + 1, 7 if compressed else 31):
        cut.write_bytes(whole[:length])
        file = WarcFile(cut)
        read = len(list(file))
        assert read == sum(end <= length for end in ends)
        assert (file.torn is not None) == (length not in {0, *ends})
        if file.torn:
            assert file.torn.offset == max([0, *(end for end in ends if end <= length)])
            assert file.torn.records == read


def test_responses_are_read_as_a_browser_would_see_them(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream)
        body = gzip.compress(b"<p>halaman</p>")
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        uri = "https://kabar.example/1"
        record = writer.create_warc_record(uri, "response", BytesIO(body), len(body), http_headers=http)
        writer.write_record(writer.create_warcinfo_record("pages", {"warta-source": "kabar"}))
        writer.write_record(record)
        writer.write_record(writer.create_warc_record(uri, "metadata", BytesIO(b"a: b"), 4))
    (capture,) = WarcFile(path)
    assert capture.payload == b"<p>halaman</p>"
    assert (capture.status, capture.source) == (200, "kabar")
    assert capture.content_type == "text/html; charset=utf-8"


def test_an_answer_without_headers_has_no_type_and_keeps_its_status(tmp_path: Path) -> None:
    path = tmp_path / "bare.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream)
        http = StatusAndHeaders("200 OK", [], protocol="HTTP/1.0")
        body = b"<p>halaman</p>"
        record = writer.create_warc_record(
            "https://kabar.example/1", "response", BytesIO(body), len(body), http_headers=http
        )
        writer.write_record(record)
    (capture,) = WarcFile(path)
    assert (capture.status, capture.content_type, capture.payload) == (200, "", body)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_record_is_read_up_to_a_bound_and_those_behind_it_are_too(
    warc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compressed: bool
) -> None:
    monkeypatch.setattr("crawlers.warc._LONGEST_BLOCK", 100)
    file = tmp_path / ("some.warc.gz" if compressed else "some.warc")
    file.write_bytes(warc.read_bytes() if compressed else gzip.decompress(warc.read_bytes()))
    found = WarcFile(file)
    assert [capture.payload for capture in found] == [text[:100] for text in _TEXTS]
    assert found.torn is None


def test_what_is_no_warc_file_is_torn_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "no.warc"
    path.write_bytes(b"this is no WARC file\n" * 10)
    file = WarcFile(path)
    assert list(file) == []
    assert file.torn is not None
    assert (file.torn.offset, file.torn.records) == (0, 0)
