"""Finds where names stand in one text, with what the words around each say."""

from dataclasses import dataclass

from transforms.regions.context import (
    CITY,
    DESIGNATED,
    EITHER,
    ELSEWHERE,
    LOCATIVE,
    VILLAGE,
    Wordlists,
    before,
)
from transforms.regions.names import Name, Names

_AND = frozenset(
    {
        ", ",
        " dan ",
        ", dan ",
        " serta ",
        ", serta ",
        " maupun ",
        " atau ",
        "-",
        " - ",
        "–",
        "/",
        " & ",
        " and ",
    }
)
_WORD = 24  # characters that hold the word before
_DASHES = ("-", "–")


@dataclass(slots=True)
class Mention:
    """A name in a text: what it may mean, where it stands, what its context says.

    Attributes:
        text: as it stands.
        part: ``headline``, ``dateline`` or ``body``.
        start: offset in characters within that text.
        said: bits of `transforms.regions.context`.
        listed: whether `said` comes from an earlier name of the same list.
        capital_after: whether a capitalised word follows directly.
        capital_before: whether a capitalised word that says nothing of it stands right before.
        gap: what stands between it and the name before, a line break where that is far.
        located: whether the name behind it says where it lies.
    """

    name: Name
    text: str
    part: str
    start: int
    said: int
    listed: bool
    capital_after: bool
    capital_before: bool
    gap: str
    located: bool = False

    @property
    def end(self) -> int:
        """Offset of the first character behind the name."""
        return self.start + len(self.text)


def mentions_in(text: str, part: str, names: Names, lists: Wordlists) -> list[Mention]:
    """Return the mentions in `text` in their order, without those that are something else by name."""
    found: list[Mention] = []
    end_before = 0
    for number, begin, end in names.automaton.find_matches_as_indexes(text):
        name = names.names[number]
        start = begin + (name.indent if name else 0)
        if name is None or not _stands_alone(text, start, end, lists):
            continue
        said, listed = before(text, start, lists), False
        gap = text[end_before:start] if found and start - end_before < 15 else "\n"
        if not said and gap in _AND and found:
            said, listed = found[-1].said & (DESIGNATED | LOCATIVE), True
        if said == EITHER and text.startswith(" Kota", end):  # Polres Blitar Kota
            said = CITY
        after = text[end : end + 2]
        if said == VILLAGE and name.named:
            said = ELSEWHERE
        if said != ELSEWHERE or _is_route(after):
            capital = after[:1] == " " and after[1:].isupper()
            inside = not said and not name.regions and _follows_capital(text, start)
            found.append(Mention(name, text[start:end], part, start, said, listed, capital, inside, gap))
            end_before = end
    return found


def _follows_capital(text: str, start: int) -> bool:
    words = text[max(0, start - _WORD) : start].rsplit(None, 1)
    return (
        start > 0
        and bool(words)
        and text[start - 1] == " "
        and words[-1][:1].isupper()
        and words[-1].isalpha()
    )


def _is_route(after: str) -> bool:
    """Tell whether a road or a bridge goes from there to somewhere: `Jalan Krui-Liwa`."""
    return after[:1] in _DASHES and after[1:].isupper()


def _stands_alone(text: str, start: int, end: int, lists: Wordlists) -> bool:
    if start and (text[start - 1].isalnum() or text[start - 1] in "@_"):
        return False
    after = text[end : end + 1]
    if after and (after.isalnum() or after in "_@"):
        return False
    if after == ".":  # a domain: kalbar.go.id
        return not text[end + 1 : end + 2].islower()
    return after != " " or not text.startswith(lists.follows, end)
