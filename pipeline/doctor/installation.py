"""What Warta runs on: Python, the packages it stands on, time zones, who its crawler says it is."""

import os
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from news.home import Home
from pipeline.doctor.check import BROKEN, GOOD, WARNING, Check

_PYTHON = ((3, 11), (3, 14))  # as in pyproject.toml: from, and before
_PACKAGES = ("duckdb", "pyarrow", "scrapy", "apache-airflow", "great-expectations", "fastwarc", "trafilatura")
_ZONE, _OFFSET = "Asia/Makassar", 8


def installation_checks(_home: Home, facts: dict[str, Any]) -> Iterator[Check]:
    """Check Python, packages, DAGs, time zones and the crawler's contact."""
    yield _python()
    yield _packages()
    yield _dags()
    yield _zones(facts)
    yield _contact()


def _python() -> Check:
    found = sys.version.split()[0]
    if _PYTHON[0] <= sys.version_info[:2] < _PYTHON[1]:
        return Check("Python", GOOD, found)
    least, before = (".".join(map(str, bound)) for bound in _PYTHON)
    return Check("Python", BROKEN, found, f"Install Warta with Python {least} or later, before {before}.")


def _packages() -> Check:
    found = {name: _version(name) for name in ("warta", *_PACKAGES)}
    missing = [name for name, number in found.items() if number is None]
    if missing:
        return Check("packages", BROKEN, f"missing: {', '.join(missing)}", "Install Warta again with pip.")
    return Check("packages", GOOD, ", ".join(f"{name} {number}" for name, number in found.items()))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _dags() -> Check:
    found = find_spec("dags")
    if found and found.submodule_search_locations:
        return Check("DAGs", GOOD, str(next(iter(found.submodule_search_locations))))
    return Check("DAGs", BROKEN, "the package `dags` is not installed", "Install Warta again with pip.")


def _zones(facts: dict[str, Any]) -> Check:
    try:
        ZoneInfo(_ZONE)
    except ZoneInfoNotFoundError:
        return Check("time zones", BROKEN, f"Python knows no {_ZONE}", "Install the package tzdata.")
    if facts.get("zone", _OFFSET) != _OFFSET:
        return Check("time zones", BROKEN, "DuckDB's ICU is wrong about Makassar", "Install duckdb again.")
    return Check("time zones", GOOD, f"Python and DuckDB know {_ZONE}")


def _contact() -> Check:
    contact = os.environ.get("WARTA_CONTACT")
    if contact:
        return Check("contact", GOOD, contact)
    return Check(
        "contact",
        WARNING,
        "WARTA_CONTACT is not set, so that nothing can be crawled",
        "Set it to an e-mail or web address by which a site's owner reaches you.",
    )
