"""Write files as WARC `resource` records, a batch a file, under names that their content decides."""

import hashlib
import os
import tempfile
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.warcwriter import WARCWriter

from crawlers.warc import payload_digest
from news.place import is_local, put
from news.process import is_alive

_RECORDS_PER_FILE = 1_000  # one batch: what one mapped task reads in a few seconds
_BYTES_PER_FILE = 64 << 20  # of payload; whichever is reached first
_NAMESPACE = uuid.UUID("1f1f5b6e-6f0a-5c52-9d64-6b1ad1d3c1b7")  # of our record ids (RFC 9562, version 5)


@dataclass(frozen=True)
class Resource:
    """What one record says: same URI, moment and payload, same record id."""

    target_uri: str
    warc_date: datetime
    content_type: str
    payload: bytes

    @cached_property
    def payload_digest(self) -> str:
        """``sha1:`` and base 32."""
        return payload_digest(self.payload)

    @cached_property
    def record_id(self) -> str:
        """WARC-Record-ID, the same whenever the same thing is landed."""
        name = f"{self.target_uri} {self.warc_date.isoformat()} {self.payload_digest}"
        return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, name)}>"


class ResourceWriter:
    """Writes into a hidden `.open` file; a complete one is synced and renamed in one step.

    So a reader of the landing area sees whole files only, and a killed writer leaves nothing but a
    hidden file that the next one takes away. A remote landing area gets complete files only.
    """

    def __init__(
        self, landing: Path, prefix: str, on_closed: Callable[[str, Sequence[str]], None] | None = None
    ) -> None:
        """Begin; `on_closed` is told the name of each file and the ids of its records."""
        self.closed: list[str] = []
        self._landing = landing
        self._prefix = prefix
        self._on_closed = on_closed
        self._scratch = None if is_local(landing) else tempfile.TemporaryDirectory(prefix="warta-")
        self._local = Path(self._scratch.name) if self._scratch else landing
        self._hidden = self._local / f".{prefix}-{os.getpid()}.warc.gz.open"
        self._stream: BinaryIO | None = None
        self._ids: list[str] = []
        self._bytes = 0

    def __enter__(self) -> "ResourceWriter":
        for leftover in self._local.glob(f".{self._prefix}-*.warc.gz.open"):
            if not is_alive(int(leftover.name.split("-")[-1].split(".")[0])):
                leftover.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._close()
            elif self._stream is not None:
                self._stream.close()
                self._hidden.unlink(missing_ok=True)
        finally:
            if self._scratch:
                self._scratch.cleanup()

    def write(self, resource: Resource) -> None:
        """Append one record; a full file is closed."""
        if self._stream is None:
            self._stream = self._hidden.open("wb")
        writer = WARCWriter(self._stream, gzip=True, warc_version="1.1")
        writer.write_record(_record(writer, resource))
        self._ids.append(resource.record_id)
        self._bytes += len(resource.payload)
        if len(self._ids) >= _RECORDS_PER_FILE or self._bytes >= _BYTES_PER_FILE:
            self._close()

    def _close(self) -> None:
        if self._stream is None:
            return
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        name = (
            f"{self._prefix}-{hashlib.sha256(''.join(sorted(self._ids)).encode()).hexdigest()[:12]}.warc.gz"
        )
        complete = self._hidden.replace(self._local / name)
        if self._scratch:
            put(complete, self._landing)
        self.closed.append(name)
        if self._on_closed:
            self._on_closed(name, self._ids)
        self._stream, self._ids, self._bytes = None, [], 0


def _record(writer: WARCWriter, resource: Resource) -> object:
    return writer.create_warc_record(
        resource.target_uri,
        "resource",
        payload=BytesIO(resource.payload),
        length=len(resource.payload),
        warc_content_type=resource.content_type,
        warc_headers_dict={
            "WARC-Record-ID": resource.record_id,
            "WARC-Date": resource.warc_date.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Payload-Digest": resource.payload_digest,
        },
    )
