"""Read a plain-text document: its headline, if it gives one, and its paragraphs."""

import re
from statistics import median

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n")
_SENTENCE_END = (".", "!", "?", "…", ":", ",", ";", "”", '"', ")")
_HEADLINE_LENGTH = 200  # characters
_WRAP_WIDTH = (50, 100)  # columns at which mail programs and editors break lines


def read_text(text: str) -> tuple[str | None, str]:
    r"""Return the headline, None where none is given, and the body, one blank line between paragraphs.

    A first line stands as headline when it is short, ends no sentence and a blank line follows it.

    >>> read_text("Judul Berita\n\nParagraf pertama.\nParagraf kedua.")
    ('Judul Berita', 'Paragraf pertama.\n\nParagraf kedua.')
    """
    blocks = [_paragraphs(block) for block in _BLANK_LINE.split(_one_newline(text))]
    blocks = [block for block in blocks if block]
    headline = _headline(blocks)
    paragraphs = [paragraph for block in (blocks[1:] if headline else blocks) for paragraph in block]
    return headline, "\n\n".join(paragraphs)


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").strip("\n\ufeff")


def _paragraphs(block: str) -> list[str]:
    lines = [stripped for line in block.split("\n") if (stripped := line.strip())]
    return [" ".join(lines)] if _is_wrapped(lines) else lines


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether line breaks are an editor's: three and more lines, all but the last about as long."""
    if len(lines) < 3:
        return False
    lengths = [len(line) for line in lines[:-1]]
    shortest, longest = _WRAP_WIDTH
    return (
        shortest <= median(lengths) <= longest
        and max(lengths) <= longest
        and min(lengths) >= 0.7 * max(lengths)
    )


def _headline(blocks: list[list[str]]) -> str | None:
    if len(blocks) < 2 or len(blocks[0]) != 1:
        return None
    first = blocks[0][0]
    longest = max(len(paragraph) for block in blocks[1:] for paragraph in block)
    stands = len(first) <= _HEADLINE_LENGTH and not first.endswith(_SENTENCE_END) and len(first) < longest
    return first if stands and re.search(r"\w{2}", first) else None
