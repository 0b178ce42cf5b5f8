"""`warta run`: crawl the sources that are due, or land the seeds, then ingest; Airflow runs both."""

import os
import time
from typing import Annotated

import typer

from news.home import Home
from pipeline.cli.options import AllowHostOption, ContactOption, HomeOption
from pipeline.cli.terminal import said


def run(
    offline: Annotated[
        bool, typer.Option("--offline", help="Use the five documents that come with Warta; no network.")
    ] = False,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    home: HomeOption = None,
) -> None:
    """Crawl the sources that are due, then ingest what has landed: the Airflow DAGs `crawl` and `ingest`.

    With --offline nothing is crawled: the five documents that come with Warta are landed.

    Example: warta run --offline
    """
    from pipeline.airflow_child import run_dag
    from pipeline.cli.summary import tell_nothing_new, tell_run
    from pipeline.report import read_report
    from pipeline.waiting import anything_pending

    place = Home.find(home)
    started = time.monotonic()
    if offline:
        _land_seeds(place)
    else:
        _crawl(place, contact, allow_host or [])
    if not anything_pending(place):
        tell_nothing_new(place)
        return
    with said.status("starting Airflow") as status:
        run_id = run_dag(place, "ingest", lambda doing: status.update(f"airflow: {doing}"))
    tell_run(place, read_report(place, run_id), time.monotonic() - started)


def _land_seeds(home: Home) -> None:
    from pipeline.cli.landing import land_seeds

    landed = land_seeds(home)
    before = f", {landed.already} before" if landed.already else ""
    said.print(f"landed {landed.documents} of {landed.documents + landed.already} documents{before}")


def _crawl(home: Home, contact: str | None, allow_hosts: list[str]) -> None:
    """Run the DAG `crawl`; its tasks find the operator's permits in the environment."""
    from crawlers.spider.report import CrawlReport
    from pipeline.airflow_child import run_dag
    from pipeline.cli.crawl_command import tell_crawls, tell_nothing_due
    from pipeline.crawling import Permits, chosen_sources
    from pipeline.report import read_report

    due = chosen_sources(home)
    if not due:
        tell_nothing_due(home)
        return
    permits = Permits.given(contact, allow_hosts)
    os.environ["WARTA_CONTACT"] = permits.contact
    os.environ["WARTA_ALLOW_HOSTS"] = ",".join(sorted(permits.allow_hosts))
    with said.status("starting Airflow") as status:
        run_id = run_dag(home, "crawl", lambda _: status.update(_crawling(home, len(due))))
    crawls = read_report(home, run_id).get("crawls", [])
    tell_crawls([CrawlReport(**{**told, "files": tuple(told["files"])}) for told in crawls])


def _crawling(home: Home, due: int) -> str:
    """Say how far the child is, by the reports that its crawls have left."""
    done = len(list(home.report("any").parent.glob(f"crawl-*-{os.getpid()}.*.json")))
    return f"airflow: crawl ({done} of {due} sources done)"
