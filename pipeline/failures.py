"""Why a run under Airflow failed, left in a file: the child's tasks write it, its parent reads it."""

import json
import re

from news.home import Home
from pipeline.staging import write_json


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
    if not path.exists():
        write_json(path, {"task": task, "error": str(error), "kind": type(error).__name__})


def failure_of(home: Home, run: str) -> str | None:
    """Return what a run failed with, None where nothing was noted."""
    path = home.report(f"{run}.failure")
    if not path.exists():
        return None
    noted = json.loads(path.read_text("utf-8"))
    return f"task {noted['task']}: {noted['error']}"
