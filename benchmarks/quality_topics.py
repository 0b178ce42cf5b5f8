"""Measures the topics against outlets' own categories and prints what is mistaken for what.

An outlet's category is compared with the best label of each article by `topics_mapping.yaml`, which
was written down before the lexicon was tuned. Articles are split in two by a digest of their text:
the lexicon is tuned on the one half only and reported on the other. `--train` fits a model on the
first half's categories and reports it on the second. Exits with 1 where a floor is missed.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from news.identity import digest
from news.schema import article_table
from transforms.topics import Lexicon, label_topics, load_lexicon
from transforms.topics.labels import topics_of
from transforms.topics.model import text_of
from transforms.topics.train import train

MAPPING = Path(__file__).with_name("topics_mapping.yaml")
FLOORS = {"liputan6": 0.88, "tribun": 0.88}
TRAINED_FLOORS = {"liputan6": 0.92, "tribun": 0.97}
NONE = "(none)"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with the category that its outlet gave it."""

    headline: str | None
    body: str
    category: str

    @property
    def tuned_on(self) -> bool:
        """Whether it belongs to the half on which the lexicon was tuned."""
        return int(digest(self.headline or "", self.body)[:2], 16) % 2 == 0


def read_outlet(folder: Path, outlet: dict) -> Iterator[Labelled]:
    """Yield the distinct articles of an outlet whose category is measured."""
    seen = set()
    with gzip.open(folder / outlet["file"], "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            headline, body = row.get(outlet.get("headline", "")), row[outlet["body"]]
            category = str(row[outlet["category"]])
            if isinstance(body, str) and category in outlet["categories"] and (headline, body) not in seen:
                seen.add((headline, body))
                yield Labelled(headline, body, category)


def category_of(article: Labelled, outlet: dict, lexicon: Lexicon) -> str:
    """Return the category of the best label that the mapping knows.

    A broader topic gives way to a narrower one below it that carries more than half of its score.
    """
    parents = {topic.code: topic.parent for topic in lexicon.topics}
    wanted = {code: name for name, codes in outlet["categories"].items() for code in codes}
    found = []
    for label in topics_of(article.headline, article.body, lexicon):
        line = ancestry(label.code, parents)
        code = next((code for code in line if code in wanted), None)
        if code is not None:
            found.append((label.score, wanted[code], code, line))
    kept = [
        (score, name)
        for score, name, code, _ in found
        if not any(other != name and code in line and more > score / 2 for more, other, _, line in found)
    ]
    return max(kept, default=(0.0, NONE))[1]


def ancestry(code: str | None, parents: dict) -> list[str]:
    line = []
    while code is not None:
        line.append(code)
        code = parents[code]
    return line


def macro_f1(pairs: Counter, categories: list[str]) -> float:
    """Return the mean over `categories` of 2·hits / (expected + found)."""
    return sum(f1(pairs, category) for category in categories) / len(categories)


def f1(pairs: Counter, category: str) -> float:
    expected = sum(n for (gold, _), n in pairs.items() if gold == category)
    found = sum(n for (_, got), n in pairs.items() if got == category)
    return 2 * pairs[category, category] / (expected + found or 1)


def show(name: str, half: str, pairs: Counter, categories: list[str]) -> float:
    """Print the confusion table: a line is the outlet's category, a column ours."""
    score = macro_f1(pairs, categories)
    print(f"\n{name}, {half}: macro-F1 {score:.4f} on {pairs.total()} articles")
    columns = [*categories, NONE]
    print(" " * 12 + "".join(f"{column[:10]:>11}" for column in columns) + f"{'F1':>9}")
    for gold in categories:
        cells = "".join(f"{pairs[gold, column]:>11}" for column in columns)
        print(f"{gold[:11]:<12}{cells}{f1(pairs, gold):>9.3f}")
    return score


def measure(name: str, folder: Path, outlet: dict, lexicon: Lexicon, tuned: bool) -> float:
    articles = [article for article in read_outlet(folder, outlet) if article.tuned_on == tuned]
    pairs = Counter((article.category, category_of(article, outlet, lexicon)) for article in articles)
    return show(name, "tuned on" if tuned else "held out", pairs, list(outlet["categories"]))


def measure_trained(name: str, folder: Path, outlet: dict, lexicon: Lexicon) -> float:
    """Train on the one half's categories, show the cross-validation there and the result on the other."""
    articles = list(read_outlet(folder, outlet))
    half = [article for article in articles if article.tuned_on]
    model, report = train(texts_of(half), [article.category for article in half], lexicon=lexicon)
    print(f"\n{name}, trained on {len(half)} articles; cross-validation there:")
    for line in report:
        print(
            f"  {line.label:<12} precision {line.precision:.3f}  recall {line.recall:.3f}  F1 {line.f1:.3f}"
        )
    rest = [article for article in articles if not article.tuned_on]
    best = model.probabilities(texts_of(rest), lexicon).argmax(axis=1)
    pairs = Counter(
        (article.category, model.classes[place]) for article, place in zip(rest, best, strict=True)
    )
    return show(name, "held out, trained", pairs, list(outlet["categories"]))


def texts_of(articles: list[Labelled]) -> list[str]:
    return [text_of(article.headline, article.body) for article in articles]


def speed(folder: Path, outlet: dict, lexicon: Lexicon, rounds: int = 5) -> tuple[float, float]:
    """Return articles of 2 KB a second, and the same as a share of what bare matching reaches.

    CPU time, from Arrow columns to Arrow columns, the best of interleaved rounds: on a shared machine the
    share is what can be compared.
    """
    text = "\n\n".join(article.body for article in read_outlet(folder, outlet))
    texts = [text[at : at + 2000] for at in range(0, min(len(text), 2_000_000), 2000)]
    table = article_table([{"headline": body[:60], "article_body": body} for body in texts])
    raw = [body.encode() for body in texts]
    whole, bare = [], []
    for _ in range(rounds):
        whole.append(cpu_time(lambda: label_topics(table, lexicon)))
        bare.append(cpu_time(lambda: [lexicon.matcher.scan(body) for body in raw]))
    return len(texts) / min(whole), min(bare) / min(whole)


def cpu_time(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with the outlets' *.jsonl.gz")
    parser.add_argument("--outlet", action="append", help="only these (default: all in the mapping)")
    parser.add_argument("--tuned", action="store_true", help="show the half that was tuned on instead")
    parser.add_argument("--train", action="store_true", help="also train on one half and report the other")
    options = parser.parse_args()
    lexicon = load_lexicon()
    mapping = yaml.safe_load(MAPPING.read_text(encoding="utf-8"))
    failed = False
    for name in options.outlet or mapping:
        score = measure(name, options.data, mapping[name], lexicon, options.tuned)
        failed |= score < FLOORS.get(name, 0.0)
    for name, floor in TRAINED_FLOORS.items() if options.train else ():
        failed |= measure_trained(name, options.data, mapping[name], lexicon) < floor
    rate, share = speed(options.data, mapping["liputan6"], lexicon)
    print(f"\nspeed: {rate:,.0f} articles/s of 2 KB on one core, {share:.2f} of bare matching")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
