import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from news.errors import StaleCandidate
from warehouse.candidate import make_candidate, publish
from warehouse.connection import opened

_HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "r")
print(1, flush=True)
input()
"""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "news.duckdb"
    _publish_with(path, "first")
    return path


def _candidate(published: Path, source: str) -> Path:
    candidate = published.parent / "candidates" / "run.duckdb"
    make_candidate(published, candidate)
    with opened(candidate, read_only=False) as connection:
        connection.execute("INSERT INTO sources (source) VALUES (?)", [source])
        connection.execute("CHECKPOINT")
    return candidate


def _publish_with(published: Path, source: str) -> list[str]:
    return publish(_candidate(published, source), published)


def _sources(path: Path) -> list[str]:
    with opened(path, read_only=True) as connection:
        return [
            source for (source,) in connection.execute("SELECT source FROM sources ORDER BY 1").fetchall()
        ]


def test_a_published_file_is_read_only_and_alone(published: Path) -> None:
    assert stat.S_IMODE(published.stat().st_mode) == 0o444
    assert [path.name for path in published.parent.iterdir() if path.is_file()] == ["news.duckdb"]
    assert list((published.parent / "candidates").iterdir()) == []


def test_a_publication_adds_to_what_was_published(published: Path) -> None:
    _publish_with(published, "second")
    assert _sources(published) == ["first", "second"]


@pytest.mark.parametrize("mode", ["r", "w"])
def test_a_file_held_open_by_another_process_is_replaced_all_the_same(published: Path, mode: str) -> None:
    published.chmod(0o644)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(published), mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"1\n"
        _publish_with(published, "second")
        holder.communicate(b"\n")
    assert _sources(published) == ["first", "second"]


def test_a_reader_keeps_its_snapshot(published: Path) -> None:
    with opened(published, read_only=True) as reader:
        candidate = _candidate(published, "second")
        publish(candidate, published)
        assert reader.execute("SELECT source FROM sources").fetchall() == [("first",)]
    assert _sources(published) == ["first", "second"]


def test_a_candidate_of_a_file_that_moved_on_is_stale(published: Path) -> None:
    stale = published.parent / "candidates" / "stale.duckdb"
    make_candidate(published, stale)
    _publish_with(published, "second")
    with pytest.raises(StaleCandidate, match="nothing was published"):
        publish(stale, published)
    assert _sources(published) == ["first", "second"]


def test_a_wal_left_behind_is_moved_aside_and_told(published: Path) -> None:
    published.chmod(0o644)
    stranger = (
        "import duckdb, sys, os; c = duckdb.connect(sys.argv[1]);"
        "c.execute('PRAGMA disable_checkpoint_on_shutdown');"
        "c.execute(\"INSERT INTO sources (source) VALUES ('stranger')\"); c.close(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", stranger, str(published)], check=True)
    wal = published.with_name("news.duckdb.wal")
    assert wal.exists()
    notes = _publish_with(published, "second")
    assert not wal.exists()
    assert "moved aside to news.duckdb.wal.aside-" in notes[0]
    assert _sources(published) == ["first", "second"]


def test_older_duckdb_can_read_the_storage(published: Path) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH '{published}' AS file (READ_ONLY)")
        tags = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = 'file'"
        ).fetchall()
    assert "v1.2.0" in str(tags)


def test_a_run_killed_right_after_the_rename_is_published_when_it_is_tried_again(published: Path) -> None:
    candidate = _candidate(published, "second")
    base = candidate.with_name(candidate.name + ".base.json")
    told = base.read_text()
    publish(candidate, published)
    own = published.stat().st_ino
    base.write_text(told[:-1] + f', "own": {own}}}')  # as it stands between the rename and its removal
    assert publish(candidate, published) == []
    assert _sources(published) == ["first", "second"]
    with pytest.raises(StaleCandidate):
        publish(candidate, published)
