import re
import shutil
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from news.home import Home
from pipeline.cli.app import app
from pipeline.publishing import _show
from pipeline.report import add_to_report, read_report
from pipeline.reporting import page
from pipeline.reporting.page import newest_page, pages, render, write_page

_ODD = "<script>alert(1)</script><b onload=x>\"'"
_AT = datetime(2025, 11, 21, 3, tzinfo=UTC)


def _facts(**changed: Any) -> dict[str, Any]:
    drift = {"source": _ODD, "measure": "author", "told": _ODD, "since": _AT}
    drift |= {
        f"{side}_{name}": _ODD for side in ("good", "bad") for name in ("record_id", "uri", "warc_file")
    }
    drift |= {f"{side}_date": _AT for side in ("good", "bad")}
    drift |= {f"{side}_warc_offset": 1200 for side in ("good", "bad")}
    failing = {"rule": "fields_steady", "severity": "warning", "success": False, "expected": "fields"}
    source = {"source": _ODD, "captures": 9, "new_articles": 8, "new_versions": 0, "rejected_share": 0.1}
    source |= {"last_capture": _AT, "last_new": _AT, "drifting": ["author"], "brought": 3, "recent": 8}
    facts = {
        "totals": {"articles": 1200, "versions": 1300, "stories": 1100, "rejections": 12},
        "days": [
            {"day": date(2025, 11, 18), "articles": 7, "stories": 6},
            {"day": date(2025, 11, 21), "articles": 3, "stories": 3},
        ],
        "source_days": [{"source": _ODD, "day": date(2025, 11, 18), "articles": 7}],
        "sources": [source],
        "outcomes": [{"source": _ODD, "outcome": "blocked", "number": 5}],
        "refusals": [
            {"gate": "validate", "rule": "body_short", "captures": 12, "sources": 1, "brought": 2}
            | {"reason": _ODD, "remedy": _ODD}
        ],
        "links": [{"kind": "reprint", "pairs": 40}],
        "stories": [{"story_id": "a", "headline": _ODD, "source": _ODD, "articles": 3, "sources": 2}],
        "topics": [{"code": "m", "label": _ODD, "articles": 5}],
        "regions": [{"code": "62", "label": _ODD, "articles": 5}],
        "languages": [{"label": "id", "articles": 5}],
        "audit": [{**failing, "found": _ODD, "batches": [_ODD], "audited_at": _AT}],
        "drifts": [drift],
    }
    return facts | changed


def _run(**changed: Any) -> dict[str, Any]:
    batch = {"batch_id": _ODD, "note": _ODD, "captures": 5, "new": 4}
    batch |= {"new_versions": 0, "unchanged": 0, "rejected": 1}
    stage = {"stage": "clean", "rows_in": 5, "accepted": 5, "rejected": 0, "seconds": 1.5}
    run = {"run_id": _ODD, "batches": [batch], "stages": [stage, stage], "outcomes": 2, "notes": [_ODD]}
    return run | {"added": {"articles": 4}, "published_at": "2025-11-21T04:00:00+00:00"} | changed


class _Outline(HTMLParser):
    """Tags that are opened, and whether each is closed."""

    _VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _outline(text: str) -> _Outline:
    outline = _Outline()
    outline.feed(text)
    assert outline.open == []
    return outline


def test_what_stands_in_the_data_is_text_and_never_markup() -> None:
    outline = _outline(render(_facts(), _run()))
    names = {tag for tag, _ in outline.tags}
    assert not names & {"script", "iframe", "object", "embed", "link", "img", "base"}
    assert not [key for _, attributes in outline.tags for key in attributes if key.startswith("on")]
    assert outline.text.count("<script>alert(1)</script>") > 15


def test_the_page_needs_no_network_and_forbids_it() -> None:
    text = render(_facts(), _run())
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_charts_have_titles_and_tables_beside_them() -> None:
    outline = _outline(render(_facts(), _run()))
    drawn = [attributes for tag, attributes in outline.tags if tag == "svg"]
    assert len(drawn) == 2
    assert all(attributes["role"] == "img" for attributes in drawn)
    assert sum(tag == "title" for tag, _ in outline.tags) == 1 + len(drawn)
    assert "2025-11-19" in outline.text, "a day without articles is a day"


@pytest.mark.parametrize(
    ("facts", "run", "verdict"),
    [
        ({}, {}, "Published, 1 warning"),
        ({"audit": []}, {}, "Published, nothing to mend"),
        ({"audit": []}, {"published_at": None}, "Audited, nothing to mend"),
    ],
)
def test_the_verdict_comes_first(facts: dict[str, Any], run: dict[str, Any], verdict: str) -> None:
    assert f"<h1>{verdict}</h1>" in render(_facts(**facts), _run(**run))


def test_a_broken_rule_says_that_nothing_was_published() -> None:
    broken = {"rule": "keys_unique", "severity": "critical", "success": False, "expected": "each key once"}
    text = render(_facts(audit=[{**broken, "found": "2", "batches": []}]), _run(published_at=None))
    assert "<h1>Not published: 1 rule broken</h1>" in text
    assert "Does not hold: each key once" in text


def test_an_empty_file_has_a_page() -> None:
    nothing = {name: [] for name in _facts() if name != "totals"}
    _outline(render(_facts(**nothing), {"run_id": "first"}))


def test_a_run_leaves_its_page_and_the_command_finds_it(seeded: Home) -> None:
    [written] = pages(seeded)
    text = written.read_text("utf-8")
    assert "5 captures from 1 file" in text
    assert "Published" in text
    assert re.search(r"<th scope=\"row\">extract</th>", text), "stages and their durations"
    told = CliRunner().invoke(app, ["report", "--home", str(seeded.root)])
    assert told.stdout.strip() == str(written)
    written.unlink()
    assert newest_page(seeded) == written, "made anew from the published file"
    missing = CliRunner().invoke(app, ["report", "never", "--home", str(seeded.root)])
    assert missing.exit_code
    assert f"expected one of: {written.stem}" in str(missing.exception)


def test_only_so_many_pages_are_kept(seeded: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "KEPT", 2)
    [first] = pages(seeded)
    for name in ("one", "two", "three"):
        shutil.copyfile(seeded.report(first.stem), seeded.report(name))
        write_page(seeded, name, seeded.published)
    assert [path.stem for path in pages(seeded)] == ["three", "two"]


def test_the_report_of_nothing_is_an_error(home: Home) -> None:
    told = CliRunner().invoke(app, ["report", "--home", str(home.root)])
    assert "there is no report. For a first one" in str(told.exception)


def test_a_page_that_cannot_be_drawn_does_not_fail_the_run(seeded: Home) -> None:
    [run_id] = [path.stem for path in pages(seeded)]
    add_to_report(seeded, run_id, {"notes": []})
    _show(seeded, run_id, Path("/nowhere/news.duckdb"))
    assert "could not be drawn" in read_report(seeded, run_id)["notes"][0]
