"""Composes a history of articles and a batch that partly repeats it, for `history.py`.

Words are made of syllables and drawn by Zipf's law with exponent 1, so that texts and keys are spread as
those of news are; no two texts share a passage unless one is made from the other.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from news.identity import article_id
from news.schema import article_table
from transforms.fingerprint import fingerprint

_WORDS = 30_000
_MEDIAN, _SPREAD = 280, 0.45  # words of an article: log-normal, mean about 310
_CHUNK = 10_000
_START = datetime(2024, 1, 1, tzinfo=UTC)
_SHARES = {"new": 0.6, "copied": 0.2, "excerpted": 0.05, "seen again": 0.1, "edited": 0.05}
"""What a batch is made of, as shares of its articles."""

Row = dict[str, object]
Random = np.random.Generator


class Composer:
    """Composes articles; the same seed, the same articles."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        syllables = np.array(
            [a + b for a in "bcdghjklmnprstwy" for b in ("a", "i", "u", "e", "o", "an", "ing")]
        )
        parts = np.random.default_rng(0).integers(0, len(syllables), (_WORDS, 4))
        lengths = np.random.default_rng(1).integers(2, 5, _WORDS)
        self.words = np.array(
            ["".join(syllables[row[:length]]) for row, length in zip(parts, lengths, strict=True)], object
        )
        weights = 1 / np.arange(1, _WORDS + 1)
        self._shares = np.cumsum(weights / weights.sum())

    def text(self) -> str:
        """Return a text in paragraphs of some forty words."""
        length = int(np.clip(self.random.lognormal(np.log(_MEDIAN), _SPREAD), 40, 2_000))
        return paragraphs(self.draw(length))

    def draw(self, count: int) -> "npt.NDArray[np.object_]":
        """Return words drawn at random."""
        at = np.searchsorted(self._shares, self.random.random(count))
        drawn: npt.NDArray[np.object_] = self.words[np.minimum(at, _WORDS - 1)]
        return drawn

    def edited(self, text: str, share: float) -> str:
        """Return a text with that share of its words replaced."""
        words = np.array(text.split(), object)
        at = self.random.random(len(words)) < share
        words[at] = self.draw(int(at.sum()))
        return paragraphs(words)


def paragraphs(words: "npt.NDArray[np.object_]") -> str:
    """Return words as text in paragraphs of forty."""
    return "\n\n".join(" ".join(words[start : start + 40]) for start in range(0, len(words), 40))


def history(count: int) -> Iterator[pa.Table]:
    """Yield `count` fingerprinted articles in tables of some thousand rows."""
    composer = Composer(42)
    for start in range(0, count, _CHUNK):
        numbers = range(start, min(start + _CHUNK, count))
        rows = [_row(f"history-{number}", number, composer.text(), number % 3650) for number in numbers]
        yield fingerprint(article_table(rows))


def batch(connection: duckdb.DuckDBPyConnection, count: int) -> pa.Table:
    """Return `count` fingerprinted articles, some of which repeat the articles of the history."""
    composer = Composer(43)
    counts = {kind: round(share * count) for kind, share in _SHARES.items()}
    known = connection.execute(
        f"SELECT url, article_body FROM articles USING SAMPLE reservoir({count} ROWS) REPEATABLE (7)"
    ).fetchall()
    rows: list[Row] = []
    for kind, wanted in counts.items():
        for url, body in known[len(rows) : len(rows) + wanted]:
            rows.append(_made(composer, kind, str(url), str(body), len(rows)))
    return fingerprint(article_table(rows))


def _made(composer: Composer, kind: str, url: str, body: str, number: int) -> Row:
    name = url.rsplit("/", 1)[-1] if kind in ("seen again", "edited") else f"batch-{number}"
    words = np.array(body.split(), object)
    texts = {
        "new": composer.text,
        "copied": lambda: composer.edited(body, composer.random.uniform(0, 0.05)),
        "excerpted": lambda: paragraphs(words[: max(60, len(words) * 2 // 5)]),
        "seen again": lambda: body,
        "edited": lambda: composer.edited(body, 0.03),
    }
    return _row(
        name,
        number,
        texts[kind](),
        3660,
        f"Judul {url.rsplit('-', 1)[-1]}" if name != f"batch-{number}" else None,
    )


def _row(name: str, number: int, body: str, day: int, headline: str | None = None) -> Row:
    source = f"kabar{number % 200}.example"
    url = f"https://kabar.example/{name}"
    return {
        "record_id": f"<urn:test:{name}:{day}>",
        "target_uri": url,
        "warc_file": f"history-{day}.warc.gz",
        "warc_offset": number * 4_000,
        "warc_date": _START + timedelta(days=day, seconds=number % 86_400),
        "batch_id": f"history-{day}.warc.gz",
        "source": source,
        "article_id": article_id(url),
        "url": url,
        "headline": headline or f"Judul {name.rsplit('-', 1)[-1]}",
        "article_body": body,
        "date_published": date(2024, 1, 1) + timedelta(days=day),
        "in_language": "id",
        "topics": [{"scheme": "iptc", "code": "medtop:11000000", "label": "politics", "score": 0.5}],
        "regions": [{"region_code": "62.07", "role": "subject", "mentions": 2}],
    }
