"""The DAG `crawl`: each source that is due, crawled on its own; what has landed is announced to `ingest`."""

import os
from datetime import timedelta
from typing import Any

from airflow.sdk import Metadata, dag, get_current_context, task

from dags.wiring import CRAWL_ARGS, LANDING, no_retry_for_what_cannot_heal, run_of, skip_if_empty
from news.home import Home


@task
@no_retry_for_what_cannot_heal
def plan() -> list[str]:
    """Name the sources that are due."""
    from pipeline import crawl_steps

    return skip_if_empty(crawl_steps.plan(Home.find()), "no source is due")


@task(map_index_template="{{ source }}", execution_timeout=timedelta(hours=2))
@no_retry_for_what_cannot_heal
def crawl_source(source: str) -> dict[str, Any]:
    """Crawl one source in a process of its own, with a time and a memory limit."""
    from pipeline import crawl_steps

    get_current_context()["source"] = source  # type: ignore[typeddict-unknown-key]
    return crawl_steps.crawl_source(Home.find(), run_of(get_current_context()), source)


@task(outlets=[LANDING], trigger_rule="all_done_min_one_success")
def announce(sources: list[str]) -> Any:
    """Say what has landed, also where a source has failed; `ingest` begins on it."""
    from pipeline import crawl_steps

    landed = crawl_steps.landed(Home.find(), run_of(get_current_context()), sources)
    yield Metadata(LANDING, skip_if_empty(landed, "nothing new has landed"))


@dag(
    schedule=os.environ.get("WARTA_CRAWL_SCHEDULE", "@daily") or None,
    catchup=False,
    max_active_runs=1,
    default_args=CRAWL_ARGS,
    tags=["warta"],
    doc_md=__doc__,
)
def crawl() -> None:
    """Wire the steps."""
    due = plan()
    crawl_source.expand(source=due) >> announce(due)


crawl_dag = crawl()
