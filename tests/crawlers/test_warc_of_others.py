"""WARC files as others write them: not always by the book."""

from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.warc import WarcFile


def _write(path: Path, *records: tuple[str, bytes, str | None]) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for uri, body, record_id in records:
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(uri, "response", BytesIO(body), len(body), http_headers=http)
            record.rec_headers.remove_header("WARC-Record-ID")
            if record_id:
                record.rec_headers.add_header("WARC-Record-ID", record_id)
            writer.write_record(record)


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_responses_are_whole_and_a_cut_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    _write(path, *((f"https://kabar.example/{n}", b"<p>isi</p>" * 50, f"<urn:uuid:{n}>") for n in range(2)))
    file = WarcFile(path)
    assert len(list(file)) == 2
    assert file.torn is None
    path.write_bytes(path.read_bytes()[:-6])
    cut = WarcFile(path)
    assert len(list(cut)) == 1
    assert cut.torn is not None


def test_a_record_without_an_id_gets_one_of_its_content(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    _write(path, ("https://a.example/1", b"satu", "<urn:1>"), ("https://a.example/2", b"dua", None))
    first, again = ([capture.record_id for capture in WarcFile(path)] for _ in range(2))
    assert first == again
    assert first[0] == "<urn:1>"
    assert first[1].startswith("<urn:uuid:")


def test_one_id_for_two_pages_is_told_apart_and_a_record_that_stands_twice_is_read_once(
    tmp_path: Path,
) -> None:
    path = tmp_path / "pages.warc.gz"
    one, other = ("https://a.example/1", b"satu", "<urn:1>"), ("https://a.example/2", b"dua", "<urn:1>")
    _write(path, one, other, one)
    captures = list(WarcFile(path))
    assert [capture.target_uri for capture in captures] == ["https://a.example/1", "https://a.example/2"]
    assert len({capture.record_id for capture in captures}) == 2
