"""What a team's own labels taught: a linear model over words, kept as Parquet."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from news.errors import InputError
from transforms.topics.features import BITS, Floats, count_grams, grams, join, score_topics, weigh
from transforms.topics.features import bucket as bucket_of
from transforms.topics.lexicon import Lexicon

_FORMAT = "warta topic model 1"


@dataclass(frozen=True, slots=True)
class TopicModel:
    """One-against-the-rest logistic regression over hashed words.

    Attributes:
        classes: the labels it knows: codes of the lexicon, or a team's own names.
        idf: shape (buckets,), rarity of each bucket in the texts it was trained on.
        weights: shape (buckets, classes).
        bias: shape (classes,).
        reliability: for each class, its F1 in cross-validation, 0 to 1.
    """

    classes: tuple[str, ...]
    idf: Floats
    weights: Floats
    bias: Floats
    reliability: tuple[float, ...]

    def probabilities(self, texts: list[str], lexicon: Lexicon) -> Floats:
        """Return the probability of each class for each text, shape (texts, classes)."""
        rows = join(weigh(count_grams(texts), self.idf), score_topics(texts, lexicon))
        return sigmoid(rows.dot(self.weights) + self.bias)

    def telling_words(self, text: str, label: str, most: int = 5) -> list[str]:
        """Return the words of `text`, as folded, that speak most for `label`."""
        number = self.classes.index(label)
        words = dict.fromkeys(gram for gram in grams(text) if " " not in gram)
        value = {word: self.weights[bucket_of(word), number] * self.idf[bucket_of(word)] for word in words}
        return [word for word in sorted(words, key=lambda word: -value[word])[:most] if value[word] > 0]

    def save(self, path: Path) -> None:
        """Write the model as one Parquet file: a row a bucket in use, what else there is in its metadata."""
        used = np.flatnonzero((self.idf > 0) | self.weights.any(axis=1))
        columns = {"bucket": pa.array(used, pa.int32()), "idf": pa.array(self.idf[used], pa.float32())}
        for number, name in enumerate(self.classes):
            columns[f"weight:{name}"] = pa.array(self.weights[used, number], pa.float32())
        about = {
            "format": _FORMAT,
            "bits": BITS,
            "classes": self.classes,
            "bias": self.bias.tolist(),
            "reliability": self.reliability,
        }
        table = pa.table(columns).replace_schema_metadata({"warta": json.dumps(about)})
        pq.write_table(table, path, compression="zstd")

    @classmethod
    def load(cls, path: Path) -> "TopicModel":
        """Read a model that `save` wrote.

        Raises:
            InputError: the file is missing, damaged or no topic model of this format.
        """
        try:
            table = pq.read_table(path)
            about = json.loads((table.schema.metadata or {}).get(b"warta", b"{}"))
        except (OSError, pa.ArrowInvalid, ValueError) as error:
            raise InputError(
                f"{path}: expected a topic model in Parquet, found {error}; train it again"
            ) from error
        if about.get("format") != _FORMAT or about.get("bits") != BITS:
            found = about.get("format", "no such mark")
            raise InputError(f"{path}: expected {_FORMAT!r}, found {found!r}; train it again")
        return cls._of(table, about)

    @classmethod
    def _of(cls, table: pa.Table, about: dict[str, list[str] | list[float]]) -> "TopicModel":
        classes = tuple(str(name) for name in about["classes"])
        used = table["bucket"].to_numpy()
        idf = np.zeros(1 << BITS)
        idf[used] = table["idf"].to_numpy()
        weights = np.zeros((1 << BITS, len(classes)))
        for number, name in enumerate(classes):
            weights[used, number] = table[f"weight:{name}"].to_numpy()
        reliability = tuple(float(value) for value in about["reliability"])
        return cls(classes, idf, weights, np.array(about["bias"], np.float64), reliability)


def sigmoid(values: Floats) -> Floats:
    """Return 1 / (1 + e^-v) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * values)))


def text_of(headline: str | None, body: str | None) -> str:
    """Return the text that a model reads: the headline twice, as it counts above the rest, and the body."""
    return "\n".join(part for part in (headline, headline, body) if part)
