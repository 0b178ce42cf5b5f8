"""The one place where a run's WARC files, state and ledger are written, in the order that loses nothing.

Captures first, then the ledger, then the state: `checkpoint` is the only way to the disk.
"""

import fcntl
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from scrapy import Request
from scrapy.http import Headers, Response

from crawlers.outcomes import Ending, Ledger
from crawlers.spider.decoding import RAW
from crawlers.spider.job import CrawlJob
from crawlers.spool import Earlier, Exchange, FileLimits, LandingArea, Spool
from crawlers.state import State
from news.errors import Busy

JOURNAL = ".journal"
_CHECKPOINT_EVERY = 2.0  # seconds: what a power failure can cost


class SourceLock:
    """Held by the one process that crawls a source."""

    def __init__(self, folder: Path, source: str):
        """Take the lock.

        Raises:
            Busy: another process crawls the source.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{source}.lock"
        self._file: TextIO = path.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "another process"
            self._file.close()
            raise Busy(f"{source}: is being crawled by {holder}. Wait until that run has ended.") from None
        self._file.truncate(0)
        self._file.write(f"process {os.getpid()}")
        self._file.flush()

    def release(self) -> None:
        """Let the next one in."""
        self._file.close()


class Keeper:
    """What one run writes."""

    def __init__(self, job: CrawlJob):
        """Open spool, state and ledger of the run; the source's lock is held by the caller."""
        job.folder.mkdir(parents=True, exist_ok=True)
        self.state = State(job.state_path)
        self.bytes_received = 0
        self.requests = 0
        self._job = job
        self._journal = job.folder / f"{job.run_id}-{job.source.id}{JOURNAL}"
        self.ledger = Ledger(self._journal, job.run_id, job.source.id)
        limits = FileLimits(job.limits.file_bytes, job.limits.file_seconds)
        self._spool = Spool(job.folder, LandingArea(job.landing), _info(job), limits)
        self._last = time.monotonic()

    @property
    def landed(self) -> list[str]:
        """Names of the WARC files that have reached the landing area."""
        return self._spool.landed

    def record(
        self, request: Request, fields: Mapping[str, str], revisit: tuple[str, Earlier] | None = None
    ) -> tuple[Earlier, datetime]:
        """Append the last exchange of `request`; return the record and its moment."""
        raw: Response = request.meta.pop(RAW)
        at = datetime.now(UTC)
        exchange = Exchange(
            url=request.url,
            at=at,
            status=raw.status,
            request_headers=_pairs(request.headers),
            response_headers=_pairs(raw.headers),
            body=raw.body,
            fields={"source": self._job.source.id, "run": self._job.run_id, **fields},
            protocol=raw.protocol or "HTTP/1.1",
            address=str(raw.ip_address) if raw.ip_address else None,
            revisit=revisit,
        )
        self.bytes_received += len(raw.body)
        self.requests += 1
        return self._spool.append(exchange), at

    def record_passing(self, request: Request, kind: str) -> None:
        """Append an exchange that is no page's end: a redirect, a retried answer, robots.txt."""
        if RAW in request.meta:
            self.record(request, {"kind": kind})

    def wait_until(self, moment: float) -> None:
        """Remember that the site asks to be left alone until `moment`, seconds since 1970."""
        self.state.keep_fact("wait_until", str(moment))

    def tick(self) -> None:
        """Do what is due: close a full file, or bring the latest onto the disk."""
        if self._spool.full:
            self.checkpoint()
            self._spool.close_file()
        elif time.monotonic() - self._last >= _CHECKPOINT_EVERY:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Bring captures, ledger and state onto the disk, in this order."""
        self._spool.sync()
        self.ledger.sync()
        self.state.commit()
        self._last = time.monotonic()

    def close(self, open_ending: Ending, ended_by: str, started: datetime) -> None:
        """End the run: what is still open ends with `open_ending`; everything is landed."""
        finished = finished_ledger(self._journal)
        self.ledger.finish(finished, open_ending)
        counts = {str(outcome): count for outcome, count in self.ledger.counts.items()}
        self.state.keep_run(self._job.run_id, started, counts, ended_by)
        self.checkpoint()
        self._spool.close_file()
        LandingArea(self._job.landing, "outcomes").take(finished)
        self.ledger.close()
        self._journal.unlink()
        self.state.close()


def finished_ledger(journal: Path) -> Path:
    """Return where the finished ledger of `journal` is written before it lands."""
    return journal.with_suffix(".jsonl")


def cannot_land(job: CrawlJob, error: OSError) -> str:
    """Say that the landing area takes nothing, and what becomes of what was fetched."""
    told = error.strerror or error
    waits = f"what was fetched waits in {job.folder} and lands with the next crawl"
    return f"{job.landing}: the landing area cannot be written ({told}); {waits}"


def _info(job: CrawlJob) -> dict[str, str]:
    source = job.source
    return {
        "software": job.user_agent.partition(" ")[0],
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": source.id,
        "operator": job.contact,
        "http-header-user-agent": job.user_agent,
        "robots": "obey" if source.politeness.obey_robots else "ignore",
        "source": source.id,
        "run": job.run_id,
        "publisher": source.publisher or "",
        "language": source.language or "",
        "time-zone": source.time_zone or "",
        "region": source.region or "",
    }


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [(_text(name), _text(value)) for name, values in headers.items() for value in values]


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
