"""What all DAGs share: how a step becomes a task, what is worth a retry, and who may write."""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from airflow.sdk import Asset, Context
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from news.errors import AuditFailed, InputError, StaleCandidate
from news.home import Home
from pipeline.failures import note_failure, run_name

P = ParamSpec("P")
R = TypeVar("R")

WRITER_POOL = "warta_writer"
"""A pool of one slot: whoever works on the candidate holds it."""


LANDING = Asset("landing", uri="warta://landing")
"""The landing area: crawls add to it, ingests read what it holds."""


def no_retry_for_what_cannot_heal(step: Callable[P, R]) -> Callable[P, R]:
    """Fail at once where trying again would meet the same input or the same audit."""

    @functools.wraps(step)
    def attempted(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return step(*args, **kwargs)
        except (InputError, AuditFailed, StaleCandidate) as error:
            raise AirflowFailException(str(error)) from error

    return attempted


def skip_if_empty(found: R, why: str) -> R:
    """Return `found`; where it is empty, skip this task and what depends on it."""
    if not found:
        raise AirflowSkipException(why)
    return found


def run_of(context: Context) -> str:
    """Return the name of the run, which is that of its folder below staging."""
    conf = context["dag_run"].conf or {}
    return run_name(conf.get("run") or context["run_id"])


def tell_failure(context: Context) -> None:
    """Leave the reason of a failed task where `warta run` and an operator find it."""
    task = context["task_instance"].task_id
    note_failure(Home.find(), run_of(context), task, context.get("exception"))


DEFAULT_ARGS: dict[str, Any] = {
    "owner": "warta",
    "retries": 2,
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=10),
    "on_failure_callback": tell_failure,
}

CRAWL_ARGS: dict[str, Any] = {**DEFAULT_ARGS, "retries": 0}
"""The spider retries what is worth it and the next run takes up the rest: no site is asked twice in a row."""
