"""The spool: readable by a standard reader, rotated, and whole after any cut."""

import gzip
import os
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawlers.spool import (
    IDENTICAL,
    OPEN,
    Exchange,
    FileLimits,
    LandingArea,
    Spool,
    land_closed,
    left_behind,
    payload_digest,
)
from news.errors import InputError

AT = datetime(2025, 11, 3, 1, 2, 3, 456789, tzinfo=UTC)
INFO = {"source": "uji", "run": "run1", "software": "Warta/0.1"}


def exchange(number=1, body=b"<html>isi</html>", **more):
    return Exchange(
        url=f"http://example.com/{number}?a=b",
        at=AT,
        status=200,
        request_headers=[("User-Agent", "Warta")],
        response_headers=[("Content-Type", "text/html"), ("X-Nama", "café")],
        body=body,
        fields={
            "source": "uji",
            "run": "run1",
            "kind": "article",
            "outcome": "fetched",
            "reason": "a\r\nb: c",
        },
        **more,
    )


def read(path):
    with Path(path).open("rb") as file:
        return [
            (one.rec_type, one.rec_headers.get_header, one.content_stream().read())
            for one in ArchiveIterator(file, check_digests="raise")
        ]


def test_records_and_names(tmp_path):
    spool = Spool(tmp_path / "spool", LandingArea(str(tmp_path / "landing")), INFO)
    first = spool.append(exchange())
    spool.append(exchange(2, b"", revisit=(IDENTICAL, first)))
    spool.sync()
    assert [path.name for path in (tmp_path / "spool").iterdir()] == [
        "uji-20251103T010203Z-00001-run1.warc.gz" + OPEN
    ]
    spool.close_file()
    assert spool.landed == ["uji-20251103T010203Z-00001-run1.warc.gz"]
    records = read(tmp_path / "landing" / spool.landed[0])
    assert [kind for kind, *_ in records] == [
        "warcinfo",
        "response",
        "request",
        "metadata",
        "revisit",
        "request",
        "metadata",
    ]
    response, payload = records[1][1], records[1][2]
    assert payload == b"<html>isi</html>"
    assert response("WARC-Payload-Digest") == payload_digest(payload)
    assert response("WARC-Date") == "2025-11-03T01:02:03.456789Z"
    assert (response("WARC-Warta-Source"), response("WARC-Warta-Kind"), response("WARC-Warta-Outcome")) == (
        "uji",
        "article",
        "fetched",
    )
    assert records[4][1]("WARC-Refers-To") == first.record_id
    assert records[4][1]("WARC-Payload-Digest") == first.payload_digest


def test_a_field_never_becomes_two_lines(tmp_path):
    spool = Spool(tmp_path, LandingArea(str(tmp_path / "landing")), INFO)
    spool.append(exchange())
    spool.close_file()
    metadata = read(tmp_path / "landing" / spool.landed[0])[3][2]
    assert b"warta-reason: a b: c\r\n" in metadata


def test_nothing_appended_leaves_nothing(tmp_path):
    spool = Spool(tmp_path / "spool", LandingArea(str(tmp_path / "landing")), INFO)
    spool.close_file()
    assert list((tmp_path / "spool").iterdir()) == []
    assert spool.landed == []


def test_a_file_is_full_by_size_and_by_age(tmp_path):
    area = LandingArea(str(tmp_path / "landing"))
    by_size = Spool(tmp_path / "a", area, INFO, FileLimits(max_bytes=100))
    by_age = Spool(tmp_path / "b", area, INFO, FileLimits(max_seconds=0))
    neither = Spool(tmp_path / "c", area, INFO)
    for spool in (by_size, by_age, neither):
        assert not spool.full
        spool.append(exchange())
    assert (by_size.full, by_age.full, neither.full) == (True, True, False)
    for spool in (by_size, by_age, neither):
        spool.close_file()


def test_each_record_is_a_gzip_member_of_its_own(tmp_path):
    spool = Spool(tmp_path, LandingArea(str(tmp_path / "landing")), INFO)
    spool.append(exchange())
    spool.close_file()
    content = (tmp_path / "landing" / spool.landed[0]).read_bytes()
    assert content.count(b"\x1f\x8b\x08") == 4
    assert gzip.decompress(content).count(b"WARC/1.1\r\n") == 4


def test_a_full_disk_leaves_what_was_written_readable(tmp_path, monkeypatch):
    spool = Spool(tmp_path, LandingArea(str(tmp_path / "landing")), INFO)
    spool.append(exchange())
    write = os.write

    def full(file, content):
        write(file, bytes(content[:50]))
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            spool.append(exchange(2))
    spool.append(exchange(3))
    spool.close_file()
    uris = [header("WARC-Target-URI") for kind, header, _ in read(tmp_path / "landing" / spool.landed[0])]
    assert uris == [None] + ["http://example.com/1?a=b"] * 3 + ["http://example.com/3?a=b"] * 3


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    spool = Spool(folder, LandingArea(str(folder / "landing")), INFO)
    for number in range(3):
        spool.append(exchange(number, os.urandom(300)))
    spool.sync()
    (path,) = folder.glob(f"*{OPEN}")
    content = path.read_bytes()
    spool.close_file()
    return path.name, content


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_torn_file_keeps_its_complete_records(whole, tmp_path, data):
    name, content = whole
    cut = data.draw(st.integers(0, len(content)))
    junk = data.draw(st.binary(max_size=20))
    (tmp_path / name).write_bytes(content[:cut] + (junk if cut < len(content) else b""))
    area = LandingArea(str(tmp_path / "landing"))
    names = [land_closed(path, area) for path in left_behind(tmp_path)]
    complete = gzip_members(content, cut)
    if complete < 2:
        assert names == []
        assert not (tmp_path / name).exists()
    else:
        assert len(read(tmp_path / "landing" / names[0])) == complete


def gzip_members(content, cut):
    count, rest = 0, content
    while rest:
        machine = zlib.decompressobj(31)
        machine.decompress(rest)
        rest = machine.unused_data
        count += len(content) - len(rest) <= cut
    return count


def test_landing_is_repeatable_and_goes_anywhere(tmp_path):
    for where in (str(tmp_path / "a"), f"file://{tmp_path / 'b'}", "memory://landing/c"):
        for _ in range(2):
            (tmp_path / "x.warc.gz").write_bytes(b"isi")
            LandingArea(where, "bagian").take(tmp_path / "x.warc.gz")
            assert not (tmp_path / "x.warc.gz").exists()
    assert (tmp_path / "a" / "bagian" / "x.warc.gz").read_bytes() == b"isi"
    assert (tmp_path / "b" / "bagian" / "x.warc.gz").read_bytes() == b"isi"


def test_an_unknown_landing_area_is_refused():
    with pytest.raises(InputError, match="Give a folder, or install the driver"):
        LandingArea("tidakada://ember/x")
