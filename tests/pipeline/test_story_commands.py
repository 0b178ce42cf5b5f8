import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console
from typer.testing import CliRunner

from news.errors import InputError
from news.home import Home
from pipeline.cli import diff_command, story_command, terminal
from pipeline.cli.app import app
from pipeline.cli.diff_command import marked
from pipeline.cli.story_picture import story_svg
from pipeline.cli.word_changes import Change, paragraph_changes, word_changes
from tests.warehouse.conftest import capture, load_rows
from warehouse.candidate import make_candidate, publish
from warehouse.connection import opened
from warehouse.reader import reading
from warehouse.spread import story_of

_LEAD = "Bupati membuka pasar ikan baru di tepi sungai, Senin pagi."
_MIDDLE = " ".join(f"kata{number}" for number in range(90))
_END = "Pasar buka setiap hari."
_FIRST = f"{_LEAD}\n\n{_MIDDLE}\n\n{_END}"
_SECOND = f"{_LEAD.replace('baru di tepi sungai', 'di tepi Sungai Seruyan')}\n\n{_MIDDLE}\n\n{_END}"
_THIRD = f"{_SECOND}\n\nUndian lapak pekan depan."

Run = Callable[..., str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A story of three articles and an excerpt; the first of them has three versions."""
    home = Home(tmp_path_factory.mktemp("told"))
    make_candidate(home.published, home.candidates / "one.duckdb")
    with opened(home.candidates / "one.duckdb", read_only=False) as connection:
        load_rows(
            connection,
            "one",
            capture("asal", 1, _FIRST, headline="Pasar Dibuka", published_at=_at(1, 2)),
            capture("asal", 4, _SECOND, headline="Pasar Ikan Dibuka", published_at=_at(1, 2)),
            capture("asal", 6, _THIRD, headline="Pasar Ikan Dibuka", published_at=_at(1, 2)),
            capture("salinan", 2, _FIRST, source="pos.example", published_at=_at(1, 4)),
            capture("lama", 9, f"Kabar. {_THIRD}", source="<b>&.example", date_published=date(2025, 11, 3)),
            capture(
                "kutipan", 8, " ".join(_MIDDLE.split()[:65]), source="kutip.example", published_at=_at(7, 1)
            ),
        )
    publish(home.candidates / "one.duckdb", home.published)
    return home


def _at(day: int, hour: int) -> datetime:
    return datetime(2025, 11, day, hour, tzinfo=UTC)


@contextmanager
def _consoles(terminal_width: int | None) -> Iterator[io.StringIO]:
    written = io.StringIO()
    colour = (
        {"force_terminal": True, "color_system": "standard", "width": terminal_width}
        if terminal_width
        else {}
    )
    console = Console(file=written, highlight=False, soft_wrap=True, **colour)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patched:
        for module in (diff_command, story_command, terminal):
            patched.setattr(module, "shown", console)
        yield written


@pytest.fixture
def run(told: Home) -> Run:
    def call(*arguments: str, terminal_width: int | None = None) -> str:
        with _consoles(terminal_width) as written:
            done = CliRunner().invoke(app, [*arguments, "--home", str(told.root)])
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception
        return written.getvalue()

    return call


def test_the_last_two_versions_are_compared_unless_told_otherwise(run: Run) -> None:
    assert run("diff", "https://kabar.example/asal") == (
        "https://kabar.example/asal (kabar.example)\n"
        "version 2: seen 2025-11-04 00:00 UTC, until 2025-11-06 00:00 UTC\n"
        "version 3: seen 2025-11-06 00:00 UTC, current\n"
        "\nheadline\nPasar Ikan Dibuka\n"
        "\nbody\n… 3 paragraphs unchanged …\n"
        "\n{+Undian lapak pekan depan.+}\n"
        "\n0 words out, 4 words in\n"
    )


def test_versions_are_chosen_by_number(run: Run) -> None:
    written = run("diff", "kabar.example/asal", "--from", "1", "--to", "2")
    assert "Pasar {+Ikan+} Dibuka" in written
    assert "membuka pasar ikan [-baru-] di tepi [-sungai-] {+Sungai Seruyan+}, Senin" in written
    assert "version 1: seen 2025-11-01" in written
    assert run("diff", "kabar.example/asal", "--from", "1").count("version 3") == 1
    assert _MIDDLE in run("diff", "kabar.example/asal", "--whole")


def test_a_terminal_shows_changes_in_colour(run: Run) -> None:
    written = run("diff", "kabar.example/asal", "--to", "2", terminal_width=80)
    assert "\x1b[32mIkan\x1b[0m" in written
    assert "\x1b[9;31mbaru\x1b[0m" in written
    assert "{+" not in written


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("https://kabar.example/asl",), "The nearest known:\n  https://kabar.example/asal"),
        (("https://kabar.example/lama",), "one version only, seen since 2025-11-09 00:00 UTC"),
        (("https://kabar.example/asal", "--to", "7"), "expected a version from 1 to 3, found 7"),
        (("https://kabar.example/asal", "--from", "0"), "expected a version from 1 to 3, found 0"),
    ],
)
def test_what_cannot_be_compared_is_told(run: Run, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError, match=r"(?s).*") as told_so:
        run("diff", *arguments)
    assert message in str(told_so.value)


def test_a_story_is_told_from_any_of_its_articles(run: Run) -> None:
    written = run("story", "https://kabar.example/salinan")
    assert "Pasar Ikan Dibuka\nstory asal: 3 articles of 3 sources, 1 excerpt\n" in written
    assert "2 h" in written
    assert "2 d" in written
    assert "kutip.example" in written
    assert [line.rstrip() for line in written.splitlines()[-5:]] == [
        "kabar.example           ●",
        "pos.example             ╰○",
        "<b>&.example            ╰─────────────────○",
        "kutip.example           ╰──────────────────────────────────────────────────────◇",
        "                        ● original   ○ reprint   ◇ excerpt",
    ]


def test_a_story_is_drawn(run: Run, tmp_path: Path) -> None:
    assert f"Drawn to {tmp_path}/spread.svg." in run("story", "asal", "--svg", str(tmp_path / "spread.svg"))
    root = ElementTree.parse(tmp_path / "spread.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    spread = [circle for circle in root.iter(f"{space}circle") if circle.find(f"{space}title") is not None]
    places = [float(circle.attrib["cx"]) for circle in spread]
    assert len(places) == 4
    assert places == sorted(places)
    assert len([path for path in root.iter(f"{space}path") if "marker-end" in path.attrib]) == 3
    assert "<b>&.example" in {text.text for text in root.iter(f"{space}text")}


def test_a_picture_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        run("story", "asal", "--svg", str(tmp_path / "nowhere" / "spread.svg"))


def test_white_space_is_no_change() -> None:
    assert word_changes("satu  dua\ntiga", "satu dua tiga") == [Change("same", "satu dua tiga")]


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("di pinggir jalan raya.", "di tepi jalan.", "di [-pinggir-] {+tepi+} jalan [-raya-]."),
        ("", "baru", "{+baru+}"),
        ("lama", "", "[-lama-]"),
        ("harga Rp1.500 naik", "harga Rp1.700 naik", "harga [-Rp1.500-] {+Rp1.700+} naik"),
        ("a [b] c", "a [b] d", "a [b] [-c-] {+d+}"),
    ],
)
def test_marks_stand_where_the_words_stand(before: str, after: str, written: str) -> None:
    assert marked(word_changes(before, after), coloured=False).plain == written


def test_paragraphs_that_stay_are_not_compared_word_by_word() -> None:
    changes = list(paragraph_changes("satu\n\ndua\n\ntiga", "satu\n\ndua dua\n\ntiga"))
    assert changes[0] == [Change("same", "satu")]
    assert changes[2] == [Change("same", "tiga")]


def test_a_story_of_one_moment_is_drawn_too(told: Home) -> None:
    with reading(told.published) as connection:
        members = story_of(connection, "asal")[:1]
    assert "1 articles" in story_svg(members)
