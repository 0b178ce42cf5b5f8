"""An ingest from beginning to end in this process, without Airflow."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from news.errors import StaleCandidate
from news.home import Home
from pipeline import publishing
from pipeline.ledgers import noted_ledgers
from pipeline.report import read_report
from pipeline.staging import STEPS
from pipeline.steps import plan, run_step
from pipeline.sweeping import finish
from warehouse.lock import writer_lock
from warehouse.replay import Selection

LOCAL_RUN = "local"
"""Name of the run that this process does; the writer lock keeps it the only one."""

OnStep = Callable[[str, int, int], None]
"""Told the step that begins, how many of its groups are done, and how many there are."""


def ingest(
    home: Home,
    withheld: frozenset[str] = frozenset(),
    on_step: OnStep = lambda *_: None,
    again: Selection | None = None,
) -> dict[str, Any]:
    """Bring every landed batch that waits into the published file; return the run's report.

    A run that is killed leaves the published file as it was; the next one begins anew.

    Args:
        home: where everything lies.
        withheld: batches to leave out.
        on_step: told of the progress.
        again: which captures to read once more, besides those that wait.

    Returns:
        `pipeline.report.read_report`; empty where nothing waited.

    Raises:
        Busy: another writer is at work.
        InputError: the landing area or the home cannot be used.
        AuditFailed: the candidate does not hold what it must; nothing was published.
    """
    with writer_lock(home.writer_lock, "warta ingest"):
        on_step("plan", 0, 1)
        folders = plan(home, LOCAL_RUN, withheld, again)
        if not folders and not noted_ledgers(home, LOCAL_RUN):
            finish(home, LOCAL_RUN)
            return {}
        for step in STEPS:
            for done, folder in enumerate(folders):
                on_step(step, done, len(folders))
                run_step(home, step, folder)
        _publish(home, folders, on_step)
    return read_report(home, LOCAL_RUN)


def _publish(home: Home, folders: list[str], on_step: OnStep) -> None:
    """Load, audit, publish; once more if somebody replaced the published file in the meantime."""
    with suppress(StaleCandidate):
        return _publish_once(home, folders, on_step)
    return _publish_once(home, folders, on_step)


def _publish_once(home: Home, folders: list[str], on_step: OnStep) -> None:
    on_step("load", 0, 1)
    candidate = publishing.load(home, LOCAL_RUN, folders)
    on_step("audit", 0, 1)
    publishing.audit_candidate(home, LOCAL_RUN, candidate)
    on_step("publish", 0, 1)
    publishing.publish(home, LOCAL_RUN, candidate)
