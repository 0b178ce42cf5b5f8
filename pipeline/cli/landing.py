"""Land documents while a person looks on."""

from collections.abc import Sequence

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from crawlers.landing import Document, Landed, land_documents
from news.home import Home
from pipeline.cli.terminal import said
from seeds import seeds


def land_seeds(home: Home) -> Landed:
    """Land the five documents of the offline mode."""
    documents = [Document(seed.path, seed.target_uri, seed.captured, "text/plain") for seed in seeds()]
    return land_with_progress(documents, home, "seeds")


def land_with_progress(documents: Sequence[Document], home: Home, prefix: str) -> Landed:
    """Land documents, showing how far it is on a terminal."""
    if not documents:
        return Landed()
    columns = (TextColumn("landing"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=said, transient=True, disable=not said.is_terminal) as progress:
        task = progress.add_task("landing", total=len(documents))
        return land_documents(
            documents,
            home.landing,
            prefix,
            lambda done: progress.update(task, completed=done),
            home.landed_index,
        )
