"""A trial crawl: a few pages of a site, fetched as production would, kept nowhere."""

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawlers.outcomes import OutcomeRow, read_outcomes
from crawlers.sources.model import Politeness, Source
from crawlers.spider.crawl import Progress, crawl
from crawlers.spider.job import CrawlJob, CrawlLimits
from crawlers.spider.report import CrawlReport
from crawlers.state import State
from crawlers.warc import WarcFile
from news.capture import Capture

_TRIAL = CrawlLimits(seconds=180.0, grace=30.0, pages=5)


@dataclass(frozen=True, slots=True)
class Operator:
    """Who asks: the contact that goes into the user agent, and what may be reached.

    Attributes:
        contact: e-mail or web address.
        allow_hosts: hosts that may be reached although they are not public.
        limits: what one trial may take.
        on_progress: told how the crawl goes.
        politeness: in place of the source's own, for a site that is the operator's.
    """

    contact: str
    allow_hosts: frozenset[str] = frozenset()
    limits: CrawlLimits = field(default=_TRIAL)
    on_progress: Progress | None = None
    politeness: Politeness | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial crawl brought.

    Attributes:
        report: how it went.
        rows: the ledger, by address.
        captures: each captured article, by its discovered address.
        facts: what the home page says: ``system``, ``publisher``, ``language``; empty where unknown.
    """

    report: CrawlReport
    rows: dict[str, OutcomeRow]
    captures: dict[str, Capture]
    facts: dict[str, str]

    def places(self, kind: str) -> list[str]:
        """Return the feeds, sitemaps or listings that could be read, children of an index left out."""
        of_kind = {row.url for row in self.rows.values() if row.kind == kind and row.outcome == "fetched"}
        return [url for url in of_kind if self.rows[url].discovered_from not in of_kind]


def try_source(source: Source, operator: Operator, only: tuple[str, ...] = ()) -> Trial:
    """Crawl a few pages of `source`, or the pages of `only`, in a folder of its own.

    Raises:
        InputError: the operator's contact reaches nobody.
    """
    if operator.politeness:
        source = source.model_copy(update={"politeness": operator.politeness})
    with tempfile.TemporaryDirectory(prefix="warta-trial-") as folder:
        home = Path(folder)
        job = CrawlJob(
            source=source,
            home_state=home / "state",
            spool=home / "spool",
            landing=str(home / "landing"),
            run_id="trial",
            contact=operator.contact,
            allow_hosts=operator.allow_hosts,
            limits=replace(operator.limits, pages=len(only)) if only else operator.limits,
            ask_all=True,
            only=only,
        )
        report = crawl(job, operator.on_progress)
        return Trial(report, *_brought(home, job))


def _brought(home: Path, job: CrawlJob) -> tuple[dict[str, OutcomeRow], dict[str, Capture], dict[str, str]]:
    ledger = home / "landing" / "outcomes" / f"trial-{job.source.id}.jsonl"
    rows = {row.url: row for row in read_outcomes(ledger)}
    pages = {row.record_id: row.url for row in rows.values() if row.kind == "article" and row.record_id}
    captures = {
        pages[capture.record_id]: capture
        for path in sorted((home / "landing").glob("*.warc.gz"))
        for capture in WarcFile(path)
        if capture.record_id in pages
    }
    facts: dict[str, str] = {}
    if job.state_path.exists():
        state = State(job.state_path)
        facts = {name: state.fact(name) or "" for name in ("system", "publisher", "language")}
        state.close()
    return rows, captures, facts
