"""Run one DAG to its end in this process: `python -m dags.run_once ingest RUN_ID PARENT_PID`.

`warta run` starts this as a child, so that whoever only queries never imports Airflow.
"""

import ctypes
import os
import signal
import sys
import warnings
from typing import TYPE_CHECKING

from dags.metadata import prepare
from news.home import Home

if TYPE_CHECKING:
    from airflow.sdk import DAG

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(dag_id: str, run_id: str, parent: str) -> int:
    """Migrate the metadata where needed, run the DAG, return 0 if it succeeded."""
    _die_with(int(parent))
    warnings.simplefilter("ignore")
    os.environ.setdefault("AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY", "2")  # somebody waits for the end
    prepare(Home.find(), log_level="ERROR")
    dag_run = _dag(dag_id).test(run_conf={"run": run_id})
    return 0 if str(dag_run.state) == "success" else 1


def _die_with(parent: int) -> None:
    """Have the kernel end this process with its parent, so that a killed run leaves nothing running."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the process that started this run is gone")


def _dag(dag_id: str) -> "DAG":
    from importlib import import_module

    found: DAG = getattr(import_module(f"dags.{dag_id}"), f"{dag_id}_dag")
    return found


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
