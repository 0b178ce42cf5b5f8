"""Checking a source: a few pages are fetched and read, and what is missing is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawlers.kit.reading import read_by_source
from crawlers.kit.trial import Operator, Trial, try_source
from crawlers.outcomes import OutcomeRow
from crawlers.reading import Reading
from crawlers.sources.model import Source

_FEWEST_WORDS = 40  # of an article's body
_ENOUGH = 0.6  # share of the pages that must be read whole


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """One page of a check.

    Attributes:
        row: how fetching it ended.
        reading: what would be read of it, None where it was not fetched.
        missing: what a reading should have and this one lacks: headline, body, date, author.
    """

    row: OutcomeRow
    reading: Reading | None
    missing: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether the page was fetched and nothing that an article needs is missing."""
        return self.reading is not None and not set(self.missing) - {"author"}


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """How a source stands against the live site.

    Attributes:
        source: what was checked.
        pages: the articles that were asked for.
        places: feeds, sitemaps and listings, and how each ended.
        problems: what keeps the check from passing, each with what to do; empty where it passed.
    """

    source: Source
    pages: tuple[CheckedPage, ...]
    places: tuple[OutcomeRow, ...]
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the source may be enabled."""
        return not self.problems


def check_source(source: Source, operator: Operator) -> SourceCheck:
    """Fetch a few pages of `source` and read them; nothing is kept."""
    trial = try_source(source, operator)
    pages = tuple(_checked_pages(source, trial))
    places = tuple(row for row in trial.rows.values() if row.kind != "article")
    return SourceCheck(source, pages, places, tuple(_problems(trial, pages)))


def missing_of(reading: Reading) -> tuple[str, ...]:
    """Return what an article should have and `reading` lacks."""
    has = {
        "headline": bool(reading.headline),
        "body": len(reading.article_body.split()) >= _FEWEST_WORDS,
        "date": bool(reading.date_evidence),
        "author": bool(reading.author),
    }
    return tuple(name for name, found in has.items() if not found)


def _checked_pages(source: Source, trial: Trial) -> Iterator[CheckedPage]:
    for url, row in trial.rows.items():
        if row.kind != "article" or row.reason.startswith("the run has fetched as many"):
            continue
        capture = trial.captures.get(url) if row.outcome == "fetched" else None
        if capture:
            reading = read_by_source(capture, source)
            yield CheckedPage(row, reading, missing_of(reading))
        else:
            yield CheckedPage(row, None, ())


def _problems(trial: Trial, pages: tuple[CheckedPage, ...]) -> Iterator[str]:
    if trial.report.error:
        yield f"the crawl failed ({trial.report.error.strip().splitlines()[-1]}). Try again."
    home = next((row for row in trial.rows.values() if row.kind == "homepage"), None)
    if home and home.outcome != "fetched":
        why = f"{home.outcome} {home.reason}".strip()
        yield f"the home page could not be read ({why}). Check `homepage` in a browser."
        return
    if not any(trial.places(kind) for kind in ("feed", "sitemap", "listing")):
        yield "no feed, sitemap or listing could be read. Name one in the source file."
    read = [page for page in pages if page.reading is not None]
    if not read:
        yield "no article could be fetched. Look at the outcomes and at `articles`."
    elif sum(page.good for page in read) < _ENOUGH * len(read):
        lacking = sorted({name for page in read for name in page.missing} - {"author"})
        yield f"most pages lack {' and '.join(lacking)}. Give selectors for what is missing."
