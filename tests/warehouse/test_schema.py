from pathlib import Path

import duckdb
import pytest

from news.errors import InputError
from warehouse.candidate import make_candidate
from warehouse.connection import opened
from warehouse.schema import Migration, comments, describe, migrate, migrations, version_of


@pytest.fixture
def empty() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [step.version for step in migrations()] == list(range(1, len(migrations()) + 1))


@pytest.mark.parametrize("published", range(1, len(migrations()) + 1))
def test_a_file_of_every_published_version_becomes_the_newest(tmp_path: Path, published: int) -> None:
    path = tmp_path / "news.duckdb"
    with opened(path, read_only=False) as connection:
        migrate(connection, migrations()[:published])
        connection.execute("INSERT INTO articles (article_id, story_id) VALUES ('a', 'a')")
    applied = make_candidate(path, tmp_path / "candidate.duckdb")
    assert applied == [step.name for step in migrations()[published:]]
    with opened(tmp_path / "candidate.duckdb", read_only=True) as connection:
        assert version_of(connection) == migrations()[-1].version
        assert connection.execute("SELECT article_id FROM articles").fetchall() == [("a",)]
        assert connection.execute("SELECT count(*) FROM article_versions").fetchall() == [(0,)]


def test_a_step_to_come_keeps_the_rows(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty)
    empty.execute("INSERT INTO articles (article_id, story_id) VALUES ('a', 'a')")
    step = Migration(
        migrations()[-1].version + 1, "rate_articles", "ALTER TABLE articles ADD COLUMN rating INTEGER"
    )
    assert migrate(empty, (*migrations(), step)) == ["rate_articles"]
    assert migrate(empty, (*migrations(), step)) == []
    assert empty.execute("SELECT article_id, rating FROM articles").fetchall() == [("a", None)]


def test_a_step_that_fails_leaves_the_version_before(empty: duckdb.DuckDBPyConnection) -> None:
    step = Migration(99, "broken", "CREATE TABLE half (a INTEGER); SELECT no_such_function()")
    with pytest.raises(duckdb.Error):
        migrate(empty, (*migrations(), step))
    assert version_of(empty) == migrations()[-1].version
    assert empty.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'half'").fetchone() is None


def test_a_file_of_a_newer_warta_is_an_error(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty)
    empty.execute("INSERT INTO machinery.schema_version VALUES (99, 'to_come', now())")
    with pytest.raises(InputError, match="schema version 99"):
        migrate(empty)


def test_every_table_view_and_column_has_a_comment(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty)
    describe(empty)
    bare = empty.execute(
        """
        SELECT schema_name, table_name, NULL FROM duckdb_tables() WHERE comment IS NULL
        UNION ALL SELECT schema_name, view_name, NULL FROM duckdb_views()
                  WHERE comment IS NULL AND NOT internal
        UNION ALL SELECT schema_name, table_name, column_name FROM duckdb_columns()
                  WHERE comment IS NULL AND NOT internal
        """
    ).fetchall()
    assert bare == []


def test_no_comment_describes_what_is_not_there(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty)
    describe(empty)
    columns = set(
        empty.execute(
            "SELECT if(schema_name = 'main', '', schema_name || '.') || table_name, column_name "
            "FROM duckdb_columns()"
        ).fetchall()
    )
    assert {(name, column) for name, entry in comments().items() for column in entry["columns"]} <= columns
