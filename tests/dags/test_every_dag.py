"""What holds for every DAG: light to parse, no logic, limits, retries, documentation, one writer."""

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk import Asset

from dags.wiring import LANDING, PUBLISHED, SOURCES, WRITER_POOL
from pipeline.staging import STEPS

_FOLDER = Path(__file__).parents[2] / "dags"
_DAGS = ("crawl", "ingest", "maintain", "replay")
_HEAVY = ("duckdb", "pyarrow", "numpy", "pandas", "great_expectations", "scrapy", "trafilatura", "numba")
_READ = f"""
import json, sys, time, airflow.sdk
from importlib import import_module
seconds = {{}}
for name in {_DAGS}:
    started = time.perf_counter()
    import_module(f"dags.{{name}}")
    seconds[name] = time.perf_counter() - started
print(json.dumps([seconds, [name for name in {_HEAVY} if name in sys.modules]]))
"""


@pytest.fixture(params=_DAGS)
def dag(request: pytest.FixtureRequest) -> Any:
    return getattr(import_module(f"dags.{request.param}"), f"{request.param}_dag")


def test_a_dag_is_read_without_loading_what_its_tasks_need() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _READ], capture_output=True, text=True, check=True
    )
    seconds, heavy = json.loads(done.stdout.splitlines()[-1])
    assert heavy == []
    assert max(seconds.values()) < 1, seconds


@pytest.mark.parametrize("name", [*_DAGS, "stages"])
def test_functions_are_a_few_lines_and_have_no_logic(name: str) -> None:
    tree = ast.parse((_FOLDER / f"{name}.py").read_text("utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        assert len(function.body) <= 7, function.name
        loops = (ast.If, ast.For, ast.While, ast.Try)
        assert not [node for node in ast.walk(function) if isinstance(node, loops)], function.name


def test_every_step_is_a_task() -> None:
    tasks = {task.task_id for task in import_module("dags.ingest").ingest_dag.tasks}
    assert {f"stages.{step}" for step in STEPS} <= tasks


def test_every_module_of_the_folder_holds_a_dag_or_is_passed_over() -> None:
    passed_over = (_FOLDER / ".airflowignore").read_text("utf-8").splitlines()
    modules = {path.name for path in _FOLDER.glob("*.py")}
    assert modules - set(passed_over) == {f"{name}.py" for name in _DAGS}


def test_every_run_and_every_task_ends(dag: Any) -> None:
    assert dag.dagrun_timeout
    assert dag.max_active_runs == (4 if dag.dag_id == "crawl" else 1)
    assert dag.catchup is False
    assert [task.task_id for task in dag.tasks if not _of(task, "execution_timeout")] == []


def test_what_can_heal_is_tried_again_more_and_more_slowly(dag: Any) -> None:
    retries = {task.task_id: _of(task, "retries") for task in dag.tasks}
    assert retries.pop("crawl_source", 0) == 0  # the spider itself tries again
    assert set(retries.values()) == {2}
    assert all(_of(task, "retry_exponential_backoff") for task in dag.tasks)


def test_every_dag_and_every_task_is_documented(dag: Any) -> None:
    assert dag.doc_md.strip()
    assert [task.task_id for task in dag.tasks if not (_of(task, "doc_md") or "").strip()] == []


def test_whoever_publishes_holds_the_one_slot(dag: Any) -> None:
    publishing = [task for task in dag.tasks if PUBLISHED in _of(task, "outlets")]
    assert publishing or dag.dag_id == "crawl"
    assert {_of(task, "pool") for task in publishing} <= {WRITER_POOL}


def test_lineage_leads_from_the_sources_to_the_published_file() -> None:
    def _assets(name: str, side: str) -> set[str]:
        dag = getattr(import_module(f"dags.{name}"), f"{name}_dag")
        return {asset.uri for task in dag.tasks for asset in _of(task, side) if isinstance(asset, Asset)}

    assert _assets("crawl", "inlets") == {SOURCES.uri}
    assert _assets("crawl", "outlets") == {LANDING.uri}
    assert LANDING.uri in _assets("ingest", "inlets")
    assert PUBLISHED.uri in _assets("ingest", "outlets")


def _of(task: Any, name: str) -> Any:
    """Return an attribute of a task, mapped or not."""
    given = getattr(task, "partial_kwargs", {})
    return given[name] if name in given else getattr(task, name)
