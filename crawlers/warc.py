"""Read captures from WARC files, complete records only, and say where a torn file breaks off."""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawlers.http_payload import decoded_payload
from news.capture import Capture

WARC_NAME = re.compile(r"\.warc(\.gz)?$")
"""What a closed WARC file is called."""

_CAPTURES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit


@dataclass(frozen=True, slots=True)
class Torn:
    """Where a WARC file breaks off.

    Attributes:
        warc_file: name of the file.
        records: complete records before the break.
        offset: where the broken record begins, in bytes.
        size: of the whole file, in bytes.
    """

    warc_file: str
    records: int
    offset: int
    size: int

    def __str__(self) -> str:
        return (
            f"{self.warc_file}: torn at byte {self.offset:,} of {self.size:,}; its complete records "
            f"({self.records}) were read. Land the whole file again if you have it."
        )


class WarcFile:
    """The captures of one WARC file; after the iteration, `torn` tells whether it broke off.

    Response, resource and revisit records are captures; the others are passed over.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.torn: Torn | None = None

    def __iter__(self) -> Iterator[Capture]:
        """Yield one capture a record, in the order of the file.

        Raises:
            OSError: the file cannot be opened.
        """
        size = self.path.stat().st_size
        with self.path.open("rb"):  # a file that cannot be opened is no torn file
            pass
        last, records = _Read(0, 0, None), 0
        for read in self._records():
            if last.capture:
                yield last.capture
            last, records = read, records + 1
        # Only the end of the file tells whether its last record is whole, so that one waits.
        end = _end_of_record(self.path, last) if records else 0
        whole = end is not None and end > 0
        if whole and last.capture:
            yield last.capture
        if end != size:
            offset = end if end is not None and whole else last.offset
            self.torn = Torn(self.path.name, records - (not whole and records > 0), offset, size)

    def _records(self) -> Iterator["_Read"]:
        source: str | None = None
        try:
            for record in ArchiveIterator(str(self.path), WarcRecordType.any_type, auto_decode="none"):
                block = record.reader.read()
                if _is_broken(record, block):
                    return
                if record.record_type == WarcRecordType.warcinfo:
                    source = _source_in(block)
                wanted = record.record_type & _CAPTURES
                capture = _capture(record, block, self.path.name, source) if wanted else None
                yield _Read(record.stream_pos, record.content_length, capture)
        except (OSError, ValueError):  # fastwarc's words for what it cannot parse or decompress
            return


@dataclass(frozen=True, slots=True)
class _Read:
    offset: int
    content_length: int
    capture: Capture | None


def record_ids(path: Path) -> set[str]:
    """Return the WARC-Record-IDs of the captures in one file."""
    return {capture.record_id for capture in WarcFile(path)}


def payload_digest(payload: bytes) -> str:
    """Return ``sha1:`` and the digest in base 32, the form WARC 1.1 (section 5.9) shows."""
    return f"sha1:{base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()}"


def _capture(record: WarcRecord, block: bytes, name: str, source: str | None) -> Capture:
    headers, http = record.headers, record.http_headers
    payload = decoded_payload(block, http.to_dict()) if http else block
    content_type = http.get("Content-Type") if http else headers.get("Content-Type")
    return Capture(
        record_id=record.record_id or "",
        target_uri=(headers.get("WARC-Target-URI") or "").strip("<>"),
        warc_date=record.record_date.astimezone(UTC)
        if record.record_date
        else datetime(1970, 1, 1, tzinfo=UTC),
        content_type=content_type or "",
        payload=payload,
        payload_digest=headers.get("WARC-Payload-Digest") or payload_digest(block),
        warc_file=name,
        warc_offset=record.stream_pos,
        status=http.status_code if http else None,
        source=headers.get("WARC-Warta-Source") or source,
    )


def _source_in(warcinfo: bytes) -> str | None:
    found = re.search(rb"^warta-source:[ \t]*(\S+)", warcinfo, re.MULTILINE | re.IGNORECASE)
    return found[1].decode("utf-8", "replace") if found else None


def _is_broken(record: WarcRecord, block: bytes) -> bool:
    headless = record.is_http and record.http_headers is None
    return headless or len(block) < record.content_length or record.record_id is None


def _end_of_record(path: Path, record: _Read) -> int | None:
    """Return where a record ends; None where the file ends before it does."""
    with path.open("rb") as stream:
        stream.seek(record.offset)
        if path.suffix == ".gz":
            return _end_of_member(stream)
        head = stream.read(1 << 16).find(b"\r\n\r\n") + 4
    end = record.offset + head + record.content_length + 4  # each record ends with two line breaks
    return end if head > 3 and end <= path.stat().st_size else None


def _end_of_member(stream: BufferedReader) -> int | None:
    member = zlib.decompressobj(wbits=31)
    while not member.eof and (piece := stream.read(1 << 20)):
        member.decompress(piece)
    return stream.tell() - len(member.unused_data) if member.eof else None
