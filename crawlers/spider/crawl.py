"""Crawl a source in a process of its own, with a time and a memory limit."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from crawlers.spider.job import CrawlJob
from crawlers.spider.report import CrawlReport, facts_of
from news.errors import Busy

Progress = Callable[[dict[str, Any]], None]
"""Called with each event of a crawl: `event` is progress, recovered, done, error, or stopping for all."""

_PACKAGES = str(Path(__file__).parents[2])
_SHOWN = 4000  # characters of what the process wrote to its standard error
_LOST_START = "start_error"  # Scrapy's word for a fault of ours while it took in what to ask
_PATIENCE = 10.0  # seconds in which a crawl that is told to stop may end in good order


class Stop:
    """Ends crawls before their time: what they fetched is landed, the rest is left for a later run."""

    def __init__(self) -> None:
        self._asked = False
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()

    def now(self) -> None:
        """Tell every crawl to end, once, and kill what has not after ten seconds."""
        with self._lock:
            asked, self._asked = self._asked, True
            for process in () if asked else self._running:
                _end(process)

    def watch(self, process: "subprocess.Popen[str]") -> None:
        """Take a crawl's process in; it ends at once where everything is to."""
        with self._lock:
            self._running.add(process)
            if self._asked:
                _end(process)

    def forget(self, process: "subprocess.Popen[str]") -> None:
        """Let go of a process that has ended."""
        with self._lock:
            self._running.discard(process)


def crawl(job: CrawlJob, on_progress: Progress | None = None, stop: Stop | None = None) -> CrawlReport:
    """Carry out `job`; whatever happens to its process, nothing that was captured is lost.

    Args:
        job: the source and where to write.
        on_progress: told about each event, twice a second, from this thread.
        stop: by which somebody else can end the crawl before its time.

    Raises:
        Busy: the source is being crawled by another process.
    """
    stop = stop or Stop()
    report = _watched(job, on_progress, stop)
    if report.error is None:
        return report
    with suppress(Busy):  # somebody else has taken the source up, and what was left with it
        recovered = _watched(job, on_progress, stop, "--recover-only")
        report = replace(report, files=report.files + recovered.files)
    return report


def land_left_behind(job: CrawlJob) -> CrawlReport:
    """Land what killed crawls of the job's source have left in the spool, without asking the site.

    Raises:
        Busy: the source is being crawled by another process.
    """
    return _watched(job, None, Stop(), "--recover-only")


def _watched(job: CrawlJob, on_progress: Progress | None, stop: Stop, *options: str) -> CrawlReport:
    process = _start(job, *options)
    if not options:
        stop.watch(process)
    watch = threading.Timer(job.limits.seconds + job.limits.grace, process.kill)
    watch.daemon = True
    watch.start()
    errors: list[str] = []
    reading = threading.Thread(target=_drain, args=(process, errors), daemon=True)
    reading.start()
    try:
        events = list(_heard(process, on_progress))
        status = process.wait()
    finally:
        watch.cancel()
        stop.forget(process)
        _let_go(process, reading)
    return _report(job, events, status, "".join(errors)[-_SHOWN:], recover_only=bool(options))


def crawl_many(
    jobs: Iterable[CrawlJob], at_once: int = 8, on_progress: Progress | None = None
) -> Iterator[CrawlReport]:
    """Crawl several sources side by side; yield each report as it comes.

    A source that fails, hangs or is busy gives a report with `error` and costs the others nothing
    while fewer than `at_once` hang. Who stops listening stops the crawls: what was fetched is landed.
    """
    told = threading.Lock()

    def tell(event: dict[str, Any]) -> None:
        if on_progress:
            with told:
                on_progress(event)

    stop = Stop()
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        crawls = [pool.submit(_never_raising, job, tell, stop) for job in jobs]
        try:
            for done in as_completed(crawls):
                yield done.result()
        except (KeyboardInterrupt, GeneratorExit):
            tell({"event": "stopping", "source": ""})
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            stop.now()


def _never_raising(job: CrawlJob, on_progress: Progress, stop: Stop) -> CrawlReport:
    try:
        return crawl(job, on_progress, stop)
    except (Busy, OSError) as error:
        return CrawlReport(job.source.id, job.run_id, error=str(error))


def _end(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGTERM)
    last = threading.Timer(_PATIENCE, process.kill)
    last.daemon = True
    last.start()


def _start(job: CrawlJob, *options: str) -> "subprocess.Popen[str]":
    known = os.environ.get("PYTHONPATH")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([_PACKAGES, *([known] if known else [])])}
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.spider", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    assert process.stdin is not None
    try:
        process.stdin.write(job.as_json())
        process.stdin.close()
    except BrokenPipeError:
        pass  # it ended at once; its status and standard error say why
    return process


def _heard(process: "subprocess.Popen[str]", on_progress: Progress | None) -> Iterator[dict[str, Any]]:
    """Yield the events of interest; a long crawl's progress is told and not kept."""
    assert process.stdout is not None
    last: dict[str, Any] = {}
    for line in process.stdout:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if on_progress:
            on_progress(event)
        if event["event"] == "progress":
            last = event
        else:
            yield event
    if last:
        yield last


def _drain(process: "subprocess.Popen[str]", errors: list[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        errors.append(line)
        del errors[:-200]


def _let_go(process: "subprocess.Popen[str]", reading: threading.Thread) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
    reading.join()
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()


def _report(
    job: CrawlJob, events: list[dict[str, Any]], status: int, errors: str, *, recover_only: bool
) -> CrawlReport:
    of_kind: dict[str, dict[str, Any]] = {event["event"]: event for event in events}
    recovered = tuple(of_kind.get("recovered", {}).get("files", ()))
    if "error" in of_kind:
        told = of_kind["error"]
        if told["kind"] == "Busy":
            raise Busy(told["error"])
        return CrawlReport(job.source.id, job.run_id, error=told["error"], files=recovered, **facts_of(told))
    if "done" in of_kind and status == 0:
        done = of_kind["done"]
        files = recovered + tuple(done["files"])
        unasked = (errors or "its places could not be asked") if done["ended_by"] == _LOST_START else None
        return CrawlReport(
            job.source.id, job.run_id, done["ended_by"], files=files, error=unasked, **facts_of(done)
        )
    if status == 0 and recover_only:
        return CrawlReport(job.source.id, job.run_id, "recovered", files=recovered)
    killed = status < 0
    return CrawlReport(
        job.source.id,
        job.run_id,
        "killed" if killed else "failed",
        files=recovered,
        error=f"the crawler's process ended with signal {-status}"
        if killed
        else errors or f"status {status}",
        **facts_of(of_kind.get("progress", {})),
    )
