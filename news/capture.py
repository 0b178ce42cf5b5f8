"""A capture: one response or resource as it stands in a WARC file (ISO 28500)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reference:
    """The earlier capture that a revisit refers to; what its record does not say is None.

    Attributes:
        record_id: WARC-Refers-To.
        target_uri: WARC-Refers-To-Target-URI.
        warc_date: WARC-Refers-To-Date, aware, UTC.
    """

    record_id: str | None = None
    target_uri: str | None = None
    warc_date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One page as it was fetched or landed.

    Attributes:
        record_id: WARC-Record-ID with its angle brackets.
        target_uri: WARC-Target-URI.
        warc_date: moment of capture, aware, UTC.
        content_type: of the payload, with its parameters, e.g. ``text/html; charset=utf-8``;
            empty where the server gave none.
        payload: the body, transfer and content encoding undone.
        payload_digest: WARC-Payload-Digest, else ``sha1:`` and base 32 of the body as received, its content
            coding in place: not of `payload`.
        warc_file: name of the WARC file in the landing area.
        warc_offset: where the record begins in that file, in bytes.
        status: HTTP status, or None for a resource record.
        source: id of the source that fetched it, or None where the file does not say.
        refers_to: of a revisit, the capture whose payload is its own as well; its `payload` is empty.
    """

    record_id: str
    target_uri: str
    warc_date: datetime
    content_type: str
    payload: bytes
    payload_digest: str
    warc_file: str
    warc_offset: int
    status: int | None = None
    source: str | None = None
    refers_to: Reference | None = None
