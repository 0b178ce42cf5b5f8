"""Read captures from WARC files, complete records only, and say where a torn file breaks off."""

import base64
import hashlib
import re
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawlers.http_payload import MAX_PAYLOAD_BYTES, decoded_payload
from news.capture import Capture, Reference
from news.place import local_copy

WARC_NAME = re.compile(r"\.warc(\.gz)?$")
"""What a closed WARC file is called."""

_LONGEST_BLOCK = MAX_PAYLOAD_BYTES + (1 << 20)
"""Bytes of a record that are read, however many it claims or expands to: a page and its HTTP header."""

_CAPTURES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
_STEP = 1 << 20  # bytes that are read, or expanded, at a time
_CAPTURED = {"fetched", "revisited", "unchanged"}  # of `crawlers.outcomes`: the page itself was there


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

    A file on a remote file system is read from a local copy, which is gone afterwards.
    Response, resource and revisit records are captures; the others are passed over. So is what our own
    crawler captured that is no article: feeds, home pages, robots.txt, bot walls, errors.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.torn: Torn | None = None

    def __iter__(self) -> Iterator[Capture]:
        """Yield one capture a record, in the order of the file.

        Raises:
            OSError: the file cannot be opened.
        """
        with local_copy(self.path) as path:
            yield from self._captures(path)

    def _captures(self, path: Path) -> Iterator[Capture]:
        size = path.stat().st_size
        with path.open("rb"):  # a file that cannot be opened is no torn file
            pass
        last, records = _Read(0, 0, None), 0
        for read in self._records(path):
            if last.capture:
                yield last.capture
            last, records = read, records + 1
        # Only the end of the file tells whether its last record is whole, so that one waits.
        end = _end_of_record(path, last) if records else 0
        whole = end is not None and end > 0
        if whole and last.capture:
            yield last.capture
        if end != size:
            offset = end if end is not None and whole else last.offset
            self.torn = Torn(self.path.name, records - (not whole and records > 0), offset, size)

    def _records(self, path: Path) -> Iterator["_Read"]:
        source: str | None = None
        self._digests: dict[str, str] = {}
        try:
            for record in ArchiveIterator(str(path), WarcRecordType.any_type, auto_decode="none"):
                # Of a response, fastwarc's own content_length leaves the HTTP header out.
                length = int(record.headers.get("Content-Length") or 0)
                block = record.reader.read(_LONGEST_BLOCK)
                if _is_broken(record, block):
                    return
                if record.record_type == WarcRecordType.warcinfo:
                    source = _source_in(block)
                wanted = record.record_type & _CAPTURES and _may_be_article(record)
                capture = _capture(record, block, self.path.name, source) if wanted else None
                yield _Read(record.stream_pos, length, self._first_of_its_id(capture))
        except (OSError, ValueError):  # fastwarc's words for what it cannot parse or decompress
            return

    def _first_of_its_id(self, capture: Capture | None) -> Capture | None:
        """Tell apart captures that a careless writer gave one id; pass over what stands twice.

        A record without an id, which WARC 1.1 (section 5.2) asks for, gets one of its content.
        """
        if capture is None:
            return None
        known = self._digests.get(capture.record_id)
        if capture.record_id and known is None:
            self._digests[capture.record_id] = capture.payload_digest
            return capture
        if capture.record_id and known == capture.payload_digest:
            return None
        name = f"{capture.record_id} {capture.target_uri} {capture.warc_date} {capture.payload_digest}"
        own = replace(capture, record_id=f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>")
        return self._first_of_its_id(own)


@dataclass(frozen=True, slots=True)
class _Read:
    offset: int
    content_length: int
    capture: Capture | None


def record_ids(path: Path) -> set[str]:
    """Return the WARC-Record-IDs of the captures in one file."""
    return {capture.record_id for capture in WarcFile(path)}


def payload_digest(payload: bytes) -> str:
    """Return the digest of a payload as WARC-Payload-Digest writes it (WARC 1.1, section 5.9).

    >>> payload_digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'

    Args:
        payload: as received, its content coding in place, so that other tools find the same.
    """
    return f"sha1:{base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()}"


def _capture(record: WarcRecord, block: bytes, name: str, source: str | None) -> Capture:
    headers, http = record.headers, record.http_headers
    answered = http is not None  # not its truth: an answer may come without a single header
    payload = decoded_payload(block, http.to_dict()) if answered else block
    content_type = (http if answered else headers).get("Content-Type")
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
        status=http.status_code if answered else None,
        source=headers.get("WARC-Warta-Source") or source,
        refers_to=_reference(record) if record.record_type == WarcRecordType.revisit else None,
    )


def _may_be_article(record: WarcRecord) -> bool:
    kind = record.headers.get("WARC-Warta-Kind") or "article"
    outcome = record.headers.get("WARC-Warta-Outcome") or "fetched"
    return kind == "article" and outcome in _CAPTURED


def _reference(record: WarcRecord) -> Reference:
    """Return what a revisit record says of the capture it refers to (WARC 1.1, section 6.7)."""
    headers = record.headers
    return Reference(
        record_id=headers.get("WARC-Refers-To"),
        target_uri=(headers.get("WARC-Refers-To-Target-URI") or "").strip("<>") or None,
        warc_date=_moment(headers.get("WARC-Refers-To-Date")),
    )


def _moment(written: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _source_in(warcinfo: bytes) -> str | None:
    found = re.search(rb"^warta-source:[ \t]*(\S+)", warcinfo, re.MULTILINE | re.IGNORECASE)
    return found[1].decode("utf-8", "replace") if found else None


def _is_broken(record: WarcRecord, block: bytes) -> bool:
    headless = record.is_http and record.http_headers is None
    is_short = len(block) < min(record.content_length, _LONGEST_BLOCK)
    return headless or is_short or record.headers.get("WARC-Type") is None


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
    rest = b""
    while not member.eof and (piece := rest or stream.read(_STEP)):
        member.decompress(piece, _STEP)
        rest = member.unconsumed_tail
    return stream.tell() - len(member.unused_data) if member.eof else None
