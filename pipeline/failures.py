"""Why a run under Airflow failed, left in a file: the child's tasks write it, its parent reads it."""

import json
import re

from news.errors import AuditFailed, Busy, InputError, StaleCandidate, WartaError
from news.home import Home
from pipeline.staging import write_json

_KINDS = {kind.__name__: kind for kind in (AuditFailed, Busy, InputError, StaleCandidate)}


def run_name(run_id: str) -> str:
    """Return a folder's name for an Airflow run id.

    >>> run_name("manual__2025-11-28T03:00:00+00:00")
    'manual__2025-11-28T03_00_00_00_00'
    """
    return re.sub(r"[^A-Za-z0-9_-]", "_", run_id)


def note_failure(home: Home, run: str, task: str, error: BaseException | str | None) -> None:
    """Keep what the task of a run failed with; the first failure stays."""
    path = home.report(f"{run}.failure")
    path.parent.mkdir(parents=True, exist_ok=True)
    cause = getattr(error, "__cause__", None) or error  # what Airflow was told not to retry wraps it
    if not path.exists():
        write_json(path, {"task": task, "error": str(error), "kind": type(cause).__name__})


def failure_of(home: Home, run: str) -> WartaError | None:
    """Return what a run failed with, as the task raised it; None where nothing was noted."""
    path = home.report(f"{run}.failure")
    if not path.exists():
        return None
    noted = json.loads(path.read_text("utf-8"))
    return _KINDS.get(noted["kind"], WartaError)(f"task {noted['task']}: {noted['error']}")
