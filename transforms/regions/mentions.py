"""Finds where names stand in one text, with what the words around each say."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from transforms.regions.context import (
    CITY,
    DESIGNATED,
    EITHER,
    ELSEWHERE,
    LOCATIVE,
    VILLAGE,
    Wordlists,
    before,
)
from transforms.regions.names import Name, Names
from transforms.words import Words

Spans = list[tuple[int, int]]
"""First character, and the character behind, of each."""

_AND = frozenset(
    {
        ", ",
        " dan ",
        ", dan ",
        " serta ",
        ", serta ",
        " maupun ",
        " atau ",
        "-",
        " - ",
        "–",
        "/",
        " & ",
        " and ",
    }
)
_WIDEST_GAP = 2  # bytes between two words of a name: `D.I. Yogyakarta`
_WORD = 24  # characters that hold the word before
_DASHES = ("-", "–")


@dataclass(slots=True)
class Mention:
    """A name in a text: what it may mean, where it stands, what its context says.

    Attributes:
        text: as it stands.
        part: ``headline``, ``dateline`` or ``body``.
        start: offset in characters within that text.
        said: bits of `transforms.regions.context`.
        listed: whether `said` comes from an earlier name of the same list.
        capital_after: whether a capitalised word follows directly.
        capital_before: whether a capitalised word that says nothing of it stands right before.
        gap: what stands between it and the name before, a line break where that is far.
        located: whether the name behind it says where it lies.
    """

    name: Name
    text: str
    part: str
    start: int
    said: int
    listed: bool
    capital_after: bool
    capital_before: bool
    gap: str
    located: bool = False

    @property
    def end(self) -> int:
        """Offset of the first character behind the name."""
        return self.start + len(self.text)


def mentions_in(text: str, part: str, spans: Spans, names: Names, lists: Wordlists) -> list[Mention]:
    """Return the mentions in `text` in their order, without those that are something else by name.

    Args:
        text: of the article.
        part: ``headline``, ``dateline`` or ``body``.
        spans: where the words of names stand in it, see `spans_of`.
        names: what they may mean.
        lists: words around names.
    """
    found: list[Mention] = []
    end_before = 0
    for name, start, end in _spelt(text, spans, names):
        if not _stands_alone(text, start, end, lists):
            continue
        said, listed = before(text, start, lists), False
        gap = text[end_before:start] if found and start - end_before < 15 else "\n"
        if not said and gap in _AND and found:
            said, listed = found[-1].said & (DESIGNATED | LOCATIVE), True
        if said == EITHER and text.startswith(" Kota", end):  # Polres Blitar Kota
            said = CITY
        after = text[end : end + 2]
        if said == VILLAGE and name.named:
            said = ELSEWHERE
        if said != ELSEWHERE or _is_route(after):
            capital = after[:1] == " " and after[1:].isupper()
            inside = not said and not name.regions and _follows_capital(text, start)
            found.append(Mention(name, text[start:end], part, start, said, listed, capital, inside, gap))
            end_before = end
    return found


def _spelt(text: str, spans: Spans, names: Names) -> Iterator[tuple[Name, int, int]]:
    """Yield the names that are spelt as the gazetteer spells them: none within another, the longest first.

    A name in lower case counts behind a space only, lest half of all hashtags and addresses hold one.
    """
    behind = 0
    for start, end in spans:
        written = text[start:end]
        if start < behind or written not in names.spelt:
            continue
        if written.islower() and text[start - 1 : start] != " ":
            continue
        behind = end
        name = names.spelt[written]
        if name is not None:
            yield name, start, end


def spans_of(texts: list[str], words: Words, names: Names) -> list[Spans]:
    """Return for each text where the words of names stand, whatever their case, in characters.

    Of those that begin at the same character the longest comes first.
    """
    found = names.words.find_all(words, gap=_WIDEST_GAP)
    starts, ends = words.starts[found.first].tolist(), words.ends[found.last].tolist()
    bounds = found.offsets.tolist()
    spans = [list(zip(starts[i:j], ends[i:j], strict=True)) for i, j in pairwise(bounds)]
    return [
        own if text.isascii() else _in_characters(text, own) for text, own in zip(texts, spans, strict=True)
    ]


def _in_characters(text: str, spans: Spans) -> Spans:
    """Turn places in bytes of UTF-8 into places in characters."""
    if not spans:
        return spans
    raw = np.frombuffer(text.encode("utf-8"), np.uint8)
    letter = np.concatenate([[0], np.cumsum(raw & 0xC0 != 0x80)])
    return [(int(letter[start]), int(letter[end])) for start, end in spans]


def _follows_capital(text: str, start: int) -> bool:
    words = text[max(0, start - _WORD) : start].rsplit(None, 1)
    return (
        start > 0
        and bool(words)
        and text[start - 1] == " "
        and words[-1][:1].isupper()
        and words[-1].isalpha()
    )


def _is_route(after: str) -> bool:
    """Tell whether a road or a bridge goes from there to somewhere: `Jalan Krui-Liwa`."""
    return after[:1] in _DASHES and after[1:].isupper()


def _stands_alone(text: str, start: int, end: int, lists: Wordlists) -> bool:
    if start and (text[start - 1].isalnum() or text[start - 1] in "@_"):
        return False
    after = text[end : end + 1]
    if after and (after.isalnum() or after in "_@"):
        return False
    if after == ".":  # a domain: kalbar.go.id
        return not text[end + 1 : end + 2].islower()
    return after != " " or not text.startswith(lists.follows, end)
