"""One exchange to WARC records: response or revisit, request, metadata, each a gzip member."""

import base64
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

_GZIP = 31  # zlib's window bits for a gzip member
_LEVEL = 1  # of isal's 0 to 3


@dataclass(frozen=True, slots=True)
class Earlier:
    """A capture to which a revisit may refer: its id, address, date and payload digest."""

    record_id: str
    target_uri: str
    warc_date: str
    payload_digest: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response.

    Attributes:
        url: address that was asked.
        at: when the answer came, aware, UTC.
        request_headers, response_headers: name and value in their order.
        body: as received, content coding in place, transfer coding undone.
        address: the server's IP address.
        fields: what the crawler knows of it (kind, outcome, discovered address, robots verdict, …);
            goes into the metadata record, and with the prefix `WARC-Warta-` into the response's header
            where `HEADER_FIELDS` names it.
        revisit: the profile and the earlier capture, where this is no new content.
    """

    url: str
    at: datetime
    status: int
    request_headers: list[tuple[str, str]]
    response_headers: list[tuple[str, str]]
    body: bytes
    fields: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    protocol: str = "HTTP/1.1"
    address: str | None = None
    revisit: tuple[str, Earlier] | None = None


HEADER_FIELDS = ("source", "run", "kind", "outcome", "page")


def payload_digest(*parts: bytes) -> str:
    """Return the digest of `parts`, one after the other, as WARC writes it.

    >>> payload_digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    sha1 = hashlib.sha1(usedforsecurity=False)
    for part in parts:
        sha1.update(part)
    return "sha1:" + base64.b32encode(sha1.digest()).decode()


def warc_time(moment: datetime) -> str:
    """Return a moment as WARC-Date writes it, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def exchange_records(exchange: Exchange) -> tuple[bytes, Earlier]:
    """Return the compressed records of an exchange and what a later revisit may refer to."""
    digest = exchange.revisit[1].payload_digest if exchange.revisit else payload_digest(exchange.body)
    this = Earlier(_new_id(), exchange.url, warc_time(exchange.at), digest)
    records = (_response(exchange, this), _request(exchange, this), _metadata(exchange, this))
    return b"".join(_compressed(record) for record in records), this


def warcinfo_record(name: str, at: datetime, info: Mapping[str, str]) -> bytes:
    """Return the compressed record that opens the file `name`."""
    return _compressed(_warcinfo(name, at, info))


# One for all records: making a writer looks up the name of this host each time.
_WRITER = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")

Record = tuple[StatusAndHeaders, StatusAndHeaders | None, bytes]


def _compressed(record: Record) -> bytes:
    """Serialise one record with warcio and compress it as a gzip member of its own."""
    headers, http_headers, block = record
    out = BytesIO()
    _WRITER.out = out
    kind = headers.get_header("WARC-Type")
    _WRITER.write_record(
        _WRITER.create_warc_record(
            "",
            kind,
            payload=BytesIO(block),
            length=len(block),
            warc_headers=headers,
            http_headers=http_headers,
        )
    )
    return bytes(isal_zlib.compress(out.getbuffer(), _LEVEL, wbits=_GZIP))


def _headers(kind: str, record_id: str, moment: str, **more: str) -> StatusAndHeaders:
    pairs = [("WARC-Type", kind), ("WARC-Record-ID", record_id), ("WARC-Date", moment)]
    pairs += [(name.replace("_", "-"), value) for name, value in more.items()]
    return StatusAndHeaders("", pairs, protocol="WARC/1.1")


def _warcinfo(name: str, at: datetime, info: Mapping[str, str]) -> Record:
    headers = _headers("warcinfo", _new_id(), warc_time(at), WARC_Filename=name)
    headers.add_header("Content-Type", "application/warc-fields")
    return headers, None, _fields(info)


def _response(exchange: Exchange, this: Earlier) -> Record:
    status = f"{exchange.status} {_phrase(exchange.status)}".strip()
    http = StatusAndHeaders(status, list(exchange.response_headers), protocol=exchange.protocol)
    http.compute_headers_buffer()
    block = b"" if exchange.revisit else exchange.body
    headers = _headers(
        "revisit" if exchange.revisit else "response",
        this.record_id,
        this.warc_date,
        WARC_Target_URI=exchange.url,
        WARC_Payload_Digest=this.payload_digest,
        WARC_Block_Digest=payload_digest(http.headers_buff, block),
    )
    headers.add_header("Content-Type", "application/http; msgtype=response")
    if exchange.address:
        headers.add_header("WARC-IP-Address", exchange.address)
    if exchange.revisit:
        _refer(headers, *exchange.revisit)
    for name in HEADER_FIELDS:
        if exchange.fields.get(name):
            headers.add_header(f"WARC-Warta-{name.capitalize()}", _one_line(exchange.fields[name]))
    return headers, http, block


def _refer(headers: StatusAndHeaders, profile: str, earlier: Earlier) -> None:
    headers.add_header("WARC-Profile", profile)
    headers.add_header("WARC-Refers-To", earlier.record_id)
    headers.add_header("WARC-Refers-To-Target-URI", earlier.target_uri)
    headers.add_header("WARC-Refers-To-Date", earlier.warc_date)


def _request(exchange: Exchange, this: Earlier) -> Record:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    http = StatusAndHeaders(
        f"{target} HTTP/1.1", [("Host", parts.netloc), *exchange.request_headers], protocol=exchange.method
    )
    http.compute_headers_buffer()
    headers = _headers(
        "request",
        _new_id(),
        this.warc_date,
        WARC_Target_URI=exchange.url,
        WARC_Concurrent_To=this.record_id,
        WARC_Block_Digest=payload_digest(http.headers_buff),
        WARC_Payload_Digest=_EMPTY,
    )
    headers.add_header("Content-Type", "application/http; msgtype=request")
    return headers, http, b""


def _metadata(exchange: Exchange, this: Earlier) -> Record:
    block = _fields(exchange.fields)
    headers = _headers(
        "metadata",
        _new_id(),
        this.warc_date,
        WARC_Target_URI=exchange.url,
        WARC_Concurrent_To=this.record_id,
        WARC_Block_Digest=payload_digest(block),
    )
    headers.add_header("Content-Type", "application/warc-fields")
    return headers, None, block


_EMPTY = payload_digest(b"")

# Names of the metadata record that the standard or common practice defines; the others get `warta-`.
_STANDARD = {"via", "fetchTimeMs", "software", "format", "isPartOf", "robots", "conformsTo", "operator"}
_STANDARD |= {"http-header-user-agent", "description"}


def _fields(values: Mapping[str, str]) -> bytes:
    lines = (
        f"{name if name in _STANDARD else f'warta-{name}'}: {_one_line(value)}\r\n"
        for name, value in values.items()
        if value
    )
    return "".join(lines).encode("utf-8", "replace")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"
