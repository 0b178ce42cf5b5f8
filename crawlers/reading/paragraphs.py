"""Joins blocks to the text of an article: paragraphs, one blank line between them."""

from collections.abc import Iterable

from crawlers.reading.outline import Block

_LONGEST_DATELINE = 60  # characters
_LEAD = 3  # paragraphs, standfirst included, within which a dateline stands
_DASHES = ("-", "–", "—")


def joined(blocks: Iterable[Block]) -> str:
    r"""Return the text of `blocks`; a dateline that stands outside the first paragraph is put back into it.

    >>> joined([Block("Balikpapan -", 0, 3), Block("Feri kembali beroperasi.", 0, 4), Block("(dwl)", 0, 3)])
    'Balikpapan - Feri kembali beroperasi.\n\n(dwl)'
    """
    paragraphs: list[str] = []
    for block in blocks:
        if 0 < len(paragraphs) < _LEAD and is_dateline(paragraphs[-1]):
            paragraphs[-1] += f" {block.text}"
        else:
            paragraphs.append(block.text)
    return "\n\n".join(paragraphs)


def is_dateline(text: str) -> bool:
    """Tell whether `text` is short and leads on to what follows with a dash."""
    return len(text) < _LONGEST_DATELINE and text.endswith(_DASHES)
