"""`warta topics`: why an article has its topics, whether the lexicon holds, and a team's own labels."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import command, said, short, shown

if TYPE_CHECKING:
    from transforms.topics import ClassReport, Explanation, Trial

topics = typer.Typer(
    name="topics", help="What articles are about, and the words that say so.", no_args_is_help=True
)

_TERMS = 8  # of a label, the weightiest


@topics.command()
def explain(
    article: Annotated[
        str, typer.Argument(metavar="URL|FILE", help="A published article's URL, or a text or HTML file.")
    ],
    home: HomeOption = None,
) -> None:
    """Tell which topics an article has, by which words, and which topics came close.

    Example: warta topics explain https://kalbar.example/berita/pasar-baru
    """
    from pipeline.bindings import topic_model_of
    from pipeline.one_article import article_named
    from transforms.topics import explain as explain_topics

    place = Home.find(home)
    read = article_named(place, article)
    shown.print(read["headline"] or "(no headline)", style="bold", markup=False)
    explained = explain_topics(read["headline"], read["article_body"], model=topic_model_of(place))
    _tell_labels(explained)
    if explained.close:
        shown.print("\ncame close", style="bold")
        for topic in explained.close:
            shown.print(f"  {topic.score:.2f}  {topic.code}  {topic.label}", markup=False)


@topics.command("test")
def try_lexicon(
    fixtures: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="YAML; the texts that come with Warta by default.")
    ] = None,
) -> None:
    """Try the lexicon on short texts that were labelled by hand; the exit code is 1 where one fails.

    Example: warta topics test
    """
    from transforms.topics import try_fixtures

    trials = try_fixtures(fixtures) if fixtures else try_fixtures()
    failed = [trial for trial in trials if not trial.passed]
    for trial in failed:
        shown.print(_failure(trial), markup=False)
    shown.print(f"{len(trials) - len(failed)} of {len(trials)} texts are labelled as they should be.")
    if failed:
        raise typer.Exit(1)


@topics.command()
def train(
    labels: Annotated[
        Path,
        typer.Argument(metavar="LABELS", help="CSV or JSON Lines: text, label and, if wanted, headline."),
    ],
    home: HomeOption = None,
) -> None:
    """Learn a team's own labels; later ingests blend what was learned into the topics.

    A label that is a code of the lexicon sharpens that topic; any other becomes a topic of the scheme own.

    Example: warta topics train labels.csv
    """
    from transforms.topics import read_labels
    from transforms.topics import train as train_topics

    place = Home.find(home)
    texts, given = read_labels(labels)
    with said.status(f"training on {len(texts)} texts"):
        model, report = train_topics(texts, given)
    place.root.mkdir(parents=True, exist_ok=True)
    hidden = place.topic_model.with_name(f".{place.topic_model.name}")
    model.save(hidden)
    hidden.replace(place.topic_model)
    _tell_report(report)
    shown.print(
        f"\nKept in {short(place.topic_model)}; the next ingest uses it. Undo: {command()} topics forget"
    )


@topics.command()
def forget(home: HomeOption = None) -> None:
    """Delete what was learned; articles that are published keep their topics until they are read again.

    Example: warta topics forget
    """
    place = Home.find(home)
    known = place.topic_model.exists()
    place.topic_model.unlink(missing_ok=True)
    shown.print(f"{'Deleted' if known else 'Nothing was learned: there is no'} {short(place.topic_model)}.")


def _tell_labels(explained: "Explanation") -> None:
    if not explained.labels:
        shown.print("no topic")
    for label in explained.labels:
        shown.print(f"\n{label.score:.2f}  {label.code}  {label.label} ({label.scheme})", markup=False)
        terms = explained.terms.get(label.code, [])[:_TERMS]
        lines = [
            (f"{term.weight:g} × {term.count:.1f}", term.entry, *_where(term.evidence)) for term in terms
        ] or [("", "", *_where(piece)) for piece in label.evidence]
        for line in lines:
            shown.print("      {:<10} {:<28} {:<28} {}".format(*line).rstrip(), markup=False)


def _where(piece: tuple[str, str, int]) -> tuple[str, str]:
    text, part, start = piece
    return f"“{text}”", f"{part} {start}"


def _failure(trial: "Trial") -> str:
    said_of = (
        (
            f"leading {trial.fixture.leading}, got {trial.leading}",
            trial.fixture.leading in {None, trial.leading},
        ),
        (f"missing {', '.join(trial.missing)}", not trial.missing),
        (f"unwanted {', '.join(trial.unwanted)}", not trial.unwanted),
    )
    faults = "; ".join(fault for fault, holds in said_of if not holds)
    return f"{trial.fixture.headline or trial.fixture.body[:60]}: {faults}"


def _tell_report(report: "list[ClassReport]") -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("label", "texts", "precision", "recall", "F1"):
        table.add_column(name, justify="left" if name == "label" else "right")
    for line in report:
        figures = (f"{figure:.3f}" for figure in (line.precision, line.recall, line.f1))
        table.add_row(line.label.replace("[", r"\["), str(line.articles), *figures)
    shown.print(table)
    shown.print("Each text was judged by a model that had not seen it (cross-validation).")
