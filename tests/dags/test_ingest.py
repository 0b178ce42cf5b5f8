"""The DAG, run by Airflow for real: in a child process, as `warta run` does."""

import ast
from pathlib import Path

import pytest

from news.errors import WartaError
from news.home import Home
from pipeline.airflow_child import run_dag
from pipeline.report import read_report
from pipeline.staging import STEPS
from pipeline.waiting import pending
from tests.conftest import land_seeds
from tests.equality import contents

_SOURCE = Path(__file__).parents[2] / "dags" / "ingest.py"


@pytest.fixture(scope="module")
def by_airflow(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    home = Home(tmp_path_factory.mktemp("airflow") / "home")
    land_seeds(home)
    return home, run_dag(home, "ingest")


def test_airflow_and_the_command_publish_the_same(by_airflow: tuple[Home, str], read_seeds: Home) -> None:
    theirs, ours = contents(by_airflow[0]), contents(read_seeds)
    assert theirs.keys() == ours.keys()
    for name in ours:
        assert theirs[name] == ours[name], name


def test_the_run_leaves_a_report_and_nothing_in_staging(by_airflow: tuple[Home, str]) -> None:
    home, run_id = by_airflow
    assert [batch["new"] for batch in read_report(home, run_id)["batches"]] == [5]
    assert list(home.staging.iterdir()) == []
    assert pending(home) == []


def test_a_run_that_fails_says_which_task_and_why(home: Home) -> None:
    home.root.mkdir()
    home.landing.write_text("in the way")
    with pytest.raises(WartaError, match=r"task plan: .*expected a folder of WARC files"):
        run_dag(home, "ingest")


def test_every_step_is_a_task_and_no_task_has_logic() -> None:
    functions = [
        node for node in ast.walk(ast.parse(_SOURCE.read_text())) if isinstance(node, ast.FunctionDef)
    ]
    assert set(STEPS) <= {function.name for function in functions}
    for function in functions:
        assert not [
            node for node in ast.walk(function) if isinstance(node, ast.If | ast.For | ast.While | ast.Try)
        ]
        assert len(function.body) <= 5
