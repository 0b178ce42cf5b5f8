"""Pages that stand where an article should: challenges, errors, listings, what a paywall leaves.

>>> sign = signs()["error"]
>>> sign.found("404 Not Found", "nginx", 1), sign.found("404 warga mengungsi akibat banjir", "Air naik.", 2)
('404 Not Found', None)
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import yaml

_WHITE = r"\s\xa0"  # RE2 does not count the no-break space
_SPACES = re.compile(r"\[[^\]]*\]| \??")
_END = 600  # characters of a text's end, where a paywall stands


@dataclass(frozen=True, slots=True)
class Sign:
    """By which words a kind of page is known.

    Attributes:
        headline: what its whole headline is.
        text: what stands somewhere in its headline or text.
        most_words_of_headline, most_words_of_text: longer texts tell of such a page rather than being one.
    """

    headline: re.Pattern[str] | None
    text: re.Pattern[str]
    most_words_of_headline: int
    most_words_of_text: int

    @property
    def most_words(self) -> int:
        """Words of the longest text that can be such a page."""
        return max(self.most_words_of_headline, self.most_words_of_text)

    def is_likely(self, headlines: pa.ChunkedArray, texts: pa.ChunkedArray) -> pa.ChunkedArray:
        """Tell which rows `found` has to look at: the same expressions in Arrow's faster engine (RE2)."""
        likely = pc.or_(_matches(texts, self.text.pattern), _matches(headlines, self.text.pattern))
        if self.headline:
            whole = rf"^\s*(?:{self.headline.pattern})\s*$"
            likely = pc.or_(likely, _matches(headlines, whole))
        return likely

    def found(self, headline: str, text: str, words: int) -> str | None:
        """Return the words that give the page away, None where nothing does."""
        if self.headline and words <= self.most_words_of_headline:
            whole = self.headline.fullmatch(headline.strip())
            if whole:
                return whole[0]
        within = self.text.search(f"{headline}\n{text}") if words <= self.most_words_of_text else None
        return within[0] if within else None


@cache
def signs() -> dict[str, Sign]:
    """Return the signs of a challenge, an error and a paywall, by these names."""
    return {name: _sign(page_words()[name]) for name in ("challenge", "error", "paywall")}


@cache
def page_words() -> dict[str, Any]:
    """Return what `page_signs.yaml` says."""
    read = yaml.safe_load((files("expectations") / "page_signs.yaml").read_text("utf-8"))
    return dict(read)


def pattern(*expressions: str) -> re.Pattern[str]:
    """Return one regular expression that finds any of these; a space stands for white space."""
    joined = "|".join(f"(?:{expression})" for expression in expressions)
    return re.compile(_SPACES.sub(_widened, joined), re.IGNORECASE)


def _widened(found: re.Match[str]) -> str:
    """Return a class of characters or a space of an expression, with all white space where it has a space."""
    if found[0].startswith("["):
        return found[0].replace(" ", _WHITE)
    return f"[{_WHITE}]*" if found[0] == " ?" else f"[{_WHITE}]+"


def sign_facts(table: pa.Table, words: pa.Array) -> dict[str, list[str | None]]:
    """Return for each row what gives it away as a challenge, an error or the stub before a paywall."""
    found: dict[str, list[str | None]] = {}
    headline, body = (pc.fill_null(table[name], "") for name in ("headline", "article_body"))
    for name, sign in signs().items():
        found[name] = [None] * table.num_rows
        rows = pc.indices_nonzero(pc.less_equal(words, sign.most_words))
        texts = body.take(rows)
        if name == "paywall":
            texts = _ends(texts, table["cuts"].take(rows))
        likely = pc.indices_nonzero(sign.is_likely(headline.take(rows), texts))
        for row, text in zip(rows.take(likely).to_pylist(), texts.take(likely).to_pylist(), strict=True):
            found[name][row] = sign.found(headline[row].as_py(), text, words[row].as_py())
    return found


def _matches(texts: pa.ChunkedArray, expression: str) -> pa.ChunkedArray:
    return pc.match_substring_regex(texts, expression, ignore_case=True)


def _ends(texts: pa.ChunkedArray, cuts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return how texts end, and what was cut: what a paywall says of itself may pass for furniture."""
    taken = ["\n".join(cut["text"] or "" for cut in of_page or ()) for of_page in cuts.to_pylist()]
    ends = pc.utf8_slice_codeunits(texts, -_END, None)
    return pc.binary_join_element_wise(ends, pa.array(taken, pa.string()), "\n")


def _sign(said: dict[str, Any]) -> Sign:
    return Sign(
        headline=pattern(*said["headline"]) if said["headline"] else None,
        text=pattern(*said["text"]),
        most_words_of_headline=said["most_words"]["headline"],
        most_words_of_text=said["most_words"]["text"],
    )
