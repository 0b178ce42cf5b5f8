"""Two Celery workers, one of them killed in the middle: the published file equals that of one machine.

    python benchmarks/celery_workers.py --python VENV/bin/python

Starts PostgreSQL and Redis on loopback below a temporary folder, and Airflow with the CeleryExecutor in an
environment that has Warta and the providers celery, postgres and redis. Eight sites on loopback are crawled
and ingested by two workers; once pages have been captured, one worker is killed with all its processes. What
was left is crawled by the next run. At the end every page of every site must be published once, one machine
that reads the same landing area must publish the same tables, and so must one that crawls the sites itself,
but for ids and clocks of captures. Everything that was started is ended. Exits with 1 where one of this does
not hold.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import psutil
from celery_servers import postgres, redis
from live_airflow import free_port, wait_until_healthy
from loopback_site import GrowingSite

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT))

from dags.preloading import write_settings  # noqa: E402
from news.home import Home  # noqa: E402
from tests.crawlers.site_server import SiteServer  # noqa: E402 - the tests' server stands beside the tests
from tests.equality import contents  # noqa: E402 - what counts as equal is decided beside the tests

_SOME_PAGES = 4_000  # bytes of a spool file: a few captures
_OF_RUNS = {"audits", "ledgers", "story_merges"}
_SAME_PAGES = (
    "SELECT source, url, headline, article_body, content_hash, version FROM articles ORDER BY ALL",
    "SELECT DISTINCT source, url, kind FROM outcomes ORDER BY ALL",
)
_PROCESSES = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
    "worker-1": ["celery", "worker", "--concurrency", "2", "-H", "one@%h", "--skip-serve-logs"],
    "worker-2": ["celery", "worker", "--concurrency", "2", "-H", "two@%h", "--skip-serve-logs"],
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="of the environment")
    parser.add_argument("--sites", type=int, default=8)
    parser.add_argument("--pages", type=int, default=12, help="of each site")
    parser.add_argument("--patience", type=float, default=900, help="seconds for all of it")
    given = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="warta-celery-"))
    scratch.chmod(0o755)  # the database's server runs as a user of its own
    try:
        with ExitStack() as stack:
            ends = time.monotonic() + given.patience
            addresses = [
                stack.enter_context(SiteServer(_site(scratch, number, given.pages))).base
                for number in range(given.sites)
            ]
            faults = _run(scratch, addresses, given.python.absolute(), given.pages, ends)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for fault in faults:
        print(f"FAULT {fault}")
    sys.exit(1 if faults else 0)


def _site(scratch: Path, number: int, pages: int) -> Path:
    site = GrowingSite(scratch / "sites" / str(number), f"situs{number}")
    for page in range(pages):
        site.publish(page)
    return site.folder


def _run(scratch: Path, addresses: list[str], python: Path, pages: int, ends: float) -> list[str]:
    many, one, again = (Home(scratch / name) for name in ("many", "one", "again"))
    for home in (many, one, again):
        _write_sources(home, addresses)
    _with_workers(many, python, scratch, ends)
    shutil.copytree(many.landing, again.landing)
    for home in (one, again):
        environment = os.environ | _permits(home)
        if home is one:
            _warta(["crawl", "--all"], environment)
        _warta(["ingest"], environment)
    return [*_complete(many, len(addresses) * pages), *_equal(many, again), *_same_pages(many, one)]


def _with_workers(home: Home, python: Path, scratch: Path, ends: float) -> None:
    with postgres(scratch) as (sql, database), redis(scratch) as broker:
        environment = os.environ | _permits(home) | _settings(python, database, broker)
        write_settings(home.airflow)
        subprocess.run([python, "-m", "dags.metadata"], cwd=_ROOT, env=environment, check=True)
        with _airflow(home, python, environment) as processes:
            wait_until_healthy(
                f"http://127.0.0.1:{environment['AIRFLOW__API__PORT']}", processes["api-server"], 300
            )
            _trigger(python, environment, "crawl")
            _until(lambda: _tasks_running(sql, "crawl_source") >= 3 and _spooled(home), ends, "a crawl")
            victim = processes["worker-2"]
            print(f"killing a worker; running then: {_tasks_running(sql, 'crawl_source')} crawls", flush=True)
            _kill_tree(victim)
            _until(lambda: not _runs_active(sql, "crawl"), ends, "the crawl's end without that worker")
            print(f"tasks of the first crawl: {sql(_STATES)}", flush=True)
            _trigger(python, environment, "crawl")
            _until(lambda: not _runs_active(sql, "crawl"), ends, "the second crawl")
            _until(lambda: not _runs_active(sql, "ingest") and _drained(home), ends, "the last ingest")
            print(f"ingests: {sql(_INGESTS)}", flush=True)


_STATES = (
    "SELECT state, count(*) FROM task_instance WHERE task_id = 'crawl_source' AND map_index >= 0 GROUP BY 1"
)
_INGESTS = "SELECT state, count(*) FROM dag_run WHERE dag_id = 'ingest' GROUP BY 1"


def _tasks_running(sql: Callable[[str], str], task: str) -> int:
    return int(sql(f"SELECT count(*) FROM task_instance WHERE task_id = '{task}' AND state = 'running'"))


def _runs_active(sql: Callable[[str], str], dag: str) -> bool:
    active = f"SELECT count(*) FROM dag_run WHERE dag_id = '{dag}' AND state IN ('queued', 'running')"
    return sql(active) != "0" or sql(f"SELECT count(*) FROM dag_run WHERE dag_id = '{dag}'") == "0"


def _spooled(home: Home) -> bool:
    return any(path.stat().st_size > _SOME_PAGES for path in home.spool.glob("*/*.warc.gz*"))


def _drained(home: Home) -> bool:
    from pipeline.waiting import anything_pending  # noqa: PLC0415 - it loads what only this needs

    return home.published.exists() and not anything_pending(home)


@contextmanager
def _airflow(
    home: Home, python: Path, environment: dict[str, str]
) -> Iterator[dict[str, "subprocess.Popen[bytes]"]]:
    processes = {}
    try:
        for name, words in _PROCESSES.items():
            with (home.root / f"{name}.log").open("wb") as log:
                processes[name] = subprocess.Popen(
                    [python, "-m", "dags.command", *words],
                    cwd=_ROOT,
                    env=environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        yield processes
    finally:
        for process in processes.values():
            _kill_tree(process, signal.SIGTERM)
        time.sleep(5)
        for process in processes.values():
            _kill_tree(process)


def _kill_tree(process: "subprocess.Popen[bytes]", sent: int = signal.SIGKILL) -> None:
    """End a process with all that it has started, as the loss of its machine would."""
    try:
        tree = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        tree = []
    for one in tree:
        try:
            one.send_signal(sent)
        except psutil.NoSuchProcess:
            continue
    with suppress(ProcessLookupError):
        os.killpg(process.pid, sent)
    if sent == signal.SIGKILL:
        process.wait()


def _settings(python: Path, database: str, broker: str) -> dict[str, str]:
    port = free_port()
    return {
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__CELERY__BROKER_URL": broker,
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{database}",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "60",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "5",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "30",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
        "WARTA_CRAWL_SCHEDULE": "",
        "WARTA_MAINTAIN_SCHEDULE": "",
        "WARTA_FEW_MB": "0.000001",  # so that the stages are spread over the workers, too
        "WARTA_GROUP_MB": "0.06",
    }


def _permits(home: Home) -> dict[str, str]:
    return {
        "WARTA_HOME": str(home.root),
        "WARTA_CONTACT": "mailto:bench@example.com",
        "WARTA_ALLOW_HOSTS": "127.0.0.1",
        "PYTHONWARNINGS": "ignore",
    }


def _write_sources(home: Home, addresses: list[str]) -> None:
    home.sources.mkdir(parents=True)
    for number, base in enumerate(addresses):
        (home.sources / f"situs{number}.yaml").write_text(
            f"id: situs{number}\nhomepage: {base}/\nfeeds: [{base}/feed.xml]\nchecked: 2025-11-28\n"
            "politeness: {delay: 2, concurrency: 1}\n"
        )


def _trigger(python: Path, environment: dict[str, str], dag: str) -> None:
    """Trigger a DAG; it is asked again until Airflow has read it."""
    for _ in range(60):
        command = [python, "-m", "dags.command", "dags", "trigger", dag]
        done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, check=False)
        if done.returncode == 0:
            return
        time.sleep(2)
    raise SystemExit(f"DAG {dag} cannot be triggered: {done.stderr.decode()[-500:]}")


def _until(holds: Callable[[], Any], ends: float, what: str) -> None:
    started = time.monotonic()
    while not holds():
        if time.monotonic() > ends:
            raise SystemExit(f"waited too long for {what}")
        time.sleep(0.5)
    print(f"{what}: after {time.monotonic() - started:.0f} s", flush=True)


def _warta(words: list[str], environment: dict[str, str]) -> None:
    command = "from pipeline.cli import main; import sys; sys.argv[0] = 'warta'; main()"
    subprocess.run(
        [sys.executable, "-c", command, *words], cwd=_ROOT, env=environment, check=True, capture_output=True
    )


def _complete(home: Home, pages: int) -> Iterator[str]:
    with duckdb.connect(str(home.published), read_only=True) as connection:
        (articles,) = connection.execute("SELECT count(DISTINCT url) FROM articles").fetchall()[0]
        (captures,) = connection.execute("SELECT count(*) FROM captures WHERE outcome = 'new'").fetchall()[0]
    print(f"{articles} of {pages} pages published, {captures} of them captured anew")
    if (articles, captures) != (pages, pages):
        yield f"expected {pages} pages, each published and captured new once"


def _equal(many: Home, again: Home) -> Iterator[str]:
    ours, theirs = contents(many), contents(again)
    compared = sorted(ours.keys() - _OF_RUNS)
    differing = [name for name in compared if ours[name] != theirs[name]]
    print(
        f"two workers against one process, same landing area: {len(compared)} tables and views compared, "
        f"{len(differing)} differ"
    )
    yield from (f"{name} differs from a rebuild by one process" for name in differing)


def _same_pages(many: Home, one: Home) -> Iterator[str]:
    for sql in _SAME_PAGES:
        found = []
        for home in (many, one):
            with duckdb.connect(str(home.published), read_only=True) as connection:
                found.append(connection.execute(sql).fetchall())
        print(f"two workers against one crawl: {len(found[0])} and {len(found[1])} rows of {sql[:60]}…")
        if found[0] != found[1]:
            yield f"differs from a crawl by one process: {sql}"


if __name__ == "__main__":
    main()
