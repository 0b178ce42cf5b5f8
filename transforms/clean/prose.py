"""Tell running text from the short lines that stand around it: titles, labels, names."""

import re

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
_INNER_END = re.compile(r"[a-z0-9)”\"][.!?] +[\"“A-Z]")
_SIGNED_END = re.compile(r"[a-z0-9)”\"]\.[”\"]? ?[(\[][^()\[\]]{1,60}[)\]][ .*]*$")  # `… besok. (ifa/abe)`
_TITLE_LONGEST = 200  # characters; headlines of portals end well before, see Google News' limit of 110
_PROSE_WORDS = 12


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence does."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def is_prose(paragraph: str) -> bool:
    """Return whether a paragraph is running text: a sentence of some length, or several.

    >>> is_prose("Bupati Lantik Pejabat Baru")
    False
    """
    if not ends_sentence(paragraph):
        return len(paragraph) > _TITLE_LONGEST
    return paragraph.count(" ") >= _PROSE_WORDS - 1


def is_sentence(paragraph: str) -> bool:
    """Return whether a paragraph reads as the report does: a quote, or some words that end in a full stop.

    >>> is_sentence("“Kami siap,” katanya"), is_sentence("Harga Beras Naik, Ini Kata Bupati")
    (True, False)
    """
    if paragraph.startswith(("“", '"')) or is_prose(paragraph):
        return True
    return (
        paragraph.rstrip("\"”’')").endswith(".")
        and not paragraph.endswith("..")
        and paragraph.count(" ") >= 3
    )


def is_title(text: str) -> bool:
    """Return whether a line can be the title of another article.

    >>> is_title("Sekda Kalbar Sampaikan Jawaban Gubernur")
    True
    >>> is_title("Ia datang kemarin. Lalu pergi."), is_title("Ia datang kemarin. (ifa/abe)")
    (False, False)
    """
    text = text.strip()
    if not 2 <= len(text.split()) <= 30 or len(text) > _TITLE_LONGEST:
        return False
    ends = text[-1] in ".,;:" or text.endswith(('."', ".”", ",”")) or _SIGNED_END.search(text)
    return not ends and not _INNER_END.search(text)
