"""Turns a run of text, with marks where the page breaks lines and links, into paragraphs."""

import re
from collections.abc import Iterable, Iterator

BREAK, LINK, UNLINK = "\x00", "\x01", "\x02"
"""Marks within a run: `br`, and the beginning and the end of `a`."""

_INVISIBLE = "\u200b\ufeff\u2060\xad"  # zero-width space and joiners, soft hyphen: they would split words
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLE}]+")
_LINKED = re.compile(f"{LINK}([^{UNLINK}]*)")
_MARKS = re.compile(f"[{LINK}{UNLINK}]")
_SENTENCE_END = (".", "!", "?", "…", "”", '"', "»")
_LINE = 60  # characters of a line that is a paragraph rather than a part of a verse or an address
_LABEL, _TEXT = 80, 120  # characters: at most of a label above a text, at least of that text


def paragraphs_of(run: str) -> Iterable[tuple[str, int]]:
    r"""Return the paragraphs of `run`, white space folded, each with how many of its characters are links.

    Two breaks end a paragraph. One does where a whole sentence stands on each side, and between a label
    and a text; else it stays as a line feed.

    >>> list(paragraphs_of("Kami minta\x00segera. \x00\x00 \x01Baca juga\x02"))
    [('Kami minta\nsegera.', 0), ('Baca juga', 9)]
    """
    if BREAK not in run:
        return _paragraph(run)
    return [paragraph for part in _parts(run) for paragraph in _paragraph(part)]


def _paragraph(part: str) -> tuple[()] | tuple[tuple[str, int]]:
    linked = 0
    if LINK in part or UNLINK in part:
        linked = sum(len(link.strip()) + 1 for link in _LINKED.findall(part))
        part = part.replace(LINK, "").replace(UNLINK, "")
    plain = _folded(part)
    return ((plain, min(linked, len(plain))),) if plain else ()


def _parts(run: str) -> Iterator[str]:
    lines: list[str] = []
    for line in run.split(BREAK):
        if not _MARKS.sub("", line).strip():
            yield BREAK.join(lines)
            lines = []
            continue
        if lines and _ends_paragraph(_folded(lines[-1]), _folded(line)):
            yield BREAK.join(lines)
            lines = []
        lines.append(line)
    yield BREAK.join(lines)


def _ends_paragraph(line: str, following: str) -> bool:
    if line.endswith(_SENTENCE_END):
        return min(len(line), len(following)) >= _LINE
    return len(line) < _LABEL and len(following) >= _TEXT and not line.endswith((",", ":", "-", "–", "—"))


def _folded(text: str) -> str:
    if not text.isascii() and any(one in text for one in _INVISIBLE):
        text = _ANY_INVISIBLE.sub("", text)
    if BREAK not in text:
        return " ".join(text.split())
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split(BREAK))))
