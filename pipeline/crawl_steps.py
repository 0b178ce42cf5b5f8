"""The steps of a crawl, as Airflow's tasks call them: which sources, one source, what has landed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from crawlers.spider.crawl import crawl
from news.errors import Busy, WartaError
from news.home import Home
from pipeline.crawling import Permits, chosen_sources, job_of, named_source
from pipeline.report import begin_report, read_report

_MOST = 1_000  # Airflow maps a task at most 1,024 times


def plan(home: Home) -> list[str]:
    """Return the ids of the sources that are due, of very many those that wait the longest.

    Raises:
        InputError: a source file cannot be used, or nobody has set `WARTA_CONTACT`.
    """
    due = [source.id for source in chosen_sources(home)[:_MOST]]
    if due:
        Permits.given(None)  # better said once, before the crawls, than by each of them
    return due


def crawl_source(home: Home, run_id: str, source: str) -> dict[str, Any]:
    """Crawl one source and return its report, which is kept beside the run's.

    Where another run is crawling that source, the report has nothing but `source`, and is not kept.

    Raises:
        InputError: there is no such source.
        WartaError: the crawler failed; what it had fetched has landed.
    """
    job = job_of(home, named_source(home, source), run_id[-64:], Permits.given(None))
    try:
        report = crawl(job)
    except Busy:
        return {"source": source}
    begin_report(home, f"{run_id}.{source}", asdict(report))
    if report.error:
        raise WartaError(f"{source}: the crawl failed: {report.error.strip().splitlines()[-1]}")
    return asdict(report)


def landed_by_failed(home: Home, run_id: str, sources: Sequence[str]) -> dict[str, Any]:
    """Gather the reports of a run's crawls; return what landed of those that failed, if anything."""
    reports = [report for source in sources if (report := read_report(home, f"{run_id}.{source}"))]
    begin_report(home, run_id, {"crawls": reports})
    return brought([report for report in reports if report["error"]])


def brought(reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what an event of the landing area tells of crawls: files and addresses, if there are any."""
    files = [name for report in reports for name in report.get("files", ())]
    addresses = sum(report.get("discovered", 0) for report in reports)
    return {"files": files, "addresses": addresses} if files or addresses else {}


def report_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Tell what a crawl of one source did, in lines for a log: outcomes of addresses, files that landed."""
    if "outcomes" not in report:
        yield f"{report['source']}: another run is crawling it"
        return
    yield f"{report['source']}: {report['discovered']:,} addresses in {report['seconds']:.1f} s"
    for outcome, count in sorted(report["outcomes"].items()):
        yield f"{outcome}: {count:,}"
    yield f"landed: {', '.join(report['files']) or 'nothing new'}"
