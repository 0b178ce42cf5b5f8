"""The WARC file that grows: appended record by record, closed under its final name, landed."""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawlers.spool.landing_area import LandingArea
from crawlers.spool.records import Earlier, Exchange, exchange_records, warcinfo_record
from crawlers.spool.torn import cut_torn_tail

OPEN = ".open"


@dataclass(frozen=True, slots=True)
class FileLimits:
    """When a WARC file is closed and landed while the crawl goes on: at a size or an age."""

    max_bytes: int = 256_000_000
    max_seconds: float = 900.0


class Spool:
    """The WARC files of one run of one source."""

    def __init__(
        self, folder: Path, landing: LandingArea, info: Mapping[str, str], limits: FileLimits | None = None
    ):
        """Begin; nothing is written before the first exchange.

        Args:
            folder: local folder of this source, made where it is missing.
            landing: where closed files go.
            info: fields of the warcinfo record; `source` and `run` become part of the file names.
            limits: when a file is closed.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.landed: list[str] = []
        self._folder, self._landing, self._info = folder, landing, info
        self._limits = limits or FileLimits()
        self._serial, self._path = 0, Path()
        self._file: int | None = None
        self._size, self._opened = 0, 0.0
        self._unsynced = False

    @property
    def full(self) -> bool:
        """Whether the file that grows is due to be closed."""
        if self._file is None:
            return False
        return (
            self._size >= self._limits.max_bytes
            or time.monotonic() - self._opened >= self._limits.max_seconds
        )

    def append(self, exchange: Exchange) -> Earlier:
        """Write response (or revisit), request and metadata; return what a revisit may refer to."""
        if self._file is None:
            self._begin(exchange.at)
        content, earlier = exchange_records(exchange)
        self._write(content)
        return earlier

    def sync(self) -> None:
        """Bring all that was appended onto the disk."""
        if self._file is not None and self._unsynced:
            os.fdatasync(self._file)
            self._unsynced = False

    def close_file(self) -> None:
        """Close the file that grows, give it its final name and land it; `sync` comes first."""
        if self._file is None:
            return
        self.sync()
        os.close(self._file)
        self._file = None
        self.landed.append(land_closed(self._path, self._landing))

    def _begin(self, at: datetime) -> None:
        self._serial += 1
        moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        name = f"{self._info['source']}-{moment}-{self._serial:05d}-{self._info['run']}.warc.gz"
        self._path = self._folder / f"{name}{OPEN}"
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        self._size, self._opened = 0, time.monotonic()
        self._write(warcinfo_record(name, at, self._info))

    def _write(self, content: bytes) -> None:
        assert self._file is not None
        view = memoryview(content)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:  # a full disk: what stands before this must stay readable
            os.ftruncate(self._file, self._size)
            raise
        self._size += len(content)
        self._unsynced = True


def land_closed(path: Path, landing: LandingArea) -> str:
    """Give a complete file its final name and move it to the landing area; return that name."""
    if path.name.endswith(OPEN):
        path = path.rename(path.with_name(path.name.removesuffix(OPEN)))
    landing.take(path)
    return path.name


def left_behind(folder: Path) -> Iterator[Path]:
    """Cut what a killed crawl left in `folder` back to complete records; yield the files worth landing.

    A file without a single exchange is removed.
    """
    for path in sorted([*folder.glob(f"*.warc.gz{OPEN}"), *folder.glob("*.warc.gz")]):
        if path.name.endswith(OPEN) and cut_torn_tail(path) < 2:  # the warcinfo record and one more
            path.unlink()
        else:
            yield path
