"""Airflow on a home of its own, started for a measurement and ended with all of its processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0


@contextmanager
def airflow(home: Path, settings: Mapping[str, str], patience: float = 300) -> Iterator[str]:
    """Run `python -m dags.serve` on `home` while the block runs; yield its address once it is healthy.

    Args:
        home: `WARTA_HOME`.
        settings: further environment.
        patience: seconds until it has to be healthy.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = (
        dict(os.environ) | {"WARTA_HOME": str(home), "AIRFLOW__API__PORT": str(port)} | dict(settings)
    )
    with (home / "airflow.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "dags.serve"],
            cwd=_ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_healthy(address, process, patience)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, process: "subprocess.Popen[bytes]", patience: float) -> None:
    """Return once scheduler and metadata database are healthy; give up after `patience` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit("Airflow ended before it was up; its log is airflow.log in the home")
        try:
            with urllib.request.urlopen(f"{address}/api/v2/monitor/health", timeout=5) as answer:
                said = answer.read().decode()
            if said.count('"healthy"') >= 2 and '"scheduler":{"status":"healthy"' in said.replace(" ", ""):
                return
        except OSError:
            pass
        time.sleep(1)
    raise SystemExit(f"Airflow was not healthy after {patience:.0f} s")
