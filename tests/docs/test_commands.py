"""Each command line in README and docs is one that `warta` takes."""

import shlex

import pytest
import typer

from pipeline.cli.app import app
from tests.docs.pages import PAGES, ROOT, commands

_NAMED = [(str(page.relative_to(ROOT)), *found) for page in PAGES for found in commands(page)]
_WARTA = typer.main.get_group(app)


@pytest.mark.parametrize(("page", "line", "name", "arguments"), _NAMED)
def test_a_command_in_the_documentation_exists(page: str, line: int, name: str, arguments: str) -> None:
    command, words = _WARTA, [name, *words_of(arguments)]
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        name = words.pop(0)
        assert name in command.commands, f"{page}:{line}: there is no `warta … {name}`; see `warta --help`"
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts} | {"-h", "--help"}
    unknown = {word.partition("=")[0] for word in words if word.startswith("-")} - known
    assert not unknown, f"{page}:{line}: `warta {name}` takes no {', '.join(sorted(unknown))}"


def test_each_command_is_in_the_documentation() -> None:
    missing = set(_WARTA.commands) - {name for _, _, name, _ in _NAMED}
    assert not missing, f"no page of docs/ shows `warta {'`, `warta '.join(sorted(missing))}`"


def words_of(arguments: str) -> list[str]:
    """Return the words of a command line; one whose quotes stand open goes on beyond what is looked at."""
    try:
        return shlex.split(arguments)
    except ValueError:
        return arguments.replace('"', " ").split()
