"""Leaves out what an article says twice: pull quotes, hidden copies, the headline above the text."""

from crawlers.reading.declared import folded
from crawlers.reading.outline import HEADINGS, Outline

_SHORTEST = 40  # letters of a block that repeats another by more than chance
_LONGEST_QUOTE = 400  # letters of a pull quote, which may stand before what it quotes
_LONGEST_ARTICLE = 100_000  # letters; in a longer one the search for parts of each other takes too long
_LONGEST_PARAGRAPH = 2_000  # letters; a longer block may be a copy of the whole article


def without_repeats(page: Outline, kept: list[int], headline: str) -> list[int]:
    """Return `kept` without what repeats the headline or other blocks, and without headings over nothing."""
    forms = {i: folded(page.blocks[i].text) for i in kept}
    single = [i for i in kept if not _is_copy(forms[i], forms)]
    title = folded(headline)
    whole = "\n".join(forms[i] for i in single)
    if len(whole) > _LONGEST_ARTICLE:
        return _without_idle_headings(page, _once(single, forms, title))
    result, offset = [], 0
    for i in single:
        form = forms[i]
        if not _repeats(form, whole, offset) and not _is_title(form, title):
            result.append(i)
        offset += len(form) + 1
    return _without_idle_headings(page, result)


def _once(blocks: list[int], forms: dict[int, str], title: str) -> list[int]:
    """Return the first of the blocks that say the same word by word."""
    first = {form: i for i, form in reversed([(i, forms[i]) for i in blocks])}
    return [
        i
        for i in blocks
        if (len(forms[i]) < _SHORTEST or first[forms[i]] == i) and not _is_title(forms[i], title)
    ]


def _is_copy(form: str, forms: dict[int, str]) -> bool:
    """Tell whether a block is made of other blocks."""
    if len(form) <= _LONGEST_PARAGRAPH:
        return False
    held = sum(
        len(other) for other in forms.values() if _SHORTEST <= len(other) < len(form) and other in form
    )
    return held > 0.5 * len(form)


def _repeats(form: str, whole: str, offset: int) -> bool:
    if len(form) < _SHORTEST:
        return False
    return whole.find(form) < offset or (len(form) < _LONGEST_QUOTE and whole.find(form, offset + 1) >= 0)


def _is_title(form: str, title: str) -> bool:
    return bool(title) and title in form and len(form) < 2 * len(title)


def _without_idle_headings(page: Outline, kept: list[int]) -> list[int]:
    """Leave out headings at the end, and those that another of their level follows at once."""
    result: list[int] = []
    for i in reversed(kept):
        tag = page.tag(i)
        if tag not in HEADINGS or (result and page.tag(result[-1]) != tag):
            result.append(i)
    return result[::-1]
