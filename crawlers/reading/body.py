"""Decides which reading of a page's body is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.reading.asides import Aside, find_asides
from crawlers.reading.clues import Clues
from crawlers.reading.declared import declared_text
from crawlers.reading.density import find_body, weight
from crawlers.reading.gate import Verdict, judge, prefers
from crawlers.reading.head import Head
from crawlers.reading.margins import is_linked, margins
from crawlers.reading.metadata import Metadata
from crawlers.reading.outline import Block, outline
from crawlers.reading.paragraphs import joined
from crawlers.reading.rules import SourceRules
from crawlers.reading.second_reader import second_body


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """A body and who read it: `rules`, `density` or `trafilatura`.

    Attributes:
        asides: what was left out within it; nothing where trafilatura read it, which does not say.
    """

    text: str
    read_by: str
    asides: tuple[Aside, ...] = ()


def read_body(
    tree: LexborHTMLParser, head: Head, headline: str | None, metadata: Metadata, rules: SourceRules
) -> ArticleBody:
    """Return the article of `tree`; empty where there is none."""
    root = tree.body or tree.root
    if root is None:
        return ArticleBody("", "density")
    if rules.body and (named := _by_rules(tree, rules.body, headline or "")).text:
        return named
    return _by_density(root, head, headline, metadata)


def _by_density(root: LexborNode, head: Head, headline: str | None, metadata: Metadata) -> ArticleBody:
    page = outline(root)
    body = find_body(page, Clues(headline or "", metadata.description or "", _declared(head)))
    text = joined(body.blocks)
    verdict = judge(page, body, head)
    if verdict is Verdict.LISTING:
        return ArticleBody("", "density")
    if verdict is Verdict.DOUBTED:
        second = second_body(root, body.others)
        if prefers(second, text):
            return ArticleBody(second, "trafilatura")
    return ArticleBody(text, "density", body.asides)


def _by_rules(tree: LexborHTMLParser, selector: str, headline: str) -> ArticleBody:
    """Return what the source names as its body, without what is furniture within it."""
    blocks: list[Block] = []
    asides: list[Aside] = []
    for node in _outermost(tree.css(selector)):
        page = outline(node)
        weights = [weight(block, page.tag(i)) for i, block in enumerate(page.blocks)]
        marked = margins(page, weights, headline).marked
        kept = [i for i, b in enumerate(page.blocks) if not marked[b.element] and not is_linked(b)]
        blocks += [page.blocks[i] for i in kept]
        asides += find_asides(page, [True] * len(page.elements), kept, (), headline)
    return ArticleBody(joined(blocks), "rules", tuple(asides))


def _outermost(nodes: list[LexborNode]) -> Iterator[LexborNode]:
    """Yield the nodes that lie in none of the others: a selector may name what is within what it names."""
    taken = {node.mem_id for node in nodes}
    for node in nodes:
        around = node.parent
        while around is not None and around.mem_id not in taken:
            around = around.parent
        if around is None:
            yield node


def _declared(head: Head) -> str:
    return declared_text(head.article.get("articleBody"))
