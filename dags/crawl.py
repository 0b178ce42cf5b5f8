"""The DAG `crawl`: each source that is due, crawled on its own; what has landed is announced to `ingest`.

How often a source is due, its own file says (`cadence`); the DAG looks as often as `WARTA_CRAWL_SCHEDULE`
says, daily by default. A source that fails or hangs ends its own task only; what it had fetched has landed.

A source's crawl announces what it has landed as soon as it ends. A crawl that lasts long holds up no other
source: the next run begins beside it, and passes over what is being crawled.
"""

import os
from typing import Any

from airflow.sdk import Metadata, dag, get_current_context, task

from dags.wiring import (
    EVERY_DAG,
    LANDED,
    LANDING,
    SOURCES,
    no_retry_for_what_cannot_heal,
    skip_if_empty,
    tell,
    tell_if_any,
    this_run,
)
from news.home import Home

_SIDE_BY_SIDE = 4  # runs, so that a source that takes hours holds up no other
_CRAWL_SOURCE = "Crawl one source in a process of its own, with a time and a memory limit."


@task
@no_retry_for_what_cannot_heal
def plan() -> list[str]:
    """Name the sources that are due."""
    from pipeline import crawl_steps

    return skip_if_empty(crawl_steps.plan(Home.find()), "no source is due")


# The spider retries what is worth it, and the next run takes up the rest: no site is asked twice in a row.
@task(retries=0, map_index_template="{{ source }}", inlets=[SOURCES], outlets=[LANDED], doc_md=_CRAWL_SOURCE)
@no_retry_for_what_cannot_heal
def crawl_source(source: str) -> dict[str, Any]:
    """Crawl one source in a process of its own, with a time and a memory limit."""
    from pipeline import crawl_steps

    get_current_context()["source"] = source  # type: ignore[typeddict-unknown-key]
    report = crawl_steps.crawl_source(Home.find(), this_run(), source)
    tell(crawl_steps.report_lines(report))
    tell_if_any(LANDED, LANDING, crawl_steps.brought([report]))
    return report


@task(outlets=[LANDING], trigger_rule="all_done_min_one_success")
def announce(sources: list[str]) -> Any:
    """Gather the reports; say what has landed of sources that have failed, for their tasks could not."""
    from pipeline import crawl_steps

    landed = crawl_steps.landed_by_failed(Home.find(), this_run(), sources)
    yield Metadata(LANDING, skip_if_empty(landed, "all that has landed is announced"))


@dag(
    schedule=os.environ.get("WARTA_CRAWL_SCHEDULE", "@daily") or None,
    doc_md=__doc__,
    **EVERY_DAG | {"max_active_runs": _SIDE_BY_SIDE},
)
def crawl() -> None:
    """Wire the steps."""
    due = plan()
    crawl_source.expand(source=due) >> announce(due)


crawl_dag = crawl()
