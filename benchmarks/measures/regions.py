"""Measures the regions: the gazetteer against official lists, a register of events, a sample to judge.

The districts of the official lists are loaded as an operator's file for the register; nothing is trained
on it. The sample lists every region found in sports and technology with the words around it, for a person to
count the false ones.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from measures.score import Miss, Score
from measures.texts import csv_rows, rows
from news.schema import article_table
from transforms.regions import Gazetteer, locate

SETS: dict[str, str] = {"gazetteer": "gazetteer", "regions": "regions", "topics": "topics"}
"""Data sets of this measure and where they lie."""

LAYOUTS: dict[str, Callable[[dict[str, Any]], dict[str, object]]] = {
    "conclusion_as_headline": lambda event: {"headline": event["conclusion"], "article_body": event["text"]},
    "conclusion_behind_text": lambda event: {"article_body": f"{event['text']}\n\n{event['conclusion']}"},
}
"""Two ways to lay the texts of an event out as an article."""

FAR_FROM_REGIONS = ("bola", "tekno")
"""Categories of liputan6 in which regions are rare and clubs, words and names like regions are common."""

_AROUND = 40  # characters on either side that a person judges by


def measure(data: Path, sets: Iterable[str], *, sample: int = 0, seed: int = 0) -> list[Score]:
    """Return the figures of the data sets `sets`; a `sample` of articles with their regions is printed."""
    there = set(sets)
    scores = []
    if "gazetteer" in there:
        scores.append(_gazetteer(data / "gazetteer"))
    if {"gazetteer", "regions"} <= there:
        scores += _register(data)
    if "topics" in there and sample:
        _show_sample(data, sample, seed)
    return scores


def _gazetteer(folder: Path) -> Score:
    """Compare codes and names with the official lists; spaces and hyphens are a matter of spelling."""
    listed = (row for name in ("provinces.csv", "regencies.csv") for row in csv_rows(folder / name))
    official = {row["code"]: row["name"] for row in listed}
    ours = {region.code: region.name for region in Gazetteer.load()}
    codes = sorted(official | ours)
    misses = [
        Miss(1.0, code, f"ours {ours.get(code)!r}, official {official.get(code)!r}")
        for code in codes
        if _letters(official.get(code)) != _letters(ours.get(code))
    ]
    return Score("gazetteer", "codes_and_names", 1 - len(misses) / len(codes), len(codes), misses)


def _register(data: Path) -> list[Score]:
    gazetteer = Gazetteer.load(data / "gazetteer" / "districts.csv")
    events = list(rows(data / "regions" / "lampung.jsonl.gz"))
    truth = [_code(event["region"], gazetteer) for event in events]
    scores = []
    for layout, article in LAYOUTS.items():
        located = locate(article_table([article(event) for event in events]), gazetteer)
        found = located["region_code"].to_pylist()
        right = sum(code == true for code, true in zip(found, truth, strict=True))
        shown = _mistaken(found, truth)
        scores.append(Score("regions", layout, right / len(events), len(events), shown=shown))
    return scores


def _mistaken(found: list[str | None], truth: list[str | None], most: int = 10) -> str:
    pairs = Counter((true, code) for code, true in zip(found, truth, strict=True) if code != true)
    return "\n".join(f"{times:4} × {true} read as {code}" for (true, code), times in pairs.most_common(most))


def _code(region: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of a region as the register writes it, `09. Pesawaran`."""
    name = re.sub(r"^\d+\. *(?:Provinsi )?", "", region)
    names = {entry.name: entry.code for entry in gazetteer if re.match(r"18(\.\d\d)?$", entry.code)}
    return next((names[full] for full in (name, f"Kabupaten {name}", f"Kota {name}") if full in names), None)


def _show_sample(data: Path, size: int, seed: int) -> None:
    """Print every region in a sample of articles that are mostly about no region."""
    read = enumerate(rows(data / "topics" / "liputan6.jsonl.gz"))
    articles = [(number, row["text"]) for number, row in read if row["label"] in FAR_FROM_REGIONS]
    sample = random.Random(seed).sample(articles, min(size, len(articles)))
    located = locate(article_table([{"article_body": text} for _, text in sample]))["regions"].to_pylist()
    print(f"sample of {len(sample)} articles of {' and '.join(FAR_FROM_REGIONS)}: row, region, role, words")
    for (number, text), regions in zip(sample, located, strict=True):
        for region in regions:
            words = _around(text, region["evidence"][-1])
            print(f"  {number:5} {region['region_code']:6} {region['role']:8} {words}")


def _around(text: str, piece: dict[str, Any]) -> str:
    start, end = piece["start"], piece["start"] + len(piece["text"])
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{before}[{piece['text']}]{after}".split())


def _letters(name: str | None) -> str:
    return re.sub(r"[^a-z]", "", (name or "").lower())
