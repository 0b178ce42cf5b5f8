"""A planned run in one process: by size, safe to run again, anew where the published file has moved on."""

from collections.abc import Callable
from typing import Any

import pytest

from news.home import Home
from pipeline import publishing, steps, telling, whole_run
from pipeline.ingest import ingest
from pipeline.waiting import anything_pending, pending
from tests.conftest import land_seeds

Query = Callable[[Home, str], list[tuple[Any, ...]]]
_TEXT = "Warga desa bergotong royong memperbaiki jembatan gantung yang rusak diterjang banjir. " * 12


def test_a_small_plan_is_one_task_and_a_large_one_a_task_a_step(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    land_seeds(home)
    folders = steps.plan(home, "r1")
    assert whole_run.by_size(home, "r1", folders) == {"few": folders, "many": [], "ledgers": []}
    monkeypatch.setattr(whole_run, "FEW_BYTES", 100)
    assert whole_run.by_size(home, "r1", folders) == {"few": [], "many": folders, "ledgers": []}


def test_a_publication_that_comes_too_late_is_loaded_anew(
    home: Home, land_text: Callable[..., None], query: Query
) -> None:
    land_text(day=27, satu=_TEXT)
    folders = steps.plan(home, "r1")
    whole_run.read_groups(home, folders)
    candidate = publishing.load(home, "r1", folders)
    publishing.audit_candidate(home, "r1", candidate)
    land_text(day=28, dua=_TEXT.replace("jembatan", "dermaga"))
    ingest(home)
    whole_run.publish(home, "r1", candidate, folders)
    assert query(home, "SELECT count(*) FROM articles") == [(2,)]
    assert not anything_pending(home)


def test_a_task_that_is_run_again_after_it_has_published_changes_nothing(home: Home) -> None:
    land_seeds(home)
    folders = steps.plan(home, "r1")
    report = whole_run.read_and_bring(home, "r1", folders)
    published = home.published.stat()
    assert whole_run.read_and_bring(home, "r1", folders) == report
    assert whole_run.publish(home, "r1", str(home.candidates / "r1.duckdb"), folders) == report
    assert home.published.stat() == published
    assert pending(home) == []


def test_what_lands_during_a_small_run_is_brought_by_the_same_task(
    home: Home, land_text: Callable[..., None], query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    land_text(day=27, satu=_TEXT)
    folders = steps.plan(home, "r1")
    runs = whole_run.drain(home, "r1", folders)
    assert next(runs) == "r1"
    land_text(day=28, dua=_TEXT.replace("jembatan", "dermaga"))
    assert list(runs) == ["r1-2"]
    assert query(home, "SELECT count(*) FROM articles") == [(2,)]
    told = telling.brought(home, ["r1", "r1-2"])
    assert (told["run_id"], len(told["batches"]), told["added"]["articles"]) == ("r1", 2, 2)
    assert list(home.staging.iterdir()) == []
    land_text(day=29, tiga=_TEXT.replace("jembatan", "perahu"))
    monkeypatch.setattr(whole_run, "FEW_BYTES", 100)
    assert list(whole_run.drain(home, "r1", [])) == ["r1"]  # what is large is left to the next run
    assert list(home.staging.iterdir()) == []


def test_the_log_tells_counts_and_rules(home: Home, land_text: Callable[..., None]) -> None:
    land_text(satu=_TEXT, dua="Bagikan")
    (folder,) = steps.plan(home, "r1")
    assert next(telling.plan_lines([folder])).startswith("group 0000: 1 landed files: files-")
    whole_run.read_groups(home, [folder])
    assert any(line.startswith("extract: 2 in, ") for line in telling.step_lines(folder, "extract"))
    told = [line for step in ("extract", "clean", "validate") for line in telling.step_lines(folder, step)]
    assert [line for line in told if line.startswith("rejected by ")] == [
        "rejected by validate/body_empty: 1"
    ]
    assert telling.group_name(folder) == "files"
    whole_run.bring(home, "r1", [folder])
    assert "articles: +1" in list(telling.run_lines(home, "r1"))
    assert telling.brought(home, ["r1"])["added"]["articles"] == 1
