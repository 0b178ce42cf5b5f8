"""The shapes that a cleaning rule can have: a whole paragraph, a phrase, a heading and what follows.

Patterns are written in verbose form (white space in them does not count) and match any case.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from transforms.clean.draft import Draft
from transforms.clean.prose import is_sentence

_FLAGS = re.IGNORECASE | re.MULTILINE | re.VERBOSE
_HEADING_LONGEST = 60  # characters

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[^\s\"“‘'])")


class _Matcher(Protocol):
    def __call__(self, string: str, pos: int = ..., /) -> re.Match[str] | None: ...


START = r"(?: ^[ \t]* | (?<=[.!?…:\"”’')\]]) \s* )"
"""Where a phrase may begin inside a paragraph: at a line's start or after the end of a sentence."""

PARAGRAPH_LONGEST = 30_000
"""Characters beyond which a text without a blank line is no paragraph, and is not searched for phrases."""

BULLET = r"[\s•·*|>»→►▶(\[–—-]*"
"""What layouts set before a label."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule.

    Attributes:
        id: language and name, e.g. ``id/related_link``; stable over releases.
        kind: what it cuts, in the words of `news.schema.CUT`.
        triggers: lower-case words of which one must stand in the body for the rule to be tried;
            none where the rule looks at fixed places only.
        apply: takes what it cuts out of the draft.
    """

    id: str
    kind: str
    triggers: tuple[str, ...]
    apply: Callable[[Draft], None]


def whole(  # noqa: PLR0913
    id: str, kind: str, triggers: tuple[str, ...], pattern: str, longest: int = 300, *, glued: bool = False
) -> Rule:
    """Return a rule that cuts each paragraph, or line of one, that `pattern` matches from end to end.

    Args:
        pattern: a group ``target`` names what the paragraph points to.
        longest: characters beyond which a paragraph is never cut.
        glued: whether it also cuts what matches behind the last sentence of a paragraph.
    """
    matches = re.compile(pattern, _FLAGS).fullmatch

    def apply(draft: Draft) -> None:
        for at, paragraph in enumerate(draft.paragraphs):
            if len(paragraph) <= longest and (match := matches(paragraph)):
                draft.take_all(at, (id, kind), _target(match))
            elif "\n" in paragraph:
                _take_lines(draft, at, matches, longest, (id, kind))
            elif glued:
                _take_tail(draft, at, matches, longest, (id, kind))

    return Rule(id, kind, triggers, apply)


def _take_lines(draft: Draft, at: int, matches: _Matcher, longest: int, cut: tuple[str, str]) -> None:
    """Cut the lines of one paragraph that match; pages that break lines by hand hold several in one."""
    end = len(draft.paragraphs[at])
    for line in reversed(draft.paragraphs[at].split("\n")):
        start = end - len(line)
        if len(line) <= longest and (match := matches(line)):
            draft.take(at, start, end, cut, _target(match))
        end = start - 1


def _take_tail(draft: Draft, at: int, matches: _Matcher, longest: int, cut: tuple[str, str]) -> None:
    """Cut what matches behind the end of a sentence, to the end of the paragraph."""
    paragraph = draft.paragraphs[at]
    for end in _SENTENCE_END.finditer(paragraph, max(len(paragraph) - longest, 0)):
        if match := matches(paragraph, end.end()):
            draft.take(at, end.end(), len(paragraph), cut, _target(match))
            return


def phrase(id: str, kind: str, triggers: tuple[str, ...], pattern: str) -> Rule:
    """Return a rule that cuts each place of a paragraph that `pattern` matches.

    The pattern says itself where a phrase may begin (`START`) and end (``$`` is the end of a line).
    """
    finds = re.compile(pattern, _FLAGS).finditer

    def apply(draft: Draft) -> None:
        for at, paragraph in enumerate(draft.paragraphs):
            if len(paragraph) > PARAGRAPH_LONGEST:
                continue
            for match in reversed(list(finds(paragraph))):
                draft.take(at, match.start(), match.end(), (id, kind), _target(match))

    return Rule(id, kind, triggers, apply)


def section(id: str, kind: str, triggers: tuple[str, ...], pattern: str) -> Rule:
    """Return a rule that cuts a heading and the paragraphs after it until the report goes on."""
    matches = re.compile(pattern, _FLAGS).fullmatch

    def apply(draft: Draft) -> None:
        below = False
        for at, paragraph in enumerate(draft.paragraphs):
            if len(paragraph) <= _HEADING_LONGEST and matches(paragraph):
                below = True
                draft.take_all(at, (id, kind))
            elif below and (below := not is_sentence(paragraph)):
                draft.take_all(at, (id, kind), paragraph)

    return Rule(id, kind, triggers, apply)


def _target(match: re.Match[str]) -> str | None:
    return match.groupdict().get("target")
