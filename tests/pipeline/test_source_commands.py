"""Every command of `warta source` has help with an example, and the schema it prints is a source file's."""

import json

import pytest
from typer.testing import CliRunner

from crawlers.sources import Source, json_schema
from news.home import Home
from pipeline.cli.app import app


@pytest.mark.parametrize("name", ["add", "check", "record", "test", "list", "schema"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    told = CliRunner().invoke(app, ["source", name, "--help"], env={"COLUMNS": "100"})
    assert told.exit_code == 0
    assert f"Example: warta source {name}" in " ".join(told.stdout.split())


def test_the_schema_for_editors_is_that_of_a_source_file() -> None:
    printed = json.loads(CliRunner().invoke(app, ["source", "schema"]).stdout)
    assert printed == json_schema()
    assert set(printed["properties"]) == set(Source.model_fields)


def test_sources_that_ship_are_listed_as_not_checked(home: Home) -> None:
    told = CliRunner().invoke(app, ["source", "list", "--home", str(home.root)], env={"COLUMNS": "120"})
    assert told.exit_code == 0
    assert "satuhabar" in told.stdout
    assert "never checked against the live site" in told.stdout
