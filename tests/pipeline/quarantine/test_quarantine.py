"""The life of a rejection: refused, seen again, mended or waived, and the same once all is made anew."""

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from crawlers.resource_writer import Resource, ResourceWriter
from news.errors import InputError
from news.home import Home
from pipeline.cli.rejections_command import rejections
from pipeline.ingest import ingest
from pipeline.quarantine.ledgers import Waiver, add_waivers, waivers_of
from pipeline.quarantine.lookup import find
from tests.equality import contents
from warehouse.rejections import Wanted

Query = Callable[[Home, str], list[tuple[Any, ...]]]

_SITE = "https://kabarhulu.example"
_HIDDEN = (
    "Warga dua desa kembali menyeberang setelah jembatan gantung yang putus pada Oktober selesai diperbaiki. "
    "Kepala desa berterima kasih kepada warga yang bergotong royong selama tiga pekan."
)
_FLASH = "Gempa terasa di Sampit, Senin pagi. Tidak ada korban."
_SOURCE = f"id: kabarhulu\nhomepage: {_SITE}/\nselectors:\n  body: .isi\n"


def page(body: str) -> bytes:
    """A page whose article stands where only a source that says so finds it."""
    return (
        f"<html lang=id><head><title>Kabar dari Hulu</title></head><body><h1>Kabar dari Hulu</h1>"
        f"<nav class=isi><p>{body}</p></nav></body></html>"
    ).encode()


def land(home: Home, day: int, **bodies: str) -> None:
    home.landing.mkdir(parents=True, exist_ok=True)
    moment = datetime(2025, 11, day, tzinfo=UTC)
    with ResourceWriter(home.landing, "crawl") as writer:
        for name, body in bodies.items():
            if body is _FLASH:
                writer.write(Resource(f"{_SITE}/{name}.html", moment, "text/plain", body.encode()))
            else:
                writer.write(Resource(f"{_SITE}/{name}.html", moment, "text/html", page(body)))


def warta(home: Home, *arguments: str, width: int = 120) -> Result:
    return CliRunner().invoke(rejections, [*arguments, "--home", str(home.root)], env={"COLUMNS": str(width)})


def statuses(home: Home) -> dict[str, tuple[str, int]]:
    found = find(home, Wanted())
    return {
        f"{row['target_uri'].rsplit('/')[-1]} {row['rule']}": (row["status"], row["times_seen"])
        for row in found
    }


def id_of(home: Home, rule: str) -> str:
    return str(find(home, Wanted(rule=rule))[0]["rejection_id"])


def balanced(home: Home, query: Query) -> bool:
    sums = "SELECT bool_and(captures = accepted + rejected), sum(captures), sum(rejected) FROM batches"
    counted = "SELECT count(*), count(*) FILTER (outcome = 'rejected') FROM captures"
    ((holds, captures, refused),) = query(home, sums)
    return bool(holds) and [(captures, refused)] == query(home, counted)


def test_the_whole_life(home: Home, query: Query) -> None:
    land(home, 3, jembatan=_HIDDEN, gempa=_FLASH)
    land(home, 10, jembatan=_HIDDEN)
    ingest(home)
    assert statuses(home) == {"jembatan.html body_empty": ("open", 2), "gempa.html body_short": ("open", 1)}

    home.sources.mkdir()
    (home.sources / "kabarhulu.yaml").write_text(_SOURCE)
    replayed = warta(home, "replay", "--rule", "body_empty")
    assert "1 of 1 rejection passed" in replayed.stdout
    waived = warta(home, "waive", id_of(home, "body_short")[:8], "--note", "kabar kilat", "--by", "rina")
    assert "1 of 1 rejection passed" in waived.stdout
    mended = {"jembatan.html body_empty": ("passed", 2), "gempa.html body_short": ("waived", 1)}
    assert statuses(home) == mended
    assert balanced(home, query)
    assert query(home, "SELECT url, rule FROM warnings WHERE waived") == [
        (f"{_SITE}/gempa.html", "body_short")
    ]
    assert query(home, "SELECT note, decided_by FROM waivers") == [("kabar kilat", "rina")]

    before = contents(home)
    home.published.unlink()
    ingest(home)
    assert statuses(home) == mended
    after = contents(home)
    assert {name for name in before if before[name] != after[name]} <= {
        "batches"
    }  # by which code it was loaded

    back = warta(home, "waive", id_of(home, "body_short")[:8], "--note", "salah paham", "--withdraw")
    assert "1 capture read again" in back.stdout
    assert statuses(home) == {"jembatan.html body_empty": ("passed", 2), "gempa.html body_short": ("open", 1)}
    assert balanced(home, query)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two refused pages; not to be written to."""
    home = Home(tmp_path_factory.mktemp("refused") / "home")
    land(home, 3, jembatan=_HIDDEN, gempa=_FLASH)
    ingest(home)
    return home


def test_the_overview_groups_and_the_list_tells_each(refused: Home) -> None:
    overview = warta(refused).stdout
    assert all(words in overview for words in ("body_empty", "kabarhulu.example", "newest"))
    assert warta(refused, "--list").stdout.count("open") == 2
    assert warta(refused, "--list", "--source", "lain").stdout.strip() == "0 rejections"
    assert [
        row["rule"] for row in json.loads(warta(refused, "--rule", "body_short", "-f", "json").stdout)
    ] == ["body_short"]
    assert warta(refused, "--since", "2025-11-04", "-f", "csv").stdout.startswith("rejection_id\n")
    assert "No rejection is passed" in warta(refused, "--status", "passed").stdout


@pytest.mark.parametrize("width", [80, 140])
def test_a_page_stands_beside_its_reason(refused: Home, width: int) -> None:
    told = warta(refused, "show", id_of(refused, "body_empty")[:6], width=width).stdout
    for words in (
        "jembatan.html",
        "body_empty",
        "Kabar dari Hulu",
        "gotong",
        "(no text)",
        "rejections waive",
    ):
        assert words in told


def test_a_page_cannot_steer_the_terminal(home: Home) -> None:
    land(home, 3, jembatan="\x1b[2J\x1b]0;pwned\x07\x9b31m" + _HIDDEN)
    ingest(home)
    told = warta(home, "show", id_of(home, "body_empty"), "--whole").stdout
    assert "pwned" in told
    assert not {character for character in told if unicodedata.category(character) == "Cc"} - {"\n"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "ffffffff"], "no rejection has this id"),
        (["show", "ff"], "expected at least 4 characters"),
        (["replay"], "nothing chosen"),
        (["replay", "--rule", "no_such_rule"], "no open rejection fits"),
        (["replay", "ffffffff", "--all"], "not both"),
        (["waive", "BODY_EMPTY", "--note", "x"], "the audit asks it of every article"),
        (["waive", "BODY_SHORT", "--note", " "], "expected why the page may pass"),
        (["waive", "BODY_SHORT", "--note", "x", "--withdraw"], "was never waived"),
        (["--status", "odd"], "expected one of open"),
        (["--since", "kemarin"], "expected a day in ISO 8601"),
    ],
)
def test_what_cannot_be_done_is_told(refused: Home, arguments: list[str], told: str) -> None:
    named = [id_of(refused, word.lower()) if word.isupper() else word for word in arguments]
    error = warta(refused, *named).exception
    assert isinstance(error, InputError)
    assert told in str(error)


def test_rules_are_listed() -> None:
    assert "paywalled" in CliRunner().invoke(rejections, ["rules"]).stdout


@pytest.mark.parametrize("command", ["show", "replay", "waive", "rules"])
def test_each_command_has_help_with_an_example(command: str) -> None:
    assert "Example: warta rejections" in CliRunner().invoke(rejections, [command, "--help"]).stdout


def _waiver(rule: str, *, withdrawn: bool = False) -> Waiver:
    return Waiver("https://a.example/1", rule, "ya", "rina", "2025-11-28T00:00:00+00:00", withdrawn)


def test_the_latest_decision_counts(tmp_path: Path) -> None:
    home = Home(tmp_path)
    add_waivers(home, [_waiver("body_short"), _waiver("listing_page")])
    add_waivers(home, [_waiver("body_short", withdrawn=True)])
    assert list(waivers_of(home)) == [("https://a.example/1", "listing_page")]


def test_a_line_that_was_never_finished_does_not_count(tmp_path: Path) -> None:
    home = Home(tmp_path)
    add_waivers(home, [_waiver("body_short")])
    with home.waivers.open("a") as file:
        file.write('{"target_uri": "https://a.ex')
    add_waivers(home, [_waiver("listing_page")])
    assert [rule for _, rule in waivers_of(home)] == ["body_short", "listing_page"]


@pytest.mark.parametrize("line", ["{", '{"rule": "body_short"}', '["a"]'])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    home = Home(tmp_path)
    home.waivers.write_text(line + "\n")
    with pytest.raises(InputError, match=r"waivers\.jsonl, line 1"):
        waivers_of(home)
