from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.landing import Document, land_documents
from news.errors import InputError
from news.home import Home
from pipeline.learning import Block, furniture_of, learn, read_blocks, written
from tests.pipeline.test_cli import warta
from transforms.clean import paragraph_digest

_LABEL = "Pantau berita pilihan kami di kanal daerah"
_BOX = "#KabarSungai [Iklan] setiap hari"


def land_stories(home: Home, numbers: range, *repeated: str, folder: str = "in") -> None:
    """Land pages of one site, each with its own report and what the site repeats."""
    place = home.root.parent / folder
    place.mkdir(parents=True, exist_ok=True)
    documents = []
    for number in numbers:
        sentences = [
            f"Panen ke-{number} di lahan {field} milik kelompok tani itu menghasilkan padi yang bagus sekali."
            for field in (f"utara{number}", f"selatan{number}", f"timur{number}")
        ]
        path = place / f"{number}.txt"
        path.write_text(f"Panen Nomor {number}\n\n" + "\n\n".join([*sentences, *repeated]))
        uri = f"https://tani.example/{folder}/{number}.html"
        documents.append(Document(path, uri, datetime(2025, 11, 28, tzinfo=UTC), "text/plain"))
    land_documents(documents, home.landing, folder)


def test_what_a_site_repeats_is_learned_with_its_count(home: Home) -> None:
    land_stories(home, range(6), _LABEL, _BOX)
    (learned,) = learn(home, "tani.example")
    assert (learned.source, learned.articles, learned.new) == ("tani.example", 6, 2)
    assert {(block.text, block.pages) for block in learned.blocks} == {(_LABEL, 6), (_BOX, 6)}
    text = learned.path.read_text("utf-8")
    assert f"# on 6 pages\n{_LABEL}\n" in text
    assert furniture_of(home) == {"tani.example": frozenset(map(paragraph_digest, (_LABEL, _BOX)))}


def test_what_a_person_marked_stays(home: Home) -> None:
    land_stories(home, range(6), _LABEL, _BOX)
    (learned,) = learn(home, "tani.example")
    mended = (
        learned.path.read_text("utf-8").replace(_LABEL, f"! {_LABEL}") + "\n+ Tanpa izin dilarang menyalin\n"
    )
    learned.path.write_text(mended, "utf-8")
    (again,) = learn(home, "tani.example")
    assert again.new == 0
    assert Block(_LABEL, 6, "!") in again.blocks
    assert Block("Tanpa izin dilarang menyalin", None, "+") in again.blocks
    cut = furniture_of(home)["tani.example"]
    assert paragraph_digest(_LABEL) not in cut
    assert paragraph_digest("Tanpa izin dilarang menyalin") in cut


def test_a_file_may_come_back_from_any_editor(home: Home) -> None:
    land_stories(home, range(6), _LABEL, _BOX)
    path = learn(home, "tani.example")[0].path
    text = path.read_text("utf-8").replace("\n\n", "\n \n") + " \n+ Hubungi redaksi\n"
    path.write_text(text, "utf-8-sig", newline="\r\n")
    blocks = read_blocks(path.read_text("utf-8"))
    assert blocks[-1] == Block("Hubungi redaksi", None, "+")
    assert learn(home, "tani.example")[0].new == 0


def test_a_file_that_is_no_text_is_named(home: Home) -> None:
    land_stories(home, range(6), _LABEL, _BOX)
    path = learn(home, "tani.example")[0].path
    path.write_bytes(b"\xff\xfe#\0")
    with pytest.raises(InputError, match=r"cannot be read.*warta learn"):
        learn(home, "tani.example")


def test_the_order_of_what_landed_does_not_matter(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other" / "home")
    for place, order in ((home, (range(4), range(4, 8))), (other, (range(4, 8), range(4)))):
        for numbers in order:
            land_stories(place, numbers, _LABEL)
    texts = [learn(place, "tani.example")[0].path.read_bytes() for place in (home, other)]
    assert texts[0] == texts[1]


def test_nothing_is_learned_from_too_few_or_from_nobody(home: Home) -> None:
    land_stories(home, range(4), _LABEL)
    with pytest.raises(InputError, match="expected at least 5 articles to learn from, found 4"):
        learn(home, "tani.example")
    with pytest.raises(InputError, match=r"Sources that have captures: tani.example \(4\)"):
        learn(home, "tan.example")
    assert learn(home) == []


def test_the_command_shows_a_table_and_what_comes_next(home: Home) -> None:
    land_stories(home, range(6), _LABEL, _BOX)
    told = warta("learn", "--all", home=home)
    assert (told.returncode, told.stderr) == (0, "")
    assert "[Iklan]" in told.stdout
    assert "2 blocks from 6 articles, 2 new" in told.stdout
    assert "ingest --from-landing" in told.stdout
    assert warta("learn", home=home).returncode == 2


_LINES = st.text("a#!+\\ [0é", min_size=1).map(str.strip).filter(bool)
_BLOCKS = st.builds(
    Block,
    st.lists(_LINES, min_size=1, max_size=3).map("\n".join),
    st.none() | st.integers(1, 999),
    st.sampled_from(["", "!", "+"]),
)


@given(st.lists(_BLOCKS))
@settings(deadline=None)
def test_a_file_says_what_was_written(blocks: list[Block]) -> None:
    assert read_blocks("\n\n".join(map(written, blocks))) == blocks
