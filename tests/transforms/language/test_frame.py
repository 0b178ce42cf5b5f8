from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.frame import LENGTH, frame

INDONESIAN = (
    "Bupati meresmikan pasar itu pada hari Senin dan berharap pedagang segera menempati kios yang baru."
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Baca di https://kalbar.example/a?b=1 ya", "\nBaca di   ya"),
        ("Kirim ke redaksi@kalbar.example saja", "\nKirim ke   saja"),
        ("Lihat www.kalbar.example sekarang", "\nLihat   sekarang"),
        (f"{INDONESIAN} “We are glad,” katanya.", f"\n{INDONESIAN}   katanya."),
        (f'{INDONESIAN} "We are glad," katanya.', f"\n{INDONESIAN}   katanya."),
        ("“We are glad,” katanya.", "\n“We are glad,” katanya."),
        ("Anh Tha\u0301i", "\nAnh Thái"),
        ("中文中文中文中文 pdf", "\n中文中文中文中文 "),
    ],
)
def test_what_is_not_the_article_itself_is_left_out(body: str, expected: str) -> None:
    assert frame(None, body) == expected


def test_nothing_is_an_empty_line() -> None:
    assert frame(None, None) == "\n"


def test_long_article_shows_beginning_and_end() -> None:
    text = frame("Judul", "awal " * 200 + "tengah " * 2_000 + "akhir " * 200)
    assert text.startswith("Judul\nawal")
    assert text.endswith("akhir ")
    assert "tengah" not in text


@given(st.text(max_size=2_000), st.text(max_size=4_000))
def test_frame_is_short(headline: str, body: str) -> None:
    assert len(frame(headline, body)) <= LENGTH + 1


def test_lines_with_nothing_to_read_hold_no_word() -> None:
    lines = (Path(__file__).parent / "nothing_to_read.txt").read_text("utf-8").splitlines()
    assert not any(character.isalpha() for line in lines for character in frame(None, line))
