"""Write the report of a run: facts of the file and of the run, through the template, to one HTML file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from news.home import Home
from pipeline.report import read_report
from pipeline.reporting.view import page_view
from warehouse.connection import Connection, opened
from warehouse.health_report import latest_audit, report_facts
from warehouse.reader import reading
from warehouse.schema import is_current

KEPT = 100
"""Pages that are kept, the newest."""


def write_page(home: Home, run_id: str, database: Path) -> Path:
    """Write the page of a run and return its path; of many pages the oldest go.

    Args:
        home: where everything lies.
        run_id: run that is told of.
        database: file whose facts are shown: the published one, or a candidate whose audit failed.
    """
    with opened(database, read_only=True) as connection:
        text = page_text(connection, run_id, read_report(home, run_id))
    path = page_path(home, run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.with_name(f".{path.name}")
    hidden.write_text(text, "utf-8")
    hidden.replace(path)
    for old in pages(home)[KEPT:]:
        old.unlink(missing_ok=True)
    return path


def page_text(connection: Connection, run_id: str, run: Mapping[str, Any]) -> str:
    """Return the page of a run as HTML."""
    batches = [batch["batch_id"] for batch in run.get("batches") or ()]
    facts = report_facts(connection, run_id, batches)
    if not facts["audit"] and (newest := latest_audit(connection)):
        facts = report_facts(connection, newest, batches)
    return render(facts, {"run_id": run_id, **run})


def render(facts: Mapping[str, Any], run: Mapping[str, Any]) -> str:
    """Return the page of these facts; whatever stands in them is text, never markup."""
    view = page_view(facts, run)
    return _template().render(
        style=Markup((files("pipeline.reporting") / "page.css").read_text("utf-8")),  # ours
        made=datetime.now(UTC),
        version=version("warta"),
        **view,
    )


def page_path(home: Home, run_id: str) -> Path:
    """Return where the page of a run lies."""
    return home.pages / f"{run_id}.html"


def pages(home: Home) -> list[Path]:
    """Return the pages of all runs, the newest first."""
    return sorted(home.pages.glob("*.html"), key=lambda path: (-path.stat().st_mtime_ns, path.name))


def newest_page(home: Home, run_id: str | None = None) -> Path | None:
    """Return the page of a run, of the newest one by default; made where the published file allows it."""
    if run_id:
        return path if (path := page_path(home, run_id)).exists() else None
    found = pages(home)
    if found or not home.published.exists():
        return found[0] if found else None
    with reading(home.published) as connection:
        if not is_current(connection):
            return None
        newest = latest_audit(connection)
    return write_page(home, newest, home.published) if newest else None


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"moment": _moment, "day": _day}
    return environment.from_string((files("pipeline.reporting") / "page.html.j2").read_text("utf-8"))


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%-d %b %Y, %H:%M} UTC" if at else "never"


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%-d %b}" if at else "never"
