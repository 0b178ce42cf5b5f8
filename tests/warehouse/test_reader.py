import subprocess
import sys
from pathlib import Path

import pytest

from news.errors import InputError
from news.home import Home
from warehouse.reader import run_query, snapshot, what_is_odd

_HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"


def _rows(path: Path, sql: str) -> list[tuple]:
    with run_query(path, sql) as (_, rows):
        return list(rows)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY articles TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SET enable_external_access = true",
        "DELETE FROM articles",
        "INSTALL httpfs",
        "SELEKT 1",
    ],
)
def test_what_a_reader_may_not_do_is_an_error(read_seeds: Home, sql: str) -> None:
    with pytest.raises(InputError):
        _rows(read_seeds.published, sql)
    assert _rows(read_seeds.published, "SELECT count(*) FROM articles") == [(5,)]


def test_nothing_published_yet_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="warta run --offline"):
        _rows(tmp_path / "news.duckdb", "SELECT 1")


def test_a_file_held_by_a_writer_is_read_all_the_same(seeded: Home) -> None:
    seeded.published.chmod(0o644)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(seeded.published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert what_is_odd(seeded.published) is not None
        assert _rows(seeded.published, "SELECT count(*) FROM articles") == [(5,)]
        scratch = seeded.root / "scratch.duckdb"
        with snapshot(seeded.published, scratch) as connection:
            assert connection is not None
            assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(5,)]
        assert not scratch.exists()
        holder.communicate(b"\n")


def test_a_wal_beside_the_file_changes_nothing_that_is_read(seeded: Home) -> None:
    seeded.published.chmod(0o644)
    stranger = (
        "import duckdb, sys, os; c = duckdb.connect(sys.argv[1]);"
        "c.execute('PRAGMA disable_checkpoint_on_shutdown'); c.execute('DELETE FROM articles'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", stranger, str(seeded.published)], check=True)
    assert "wal" in str(what_is_odd(seeded.published))
    assert _rows(seeded.published, "SELECT count(*) FROM articles") == [(5,)]


@pytest.mark.parametrize("sql", ["SELECT 1; SELECT 2", "", ";"])
def test_a_query_is_one_statement(read_seeds: Home, sql: str) -> None:
    with pytest.raises(InputError, match="expected one SQL statement"):
        _rows(read_seeds.published, sql)
