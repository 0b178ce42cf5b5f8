"""PostgreSQL and Redis on loopback for the length of a measurement, their files below a given folder."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from live_airflow import free_port

_PATIENCE = 30.0


@contextmanager
def postgres(scratch: Path) -> Iterator[tuple[Callable[[str], str], str]]:
    """Run a PostgreSQL server; yield a function that answers SQL as text, and its address for SQLAlchemy.

    Its server refuses to run as root: then the user `postgres`, whom its package makes, runs it.
    """
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    data, port = scratch / "postgres", free_port()
    data.mkdir()
    user: list[str] = []
    if os.geteuid() == 0:
        user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(data, "postgres", "postgres")
    _quietly([*user, str(binaries / "initdb"), "-D", str(data / "db"), "-A", "trust", "-U", "airflow"])
    control = [*user, str(binaries / "pg_ctl"), "-D", str(data / "db"), "-w", "-l", str(data / "log")]
    _quietly([*control, "-o", f"-p {port} -c listen_addresses=127.0.0.1 -k {data} -c fsync=off", "start"])
    ask = [str(binaries / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "airflow", "-At", "-F", " "]

    def sql(statement: str) -> str:
        done = subprocess.run(
            [*ask, "-d", "airflow", "-c", statement], capture_output=True, text=True, check=True
        )
        return ", ".join(done.stdout.split("\n")[:-1])

    try:
        _quietly([*ask, "-d", "postgres", "-c", "CREATE DATABASE airflow"])
        yield sql, f"postgresql+psycopg2://airflow@127.0.0.1:{port}/airflow"
    finally:
        _quietly([*control, "-m", "immediate", "stop"])


@contextmanager
def redis(scratch: Path) -> Iterator[str]:
    """Run a Redis server that keeps nothing; yield its address."""
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(scratch)]
    server = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        asked = subprocess.run(["redis-cli", "-p", str(port), "ping"], capture_output=True, check=False)
        if asked.stdout.strip() == b"PONG":
            return
        time.sleep(0.1)
    raise SystemExit(f"Redis does not answer on port {port}")


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
