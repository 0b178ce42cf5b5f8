"""Load what tasks need once, into the process that tasks are forked from: the scheduler, or a Celery worker.

A task then starts its work at once instead of importing for seconds. `dags.serve` puts the call of this into
Airflow's local settings; after an upgrade of Warta, start Airflow again.
"""

import sys
from importlib import import_module
from pathlib import Path

_MODULES = ("expectations.preload", "pipeline.crawl_steps", "pipeline.telling", "pipeline.whole_run")
_SETTINGS = "from dags.preloading import preload\n\npreload()\n"


def write_settings(airflow_home: Path) -> None:
    """Have Airflow's processes on this home call `preload`; settings of the operator's own stay."""
    path = airflow_home / "config" / "airflow_local_settings.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(_SETTINGS, "utf-8")


def preload() -> None:
    """Import what tasks use, where this process is one that they are forked from."""
    if sys.argv[1:2] == ["scheduler"] or sys.argv[1:3] == ["celery", "worker"]:
        for name in _MODULES:
            import_module(name)
