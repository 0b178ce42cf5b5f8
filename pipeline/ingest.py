"""An ingest from beginning to end, without Airflow."""

from typing import Any

from news.home import Home
from pipeline.ledgers import noted_ledgers
from pipeline.report import read_report
from pipeline.steps import plan
from pipeline.sweeping import begin_local_run, finish
from pipeline.whole_run import OnStep, bring, read_groups
from pipeline.workers import Workers
from warehouse.lock import writer_lock
from warehouse.replay import Selection

GROUP_BYTES = 8 << 20
"""Of landed files that one worker reads at a time: some seconds of work, so that all end together."""

_FEW_GROUPS = 2  # read sooner than workers have started


def ingest(
    home: Home,
    withheld: frozenset[str] = frozenset(),
    on_step: OnStep = lambda *_: None,
    again: Selection | None = None,
    workers: int = 1,
) -> dict[str, Any]:
    """Bring every landed batch that waits into the published file; return the run's report.

    A run that is killed leaves the published file as it was; the next one begins anew.

    Args:
        home: where everything lies.
        withheld: batches to leave out.
        on_step: told of the progress.
        again: which captures to read once more, besides those that wait.
        workers: how many processes read; the result is the same whatever their number.

    Returns:
        `pipeline.report.read_report`; empty where nothing waited.

    Raises:
        Busy: another writer is at work.
        InputError: the landing area or the home cannot be used.
        AuditFailed: the candidate does not hold what it must; nothing was published.
        WorkerLost: a worker process was killed; nothing was published.
    """
    with writer_lock(home.writer_lock, "warta ingest"):
        on_step("plan", 0, 1)
        run_id = begin_local_run(home)
        folders = plan(home, run_id, withheld, again, GROUP_BYTES)
        if not folders and not noted_ledgers(home, run_id):
            finish(home, run_id)
            return {}
        if workers > 1 and len(folders) > _FEW_GROUPS:
            with Workers(home, folders, workers, on_step) as read:
                bring(home, run_id, read, on_step)
        else:
            read_groups(home, folders, on_step)
            bring(home, run_id, folders, on_step)
    return read_report(home, run_id)
