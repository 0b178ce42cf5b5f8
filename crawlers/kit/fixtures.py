"""Fixtures of a source: a page as it was fetched, and the reading that a person expects of it.

A fixture is two files, `NAME.html.gz` and `NAME.yaml`, in a folder named after the source. The
expected reading is first written as it is read, with `reviewed: false`: whoever looked at it beside
the page sets that to true.
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from crawlers.kit.reading import read_by_source
from crawlers.kit.trial import Operator, try_source
from crawlers.reading import Reading
from crawlers.sources.model import Source
from news.capture import Capture
from news.errors import InputError


@dataclass(frozen=True, slots=True)
class Fixture:
    """A recorded page and what is expected of it.

    Attributes:
        path: of its YAML file; the page lies beside it.
        capture: the page.
        expected: field to value.
        reviewed: whether a person has looked at the expected reading.
    """

    path: Path
    capture: Capture
    expected: dict[str, Any]
    reviewed: bool


@dataclass(frozen=True, slots=True)
class FixtureCheck:
    """How a fixture is read today.

    Attributes:
        fixture: what was read.
        differences: field, expected, found; empty where all is as expected.
    """

    fixture: Fixture
    differences: tuple[tuple[str, Any, Any], ...]


def record_fixture(source: Source, url: str, folder: Path, operator: Operator) -> Fixture:
    """Fetch one page and keep it in `folder`/<source id>/ with its reading.

    Raises:
        InputError: the page cannot be fetched, or is recorded already.
    """
    trial = try_source(source, operator, (url,))
    if not trial.captures:
        row = next(iter(trial.rows.values()), None)
        why = f"{row.outcome} {row.reason}".strip() if row else "it is no http or https address"
        raise InputError(f"{url}: could not be fetched ({why}). Record another page of the site.")
    ((_, capture),) = trial.captures.items()
    path = folder / source.id / f"{_name(capture.target_uri)}.yaml"
    if path.exists():
        raise InputError(f"{path}: is recorded already. Remove it to record the page again.")
    path.parent.mkdir(parents=True, exist_ok=True)
    _page_of(path).write_bytes(gzip.compress(capture.payload, mtime=0))
    path.write_text(_as_yaml(capture, expected_of(read_by_source(capture, source))), "utf-8")
    return load_fixture(path)


def load_fixture(path: Path) -> Fixture:
    """Read the fixture whose YAML file is `path`.

    Raises:
        InputError: a part of it is missing or broken.
    """
    try:
        given = yaml.safe_load(path.read_text("utf-8"))
        payload = gzip.decompress(_page_of(path).read_bytes())
        capture = Capture(
            record_id="",
            target_uri=given["url"],
            warc_date=datetime.fromisoformat(given["captured"]),
            content_type=given["content_type"],
            payload=payload,
            payload_digest="",
            warc_file="",
            warc_offset=0,
            status=200,
        )
        return Fixture(path, capture, dict(given["expected"]), bool(given["reviewed"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: is no complete fixture ({error}). Record the page again.") from None


def check_fixtures(folder: Path, sources: Sequence[Source]) -> Iterator[FixtureCheck]:
    """Read all recorded fixtures of `sources` and compare; nothing is fetched.

    Raises:
        InputError: a fixture is broken.
    """
    for source in sources:
        for path in sorted((folder / source.id).glob("*.yaml")):
            fixture = load_fixture(path)
            found = expected_of(read_by_source(fixture.capture, source))
            differences = (
                (field, value, found.get(field))
                for field, value in fixture.expected.items()
                if found.get(field) != value
            )
            yield FixtureCheck(fixture, tuple(differences))


def expected_of(reading: Reading) -> dict[str, Any]:
    """Return the fields of a reading that a fixture holds."""
    first = reading.date_evidence[0] if reading.date_evidence else None
    return {
        "headline": reading.headline,
        "author": list(reading.author),
        "day": first.day.isoformat() if first else None,
        "at": first.at.isoformat() if first and first.at else None,
        "body": reading.article_body,
    }


def _as_yaml(capture: Capture, expected: dict[str, Any]) -> str:
    values = {
        "url": capture.target_uri,
        "captured": capture.warc_date.isoformat(),
        "content_type": capture.content_type,
        "reviewed": False,
        "expected": expected,
    }
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=100)


def _page_of(path: Path) -> Path:
    return path.with_suffix(".html.gz")


def _name(url: str) -> str:
    parts = urlsplit(url)
    words = re.findall(r"[a-z0-9]+", f"{parts.path} {parts.query}".lower())
    return "-".join(words)[-80:].strip("-") or "page"
