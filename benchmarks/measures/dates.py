"""Measures how often the day of publication is read right from pages whose day is known."""

import gzip
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from crawlers.decode import decode
from crawlers.reading.json_ld import parse_json_ld
from crawlers.reading.page_dates import page_dates
from measures.score import Miss, Score
from news.dates import DateEvidence, choose

SETS: dict[str, str] = {
    "dates": "pages/dates",
    "publishers": "pages/publishers",
    "mixed_web": "pages/mixed_web",
}
"""Data sets of this measure and where they lie."""

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
"""Capture date of pages that came without one: after the last of them."""

_SAYS_A_DAY = frozenset({"second", "minute", "day"})


@dataclass(frozen=True, slots=True)
class Case:
    """A page and the day that counts as right; None where it has no day of its own."""

    url: str
    payload: bytes
    day: date | None
    captured: datetime


def measure(data: Path, sets: Iterable[str]) -> list[Score]:
    """Return the share of pages whose day is right, for each listing of the data sets `sets`."""
    pages, there = data / "pages", set(sets)
    folders = [pages / "dates/tests/test_set", pages / "mixed_web/html"]
    scores = []
    if "dates" in there:
        for name in ("mediacloud_2020", "default"):
            cases = _annotated(pages / f"dates/tests/eval_{name}.json", folders)
            scores.append(_score("dates", name, cases))
    if "publishers" in there:
        scores.append(_score("publishers", "day", _published(pages / "publishers")))
    if "mixed_web" in there:
        listing = pages / "mixed_web/evaldata_sample600.json"
        scores.append(_score("mixed_web", "day", _annotated(listing, folders)))
    return scores


def _score(data: str, name: str, cases: Iterator[Case]) -> Score:
    total, seconds, misses = 0, 0.0, []
    for case in cases:
        found, evidence, taken = _read(case)
        total, seconds = total + 1, seconds + taken
        if found != case.day:
            seen = "; ".join(f"{one.found_by} {one.day} {one.text[:40]!r}" for one in evidence[:3])
            misses.append(Miss(1.0 if found else 0.5, case.url, f"want {case.day}, read {found}: {seen}"))
    timed = f"CPU {seconds / total * 1e3:.2f} ms a page, without parsing it"
    return Score(data, name, 1 - len(misses) / total, total, misses, timed)


def _read(case: Case) -> tuple[date | None, list[DateEvidence], float]:
    """Return the day that was chosen, all evidence, and CPU seconds of reading it from the parsed page."""
    tree = LexborHTMLParser(decode(case.payload, "text/html", html=True).text)
    begun = time.process_time()
    scripts = tree.css('script[type="application/ld+json"]')
    json_ld = [node for script in scripts for node in parse_json_ld(script.text())]
    evidence = page_dates(tree, json_ld, case.url, case.captured)
    best = choose(evidence, case.captured)
    taken = time.process_time() - begun
    return (best.day if best and best.precision in _SAYS_A_DAY else None), evidence, taken


def _annotated(listing: Path, folders: list[Path]) -> Iterator[Case]:
    """Yield the pages of a listing of URLs that have a file."""
    for url, given in json.loads(listing.read_text(encoding="utf-8")).items():
        places = (folder / f"{given['file']}.gz" for folder in folders)
        file = next((place for place in places if place.exists()), None)
        if file is not None and given.get("date"):
            yield Case(url, gzip.decompress(file.read_bytes()), _day(given["date"]), CAPTURED)


def _published(root: Path) -> Iterator[Case]:
    """Yield the pages of publishers; the versions of a listing stand in the order of its files' dates."""
    for listing in sorted(root.glob("*/*.json")):
        about = json.loads((listing.parent / "meta.info").read_text(encoding="utf-8"))
        files = sorted(name for name in about if name.rsplit("_", 3)[0] == listing.stem)
        versions = json.loads(listing.read_text(encoding="utf-8"))
        if len(files) != len(versions):
            continue
        for name, (_, given) in zip(files, sorted(versions.items()), strict=True):
            if stamp := given.get("publishing_date"):
                captured = datetime.fromisoformat(about[name]["crawl_date"]).replace(tzinfo=UTC)
                payload = gzip.decompress((listing.parent / name).read_bytes())
                yield Case(about[name]["url"], payload, _day(stamp), captured)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
