"""Find where the title of a related article ends when the report runs on in the same line.

`… per dollar AS. Baca: Rupiah Ditutup Melemah Lagi Menurut dia, …` → the title ends before `Menurut`
"""

import re

from transforms.clean.lexicon import lines

_LONGEST = 200
_LEAST_WORDS = 4
_SMALL = 4  # words of up to three letters (di, ke, dan, …) say nothing about the setting of a title
_TOKEN = re.compile(r"\S+")
_GLUED = re.compile(r"(?<=[a-z0-9?!'’)])(?=[\"“]?[A-Z][a-z]{2})")
_CAMEL = re.compile(
    r"(?:detik|kompas|tribun|you|face|whats|insta|tik|link|play|mc|mac|my|go|one|smart|power|e|i)(?=[A-Z])",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"[“\"][A-Z][^“”\"\n]{10,}[,.!?][”\"]")


def title_end(text: str) -> int | None:
    """Return the offset in `text` at which the title that it begins with surely ends, or None.

    >>> line = "Rupiah Ditutup Melemah Lagi Hari Ini Menurut dia, pelemahan itu wajar."
    >>> line[: title_end(line)]
    'Rupiah Ditutup Melemah Lagi Hari Ini'
    """
    tokens = list(_TOKEN.finditer(text, 0, _LONGEST))
    for at, token in enumerate(tokens[:-1]):
        word = token.group()
        if at >= _LEAST_WORDS and _opens_sentence(text, token, tokens[at + 1].group()):
            return _checked(text, token.start())
        if (glue := _glue(word)) and at >= _LEAST_WORDS - 1:
            return _checked(text, token.start() + glue)
        if at >= _LEAST_WORDS - 1 and word[-1] in "?!" and _is_sentence(tokens, at + 1):
            return _checked(text, token.end())
        if word.endswith((".", ',"')) and len(word) > _SMALL:
            return None
    return None


def _opens_sentence(text: str, token: "re.Match[str]", following: str) -> bool:
    word = token.group()
    if _SPEECH.match(text, token.start()):
        return True
    if word.casefold() == "baca:":
        return True
    opener = word[0].isupper() and word.rstrip(",").casefold() in lines("sentence_openers")
    return opener and (
        (word.endswith(",") and word.casefold() not in ("ini,", "itu,"))
        or (following[0].islower() and following.casefold() not in lines("title_function_words"))
    )


def _glue(word: str) -> int | None:
    match = None if _CAMEL.match(word) else _GLUED.search(word)
    return match.start() if match else None


def _is_sentence(tokens: "list[re.Match[str]]", at: int) -> bool:
    words = [token.group() for token in tokens[at : at + 2]]
    return (
        len(words) == 2
        and words[0][0].isupper()
        and words[1][0].islower()
        and words[1] not in lines("title_function_words")
    )


def _checked(text: str, end: int) -> int | None:
    """Return `end`, without the space before it, if all up to there is set as a title is, else None."""
    return len(text[:end].rstrip()) if is_set_as_title(text[:end]) else None


def is_set_as_title(text: str) -> bool:
    """Return whether nearly all of the longer words, the last ones too, begin with a capital or a digit.

    >>> is_set_as_title("Kelakuan Cinta Laura Bikin Geleng Kepala Jika kamu memilih nomor 1")
    False
    """
    long = [
        w
        for word in text.split()
        if len(w := word.strip("'\"“”‘’(),:")) >= _SMALL and w.casefold() not in lines("title_function_words")
    ]
    small = [word[0].islower() for word in long]
    return len(long) >= 2 and sum(small) <= 0.2 * len(long) and not all(small[-2:])
