"""Homes for tests: an empty one, and one into which the five seeds have been read."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.landing import Document, land_documents
from news.home import Home
from pipeline.ingest import ingest
from seeds import seeds
from warehouse.reader import run_query

os.environ.pop("COLUMNS", None)  # a parallel run sets it, and a console keeps the width it is made with


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def _seeded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    seeded = Home(tmp_path_factory.mktemp("seeded") / "home")
    land_seeds(seeded)
    ingest(seeded)
    return seeded


@pytest.fixture
def seeded(_seeded: Home, tmp_path: Path) -> Home:
    """A home of its own into which the seeds have been read."""
    copy = tmp_path / "seeded"
    shutil.copytree(_seeded.root, copy)
    return Home(copy)


@pytest.fixture(scope="session")
def read_seeds(_seeded: Home) -> Home:
    """The same for all tests; not to be written to."""
    return _seeded


@pytest.fixture
def land_text(home: Home) -> Callable[..., None]:
    """Land texts by name, captured at a day in November 2025."""

    def land(day: int = 28, **texts: str | bytes) -> None:
        folder = home.root.parent / "texts"
        folder.mkdir(exist_ok=True)
        documents = []
        for name, text in texts.items():
            path = folder / f"{name}.txt"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            documents.append(
                Document(path, f"urn:test:{name}", datetime(2025, 11, day, tzinfo=UTC), "text/plain")
            )
        land_documents(documents, home.landing, "files")

    return land


def land_seeds(home: Home) -> None:
    documents = [Document(seed.path, seed.target_uri, seed.captured, "text/plain") for seed in seeds()]
    land_documents(documents, home.landing, "seeds")


@pytest.fixture
def query() -> Callable[[Home, str], list[tuple[Any, ...]]]:
    """Rows that SQL brings from a home's published file."""

    def run(home: Home, sql: str) -> list[tuple[Any, ...]]:
        with run_query(home.published, sql) as (_, rows):
            return list(rows)

    return run
