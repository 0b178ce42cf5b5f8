"""Each example of README and docs runs on the five seeds and brings what the page shows."""

import shlex
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from news.home import Home
from pipeline.cli.app import app
from tests.docs.pages import PAGES, ROOT, Block, blocks, sessions

_WIDTH = "100"  # columns of the terminal on which the pages' tables were printed

_SQL = [block for page in PAGES for block in blocks(page, "sql")]
_PYTHON = [block for page in PAGES for block in blocks(page, "python")]
_QUERIES = [step for page in PAGES for step in sessions(page) if " query " in step.text and step.result]


@pytest.fixture(autouse=True)
def _where_the_reader_stands(read_seeds: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose `data/` is a home into which the seeds were read, as after `make run`."""
    (tmp_path / "data").symlink_to(read_seeds.root)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", _WIDTH)
    monkeypatch.delenv("WARTA_HOME", raising=False)


@pytest.mark.parametrize("block", _SQL, ids=str)
def test_sql_brings_what_the_page_shows(block: Block) -> None:
    shows(block, asked(block, ["query", block.text, "--format", "table"]))


@pytest.mark.parametrize("block", _PYTHON, ids=str)
def test_python_prints_what_the_page_shows(block: Block) -> None:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(block.text, str(block), "exec"), {})
    shows(block, printed.getvalue())


@pytest.mark.parametrize("step", _QUERIES, ids=str)
def test_a_query_on_a_terminal_prints_what_the_page_shows(step: Block) -> None:
    _, *arguments = shlex.split(step.text)
    shows(step, asked(step, arguments if "--format" in arguments else [*arguments, "--format", "table"]))


def test_the_schema_page_is_what_the_command_prints(tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["schema", "--format", "markdown", "--home", str(tmp_path / "none")])
    assert plain((ROOT / "docs" / "schema.md").read_text("utf-8")) == plain(printed.stdout), (
        "docs/schema.md is not what `warta schema` prints. To mend it: "
        'warta schema --format markdown --home "$(mktemp -d)" > docs/schema.md'
    )


def asked(block: Block, arguments: list[str]) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, f"{block}: this example fails with: {done.exception}\n\n{block.text}"
    return done.stdout


def shows(block: Block, printed: str) -> None:
    if block.result is not None and plain(block.result) != plain(printed):
        pytest.fail(
            f"{block}: the page shows another result than this example brings:\n\n{block.text}\n"
            f"It brings now (if that is right, paste it into the page):\n\n{plain(printed)}\n",
            pytrace=False,
        )


def plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
