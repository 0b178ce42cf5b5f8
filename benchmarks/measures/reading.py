"""Measures how well pages are read: body, headline, authors, and listing pages that are no article."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from crawlers.reading import Reading, read_page
from measures.pages import Page, listings, mixed_web, publishers
from measures.score import Miss, Score
from measures.shingles import match, precision_recall_f1

Reader = Callable[[Page], Reading]

SETS: dict[str, str] = {
    "publishers": "pages/publishers",
    "mixed_web": "pages/mixed_web",
    "listings": "pages/listings",
}
"""Data sets of this measure and where they lie."""


def measure(data: Path, sets: Iterable[str], *, peer: bool = False) -> list[Score]:
    """Return the figures of the data sets `sets`, those of trafilatura beside them if `peer`."""
    parts = {"publishers": _publishers, "mixed_web": _mixed_web, "listings": _listings}
    loaders = {"publishers": publishers, "mixed_web": mixed_web, "listings": listings}
    scores = []
    for name in sets:
        if name in parts:
            pages = list(loaders[name](data))
            scores += parts[name](name, pages, _warta)
            if peer:
                scores += parts[name](f"trafilatura:{name}", pages, _trafilatura)
    return scores


def _publishers(name: str, pages: list[Page], reader: Reader) -> list[Score]:
    readings = [reader(page) for page in pages]
    matches = [
        match(page.body or "", reading.article_body) for page, reading in zip(pages, readings, strict=True)
    ]
    misses = [
        Miss(
            1 - m.f1,
            page.name,
            f"shingles right {m.hits}, too many {m.extra}, missed {m.missed}; read by {r.read_by}",
        )
        for page, m, r in zip(pages, matches, readings, strict=True)
    ]
    precision, recall, f1 = precision_recall_f1(matches)
    scores = [
        Score(name, "body_f1", f1, len(pages), misses),
        Score(name, "body_precision", precision, len(pages)),
        Score(name, "body_recall", recall, len(pages)),
    ]
    by_kind = defaultdict(list)
    for page, m in zip(pages, matches, strict=True):
        by_kind[page.kind].append(m)
    scores += [
        Score(name, f"body_f1:{kind}", precision_recall_f1(ms)[2], len(ms))
        for kind, ms in sorted(by_kind.items())
    ]
    return scores + _metadata(name, pages, readings)


def _mixed_web(name: str, pages: list[Page], reader: Reader) -> list[Score]:
    readings = [reader(page) for page in pages]
    misses, by_kind = [], defaultdict(lambda: [0, 0, 0])
    for page, reading in zip(pages, readings, strict=True):
        body = " ".join(reading.article_body.split())
        lost = [phrase for phrase in page.present if phrase not in body]
        left = [phrase for phrase in page.absent if phrase in body]
        for kind in ("", f":{page.kind}"):
            counts = by_kind[kind]
            counts[0] += len(page.present) - len(lost)
            counts[1] += len(left)
            counts[2] += len(lost)
        loss = (len(lost) + len(left)) / (len(page.present) + len(page.absent) or 1)
        misses.append(Miss(loss, page.name, f"lost {lost}, left {left}; read by {reading.read_by}"))
    scores = []
    for kind, (hits, extra, missed) in sorted(by_kind.items()):
        count = sum(1 for page in pages if kind in ("", f":{page.kind}"))
        scores.append(
            Score(
                name,
                f"phrases_f1{kind}",
                2 * hits / (2 * hits + extra + missed),
                count,
                [] if kind else misses,
            )
        )
    hits, extra, missed = by_kind[""]
    scores.append(Score(name, "phrases_precision", hits / (hits + extra), len(pages)))
    scores.append(Score(name, "phrases_recall", hits / (hits + missed), len(pages)))
    return scores + _metadata(name, pages, readings)


def _listings(name: str, pages: list[Page], reader: Reader) -> list[Score]:
    misses = [Miss(1.0, page.name, body[:200]) for page in pages if (body := reader(page).article_body)]
    return [Score(name, "no_article", 1 - len(misses) / len(pages), len(pages), misses)]


def _metadata(name: str, pages: list[Page], readings: list[Reading]) -> list[Score]:
    pairs = list(zip(pages, readings, strict=True))
    titled = [(page, reading) for page, reading in pairs if page.headline]
    wrong = [
        Miss(
            1.0,
            page.name,
            f"expected {page.headline!r}, found {reading.headline!r} in {reading.headline_from}",
        )
        for page, reading in titled
        if _letters(page.headline) != _letters(reading.headline)
    ]
    signed = [(page, reading) for page, reading in pairs if _people(page, reading)]
    unsigned = [
        Miss(1.0, page.name, f"expected {page.authors}, found {reading.author}")
        for page, reading in signed
        if _people(page, reading) != {_letters(author) for author in reading.author}
    ]
    return [
        Score(name, "headline", 1 - len(wrong) / len(titled), len(titled), wrong),
        Score(name, "author", 1 - len(unsigned) / len(signed), len(signed), unsigned),
    ]


def _people(page: Page, reading: Reading) -> set[str]:
    """Return the expected authors other than the outlet itself, which is no author here."""
    outlet = _letters(reading.publisher)
    return {_letters(author) for author in page.authors or [] if _letters(author) != outlet} - {""}


def _letters(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", text or "").casefold()


def _warta(page: Page) -> Reading:
    return read_page(page.html, page.url, page.captured)


def _trafilatura(page: Page) -> Reading:
    import trafilatura  # noqa: PLC0415 - only where asked for

    found = trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True, include_comments=False)
    if found is None:
        return Reading(read_by="trafilatura")
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return Reading(
        headline=found.title,
        headline_from="meta",
        article_body=found.text or "",
        author=authors,
        publisher=found.sitename,
        read_by="trafilatura",
    )
