"""Counts the words that tell Indonesia's languages apart: makes and reads the table that ships."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from transforms.language.words import AFFIX

_TABLE = "regional_words.tsv"
_WORD_SEEN = 2  # sentences, in all languages together, before a word is worth a row
_AFFIX_SEEN = 4  # words, likewise
_RARE = 3  # sentences of one language: a word in no more of them stands for words unseen


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often words, and beginnings and endings of rare words, occur in each language.

    Attributes:
        languages: BCP 47 tags, in the order of the counts.
        words: word → number of sentences that hold it.
        beginnings: first three letters → number of rare words that begin with them.
        endings: last three letters → number of rare words that end in them.
    """

    languages: tuple[str, ...]
    words: Mapping[str, tuple[int, ...]]
    beginnings: Mapping[str, tuple[int, ...]]
    endings: Mapping[str, tuple[int, ...]]


def count_words(sentences: Mapping[str, Iterable[Sequence[str]]]) -> WordCounts:
    """Count the words of sentences by language.

    Args:
        sentences: BCP 47 tag → sentences, each as its folded words.
    """
    words = {tag: Counter(word for words in group for word in set(words)) for tag, group in sentences.items()}
    rare = {
        tag: [word for word, count in counts.items() if count <= _RARE and len(word) > AFFIX]
        for tag, counts in words.items()
    }
    beginnings = {tag: Counter(word[:AFFIX] for word in group) for tag, group in rare.items()}
    endings = {tag: Counter(word[-AFFIX:] for word in group) for tag, group in rare.items()}
    return WordCounts(
        tuple(sentences),
        _rows(words, _WORD_SEEN),
        _rows(beginnings, _AFFIX_SEEN),
        _rows(endings, _AFFIX_SEEN),
    )


def _rows(counts: Mapping[str, Counter[str]], seen: int) -> dict[str, tuple[int, ...]]:
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    kept = sorted(key for key, number in total.items() if number >= seen and len(key) > 1)
    return {key: tuple(count[key] for count in counts.values()) for key in kept}


def write_counts(counts: WordCounts, origin: str) -> str:
    """Return the table as text: `origin` as comments, then one row a word, `abc-` or `-abc`."""
    lines = [f"# {line}" for line in origin.splitlines()]
    lines.append("\t".join(("word", *counts.languages)))
    groups = (("{}", counts.words), ("{}-", counts.beginnings), ("-{}", counts.endings))
    for form, rows in groups:
        lines += ["\t".join((form.format(key), *map(str, row))) for key, row in rows.items()]
    return "\n".join(lines) + "\n"


@cache
def shipped_counts() -> WordCounts:
    """Return the counts that ship with Warta; their origin stands at the head of the file."""
    return read_counts(files(__package__).joinpath(_TABLE).read_text(encoding="utf-8"))


def read_counts(text: str) -> WordCounts:
    """Return the table that `write_counts` wrote."""
    table = csv.reader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    languages = tuple(next(table)[1:])
    groups: tuple[dict[str, tuple[int, ...]], ...] = ({}, {}, {})
    for key, *row in table:
        groups[1 if key.endswith("-") else 2 if key.startswith("-") else 0][key.strip("-")] = tuple(
            map(int, row)
        )
    return WordCounts(languages, *groups)
