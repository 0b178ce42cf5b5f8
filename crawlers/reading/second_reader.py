"""Asks trafilatura for the body of a page that the first reading does not trust."""

import logging
from collections.abc import Iterable

import trafilatura
from selectolax.lexbor import LexborNode

from crawlers.reading.outline import WITHOUT_TEXT

_LONGEST = 500_000  # characters; above that a second reading would take longer than a page may
_MOST_TAGS = 12_000


def second_body(root: LexborNode, others: Iterable[LexborNode]) -> str:
    """Return the paragraphs that trafilatura finds below `root`, one blank line between them.

    The tree loses `others`, none of which lies within another: comments and the cards of other articles.

    It gets the tree that was already parsed, which loses its scripts, styles and menus, in its fast mode: on
    news pages that is as good as its slow one.
    """
    for node in others:
        node.decompose()
    root.strip_tags(sorted(WITHOUT_TEXT), recursive=True)
    markup = root.html or ""
    if not markup or len(markup) > _LONGEST or markup.count("<") > 2 * _MOST_TAGS:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        f"<html>{markup}</html>", fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    text = (document.text if document else None) or ""
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())
