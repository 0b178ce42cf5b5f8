"""Composes a corpus of news with planted copies of known kinds, streamed to Parquet.

A text is a real article in which every word but the commonest is replaced by another, drawn by how often
words occur and fixed for that text: lengths, repetitions and turns of phrase stay those of news,
while two texts share only what was planted. One text in five is a copy of another:

- exact: the same words;
- edited: 1 to 10 % of the words replaced, left out or put in;
- retitled: the same body under another headline;
- boilerplate: 15 to 50 words of a site's own behind the copy, the same for all copies of one site, of which
  there is one for every 2,500 texts, at least 40;
- excerpt: 40 to 70 % of the original in one piece, 60 words and more, some under a lead of their own;
- roundup: the whole text among two others, as one of three parts;
- event: another text on the same event, which is no copy: the same names in other sentences, and one
  sentence quoted in both.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

KINDS = ("exact", "edited", "retitled", "boilerplate", "excerpt", "roundup", "event")
BATCH = 10_000
_COPIES = 5  # one text in so many is a copy
_SITE = 2_500  # texts
_COMMON = 120  # words that stay as they are
_DRAWN = 1 << 20
_WORD = re.compile(r"\w+")

Tokens = npt.NDArray[np.int32]


class Composer:
    """Makes any text of the corpus from its number.

    Args:
        data: folder with `topics/*.jsonl.gz`, whose rows have a `text` or `content`.
        sites: how many there are, each with words of its own below its articles.
        seed: another seed, another corpus.
    """

    def __init__(self, data: Path, sites: int, seed: int = 1) -> None:
        articles = [words for words in map(str.split, _texts(data)) if 150 <= len(words) <= 600]
        counts = Counter(word for words in articles for word in words)
        vocabulary = [word for word, _ in counts.most_common()]
        numbers = {word: number for number, word in enumerate(vocabulary)}
        self.words = pa.array(vocabulary)
        self.articles = [np.array([numbers[word] for word in words], np.int32) for words in articles]
        weights = np.array([counts[word] for word in vocabulary[_COMMON:]], float)
        draw = np.random.default_rng(seed)
        self.drawn = (draw.choice(len(weights), _DRAWN, p=weights / weights.sum()) + _COMMON).astype(np.int32)
        self.footers = [self.drawn[at * 50 : at * 50 + draw.integers(15, 51)] for at in range(sites)]
        self.seed = seed

    def original(self, number: int) -> Tokens:
        """Return original text `number`: an article with its words exchanged."""
        article = self.articles[number % len(self.articles)]
        key = np.uint64((number + self.seed) * 0x9E3779B97F4A7C15 % 2**64 | 1)
        mixed = (article.astype(np.uint64) + np.uint64(1)) * key
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        exchanged = self.drawn[(mixed >> np.uint64(44)).astype(np.int64)]
        return np.where(article < _COMMON, article, exchanged).astype(np.int32)

    def joined(self, texts: list[Tokens]) -> pa.Array:
        """Return texts as strings."""
        offsets = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int32)
        words = self.words.take(pa.array(np.concatenate(texts)))
        return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), words), " ")

    def copy(self, kind: str, number: int, draw: np.random.Generator) -> Tokens:
        """Return a copy of original text `number`."""
        text = self.original(number)
        if kind == "edited":
            return self._edited(text, draw.uniform(0.01, 0.10), draw)
        if kind == "boilerplate":
            return np.concatenate([text, self.footers[draw.integers(len(self.footers))]])
        if kind == "excerpt":
            return self._excerpt(text, draw)
        if kind == "roundup":
            around = [self._other(draw), self._other(draw)]
            return np.concatenate([around[0][:120], text, around[1][:120]])
        if kind == "event":
            return self._event(text, draw)
        return text

    def _other(self, draw: np.random.Generator) -> Tokens:
        """Return a text that stands nowhere else."""
        return self.original(2**40 + int(draw.integers(2**40)))

    def _edited(self, text: Tokens, share: float, draw: np.random.Generator) -> Tokens:
        edited: list[npt.NDArray[np.int32]] = []
        places = np.sort(draw.choice(len(text), max(1, round(share * len(text))), replace=False))
        for piece, how in zip(np.split(text, places), [0, *draw.integers(0, 4, len(places))], strict=True):
            new = self.drawn[draw.integers(_DRAWN, size=1)]
            edited.append(piece if len(edited) == 0 else self._edit(piece, new, int(how)))
        return np.concatenate(edited)

    @staticmethod
    def _edit(piece: Tokens, new: Tokens, how: int) -> Tokens:
        if how == 0:
            return piece[1:]
        return np.concatenate([new, piece if how == 1 else piece[1:]])

    def _excerpt(self, text: Tokens, draw: np.random.Generator) -> Tokens:
        size = max(60, round(draw.uniform(0.4, 0.7) * len(text)))
        start = int(draw.integers(0, len(text) - size + 1))
        lead = self.drawn[draw.integers(_DRAWN, size=int(draw.choice([0, 0, 5, 10])))]
        return np.concatenate([lead, text[start : start + size]])

    def _event(self, text: Tokens, draw: np.random.Generator) -> Tokens:
        other = self._other(draw)
        named = draw.random(len(other)) < 0.4
        other[named] = draw.choice(text, int(named.sum()))
        start = int(draw.integers(0, len(text) - 15))
        return np.concatenate([other[:50], text[start : start + 15], other[50:]])


def write_corpus(data: Path, size: int, target: Path, measured: int = 20_000) -> None:
    """Write `size` texts to `target` and beside them what was planted.

    `corpus.parquet` has `article_id`, `headline` and `article_body`; `planted.parquet` has `original`,
    `copy`, `kind`, and for the first `measured` pairs `jaccard` and `containment`, computed with Python
    sets of word 3-shingles.
    """
    composer, draw = Composer(data, max(40, size // _SITE)), np.random.default_rng(2)
    planted: list[dict[str, object]] = []
    schema = pa.schema(
        [("article_id", pa.string()), ("headline", pa.string()), ("article_body", pa.string())]
    )
    with pq.ParquetWriter(target / "corpus.parquet", schema, compression="lz4") as writer:
        for first in range(0, size, BATCH):
            numbers = range(first, min(size, first + BATCH))
            texts = composer.joined([_text(composer, number, draw, planted, measured) for number in numbers])
            ids = [article_id(number) for number in range(first, first + len(texts))]
            rows = pa.table(
                [pa.array(ids), pa.array([f"Judul {name}" for name in ids]), texts], schema=schema
            )
            writer.write_table(rows)
    pq.write_table(pa.Table.from_pylist(planted), target / "planted.parquet")


def article_id(number: int) -> str:
    """Return the id of a text: not in the order of their numbers."""
    return f"{number * 2654435761 % 2**32:08x}"


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the word 3-shingles of `text`, the plain way."""
    words = _WORD.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _text(
    composer: Composer,
    number: int,
    draw: np.random.Generator,
    planted: list[dict[str, object]],
    measured: int,
) -> Tokens:
    if number % _COPIES or number == 0:
        return composer.original(number)
    earlier = int(draw.integers(1, number))
    earlier -= earlier % _COPIES == 0  # an original, not a copy
    kind = KINDS[number // _COPIES % len(KINDS)]
    text = composer.copy(kind, earlier, draw)
    pair: dict[str, object] = {"original": article_id(earlier), "copy": article_id(number), "kind": kind}
    if len(planted) < measured:
        one, other = map(shingles, composer.joined([composer.original(earlier), text]).to_pylist())
        pair["jaccard"] = len(one & other) / len(one | other)
        pair["containment"] = len(one & other) / min(len(one), len(other))
    planted.append(pair)
    return text


def _texts(data: Path) -> Iterator[str]:
    for path in sorted((data / "topics").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row.get("text") or row.get("content") or ""
