"""Rules for Indonesian pointers to other articles whose extent has to be found out."""

import re

from transforms.clean.draft import Draft
from transforms.clean.prose import is_title
from transforms.clean.related_title import is_set_as_title, title_end
from transforms.clean.rules.id import READ
from transforms.clean.rules.rule import PARAGRAPH_LONGEST, START, Rule

_BULLETS = "•·*|>»→►▶–—- "
_SENTENCE_CASE_LONGEST = 90  # characters; a longer line that is not set as a title may be a sentence
_ALONE = (
    "baca juga",
    "bacajuga",
    "simak juga",
    "lihat juga",
    "baca pula",
    "tonton juga",
    "saksikan juga",
    "baca berita lainnya",
)
_POINTING = (
    "cek juga",
    "baca:",
    "baca :",
    "baca selengkapnya",
    *(f"{verb} video" for verb in ("simak", "tonton", "saksikan", "lihat")),
)
_INLINE = re.compile(
    rf"{START}(?:{READ}\s+(?:juga|pula|selengkapnya|video)|bacajuga|baca)\s*[:：;|»>→]+\s*(?P<target>\S[^\n]{{0,800}})",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
# Behind a sentence, and in capitals as no sentence is: `… pagi. Baca Juga Harga Karet Naik`
_UNPOINTED = re.compile(
    r"(?<=[.!?…\"”’')\]])\s+(?:B(?:aca|ACA)|S(?:imak|IMAK)|L(?:ihat|IHAT)|T(?:onton|ONTON))\s+(?:Juga|JUGA)"
    r"[\s»>|–—-]+(?P<target>[A-Z][^\n]{12,180})$"
)
_BRACKETED = re.compile(
    rf"[(\[]\s*{READ}(?P<also>\s+juga)?\s*:\s*(?P<target>[^()\[\]\n]{{8,200}})[)\]]", re.IGNORECASE
)


def _without_colon(draft: Draft) -> None:
    """Cut ``Baca Juga Judul Lain``: no colon, but a title from end to end."""
    for at, paragraph in enumerate(draft.paragraphs):
        words = paragraph.lstrip(_BULLETS).split(None, 2)
        if len(words) > 2 and f"{words[0]} {words[1]}".casefold() in _ALONE and _is_pointed_at(words[2]):
            draft.take_all(at, (without_colon.id, without_colon.kind), words[2])
        elif (match := _UNPOINTED.search(paragraph)) and _is_pointed_at(match["target"]):
            rule = (without_colon.id, without_colon.kind)
            draft.take(at, match.start(), match.end(), rule, match["target"])


def _is_pointed_at(title: str) -> bool:
    return title[0].isupper() and is_title(title) and is_set_as_title(title)


without_colon = Rule("id/related_unpointed", "related_link", _ALONE, _without_colon)


def _heading_alone(draft: Draft) -> None:
    """Cut ``Baca juga:`` on a line of its own and the title, or the list of titles, below it."""
    rule = (heading_alone.id, heading_alone.kind)
    for at, paragraph in enumerate(draft.paragraphs):
        if paragraph.strip(_BULLETS + ":").casefold() not in _ALONE:
            continue
        draft.take_all(at, rule)
        for below in range(at + 1, len(draft.paragraphs)):
            line = draft.paragraphs[below]
            title = line.lstrip(_BULLETS)
            if not is_title(title) or (below > at + 1 and title == line):
                break
            draft.take_all(below, rule, title)


heading_alone = Rule("id/related_alone", "related_link", _ALONE, _heading_alone)


def _inline(draft: Draft) -> None:
    """Cut ``Baca juga: …`` inside a paragraph where it is certain where the title ends."""
    for at, paragraph in enumerate(draft.paragraphs):
        if len(paragraph) > PARAGRAPH_LONGEST:
            continue
        _cut_bracketed(draft, at)
        _cut_open(draft, at)


def _cut_bracketed(draft: Draft, at: int) -> None:
    for match in reversed(list(_BRACKETED.finditer(draft.paragraphs[at]))):
        if match["also"] or is_set_as_title(match["target"]):
            draft.take(at, match.start(), match.end(), (inline.id, inline.kind), match["target"])


def _cut_open(draft: Draft, at: int) -> None:
    start = 0
    while match := _INLINE.search(draft.paragraphs[at], start):
        end = _extent(match["target"])
        if end is None:
            start = match.start("target")
        else:
            stop = match.start("target") + end
            draft.take(at, match.start(), stop, (inline.id, inline.kind), match["target"][:end])
            start = max(match.start() - 1, 0)


def _extent(text: str) -> int | None:
    if (end := title_end(text)) is not None:
        return end
    sure = is_set_as_title(text) or len(text) <= _SENTENCE_CASE_LONGEST
    return len(text) if sure and is_title(text) else None


inline = Rule("id/related_inline", "related_link", (*_ALONE, *_POINTING), _inline)
