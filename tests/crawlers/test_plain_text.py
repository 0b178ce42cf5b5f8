import pytest

from crawlers.plain_text import read_text

_LONG = (
    "Pemerintah kota membuka pasar baru di tepi sungai pada Senin pagi dengan dihadiri para pedagang lama."
)


@pytest.mark.parametrize(
    ("text", "headline", "paragraphs"),
    [
        ("Judul\n\n" + _LONG, "Judul", [_LONG]),
        ("\ufeffJudul\r\n\r\n" + _LONG, "Judul", [_LONG]),
        (_LONG + "\n" + _LONG, None, [_LONG, _LONG]),
        ("Judul\n" + _LONG, None, ["Judul", _LONG]),  # no blank line: nothing tells it from a paragraph
        ("Ini sebuah kalimat.\n\n" + _LONG, None, ["Ini sebuah kalimat.", _LONG]),
        ("***\n\n" + _LONG, None, ["***", _LONG]),
        ("Judul\n\n  • Bagikan\n\n" + _LONG, "Judul", ["• Bagikan", _LONG]),
        ("Satu kalimat saja.", None, ["Satu kalimat saja."]),
        ("", None, []),
    ],
)
def test_headline_and_paragraphs(text: str, headline: str | None, paragraphs: list[str]) -> None:
    assert read_text(text) == (headline, "\n\n".join(paragraphs))


def test_lines_that_an_editor_wrapped_are_one_paragraph() -> None:
    wrapped = "\n".join(
        [
            "Pemerintah kota membuka pasar baru di tepi sungai pada Senin pagi",
            "dengan dihadiri para pedagang lama yang telah menunggu sejak subuh",
            "dan para pembeli dari beberapa kecamatan di sekitarnya yang datang",
            "dengan perahu.",
        ]
    )
    assert read_text(wrapped) == (None, wrapped.replace("\n", " "))
