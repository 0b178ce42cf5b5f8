"""Run a DAG in a child process, and tell how far it is by what it leaves in staging."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from news.errors import WartaError
from news.home import Home
from news.place import listed
from pipeline.failures import failure_of
from pipeline.staging import STEPS
from pipeline.sweeping import child_run_id, finish, sweep_dead_children

_POLL = 0.2  # seconds
_LAST_LINES = 5


def run_dag(home: Home, dag_id: str, on_progress: Callable[[str], None] = lambda _: None) -> str:
    """Run the DAG to its end and return the name of its run.

    Args:
        home: where everything lies.
        dag_id: of a DAG in `dags/`.
        on_progress: told what the child is doing, now and then.

    Raises:
        WartaError: the run failed; the message tells the task and its error.
    """
    sweep_dead_children(home)
    run_id = child_run_id(dag_id)
    home.airflow.mkdir(parents=True, exist_ok=True)
    log = home.airflow / "last-run.log"
    environment = {**os.environ, "WARTA_HOME": str(home.root)}
    with log.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "dags.run_once", dag_id, run_id, str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
        )
        _watch(child, home.staging / run_id, on_progress)
    if child.returncode:
        raise failure_of(home, run_id) or WartaError(_end_of(log))
    finish(home, run_id)
    return run_id


def _watch(child: "subprocess.Popen[bytes]", run: Path, on_progress: Callable[[str], None]) -> None:
    try:
        while child.poll() is None:
            on_progress(_doing(run))
            time.sleep(_POLL)
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


def _doing(run: Path) -> str:
    if not run.exists():
        return "starting"
    groups = [path for path in listed(run) if path.name.isdecimal()]
    for step in STEPS:
        done = sum((group / f"{step}.json").exists() for group in groups)
        if done < len(groups):
            return f"{step} ({done} of {len(groups)} groups done)"
    return "load, audit, publish"


def _end_of(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()[-_LAST_LINES:]
    return f"Airflow could not run the DAG; the whole log is in {log}. It ends with: " + " | ".join(lines)
