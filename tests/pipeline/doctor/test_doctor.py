import json
import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from news.home import Home
from pipeline.cli.app import app
from pipeline.doctor import BROKEN, GOOD, WARNING, Check, examine
from pipeline.doctor.airflow_metadata import airflow_checks
from pipeline.doctor.home_folder import home_checks
from warehouse.connection import opened
from warehouse.lock import writer_lock


@pytest.fixture(autouse=True)
def _contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARTA_CONTACT", "redaksi@example.org")
    monkeypatch.delenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", raising=False)


def _about(home: Home, about: str) -> list[Check]:
    return [check for check in examine(home) if check.about == about]


def _write_source(home: Home, *, checked: bool) -> None:
    home.sources.mkdir(parents=True, exist_ok=True)
    text = "id: kabar\nhomepage: https://kabar.example/\n" + ("checked: 2025-01-01\n" if checked else "")
    (home.sources / "kabar.yaml").write_text(text)


def _write_published(home: Home, sql: str) -> None:
    home.published.chmod(0o644)
    with opened(home.published, read_only=False) as connection:
        connection.execute(sql)
    home.published.chmod(0o444)


def test_a_sound_home_has_nothing_broken_and_is_left_as_it_is(seeded: Home) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in seeded.root.rglob("*"))
    checks = list(examine(seeded))
    assert [check for check in checks if check.state == BROKEN] == []
    assert _about(seeded, "published file")[0].told.startswith("5 articles, schema ")
    assert sorted((path, path.stat().st_mtime_ns) for path in seeded.root.rglob("*")) == before


def test_an_empty_home_wants_a_first_file(home: Home) -> None:
    assert _about(home, "published file")[0].state == WARNING
    assert not home.root.exists()


def test_everything_that_is_not_well_has_a_remedy(home: Home) -> None:
    assert all(check.remedy for check in examine(home) if check.state != GOOD)


def test_a_published_file_that_readers_cannot_open_is_broken(seeded: Home) -> None:
    seeded.published.chmod(0o644)
    assert "mode is 644" in _about(seeded, "published file")[1].told
    seeded.published.write_bytes(b"no database")
    [first, *_] = _about(seeded, "published file")
    assert first.state == BROKEN
    told = CliRunner().invoke(app, ["doctor", "--home", str(seeded.root)])
    assert told.exit_code == 1


def test_a_log_that_was_left_beside_it_a_failed_audit_and_a_failed_run_are_told(seeded: Home) -> None:
    seeded.published.with_name("news.duckdb.wal").write_bytes(b"")
    seeded.candidates.mkdir(exist_ok=True)
    (seeded.candidates / "failed.duckdb").write_bytes(b"")
    failure = seeded.report("x").with_name("ingest-1.failure.json")
    failure.write_text(json.dumps({"task": "load", "error": "no space left"}))
    future = time.time() + 60
    os.utime(failure, (future, future))
    told = {check.about: check.told for check in examine(seeded) if check.state == WARNING}
    assert "news.duckdb.wal lies beside it" in told["published file"]
    assert "failed.duckdb" not in told.get("leftovers", "")
    assert "is kept in" in told["failed audit"]
    assert "no space left" in told["last run"]


def test_what_killed_runs_left_is_told_once_it_is_old(home: Home) -> None:
    old = home.root / "staging" / "ingest-1"
    old.mkdir(parents=True)
    assert [check.state for check in home_checks(home) if check.about == "leftovers"] == [GOOD]
    os.utime(old, (0, 0))
    [left] = [check for check in home_checks(home) if check.about == "leftovers"]
    assert (left.state, left.told) == (WARNING, "of killed runs: staging/ingest-1")


def test_the_one_who_writes_is_named_and_not_disturbed(home: Home) -> None:
    with writer_lock(home.writer_lock, "a test"):
        [told] = [check.told for check in home_checks(home) if check.about == "writer lock"]
    assert "a test" in told
    [told] = [check.told for check in home_checks(home) if check.about == "writer lock"]
    assert told == "free"


def test_a_landed_file_that_changed_and_one_that_waits_too_long_are_told(seeded: Home) -> None:
    [landed] = seeded.landing.glob("*.warc.gz")
    with landed.open("ab") as file:
        file.write(b"more")
    waiting = seeded.landing / "files-0123456789ab.warc.gz"
    waiting.write_bytes(b"")
    os.utime(waiting, (0, 0))
    [changed] = _about(seeded, "WARC files")
    assert (changed.state, landed.name in changed.told) == (BROKEN, True)
    assert _about(seeded, "landing")[0].state == WARNING


def test_a_source_that_nobody_has_checked_and_one_never_crawled(seeded: Home) -> None:
    _write_source(seeded, checked=False)
    assert "are not crawled" in _about(seeded, "sources")[0].told
    _write_source(seeded, checked=True)
    assert [check.told for check in _about(seeded, "source kabar")] == ["never crawled"]


def test_a_source_tells_when_it_was_crawled_what_stands_in_its_way_and_how_it_drifts(seeded: Home) -> None:
    _write_source(seeded, checked=True)
    seeded.crawl_state.mkdir(parents=True, exist_ok=True)
    schema = Path(__file__).parents[3] / "crawlers" / "state.sql"
    ended = datetime.now(UTC) - timedelta(days=5)
    with closing(sqlite3.connect(seeded.crawl_state / "kabar.sqlite")) as db:
        db.executescript(schema.read_text("utf-8"))
        columns = [row[1] for row in db.execute("PRAGMA table_info(run)")]
        values = {"run_id": "r", "started_at": 0, "ended_at": ended.timestamp(), "ended_by": "finished"}
        row = {name: values.get(name, 1) for name in columns}
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO run ({', '.join(row)}) VALUES ({marks})", list(row.values()))
        db.commit()
    _write_published(
        seeded,
        """
        INSERT INTO outcomes (run_id, source, url, kind, outcome, decided_at)
        SELECT 'r', 'kabar', 'u' || n, 'article', if(n < 6, 'blocked', 'fetched'), now()
        FROM range(10) AS t(n);
        INSERT INTO drifts BY NAME SELECT 'kabar' AS source, 'author' AS measure, 'gone' AS told,
            TIMESTAMPTZ '2025-11-20 00:00:00+00' AS since;
        """,
    )
    told = [check.told for check in _about(seeded, "source kabar")]
    assert told == [
        "overdue: last crawled 5 days ago",
        "60% of the week's addresses blocked by a bot wall",
        "author drifts since 2025-11-20: gone",
    ]


@pytest.mark.parametrize(
    ("tables", "state"),
    [
        ("CREATE TABLE other (a)", BROKEN),
        ("INSERT INTO slot_pool VALUES ('warta_writer', 1)", GOOD),
        ("INSERT INTO slot_pool VALUES ('warta_writer', 4)", BROKEN),
    ],
)
def test_airflow_needs_its_tables_and_a_pool_of_one_slot(home: Home, tables: str, state: str) -> None:
    home.airflow.mkdir(parents=True)
    with closing(sqlite3.connect(home.airflow / "airflow.db")) as db:
        if "slot_pool" in tables:
            db.executescript(
                "CREATE TABLE alembic_version (a); CREATE TABLE slot_pool (pool, slots);"
                "CREATE TABLE dag_run (dag_id, state, start_date)"
            )
            db.execute("INSERT INTO dag_run VALUES ('ingest', 'failed', '2025-11-20 10:00:00')")
        db.execute(tables)
        db.commit()
    checks = list(airflow_checks(home))
    assert checks[0].state == state
    assert [check.about for check in checks[1:]] == (["DAG ingest"] if "slot_pool" in tables else [])


def test_the_answer_for_machines_is_json(home: Home) -> None:
    told = CliRunner().invoke(app, ["doctor", "--json", "--problems", "--home", str(home.root)])
    checks = json.loads(told.stdout)
    assert {check["state"] for check in checks} == {WARNING}
    assert told.exit_code == 0
