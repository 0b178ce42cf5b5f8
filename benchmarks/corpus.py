"""Composes Indonesian news, seeded: documents that differ as news differs, one in ten a near-copy.

    python benchmarks/corpus.py --documents 10000 --home DIR [--seed 1]

Sentences are drawn from `corpus.yaml`. A near-copy repeats an earlier article on another site: with 1 to
10 % of its words replaced, left out or doubled, under another headline, or under another byline.
"""

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crawlers.resource_writer import Resource, ResourceWriter
from news.home import Home

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SLOT = re.compile(r"\{(?:(?P<low>\d+)-(?P<high>\d+)|(?P<name>\w+))\}")
_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?] )|(?<=“)|(?<=\. “))[a-z]")
_FIRST_DAY = date(2025, 1, 6)
_COPIED = 0.1  # share of the documents that are near-copies
_KINDS = ("edited", "retitled", "byline")


@dataclass(frozen=True, slots=True)
class Composed:
    """One document: its parts, and the number and kind of the earlier one that it repeats."""

    number: int
    publisher: str
    captured: datetime
    headline: str
    paragraphs: tuple[str, ...]
    sign_off: str
    place: str
    copy_of: int | None = None
    kind: str | None = None

    @property
    def url(self) -> str:
        """A page of its publisher's site, under a top-level domain that never exists (RFC 2606)."""
        host = self.publisher.lower().replace(" ", "")
        slug = re.sub(r"\W+", "-", self.headline.lower()).strip("-")
        return f"https://{host}.example/{self.captured:%Y/%m}/{slug}-{self.number}"

    @property
    def text(self) -> str:
        """The page as text: headline, what stands around the article, the article."""
        chance = random.Random(f"page {self.number}")
        body = [_dateline(chance, self) + self.paragraphs[0], *self.paragraphs[1:]]
        return "\n\n".join([self.headline, *_furnished(chance, body), self.sign_off, *_feet(chance)]) + "\n"


def compose(documents: int, seed: int = 1) -> Iterator[Composed]:
    """Yield `documents` documents, the same for the same seed; near-copies follow what they repeat."""
    chance = random.Random(seed)
    originals: list[Composed] = []
    for number in range(documents):
        if originals and chance.random() < _COPIED:
            yield _copy(chance, number, chance.choice(originals))
        else:
            originals.append(_original(chance, number))
            yield originals[-1]


def land(documents: list[Composed], home: Home) -> list[str]:
    """Land documents as WARC `resource` records; return the names of the files."""
    home.landing.mkdir(parents=True, exist_ok=True)
    with ResourceWriter(home.landing, "corpus") as writer:
        for one in documents:
            writer.write(Resource(one.url, one.captured, "text/plain", one.text.encode()))
    return writer.closed


def _original(chance: random.Random, number: int) -> Composed:
    lists = _lists()
    captured = datetime.combine(_FIRST_DAY, datetime.min.time(), UTC) + timedelta(
        days=chance.randrange(320), hours=chance.randrange(6, 23), minutes=chance.randrange(60)
    )
    kept = {name: chance.choice(lists[name + "s"]) for name in ("place", "role", "publisher")}
    kept |= {"person": _person(chance), "day": _day(chance, captured.date())}
    subject = lists | lists["subjects"][chance.choice(sorted(lists["subjects"]))]
    fill = Filling(chance, subject, kept)
    sentences = chance.sample(lists["sentences"], chance.randrange(7, 15))
    paragraphs = [fill.sentence(chance.choice(lists["leads"]))]
    while sentences:
        paragraphs.append(" ".join(fill.sentence(sentences.pop()) for _ in range(min(len(sentences), 2))))
    if chance.random() < 0.15:
        paragraphs.insert(1, fill.line("captions"))
    if chance.random() < 0.25:
        paragraphs.insert(chance.randrange(2, len(paragraphs)), fill.line("related"))
    headline = _titled(fill.line("headlines"))
    return Composed(
        number, kept["publisher"], captured, headline, tuple(paragraphs), _sign_off(chance), kept["place"]
    )


def _copy(chance: random.Random, number: int, original: Composed) -> Composed:
    """Return what another site, within two days, made of an article."""
    kind = chance.choice(_KINDS)
    others = [name for name in _lists()["publishers"] if name != original.publisher]
    return replace(
        original,
        number=number,
        publisher=chance.choice(others),
        captured=original.captured + timedelta(hours=chance.randrange(1, 48)),
        headline=_retitled(chance, original) if kind == "retitled" else original.headline,
        paragraphs=_edited(chance, original.paragraphs) if kind == "edited" else original.paragraphs,
        sign_off=_sign_off(chance),
        copy_of=original.number,
        kind=kind,
    )


def _edited(chance: random.Random, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Replace, leave out or double 1 to 10 % of the words."""
    share = chance.uniform(0.01, 0.1)
    return tuple(
        " ".join(
            edited
            for word in paragraph.split(" ")
            if (edited := _edited_word(chance, word) if chance.random() < share else word)
        )
        for paragraph in paragraphs
    )


def _edited_word(chance: random.Random, word: str) -> str:
    lists = _lists()
    return chance.choice(("", f"{word} {word}", chance.choice(lists["folk"]), chance.choice(lists["said"])))


def _retitled(chance: random.Random, original: Composed) -> str:
    person = _person(chance)
    return _titled(
        chance.choice(
            (
                f"Kabar dari {original.place}: {person} Angkat Bicara",
                f"{person}: {original.headline.split(',')[0]}",
                f"{original.place} Hari Ini, Simak Penjelasan {person}",
            )
        )
    )


class Filling:
    """Fills the slots of a line from the lists of a subject, some of them once for a whole article."""

    def __init__(self, chance: random.Random, lists: dict[str, Any], kept: dict[str, str]) -> None:
        self._chance, self._lists, self._kept = chance, lists, kept

    def line(self, name: str) -> str:
        """Return one line of the list `name`, filled."""
        return self._filled(self._chance.choice(self._lists[name]))

    def sentence(self, template: str) -> str:
        """Return the template filled, each sentence in it beginning with a capital."""
        return _SENTENCE_START.sub(lambda found: found[0].upper(), self._filled(template))

    def _filled(self, template: str) -> str:
        return _SLOT.sub(self._slot, template)

    def _slot(self, slot: re.Match[str]) -> str:
        if slot["low"]:
            return str(self._chance.randint(int(slot["low"]), int(slot["high"])))
        if slot["name"] == "other":
            return _person(self._chance)
        if slot["name"] in self._kept:
            return self._kept[slot["name"]]
        name = "villages" if slot["name"] == "village" else slot["name"]
        return self._filled(self._chance.choice(self._lists[name]))


def _dateline(chance: random.Random, document: Composed) -> str:
    place, publisher = document.place, document.publisher
    return chance.choice(
        (
            f"{place.upper()}, {publisher} – ",
            f"{publisher.upper()}, {place.upper()} - ",
            f"{place} – ",
            f"{place} ({publisher}) - ",
            "",
        )
    )


def _furnished(chance: random.Random, body: list[str]) -> list[str]:
    """Return the body between what sites put around it: share buttons above and below."""
    share = chance.choice(_lists()["share"])
    return [share] * (chance.random() < 0.2) + body


def _feet(chance: random.Random) -> list[str]:
    share = [chance.choice(_lists()["share"])] if chance.random() < 0.2 else []
    return share + ["Lebih baru Lebih lama"] * (chance.random() < 0.1)


def _sign_off(chance: random.Random) -> str:
    lists = _lists()
    one, other = chance.sample(lists["initials"], 2)
    office = chance.choice(lists["offices"])
    return chance.choice((f"({one}/{other})", f"({one})", f"(*{office}*)", "(*)", f"({office}/{one})"))


def _person(chance: random.Random) -> str:
    lists = _lists()
    return f"{chance.choice(lists['given'])}{chance.choice(lists['middle'])} {chance.choice(lists['family'])}"


def _day(chance: random.Random, captured: date) -> str:
    day = captured - timedelta(days=chance.randrange(2))
    name, numbers = DAYS[day.weekday()], f"{day.day}/{day.month}"
    return chance.choice((f"{name} ({numbers}/{day.year})", f"{name} ({numbers})"))


def _titled(line: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in line.split())


@cache
def _lists() -> dict[str, Any]:
    return dict(yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8")))


def main() -> None:
    """Land a corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    documents = list(compose(given.documents, given.seed))
    files = land(documents, Home.find(given.home))
    copies = sum(one.copy_of is not None for one in documents)
    print(f"landed {len(documents):,} documents, {copies:,} of them near-copies, in {len(files)} WARC files")


if __name__ == "__main__":
    main()
