"""A home in order: compacted unchanged, expired captures given up, faults of the landing area told."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from news.errors import InputError, LandingBroken
from news.home import Home
from pipeline import maintaining
from pipeline.ingest import ingest
from pipeline.integrity import check_landing
from pipeline.replaying import plan_replay
from pipeline.retention import Retention, remove_expired, retention_of
from pipeline.waiting import pending
from tests.equality import contents
from warehouse.connection import opened
from warehouse.replay import Selection

Query = Callable[[Home, str], list[tuple[Any, ...]]]
_TODAY = date(2025, 12, 1)
_TEXT = "Warga desa bergotong royong memperbaiki jembatan gantung yang rusak diterjang banjir. " * 12


def test_compaction_changes_no_row_view_or_comment(
    seeded: Home, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintaining, "WORTH_REWRITING", -1.0)  # always
    comments = (
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL",
        "SELECT view_name, comment, sql FROM duckdb_views() WHERE NOT internal ORDER BY ALL",
    )
    before, said = contents(seeded), [query(seeded, sql) for sql in comments]
    report = maintaining.rewrite(seeded, "r1", Retention())
    after = contents(seeded)
    for name in before.keys() - {"audits", "source_health"}:
        assert after[name] == before[name], name
    assert [query(seeded, sql) for sql in comments] == said
    assert report["expired"] == []
    assert oct(seeded.published.stat().st_mode)[-3:] == "444"
    assert [path.name for path in seeded.candidates.iterdir()] == []


def test_what_a_rewriting_would_hardly_make_smaller_stays_as_it_is(seeded: Home) -> None:
    published = seeded.published.stat().st_ino
    assert maintaining.rewrite(seeded, "r1", Retention()) == {}
    assert seeded.published.stat().st_ino == published
    assert list(seeded.candidates.iterdir()) == []


def test_what_is_mostly_empty_is_rewritten(home: Home, land_text: Callable[..., None], query: Query) -> None:
    land_text(satu=_TEXT)
    ingest(home)
    home.published.chmod(0o644)
    with opened(home.published, read_only=False) as connection:
        connection.execute("CREATE TABLE filler AS SELECT hash(range) AS number FROM range(2_000_000)")
        connection.execute("CREATE TABLE behind AS SELECT hash(range) AS number FROM range(200_000)")
        connection.execute("CHECKPOINT")
        connection.execute("DROP TABLE filler")
        connection.execute("CHECKPOINT")
    report = maintaining.rewrite(home, "r1", Retention())
    assert report["bytes_after"] < report["bytes_before"] / 2
    assert query(home, "SELECT count(*) FROM articles") == [(1,)]


def test_before_anything_is_published_nothing_is_rewritten(home: Home) -> None:
    assert maintaining.rewrite(home, "r1", Retention()) == {}
    assert list(maintaining.rewrite_lines({})) == ["there is nothing to rewrite"]


def test_rows_whose_capture_has_expired_are_carried_over(
    home: Home, land_text: Callable[..., None], query: Query
) -> None:
    land_text(day=1, lama=_TEXT)
    land_text(day=28, baru=_TEXT.replace("jembatan", "dermaga"))
    ingest(home)
    articles = query(home, "SELECT * EXCLUDE (code_version) FROM articles ORDER BY ALL")
    kept_for = (datetime.now(UTC) - datetime(2025, 11, 14, tzinfo=UTC)).days
    policy = Retention(days=kept_for)
    (old,) = maintaining.would_expire(home, policy)
    assert maintaining.rewrite(home, "r1", policy)["expired"] == [old]
    assert (home.landing / old).exists()  # what is published says so before anything goes
    assert remove_expired(home) == [old]
    assert remove_expired(home) == []
    assert query(home, "SELECT batch_id FROM batches WHERE expired_at IS NOT NULL") == [(old,)]
    assert pending(home) == []
    assert check_landing(home, _TODAY)["files"] == 1
    assert plan_replay(home, "r2", Selection(until=date(2025, 11, 14))) == []  # passed over, not failed
    ingest(home, again=Selection())
    assert query(home, "SELECT * EXCLUDE (code_version) FROM articles ORDER BY ALL") == articles
    assert maintaining.would_expire(home, policy) == []


def test_a_source_may_be_kept_longer_than_the_others(home: Home, land_text: Callable[..., None]) -> None:
    land_text(day=1, lama=_TEXT)
    ingest(home)
    assert len(maintaining.would_expire(home, Retention(days=1))) == 1
    assert maintaining.would_expire(home, Retention(days=1, by_source={"files": None})) == []
    assert maintaining.would_expire(home, Retention(by_source={"files": 1}))
    assert maintaining.would_expire(home, Retention(days=100_000)) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", Retention()),
        ("days: 365", Retention(365)),
        (
            "days: all\nsources: {kabarhulu: 90, arsip: all}",
            Retention(None, {"kabarhulu": 90, "arsip": None}),
        ),
    ],
)
def test_a_policy(home: Home, said: str, expected: Retention) -> None:
    home.root.mkdir()
    home.retention.write_text(said)
    assert retention_of(home) == expected


@pytest.mark.parametrize(
    "said", ["days: 0", "days: yes", "- 3", "hours: 3", "sources: [x]", "sources: {x: soon}"]
)
def test_a_policy_that_cannot_be_meant_is_refused(home: Home, said: str) -> None:
    home.root.mkdir()
    home.retention.write_text(said)
    with pytest.raises(InputError, match=r"retention\.yaml: .*expected"):
        retention_of(home)


def test_a_landing_area_that_is_whole_is_told_so(read_seeds: Home) -> None:
    assert check_landing(read_seeds, _TODAY) == {"files": 1, "records": 5}


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda path: path.unlink(), "is gone"),
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), "expected 8323 bytes, found 8223"),
        (lambda path: _overwrite(path, 1500), "at byte "),
    ],
)
def test_a_landed_file_that_is_no_longer_what_was_read_is_named(
    seeded: Home, harm: Callable[[Path], Any], told: str
) -> None:
    (path,) = seeded.landing.glob("*.warc.gz")
    harm(path)
    with pytest.raises(LandingBroken, match=f"{path.name}: .*{told}"):
        check_landing(seeded, _TODAY)


def test_what_killed_runs_left_a_day_ago_is_swept_and_what_is_newer_stays(home: Home) -> None:
    old, new = [], []
    for folder in (home.staging / "run-a", home.staging / "run-b"):
        folder.mkdir(parents=True)
    for folder, name in ((home.candidates, "{}.duckdb"), (home.landing, ".{}.warc.gz.open")):
        folder.mkdir(parents=True)
        for found, which in ((old, "old"), (new, "new")):
            (folder / name.format(which)).touch()
            found.append(folder / name.format(which))
    for path in (*old, home.staging / "run-a"):
        os.utime(path, (time.time() - 90_000,) * 2)
    swept = maintaining.sweep(home)
    assert sorted(swept) == [
        "removed candidates/old.duckdb",
        "removed landing/.old.warc.gz.open",
        "removed staging/run-a",
    ]
    assert all(path.exists() for path in (*new, home.staging / "run-b"))


def _overwrite(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + 40] = bytes(40)
    path.write_bytes(content)
