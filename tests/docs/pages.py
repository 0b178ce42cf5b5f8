"""What the pages of the documentation hold: their fenced blocks and the commands they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"(?:^|[\s(/])warta (?P<name>[a-z]+|--?[a-z]+)(?P<arguments>[^\n#|>]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page.

    Attributes:
        page: path below the root.
        line: of the opening fence, counted from 1.
        kind: word after the fence, such as ``sql``.
        text: between the fences.
        result: the ``text`` block that follows at once, None where another thing follows.
    """

    page: str
    line: int
    kind: str
    text: str
    result: str | None

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: Path, *kinds: str) -> Iterator[Block]:
    """Yield the blocks of these kinds, of every kind where none is named."""
    written = page.read_text("utf-8")
    found = list(_FENCE.finditer(written))
    for fence, following in pairwise([*found, None]):
        if fence is None or (kinds and fence["kind"] not in kinds):
            continue
        shown = (
            following["text"]
            if following
            and following["kind"] == "text"
            and not written[fence.end() : following.start()].strip()
            else None
        )
        line = written.count("\n", 0, fence.start()) + 1
        yield Block(str(page.relative_to(ROOT)), line, fence["kind"], fence["text"], shown)


def sessions(page: Path) -> Iterator[Block]:
    """Yield one block a command of each ``console`` block: the line after ``$``, and what it printed."""
    for block in blocks(page, "console"):
        for command, *printed in _steps(block.text):
            yield Block(block.page, block.line, "console", command, "\n".join(printed) if printed else None)


def commands(page: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and arguments of each `warta …` that stands in a block or between backticks."""
    fenced = False
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        fenced ^= line.startswith("```")
        for span in [line] if fenced else _INLINE.findall(line):
            for found in _COMMAND.finditer(span):
                yield number, found["name"], found["arguments"]


def _steps(text: str) -> Iterator[list[str]]:
    step: list[str] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            if step:
                yield step
            step = [line[2:]]
        elif step:
            step.append(line)
    if step:
        yield step
