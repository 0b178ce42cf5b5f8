from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.decode import Decoded, decode, encoding_of_label, looks_binary, mend_mojibake
from crawlers.prescan import LENGTH, PARSED

CASES = yaml.safe_load((Path(__file__).parent / "decode.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("html", "encoding", "decided_by"), CASES)
def test_a_page_declares_its_encoding(html: str, encoding: str, decided_by: str) -> None:
    decoded = decode(html.encode("latin-1"), "text/html", html=True)
    assert (decoded.encoding, decoded.decided_by) == (encoding, decided_by)


@pytest.mark.parametrize(
    ("payload", "content_type", "expected"),
    [
        (b"\xef\xbb\xbfJum\xe2\x80\x99at", "text/html; charset=latin1", Decoded("Jum’at", "UTF-8", "bom", 0)),
        (b"\xff\xfeA\x00", "text/html; charset=utf-8", Decoded("A", "UTF-16LE", "bom", 0)),
        (b"\xfe\xff\x00A", "", Decoded("A", "UTF-16BE", "bom", 0)),
        (
            b"<meta charset=utf-8>\xe9",
            "text/html; Charset='Latin1'",
            Decoded("<meta charset=utf-8>é", "windows-1252", "transport", 0),
        ),
        (b"caf\xe9", "text/html; charset=klingon", Decoded("café", "windows-1252", "default", 0)),
        (b"caf\xc3\xa9", "", Decoded("café", "UTF-8", "content", 0)),
        ("Jum’at – ".encode()[:-2], "", Decoded("Jum’at \ufffd", "UTF-8", "content", 1)),
        (b"\x93x\x94 \x81", "", Decoded("“x” \x81", "windows-1252", "default", 0)),
        (b"a\xff\xe2\x82b", "text/html; charset=utf-8", Decoded("a\ufffd\ufffdb", "UTF-8", "transport", 2)),
        ("\ufffd".encode(), "text/html; charset=utf-8", Decoded("\ufffd", "UTF-8", "transport", 0)),
        (
            b"\x93Kami siap,\x94 katanya \x96 Senin",
            "text/html; charset=utf-8",
            Decoded("“Kami siap,” katanya – Senin", "windows-1252", "content", 0),
        ),
        (
            b"caf\xe9 d\xe9j\xe0 vu",
            "text/html; charset=utf-8",
            Decoded("café déjà vu", "windows-1252", "content", 0),
        ),
        (
            "é ".encode() + b"\x93a\x94 \x96",
            "text/html; charset=utf-8",
            Decoded("é \ufffda\ufffd \ufffd", "UTF-8", "transport", 3),
        ),
        (
            "привет мир".encode("cp1251"),
            "text/html; charset=utf-8",
            Decoded("\ufffd" * 6 + " " + "\ufffd" * 3, "UTF-8", "transport", 9),
        ),
        (b"\xaa", "text/html; charset=windows-1253", Decoded("\ufffd", "windows-1253", "transport", 1)),
        (b"\x80", "text/html; charset=x-user-defined", Decoded("\uf780", "x-user-defined", "transport", 0)),
        (b"any", "text/html; charset=iso-2022-kr", Decoded("\ufffd", "replacement", "transport", 1)),
        (b"", "", Decoded("", "windows-1252", "default", 0)),
    ],
)
def test_mark_transport_content_and_default(payload: bytes, content_type: str, expected: Decoded) -> None:
    assert decode(payload, content_type, html=True) == expected


def test_a_declaration_behind_the_first_bytes_counts_as_it_does_for_a_parser() -> None:
    filler = b"<!-- " + b"x" * LENGTH + b" -->"
    assert decode(filler + b"<meta charset=koi8-r>", "", html=True).encoding == "KOI8-R"
    scripted = filler + b"<script>'<meta charset=koi8-r>'</script>"
    assert decode(scripted, "", html=True).decided_by == "default"
    far = b"x" * PARSED + b"<meta charset=koi8-r>"
    assert decode(far, "", html=True).decided_by == "default"


def test_a_declaration_means_nothing_in_plain_text() -> None:
    assert decode(b"<meta charset=koi8-r>", "text/plain", html=False).decided_by == "default"


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_where_it_is_certain(name: str) -> None:
    text = "Harga cabai di Pontianak turun.\n"
    decoded = decode(text.encode(name), "text/plain", html=False)
    assert (decoded.text, decoded.decided_by) == (text, "content")


def test_labels_are_those_of_browsers() -> None:
    assert encoding_of_label("ISO_8859-1:1987") == "windows-1252"
    assert encoding_of_label("\tUnicode-1-1-UTF-8 ") == "UTF-8"
    assert encoding_of_label("utf-7") is None


@pytest.mark.parametrize(
    ("payload", "binary"),
    [
        (b"%PDF-1.7\n", True),
        (b"\x89PNG\r\n\x1a\n", True),
        (b"PK\x03\x04rest", True),
        (b"\x1f\x8b\x08\x00", True),
        (b"\x00\x00\x00\x18ftypmp42", True),
        (b"teks\x00teks", True),
        (b"\x01\x02\x03\x04 teks", True),
        (b"", False),
        (b"Warta\n\tharian\x0c\r\n", False),
        ("Jum’at".encode(), False),
        (b"caf\xe9", False),
        ("Jum’at pagi di Pontianak".encode("utf-16"), False),
        ("Jumat pagi di Pontianak".encode("utf-16-le"), False),
    ],
)
def test_a_binary_file_is_told_from_a_text(payload: bytes, binary: bool) -> None:
    assert looks_binary(payload) is binary


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("â€œJumâ€™at,â€\x9d katanya â€“ lalu â€¦", "“Jum’at,” katanya – lalu …"),
        ("cafÃ© dan naÃ¯ve", "café dan naïve"),
        ("20Â°C, Â£5, Â© Warta", "20°C, £5, © Warta"),
        ("Ã¢â‚¬Å“xÃ¢â‚¬Â\x9d", "“x”"),
        ("ðŸ˜€", "😀"),
        # What may be meant stays.
        ("café, naïve, 20°C, “Jum’at”", "café, naïve, 20°C, “Jum’at”"),
        ("SÃO PAULO, ÂNGELA, MAÇÃ®", "SÃO PAULO, ÂNGELA, MAÇÃ®"),
        ("âge, château, â€ alone", "âge, château, â€ alone"),
        ("voilà…” «café…” «Å» è––", "voilà…” «café…” «Å» è––"),
        ("Ø§Ù„Ø³Ù„Ø§Ù…", "السلام"),
        ("Sebanyak 56 orang", "Sebanyak 56 orang"),
    ],
)
def test_mojibake_is_mended_where_it_is_certain(damaged: str, mended: str) -> None:
    assert mend_mojibake(damaged) == mended


@settings(deadline=None, max_examples=200)
@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=gbk", ";;=", "x\n"]),
)
def test_any_bytes_are_read_without_failing(payload: bytes, content_type: str) -> None:
    for html in (True, False):
        decoded = decode(payload, content_type, html=html)
        assert decoded.replaced <= decoded.text.count("\ufffd")
    looks_binary(payload)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_valid_utf_8_is_read_as_it_was_written(text: str) -> None:
    payload = text.removeprefix("\ufeff").encode()
    assert decode(payload, "text/plain; charset=utf-8", html=False).text == text.removeprefix("\ufeff")
    assert decode(payload, "text/plain; charset=utf-8", html=False).replaced == 0


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("abc éèàü’“”–…€£°Â ÃâJum"), max_size=40))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    assert mend_mojibake(mend_mojibake(text)) == mend_mojibake(text)


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("abc éèàü’“”–…° jumat"), max_size=40))
def test_damage_to_indonesian_and_french_letters_is_mended(text: str) -> None:
    damaged = decode(text.encode(), "text/plain; charset=windows-1252", html=False).text
    assert mend_mojibake(damaged) == text
