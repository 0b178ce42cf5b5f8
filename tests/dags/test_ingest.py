"""The DAG, run by Airflow for real: in a child process, as `warta run` does."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.landing import Document, land_documents
from news.errors import WartaError
from news.home import Home
from pipeline.airflow_child import run_dag
from pipeline.ingest import ingest
from pipeline.report import read_report
from pipeline.waiting import pending
from tests.conftest import land_seeds
from tests.equality import contents

_TEXT = "Warga desa bergotong royong memperbaiki jembatan gantung yang rusak diterjang banjir. " * 12
_TEXTS = {
    "satu": _TEXT,
    "salinan": _TEXT + "Camat hadir.",  # linked to the one before, which another group holds
    "kosong": "Bagikan",  # refused
}


@pytest.fixture(scope="module")
def by_airflow(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    """A home with four groups of batches, a task a step and group; and the name of the run."""
    home = Home(tmp_path_factory.mktemp("airflow") / "home")
    land_seeds(home)
    for day, (name, text) in enumerate(_TEXTS.items(), 1):
        path = home.root / f"{name}.txt"
        path.write_text(text)
        captured = datetime(2025, 11, day, tzinfo=UTC)
        land_documents([Document(path, f"urn:test:{name}", captured, "text/plain")], home.landing, name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARTA_FEW_MB", "0.0001")
        patch.setenv("WARTA_GROUP_MB", "0.0001")
        return home, run_dag(home, "ingest")


def test_airflow_and_the_command_publish_the_same(by_airflow: tuple[Home, str], tmp_path: Path) -> None:
    command = Home(tmp_path / "home")
    shutil.copytree(by_airflow[0].landing, command.landing)
    ingest(command)
    theirs, ours = contents(by_airflow[0]), contents(command)
    assert theirs.keys() == ours.keys()
    for name in ours:
        assert theirs[name] == ours[name], name
    assert len(ours["links"]) == len(ours["rejections"]) == 1


def test_the_run_leaves_a_report_and_nothing_in_staging(by_airflow: tuple[Home, str]) -> None:
    home, run_id = by_airflow
    batches = read_report(home, run_id)["batches"]
    assert [(batch["new"], batch["rejected"]) for batch in batches] == [(0, 1), (1, 0), (1, 0), (5, 0)]
    assert list(home.staging.iterdir()) == []
    assert pending(home) == []


def test_a_run_that_fails_says_which_task_and_why(home: Home) -> None:
    home.root.mkdir()
    home.landing.write_text("in the way")
    with pytest.raises(WartaError, match=r"task plan: .*expected a folder of WARC files"):
        run_dag(home, "ingest")
