"""Listings that pose as articles: titles below each other, each leading to an article of its own."""

import re
from dataclasses import dataclass
from functools import cache

from expectations.page_signs import page_words, pattern

_LEAST = 8  # paragraphs of a list; with an address or headline that says so, five
_LEAST_DECLARED = 5
_MOST, _MOST_DECLARED = 0.7, 0.5  # share of the paragraphs that are titles or lead on
_SIGNS = 3  # dates alone in a paragraph, or words such as "read more", that no single article has
_TITLE_WORDS = (3, 22)
_ENDED = re.compile(r"[.!?…。！？:;,][\"'”’)\]]*$")
_CUT_OFF = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\]|\[&hellip;\])$")


@dataclass(frozen=True, slots=True)
class _Counts:
    paragraphs: int
    titles: int
    onward: int
    stamps: int

    def __str__(self) -> str:
        told = f"{self.titles} titles, {self.onward} leads and {self.stamps} dates"
        return f"{told} in {self.paragraphs} paragraphs"

    @property
    def share(self) -> float:
        return (self.titles + self.onward + self.stamps) / max(self.paragraphs, 1)


def listing(
    url: str, headline: str, paragraphs: list[str], taken_out: list[str]
) -> tuple[str | None, str | None]:
    """Judge whether a text is a list of articles.

    Args:
        url, headline: of the page.
        paragraphs: of its text.
        taken_out: what cleaning cut; a list leaves many a "read more" there.

    Returns:
        What shows that it is one, and what only makes it look like one; None where nothing does.
    """
    if not any(paragraphs) and _is_declared(url, headline):
        return "no text at an address of listings", None
    if len(paragraphs) < _LEAST_DECLARED:
        return None, None
    counts = _count(paragraphs, taken_out)
    found = str(counts)
    if _is_declared(url, headline) and counts.share >= _MOST_DECLARED:
        return found, None
    if counts.paragraphs < _LEAST or counts.share < _MOST:
        return None, None
    if counts.titles + counts.onward >= _SIGNS and max(counts.stamps, counts.onward) >= _SIGNS:
        return found, None
    return None, found


def _count(paragraphs: list[str], taken_out: list[str]) -> _Counts:
    onward, stamp = _patterns()[:2]
    counted = [0, 0, 0]
    for text in paragraphs:
        if stamp.fullmatch(text):
            counted[2] += 1
        elif onward.fullmatch(text.strip(" .…»>→[]()")) or _CUT_OFF.search(text):
            counted[1] += 1
        elif not _ENDED.search(text) and _TITLE_WORDS[0] <= text.count(" ") + 1 <= _TITLE_WORDS[1]:
            counted[0] += 1
    cut_leads = sum(bool(onward.fullmatch(text.strip(" .…»>→[]()"))) for text in taken_out)
    return _Counts(len(paragraphs) + cut_leads, counted[0], counted[1] + cut_leads, counted[2])


def _is_declared(url: str, headline: str) -> bool:
    address, title = _patterns()[2:]
    return bool(address.search(url)) or bool(title.fullmatch(headline.strip()))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    said = page_words()["listing"]
    onward, stamp = pattern(said["onward"]), pattern(said["stamp"])
    return onward, stamp, re.compile(said["address"]), pattern(*said["headline"])
