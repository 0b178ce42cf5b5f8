"""Tells word by word what became of a text.

>>> before, after = "Wali kota membuka pasar.", "Wali kota Budi menutup pasar."
>>> [(change.kind, change.words) for change in word_changes(before, after)]
[('same', 'Wali kota '), ('gone', 'membuka '), ('new', 'Budi menutup '), ('same', 'pasar.')]
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORD = re.compile(r"(\w+(?:[-'’.,/]\w+)*|[^\w\s])(\s*)")
_PARAGRAPH = re.compile(r"\n\s*\n")
_MOST_WORDS = (
    2_000  # beyond this, difflib is to pass over the commonest words: its time grows with their square
)


class Change(NamedTuple):
    """A run of words that stayed (`same`), went (`gone`) or came (`new`), with the space after each."""

    kind: Literal["same", "gone", "new"]
    words: str


Token = tuple[str, str]
"""A word and the space that follows it."""


def paragraph_changes(before: str, after: str) -> Iterator[list[Change]]:
    """Yield the changes paragraph by paragraph; one that stayed is a single `same`.

    Paragraphs are aligned first, so that long texts take no longer than what changed in them.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, list(map(_plain, old)), list(map(_plain, new)), autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield from ([Change("same", paragraph)] for paragraph in new[j1:j2])
        elif i2 - i1 == j2 - j1:
            yield from (word_changes(one, other) for one, other in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            yield word_changes("\n\n".join(old[i1:i2]), "\n\n".join(new[j1:j2]))


def word_changes(before: str, after: str) -> list[Change]:
    """Return what stayed, went and came, in reading order; white space does not count."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    words = [[word for word, _ in side] for side in (old, new)]
    first = _common(*words)
    last = _common(words[0][first:][::-1], words[1][first:][::-1])
    gone, come = (side[first : len(side) - last] for side in words)
    matcher = SequenceMatcher(None, gone, come, autojunk=max(len(gone), len(come)) > _MOST_WORDS)
    changes = [Change("same", _joined(_stayed(old[:first], new[:first])))]
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            changes.append(
                Change("same", _joined(_stayed(old[first + i1 : first + i2], new[first + j1 : first + j2])))
            )
        else:
            changes.append(Change("gone", _joined(old[first + i1 : first + i2])))
            changes.append(Change("new", _joined(new[first + j1 : first + j2])))
    changes.append(Change("same", _joined(new[len(new) - last :])))
    return _merged([change for change in changes if change.words])


def count_words(changes: Sequence[Change], kind: str) -> int:
    """Return how many words went (`gone`) or came (`new`)."""
    return sum(len(change.words.split()) for change in changes if change.kind == kind)


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in _PARAGRAPH.split(text.strip()) if paragraph]


def _plain(paragraph: str) -> str:
    return " ".join(paragraph.split())


def _stayed(old: list[Token], new: list[Token]) -> list[Token]:
    """Return the words as they stand now, with a space at their end if there was or is one."""
    return [*new[:-1], (new[-1][0], new[-1][1] or old[-1][1])] if new else []


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _joined(tokens: Sequence[Token]) -> str:
    return "".join(word + space for word, space in tokens)


def _merged(changes: list[Change]) -> list[Change]:
    merged: list[Change] = []
    for change in changes:
        if merged and merged[-1].kind == change.kind:
            merged[-1] = Change(change.kind, merged[-1].words + change.words)
        else:
            merged.append(change)
    return merged
