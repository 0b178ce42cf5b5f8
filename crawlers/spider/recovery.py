"""What a killed crawl left in the spool: brought into the state, the ledger and the landing area."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from crawlers.outcomes import CAPTURED, Ending, Ledger, Outcome
from crawlers.spider.exchange_facts import validators_of
from crawlers.spider.job import CrawlJob
from crawlers.spider.keeper import JOURNAL, finished_ledger
from crawlers.spool import Earlier, LandingArea, land_closed, left_behind
from crawlers.state import Captured, State

_KILLED = Ending(Outcome.INTERRUPTED, "the crawl was killed before it came to this")


@dataclass(frozen=True, slots=True)
class Recovered:
    """One response or revisit of a file that was left behind."""

    run_id: str
    kind: str
    outcome: str
    page: str
    captured: Captured
    record_id: str
    status: int | None


def recover(job: CrawlJob) -> list[str]:
    """Land what killed crawls of the job's source left, and remember it; return the names landed.

    The source's lock is held by the caller. Doing it again after being killed in between gives the
    same files and the same state.
    """
    if not job.folder.exists():
        return []
    state = State(job.state_path)
    try:
        return _recover(job, state)
    finally:
        state.close()


def _recover(job: CrawlJob, state: State) -> list[str]:
    files = list(left_behind(job.folder))
    journals = sorted(job.folder.glob(f"*{JOURNAL}"))
    ledgers = {path: Ledger(path, _run_of(path, job), job.source.id) for path in journals}
    by_run = {ledger.run_id: ledger for ledger in ledgers.values()}
    for path in files:
        for one in read_captures(path):
            _remember(one, state, job)
            if one.run_id in by_run:
                _enter(one, by_run[one.run_id])
    state.commit()
    area = LandingArea(job.landing)
    landed = [land_closed(path, area) for path in files]
    for path, ledger in ledgers.items():
        finished = finished_ledger(path)
        ledger.finish(finished, _KILLED)
        LandingArea(job.landing, "outcomes").take(finished)
        ledger.close()
        path.unlink()
    return landed


def _run_of(journal: Path, job: CrawlJob) -> str:
    return journal.name.removesuffix(f"-{job.source.id}{JOURNAL}")


def _remember(one: Recovered, state: State, job: CrawlJob) -> None:
    visited = state.visited(one.page)
    known = visited and visited.last_at and visited.last_at >= one.captured.at.timestamp()
    if known or one.outcome not in CAPTURED:
        return
    if one.kind == "article":
        state.page_captured(one.page, one.captured, job.source.cadence.revisit)
    else:
        # Without validators: what it announced may not have been remembered, so it is read again.
        state.place_captured(one.page, Captured(one.captured.at, {}, one.captured.capture))


def _enter(one: Recovered, ledger: Ledger) -> None:
    if one.outcome and one.page:
        ledger.discover(one.page, one.kind, "recovered")
        ledger.decide(one.page, Ending(Outcome(one.outcome), "", one.status, one.record_id))


def read_captures(path: Path) -> Iterator[Recovered]:
    """Yield the responses and revisits of one of our WARC files, open or closed, in their order."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type in ("response", "revisit"):
                yield _recovered(record)


def _recovered(record: Any) -> Recovered:
    header = record.rec_headers.get_header
    moment = datetime.fromisoformat(header("WARC-Date"))
    http = record.http_headers
    capture = None
    if record.rec_type == "response":
        capture = Earlier(
            header("WARC-Record-ID"),
            header("WARC-Target-URI"),
            header("WARC-Date"),
            header("WARC-Payload-Digest"),
        )
    headers = {name.lower(): value for name, value in (http.headers if http else [])}
    status = http.get_statuscode() if http else ""
    return Recovered(
        run_id=header("WARC-Warta-Run") or "",
        kind=header("WARC-Warta-Kind") or "",
        outcome=header("WARC-Warta-Outcome") or "",
        page=header("WARC-Warta-Page") or "",
        captured=Captured(moment, validators_of(headers), capture),
        record_id=header("WARC-Record-ID"),
        status=int(status) if status.isdigit() else None,
    )
