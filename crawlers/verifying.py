"""Whether a record that was read before still stands where it stood, with the digests it was written with."""

from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord


def fault_at(stream: BinaryIO, offset: int, record_id: str) -> str | None:
    """Say what is wrong with the record at `offset`; None where it is the one and its digests hold.

    Args:
        stream: a WARC file, plain or compressed by record.
        offset: where the record was read, in bytes.
        record_id: its WARC-Record-ID; not compared where the record itself bears none.
    """
    stream.seek(offset)
    try:
        for record in ArchiveIterator(stream, parse_http=False, auto_decode="none"):
            return _fault_of(record, record_id)
    except (OSError, ValueError):  # fastwarc's words for what it cannot parse or decompress
        pass
    return "no record can be read there"


def _fault_of(record: WarcRecord, record_id: str) -> str | None:
    if record.record_id and record.record_id.strip("<>") != record_id.strip("<>"):
        return f"record {record.record_id} stands there"
    wanted = int(record.headers.get("Content-Length") or 0)
    if "WARC-Block-Digest" in record.headers:
        return None if record.verify_block_digest() else "its block digest does not hold"
    return None if len(record.reader.read()) == wanted else "it breaks off"
