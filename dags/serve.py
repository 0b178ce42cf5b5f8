"""Airflow with our DAGs on this machine only: `make airflow`, until Ctrl-C."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

from dags.environment import set_environment
from dags.preloading import write_settings
from news.home import Home

_HOST = "127.0.0.1"
_PATIENCE = 30  # seconds that Airflow's processes are given to stop


def main() -> int:
    """Start `airflow standalone`, pass Ctrl-C on to it, and leave no process behind."""
    os.environ.setdefault("AIRFLOW__API__HOST", _HOST)
    port = os.environ.setdefault("AIRFLOW__API__PORT", "8080")
    os.environ.setdefault("AIRFLOW__API__BASE_URL", f"http://{_HOST}:{port}")
    os.environ.setdefault("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", f"http://{_HOST}:{port}/execution/")
    os.environ.setdefault("AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION", "False")
    os.environ.setdefault("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "True")
    os.environ["PATH"] = (
        f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it calls itself by name
    )
    set_environment(Home.find(), log_level="INFO")
    write_settings(Home.find().airflow)
    _prepare()
    print(f"Airflow is starting; in half a minute: http://{_HOST}:{port}  (Ctrl-C stops it)", flush=True)
    # A shell's background job ignores Ctrl-C, and so would all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A session of its own: Ctrl-C reaches us alone, and we can end whatever is left of it.
    airflow = subprocess.Popen([sys.executable, "-m", "airflow", "standalone"], start_new_session=True)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return airflow.wait()
    except KeyboardInterrupt:
        return _stop(airflow)


def _prepare() -> None:
    subprocess.run([sys.executable, "-m", "dags.metadata"], check=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(airflow: "subprocess.Popen[bytes]") -> int:
    print("stopping Airflow", flush=True)
    airflow.send_signal(signal.SIGINT)
    try:
        airflow.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        print("Airflow did not stop in time; ending its processes", flush=True)
    with suppress(ProcessLookupError):
        os.killpg(airflow.pid, signal.SIGKILL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
