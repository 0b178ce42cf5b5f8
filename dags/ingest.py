"""The DAG `ingest`: everything that has landed, cleaned, deduplicated, validated, classified, published.

It wakes when something is said to have landed, and reads **all** that waits, whatever the event named: the
published file knows what it holds. What lands meanwhile is announced again at its end, so that no burst of
events leaves a batch behind.

A run of few megabytes is done by the one task `read_few`. A larger one is split into groups of batches, and
each group has a task a step. Tasks may be cleared and run again: each writes its files whole or not at all.
"""

from typing import Any

from airflow.sdk import Metadata, dag, task

from dags.stages import planned, through_the_stages
from dags.wiring import EVERY_DAG, LANDING, no_retry_for_what_cannot_heal, skip_if_empty, this_run
from news.home import Home


@task(inlets=[LANDING])
@no_retry_for_what_cannot_heal
def plan() -> list[str]:
    """Group the landed batches that are not in the published file yet."""
    from pipeline import steps, whole_run

    folders = steps.plan(Home.find(), this_run(), group_bytes=whole_run.group_bytes())
    return planned(folders, "nothing waits")


@task(outlets=[LANDING], trigger_rule="none_failed")
def look_again() -> Any:
    """Wake the next run where something has landed since this one was planned."""
    from pipeline import waiting

    skip_if_empty(waiting.anything_pending(Home.find()), "nothing has landed meanwhile")
    yield Metadata(LANDING, {"run_id": this_run(), "why": "landed while it ran"})


@dag(schedule=[LANDING], doc_md=__doc__, **EVERY_DAG)
def ingest() -> None:
    """Wire the steps."""
    through_the_stages(plan()) >> look_again()


ingest_dag = ingest()
