"""Learn what a source repeats on its pages, and keep it in a file that people read and mend.

    # on 145 pages
    Dapatkan berita terbaru langsung di ponsel Anda.

    # on 31 pages
    ! Redaksi menerima kiriman tulisan dari pembaca.

A blank line divides blocks. `!` before a block keeps it in articles, `+` cuts it even where it was not
learned; both stay when the source is learned again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from crawlers.extract import CODE_VERSION, read_capture, source_of
from crawlers.landing import closed_warcs
from crawlers.source_rules import KnownSources
from crawlers.sources import SHIPPED, load_sources
from crawlers.warc import WarcFile
from news.capture import Capture
from news.errors import InputError
from news.home import Home
from news.identity import digest
from transforms.clean import learn_furniture, paragraph_digest

LEAST_ARTICLES = 5
"""Fewer teach nothing: a line must stand on that many (`transforms.clean.furniture`)."""

_MARKS = ("!", "+")
_ESCAPED = ("#", "\\", *_MARKS)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")  # editors leave blanks on them
_MARK_DIGITS = 8  # of a digest that tells two states of one file apart


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph that a source repeats.

    Attributes:
        text: the paragraph; digits and case do not count.
        pages: how many articles it stands on; None where a person wrote it.
        mark: ``!`` never cut, ``+`` cut by a person's wish, empty: learned.
    """

    text: str
    pages: int | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """What one source taught: from how many articles, its blocks, and how many of them are new."""

    source: str
    articles: int
    blocks: tuple[Block, ...]
    new: int
    path: Path


def learn(home: Home, source: str | None = None) -> list[Learned]:
    """Learn the furniture of one source, or of every one, from its landed captures; write the files.

    Each article counts once, as its latest capture has it; the order of files and pages does not matter.

    Args:
        home: where everything lies.
        source: its id; None for all, of which those with too few articles are left out.

    Raises:
        InputError: there is no such source, or it has too few articles; a file cannot be understood.
    """
    bodies, captures = _bodies(home, source)
    if source is not None:
        _check(source, len(bodies.get(source, ())), captures)
    return [
        _learn_one(home, name, texts)
        for name, texts in sorted(bodies.items())
        if len(texts) >= LEAST_ARTICLES
    ]


def furniture_of(home: Home) -> dict[str, frozenset[str]]:
    """Return for each learned source the digests of the paragraphs that cleaning cuts."""
    return {
        unquote(path.stem): frozenset(paragraph_digest(block.text) for block in blocks if block.mark != "!")
        for path, blocks in _files(home)
    }


def code_versions(home: Home) -> dict[str, str]:
    """Return for each learned source the version that its rows bear: of the code and of what was learned."""
    return {
        source: f"{CODE_VERSION}+furniture.{digest(*sorted(digests))[:_MARK_DIGITS]}"
        for source, digests in furniture_of(home).items()
        if digests
    }


def read_blocks(text: str) -> list[Block]:
    r"""Return the blocks that a furniture file holds.

    >>> read_blocks("# on 7 pages\n! Redaksi\n\n\\#viral")
    [Block(text='Redaksi', pages=7, mark='!'), Block(text='#viral', pages=None, mark='')]
    """
    parts = _BLANK_LINES.split(text.removeprefix("\ufeff"))
    return [block for part in parts if (block := _block(part.strip().splitlines()))]


def written(block: Block) -> str:
    r"""Return a block as it stands in a file.

    >>> written(Block("Redaksi", 7, "!"))
    '# on 7 pages\n! Redaksi'
    """
    lines = [f"\\{line}" if line.startswith(_ESCAPED) else line for line in block.text.splitlines()]
    first = f"{block.mark} {lines[0]}" if block.mark else lines[0]
    counted = [f"# on {block.pages} pages"] if block.pages is not None else []
    return "\n".join([*counted, first, *lines[1:]])


def _block(lines: list[str]) -> Block | None:
    comments = [line for line in lines if line.startswith("#")]
    said = [line.strip() for line in lines if not line.startswith("#") and line.strip()]
    if not said:
        return None
    mark = said[0][0] if said[0].startswith(_MARKS) else ""
    said[0] = said[0].removeprefix(mark).strip()
    counted = next((word for line in comments for word in line.split() if word.isdigit()), None)
    text = "\n".join(line.removeprefix("\\") for line in said)
    return Block(text, int(counted) if counted else None, mark) if text else None


def _files(home: Home) -> Iterator[tuple[Path, list[Block]]]:
    for path in sorted(home.furniture.glob("*.txt")):
        yield path, _blocks_in(path)


def _blocks_in(path: Path) -> list[Block]:
    try:
        return read_blocks(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read ({error}); expected blocks of text in UTF-8, a blank line between "
            f"them. Mend it, or remove it and run: warta learn {unquote(path.stem)}"
        ) from error


def _bodies(home: Home, source: str | None) -> tuple[dict[str, dict[str, str]], dict[str, int]]:
    """Return the body of each article by source and id, and the number of captures of each source."""
    latest: dict[str, dict[str, tuple[object, str, str]]] = {}
    captures: dict[str, int] = {}
    sources = KnownSources(load_sources([SHIPPED, home.sources]))
    for capture in _landed(home):
        name = source_of(capture)
        captures[name] = captures.get(name, 0) + 1
        if source not in (None, name):
            continue
        row = read_capture(capture, sources)
        if body := row.get("article_body"):
            read = (capture.warc_date, capture.record_id, str(body))
            articles = latest.setdefault(name, {})
            articles[str(row["article_id"])] = max(read, articles.get(str(row["article_id"]), read))
    bodies = {
        name: {article: body for article, (_, _, body) in articles.items()}
        for name, articles in latest.items()
    }
    return bodies, captures


def _landed(home: Home) -> Iterator[Capture]:
    for path in closed_warcs(home.landing):
        yield from WarcFile(path)


def _check(source: str, articles: int, captures: Mapping[str, int]) -> None:
    if source not in captures:
        known = ", ".join(f"{name} ({count})" for name, count in sorted(captures.items())) or "none"
        raise InputError(
            f"{source}: no landed capture is of this source. Sources that have captures: {known}. "
            "Choose one of them, or land some first."
        )
    if articles < LEAST_ARTICLES:
        raise InputError(
            f"{source}: expected at least {LEAST_ARTICLES} articles to learn from, found {articles}. "
            "Land more of its pages."
        )


def _learn_one(home: Home, source: str, bodies: Mapping[str, str]) -> Learned:
    path = home.furniture / f"{quote(source, safe='')}.txt"
    known = _blocks_in(path) if path.exists() else []
    found = learn_furniture((source, article, body) for article, body in bodies.items())
    blocks = tuple(_merged(known, found.get(source, [])))
    before = {paragraph_digest(block.text) for block in known}
    new = sum(paragraph_digest(block.text) not in before for block in blocks)
    if blocks or path.exists():
        _write(path, source, len(bodies), blocks)
    return Learned(source, len(bodies), blocks, new, path)


def _merged(known: Iterable[Block], found: Iterable[tuple[str, int]]) -> Iterator[Block]:
    """Yield what was learned, with the marks that people have set, then what only people named."""
    marked = {paragraph_digest(block.text): block for block in known if block.mark}
    for text, pages in found:
        own = marked.pop(paragraph_digest(text), None)
        yield Block(own.text, pages, own.mark) if own else Block(text, pages)
    yield from marked.values()


def _write(path: Path, source: str, articles: int, blocks: Iterable[Block]) -> None:
    head = (
        f"# What {source} repeats on its pages, learned by `warta learn {source}` from {articles} articles.\n"
        "# A blank line divides blocks. Mark a block with ! to keep it in articles, write one with + to cut\n"
        "# it as well; both stay when the source is learned again."
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.with_name(f".{path.name}.new")
    hidden.write_text("\n\n".join([head, *map(written, blocks)]) + "\n", "utf-8")
    hidden.replace(path)
