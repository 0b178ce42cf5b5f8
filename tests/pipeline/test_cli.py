import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from news.home import Home

_COMMANDS = ["run", "crawl", "why", "land", "ingest", "learn", "query", "schema"]


def warta(
    *arguments: str, home: Home | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    environment = {key: value for key, value in os.environ.items() if key != "WARTA_HOME"}
    if home:
        environment["WARTA_HOME"] = str(home.root)
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_has_help_with_an_example() -> None:
    assert all(name in warta("--help").stdout for name in _COMMANDS)
    for name in _COMMANDS:
        told = warta(name, "--help")
        assert told.returncode == 0
        assert f"Example: warta {name}" in " ".join(told.stdout.split())


def test_a_query_is_csv_in_a_pipe_and_json_on_request(read_seeds: Home) -> None:
    sql = "SELECT headline, date_published, byline, first_seen FROM articles ORDER BY date_published LIMIT 2"
    written = warta("query", sql, home=read_seeds).stdout
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == 2, written
    assert [row["date_published"] for row in rows] == ["2025-02-25", "2025-04-23"]
    assert json.loads(rows[0]["byline"]) == ["ifa", "abe"]
    objects = json.loads(warta("query", sql, "--format", "json", home=read_seeds).stdout)
    assert objects[0]["byline"] == ["ifa", "abe"]
    assert objects[0]["first_seen"] == "2025-11-28 03:00:00+00:00"
    table = warta("query", sql, "--format", "table", home=read_seeds).stdout
    assert "2025-02-25" in table


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("query", "SELEKT 1"), 2, "error: Parser Error"),
        (("query", "SELECT * FROM read_text('/etc/passwd')"), 2, "error: Permission Error"),
        (("land", "nowhere.txt"), 2, "error: nowhere.txt: no such file or folder"),
        (("land", ".", "--captured", "yesterday"), 2, "expected a date or time in ISO 8601"),
    ],
)
def test_a_mistake_is_one_clear_line_and_an_exit_code(
    read_seeds: Home, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = warta(*arguments, home=read_seeds)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_files_are_landed_read_and_asked_for(tmp_path: Path) -> None:
    story = "PONTIANAK – " + "Pemerintah kota membuka pasar baru di tepi sungai pada Senin (24/11/2025). " * 3
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "pasar.txt").write_text(story)
    (tmp_path / "in" / "kosong.txt").write_text("")
    landed = warta("land", "in", "--captured", "2025-11-28", "--home", "here", cwd=tmp_path)
    assert (landed.returncode, landed.stderr) == (0, "")
    assert "Landed 2 captures in 1 WARC file in here/landing" in landed.stdout
    again = warta("land", "in", "--captured", "2025-11-28", "--home", "here", cwd=tmp_path)
    assert "Nothing new to land; 2 landed before." in again.stdout
    read = warta("ingest", "--home", "here", cwd=tmp_path)
    assert read.returncode == 0
    (refused,) = [line for line in read.stderr.splitlines() if "rejected" in line]
    assert "kosong.txt: expected an article, found a document without any text (empty)" in refused
    assert "Loaded 2 captures from 1 file" in read.stdout
    asked = warta("query", "SELECT date_published, dateline FROM articles", "--home", "here", cwd=tmp_path)
    assert asked.stdout == "date_published,dateline\n2025-11-24,Pontianak\n"
    nothing = warta("ingest", "--home", "here", cwd=tmp_path)
    assert "Nothing new has landed; here/news.duckdb is unchanged." in nothing.stdout


def test_the_schema_is_told_before_anything_is_published(home: Home) -> None:
    told = warta("schema", home=home).stdout
    assert "articles (table): One row an accepted article in its current version." in told
    assert "published_at" in told
