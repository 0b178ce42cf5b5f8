"""The commands, in the order in which a new user meets them."""

from importlib.metadata import version
from typing import Annotated

import typer

from pipeline.cli.crawl_command import crawl
from pipeline.cli.diff_command import diff
from pipeline.cli.doctor_command import doctor
from pipeline.cli.ingest_command import ingest
from pipeline.cli.land_command import land
from pipeline.cli.learn_command import learn
from pipeline.cli.maintain_command import maintain
from pipeline.cli.query_command import query
from pipeline.cli.regions_command import regions
from pipeline.cli.rejections_command import rejections
from pipeline.cli.report_command import report
from pipeline.cli.run_command import run
from pipeline.cli.schema_command import schema
from pipeline.cli.source_command import source
from pipeline.cli.story_command import story
from pipeline.cli.topics_command import topics
from pipeline.cli.why_command import why

app = typer.Typer(
    name="warta",
    help="Turns a list of news sites into one DuckDB file that is always open for reading.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"warta {version('warta')}")
        raise typer.Exit


@app.callback()
def _options(
    _asked: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Hold the options that stand before every command."""


for function in (run, crawl, land, ingest, learn, query, diff, story, schema, why, report, doctor, maintain):
    app.command()(function)

for group in (source, rejections, topics, regions):
    app.add_typer(group)
