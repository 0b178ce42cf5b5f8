"""What all DAGs share: how a step becomes a task, what is worth a retry, time limits, and who may write."""

import functools
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from airflow.sdk import Asset, AssetAlias, Context, get_current_context
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from dags.notices import notifiers
from news.errors import AuditFailed, InputError, LandingBroken, StaleCandidate
from news.home import Home

P = ParamSpec("P")
R = TypeVar("R")

WRITER_POOL = "warta_writer"
"""A pool of one slot: whoever works on the candidate holds it."""

SOURCES = Asset("sources", uri="warta://sources")
"""The sites, as their source files describe them."""

LANDING = Asset("landing", uri="warta://landing")
"""The landing area: crawls add to it, ingests read what it holds."""

LANDED = AssetAlias("landed")
"""Stands for the landing area where only the end of a task shows whether it has added to it."""

PUBLISHED = Asset("published", uri="warta://published")
"""The published file; a DAG of your own can be scheduled on it."""

_log = logging.getLogger(__name__)


def no_retry_for_what_cannot_heal(step: Callable[P, R]) -> Callable[P, R]:
    """Fail at once where trying again would meet the same input or the same audit."""

    @functools.wraps(step)
    def attempted(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return step(*args, **kwargs)
        except (InputError, AuditFailed, LandingBroken, StaleCandidate) as error:
            raise AirflowFailException(str(error)) from error

    return attempted


def skip_if_empty(found: R, why: str) -> R:
    """Return `found`; where it is empty, skip this task and what depends on it."""
    if not found:
        raise AirflowSkipException(why)
    return found


def tell(lines: Iterable[str]) -> None:
    """Write lines to the log of the task."""
    for line in lines:
        _log.info(line)


def tell_asset(asset: Asset, extra: dict[str, Any]) -> None:
    """Say in the event of `asset` what this task has made of it."""
    get_current_context()["outlet_events"][asset].extra.update(extra)


def tell_if_any(alias: AssetAlias, asset: Asset, extra: dict[str, Any]) -> None:
    """Have this task's end be an event of `asset`, unless there is nothing to say of it."""
    if extra:
        get_current_context()["outlet_events"][alias].add(asset, extra=extra)


def this_run() -> str:
    """Return the name of the run whose task this is."""
    return run_of(get_current_context())


def run_of(context: Context) -> str:
    """Return the name of the run, which is that of its folder below staging."""
    from pipeline.failures import run_name

    conf = context["dag_run"].conf or {}
    return run_name(conf.get("run") or context["run_id"])


def tell_failure(context: Context) -> None:
    """Leave the reason of a failed task where `warta run` and an operator find it."""
    from pipeline.failures import note_failure

    task = context["task_instance"].task_id
    note_failure(Home.find(), run_of(context), task, context.get("exception"))


DEFAULT_ARGS: dict[str, Any] = {
    "owner": "warta",
    "retries": 2,
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=10),
    "execution_timeout": timedelta(hours=2),
    "on_failure_callback": [tell_failure, *notifiers()],
}

EVERY_DAG: dict[str, Any] = {
    "catchup": False,
    "max_active_runs": 1,
    "dagrun_timeout": timedelta(hours=24),
    "default_args": DEFAULT_ARGS,
    "on_failure_callback": notifiers(only="timed_out"),
    "tags": ["warta"],
}
"""What every DAG is given: one run at a time, a day at most, and a notice to the operator when it fails."""
