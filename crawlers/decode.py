"""Turns the bytes of a page or a document into text as browsers do, and says how that was decided.

HTML follows the encoding sniffing algorithm of the HTML Living Standard, section 13.2.3.2: byte order mark,
transport, `meta` within the first 1,024 bytes, then a default. In place of a browser's guess by locale,
bytes that are valid UTF-8 are read as UTF-8, and only others as windows-1252. Where a page says UTF-8 and can
only be windows-1252, browsers show replacement characters; it is read as what it is.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from functools import cache
from pathlib import Path

import yaml

from crawlers.mislabelled import is_windows_1252
from crawlers.prescan import declared_in

DEFAULT = "windows-1252"

# Encodings whose tables Python keeps under another name; the label's wider set where browsers read one.
_CODECS = {
    "ISO-8859-8-I": "iso8859-8",
    "windows-874": "cp874",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "GBK": "gb18030",
    "Big5": "big5hkscs",
    "Shift_JIS": "cp932",
    "EUC-KR": "cp949",
}
_BOMS = ((b"\xef\xbb\xbf", "UTF-8"), (b"\xfe\xff", "UTF-16BE"), (b"\xff\xfe", "UTF-16LE"))
# Signatures of file formats that are offered as text by mistake, from their specifications.
_BINARY = (
    *(
        b"%PDF-",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"II*\x00",
        b"MM\x00*",
        b"\x00\x00\x01\x00",
    ),
    *(
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"BZh91AY&SY",
        b"\xfd7zXZ\x00",
    ),
    *(b"\x28\xb5\x2f\xfd", b"RIFF", b"OggS", b"fLaC", b"ID3\x03", b"ID3\x04", b"wOFF", b"wOF2", b"\x7fELF"),
    *(b"\xca\xfe\xba\xbe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"SQLite format 3\x00", b"PAR1", b"{\\rtf1"),
)
# "Binary data bytes" of the WHATWG MIME Sniffing Standard, section 3.
_CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_LOOKED_AT = 4096  # bytes in which a binary file shows


@dataclass(frozen=True, slots=True)
class Decoded:
    """A payload as text.

    Attributes:
        text: without a byte order mark; line breaks as they stood.
        encoding: name in the WHATWG Encoding Standard, such as ``UTF-8`` or ``windows-1252``.
        decided_by: ``bom``, ``transport``, ``meta``, ``content`` (against a wrong label, too) or ``default``.
        replaced: how many places could not be read and stand as U+FFFD.
    """

    text: str
    encoding: str
    decided_by: str
    replaced: int


@cache
def _labels() -> Mapping[str, str]:
    listed = yaml.safe_load((Path(__file__).parent / "encoding_labels.yaml").read_text(encoding="utf-8"))
    return {label: name for name, labels in listed.items() for label in labels}


def encoding_of_label(label: str) -> str | None:
    """Return the encoding that browsers mean by a label; None where they know no such label.

    >>> encoding_of_label(" Latin1 "), encoding_of_label("klingon")
    ('windows-1252', None)
    """
    return _labels().get(label.strip("\t\n\f\r ").lower())


def _in_transport(content_type: str) -> str | None:
    message = Message()
    message["content-type"] = content_type.replace("\n", " ").replace("\r", " ")
    charset = message.get_param("charset")
    return encoding_of_label(charset.strip("'\"")) if isinstance(charset, str) else None


def _unmarked_utf_16(payload: bytes) -> str | None:
    """Return the byte order of UTF-16 that carries no mark, where Latin letters leave no doubt."""
    head = payload[: _LOOKED_AT // 2 * 2]
    if len(head) < 8 or len(payload) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    name = (
        "UTF-16LE" if odd > 0.6 * half and not even else "UTF-16BE" if even > 0.6 * half and not odd else None
    )
    if name is None:
        return None
    try:
        return None if "\0" in payload.decode(name) else name
    except UnicodeDecodeError:
        return None


def _is_utf_8(payload: bytes) -> bool:
    """Say whether bytes are UTF-8 beyond ASCII; a payload that was cut off may end within a character."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(payload, final=False)
    except UnicodeDecodeError:
        return False
    return not text.isascii()


def _in_document(payload: bytes) -> str | None:
    name = next(filter(None, map(encoding_of_label, declared_in(payload))), None)
    # Whoever could read a declaration byte by byte was not reading UTF-16.
    return {"UTF-16BE": "UTF-8", "UTF-16LE": "UTF-8", "x-user-defined": DEFAULT}.get(name or "", name)


def _in_content(payload: bytes) -> str | None:
    if _is_utf_8(payload):
        return "UTF-8"
    return _unmarked_utf_16(payload)


def _decide(payload: bytes, content_type: str, html: bool) -> tuple[str, str]:
    for mark, marked in _BOMS:
        if payload.startswith(mark):
            return marked, "bom"
    stated = _in_transport(content_type)
    if stated:
        return stated, "transport"
    declared = _in_document(payload) if html else None
    if declared:
        return declared, "meta"
    found = _in_content(payload)
    return (found, "content") if found else (DEFAULT, "default")


def _c1_or_replacement(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that a code page leaves open: the standard gives C1 controls below A0, else U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start]
    return chr(byte) if 0x80 <= byte < 0xA0 else "\ufffd", error.start + 1


codecs.register_error("warta.code_page", _c1_or_replacement)


def _read(payload: bytes, name: str) -> str:
    if name == "replacement":
        return "\ufffd" if payload else ""
    if name == "x-user-defined":
        return "".join(chr(byte if byte < 0x80 else 0xF700 + byte) for byte in payload)
    single = name.lower().startswith(("windows-", "iso-8859-", "koi8", "ibm", "mac", "x-mac"))
    return payload.decode(_CODECS.get(name, name), "warta.code_page" if single else "replace")


def decode(payload: bytes, content_type: str, *, html: bool) -> Decoded:
    r"""Return `payload` as text.

    Args:
        payload: the body, transfer and content encoding undone.
        content_type: of the payload with its parameters; empty where none is given.
        html: whether a declaration in the document counts, as it does for HTML.

    >>> decode(b"caf\xe9 \x93x\x94", "text/html; charset=ISO-8859-1", html=True)
    Decoded(text='café “x”', encoding='windows-1252', decided_by='transport', replaced=0)
    """
    name, decided_by = _decide(payload, content_type, html)
    mark = next((mark for mark, marked in _BOMS if marked == name and payload.startswith(mark)), b"")
    text = _read(payload[len(mark) :], name)
    if name == "UTF-8" and not mark and "\ufffd" in text and is_windows_1252(payload):
        return Decoded(_read(payload, DEFAULT), DEFAULT, "content", 0)
    meant = payload.count("\ufffd".encode()) if name == "UTF-8" else 0
    return Decoded(text, name, decided_by, max(0, text.count("\ufffd") - meant))


def looks_binary(payload: bytes) -> bool:
    r"""Say whether a document that is offered as plain text is none.

    It is none where it begins with a known magic number, holds a null byte without being UTF-16, or is to
    more than one percent made of control characters.

    >>> looks_binary(b"%PDF-1.7 ..."), looks_binary("Warta".encode("utf-16")), looks_binary(b"Warta\n")
    (True, False, False)
    """
    if payload.startswith((b"\xfe\xff", b"\xff\xfe")) and len(payload) % 2 == 0:
        return False
    if payload.startswith(_BINARY) or payload[4:8] == b"ftyp":
        return True
    if b"\0" in payload:
        return _unmarked_utf_16(payload) is None
    head = payload[:_LOOKED_AT]
    return len(head) - len(head.translate(None, _CONTROL)) > len(head) / 100


def _as_cp1252() -> str:
    return "".join(_read(bytes([byte]), "windows-1252") for byte in range(0x80, 0xC0))


# How the bytes of UTF-8 look when they are read as windows-1252: a lead and its one, two or three tails.
_TAIL = f"[{re.escape(_as_cp1252())}]"
_SYMBOL = f"[{re.escape(''.join(char for char in _as_cp1252() if not char.isalpha()))}]"
# It begins with one class of characters, which `re` looks for ten times as fast as for alternatives.
_UNIT = f"[Â-ô](?:(?<=[ð-ô]){_TAIL}{{3}}|(?<=[à-ï]){_TAIL}{{2}}|(?<=[Â-ß]){_TAIL})"
_RUN = re.compile(f"{_UNIT}(?:{_UNIT})*")
# What nobody writes: the punctuation and currency that begin with E2 80 to E2 88, an emoji, a Latin letter or
# sign that begins with C2 or C3 with no capital before it (`SÃO`), or three sequences in a row. A single
# other sequence may be meant: `café…”` ends in one.
_CERTAIN = re.compile(f"â[€‚„†ˆ]{_TAIL}|ðŸ{_TAIL}{{2}}|(?<![A-ZÀ-Þ])[ÂÃ]{_SYMBOL}|(?:{_UNIT}){{3}}")


_BYTES = {ord(char): byte for byte, char in enumerate(_as_cp1252(), 0x80)}


def _mended(match: re.Match[str]) -> str:
    if not _CERTAIN.search(match.string, match.start(), match.end()):
        return match[0]
    raw = match[0].translate(_BYTES).encode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def mend_mojibake(text: str) -> str:
    r"""Return `text` with UTF-8 that was read as windows-1252 put right, where nothing else can be meant.

    Mended twice or more where it was damaged so often; all else stays as it is.

    >>> mend_mojibake("â€œJumâ€™at, cafÃ©â€\x9d")
    '“Jum’at, café”'
    """
    mended = _RUN.sub(_mended, text)
    # Text that was damaged twice is mended twice; each time it grows shorter, so there is an end.
    while mended != text:
        text, mended = mended, _RUN.sub(_mended, mended)
    return text
