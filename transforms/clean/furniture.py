"""Learn the blocks that a site repeats on its pages, and cut them.

A sentence of a report stands on one page, or on the few that follow a story up; what a site's
template puts there stands on page after page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from news.identity import digest
from transforms.clean.draft import Draft
from transforms.clean.prose import is_prose

# How often a block must stand, as (pages, share of the site's pages). Background paragraphs that reporters
# copy into every report on one affair reached 13 % of an outlet's pages on a day that the affair filled, so
# prose needs well above that; lines that are no sentences (labels, links, prompts) did not come near 3 %
# unless the template had put them there. The least numbers of pages keep few known pages from teaching.
_PROSE_LEAST = (10, 0.2)
_LINE_LEAST = (5, 0.03)
_REPORT_SHARE = 0.5  # a block that is so much of its page is the report, however often it stands


@dataclass(slots=True)
class _Site:
    """What one site's pages hold: normalised paragraph → pages that it stands on, and its wording."""

    articles: set[str] = field(default_factory=set)
    pages: Counter[str] = field(default_factory=Counter)
    wording: dict[str, str] = field(default_factory=dict)


def normalise_paragraph(paragraph: str) -> str:
    """Return a paragraph without what differs from page to page: case, spacing, digits.

    >>> normalise_paragraph("Dibaca  1.204 kali")
    'dibaca 0.0 kali'
    """
    folded = " ".join(paragraph.casefold().split())
    digits = "".join("0" if character.isdigit() else character for character in folded)
    while "00" in digits:
        digits = digits.replace("00", "0")
    return digits


def paragraph_digest(paragraph: str) -> str:
    """Return the digest by which a learned paragraph is known."""
    return digest(normalise_paragraph(paragraph))


def learn_furniture(pages: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, int]]]:
    """Choose the paragraphs that each site repeats on many of its pages.

    A line that is no prose must stand on 5 pages and 3 % of the site's pages, prose on 10 pages and 20 %;
    pages of which a paragraph is half or more do not count for it. The order of pages does not matter.

    Args:
        pages: (source, article_id, body) of each page; an article that comes twice counts once, and
            should come in the same version each time.

    Returns:
        For each source, (paragraph, pages that it stands on), most frequent first; sources without any are
        left out.
    """
    sites: dict[str, _Site] = defaultdict(_Site)
    for source, article, body in pages:
        if article not in sites[source].articles:
            _count(sites[source], article, body)
    learned = {source: list(_frequent(sites[source])) for source in sorted(sites)}
    return {source: blocks for source, blocks in learned.items() if blocks}


def _count(site: _Site, article: str, body: str) -> None:
    site.articles.add(article)
    blocks = {normalise_paragraph(paragraph): paragraph for paragraph in Draft.of(body).paragraphs}
    for block, paragraph in blocks.items():
        if len(paragraph) < _REPORT_SHARE * len(body):
            site.pages[block] += 1
            site.wording[block] = min(paragraph, site.wording.get(block, paragraph))


def _frequent(site: _Site) -> Iterator[tuple[str, int]]:
    for block, pages in sorted(site.pages.items(), key=lambda pair: (-pair[1], pair[0])):
        least, share = _PROSE_LEAST if is_prose(site.wording[block]) else _LINE_LEAST
        if pages >= max(least, share * len(site.articles)):
            yield site.wording[block], pages


def cut_furniture(draft: Draft, digests: Set[str]) -> None:
    """Cut the paragraphs of `draft` whose digest is among `digests`."""
    for at, paragraph in enumerate(draft.paragraphs):
        if paragraph_digest(paragraph) in digests:
            draft.take_all(at, ("learned/furniture", "boilerplate"))
