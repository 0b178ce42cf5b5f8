"""The draft of one article: what the cleaning rules read, and where they put what they cut."""

import re
from dataclasses import dataclass, field

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece that was taken out of the body.

    Attributes:
        rule: id of the rule that took it, e.g. ``id/related_link``.
        kind: what it is, in the words of `news.schema.CUT`.
        text: exactly what was taken out, without the white space around it.
        target: a URL or the title that it pointed to.
    """

    rule: str
    kind: str
    text: str
    target: str | None = None


@dataclass(slots=True)
class Draft:
    """One article while the rules work on it; lists grow, values that were given stay.

    Attributes:
        paragraphs: the body, one paragraph each; empty where a rule took all of it.
        headline: as the page gave it, or None.
        author: full names.
        byline: initials or names from the end of the text.
        credit: the office or agency that wrote it.
        caption: photo captions that stood among the paragraphs.
        cuts: every piece taken out, in the order of the rules.
    """

    paragraphs: list[str]
    headline: str | None = None
    author: list[str] = field(default_factory=list)
    publisher: str | None = None
    dateline: str | None = None
    byline: list[str] = field(default_factory=list)
    credit: str | None = None
    caption: list[str] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)

    @classmethod
    def of(cls, body: str, headline: str | None = None) -> "Draft":
        r"""Start a draft from a body whose paragraphs are separated by blank lines.

        >>> Draft.of("Satu.\n\n\nDua.").paragraphs
        ['Satu.', 'Dua.']
        """
        parts = _BREAK.split(body) if "\n" in body else [body]
        return cls([stripped for part in parts if (stripped := part.strip())], headline)

    @property
    def body(self) -> str:
        """The paragraphs that are left, one blank line between them."""
        return "\n\n".join(paragraph for paragraph in self.paragraphs if paragraph)

    def take(self, at: int, start: int, end: int, cut: "tuple[str, str]", target: str | None = None) -> str:
        """Take characters `start` to `end` out of paragraph `at` and return them.

        Args:
            cut: id of the rule and kind of the piece.
            target: what the piece pointed to.
        """
        paragraph = self.paragraphs[at]
        piece = paragraph[start:end].strip()
        if not piece:
            return ""
        left, right = paragraph[:start].rstrip(), paragraph[end:].lstrip()
        self.paragraphs[at] = (
            f"{left}{_joint(paragraph, start, end)}{right}" if left and right else left + right
        )
        self.cuts.append(Cut(*cut, piece, target.strip() if target else None))
        return piece

    def take_all(self, at: int, cut: "tuple[str, str]", target: str | None = None) -> str:
        """Take the whole of paragraph `at` and return it."""
        return self.take(at, 0, len(self.paragraphs[at]), cut, target)

    def prune(self) -> None:
        """Forget the paragraphs of which nothing is left."""
        self.paragraphs = [paragraph for paragraph in self.paragraphs if paragraph]


def _joint(paragraph: str, start: int, end: int) -> str:
    """Return what keeps the two sides of a cut apart: a line break where one stood beside it."""
    around = paragraph[max(start - 1, 0) : start + 1] + paragraph[max(end - 1, 0) : end + 1]
    return "\n" if "\n" in around else " "
