"""Crawls as an operator asks for them: which sources, where they write, and how it went."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from crawlers.kit.marking import mark_checked
from crawlers.kit.status import due_sources
from crawlers.sources import SHIPPED, Source, load_source
from crawlers.spider.crawl import Progress, crawl_many
from crawlers.spider.job import CrawlJob, CrawlLimits
from crawlers.spider.report import CrawlReport
from news.errors import InputError
from news.home import Home
from pipeline.bindings import sources_of

AT_ONCE = 8
"""Sources that are crawled side by side."""

_COLUMNS: Mapping[str, frozenset[str]] = {
    "fetched": frozenset({"fetched"}),
    "changed": frozenset({"revisited"}),
    "unchanged": frozenset({"unchanged"}),
    "known": frozenset({"already_known", "too_old"}),
    "left out": frozenset({"not_an_article", "off_site", "refused", "not_html"}),
    "forbidden": frozenset({"robots_denied"}),
    "blocked": frozenset({"blocked"}),
    "later": frozenset({"postponed", "interrupted"}),
}


@dataclass(frozen=True, slots=True)
class Permits:
    """What the operator gives every crawl.

    Attributes:
        contact: e-mail or web address by which a site's owner reaches the operator.
        allow_hosts: hosts that may be reached although they are not public.
        pages: articles that one crawl fetches at most; None leaves it to the source.
    """

    contact: str
    allow_hosts: frozenset[str] = frozenset()
    pages: int | None = None

    @classmethod
    def given(
        cls, contact: str | None, allow_hosts: Sequence[str] = (), pages: int | None = None
    ) -> "Permits":
        """Return the permits that options give, else the environment: `WARTA_CONTACT`, `WARTA_ALLOW_HOSTS`.

        Raises:
            InputError: there is no contact.
        """
        contact = contact or os.environ.get("WARTA_CONTACT")
        if not contact:
            raise InputError(
                "contact: expected an e-mail or web address by which a site's owner reaches you, found none; "
                "give --contact or set WARTA_CONTACT"
            )
        hosts = allow_hosts or os.environ.get("WARTA_ALLOW_HOSTS", "").split(",")
        return cls(contact, frozenset(host.strip().lower() for host in hosts if host.strip()), pages)


def named_source(home: Home, name: str) -> Source:
    """Return the source whose id is `name`.

    Raises:
        InputError: there is none.
    """
    known = {source.id: source for source in sources_of(home)}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        remedy = f"Did you mean {near[0]}?" if near else "See `warta source list`."
        raise InputError(f"{name}: there is no such source. {remedy}")
    return known[name]


def chosen_sources(home: Home, names: Sequence[str] = (), *, everything: bool = False) -> list[Source]:
    """Return the sources to crawl: those named, all that are enabled, or those that are due.

    Raises:
        InputError: a named source is not known or disabled.
    """
    if not names:
        known = sources_of(home)
        if everything:
            return [source for source in known if source.enabled]
        return due_sources(known, home.crawl_state, datetime.now(UTC))
    chosen = [named_source(home, name) for name in dict.fromkeys(names)]
    for source in chosen:
        if not source.enabled:
            remedy = "" if source.disabled else f" Run `warta source check {source.id}` first."
            raise InputError(f"{source.id}: is disabled ({source.why_disabled}).{remedy}")
    return chosen


def keep_check(home: Home, source: Source) -> Path:
    """Write down that the check of `source` passed; return the file, which is the home's own from now on.

    What ships with Warta stays as it is: a copy of its file goes to the home and wins.
    """
    own = next((path for path in home.sources.glob("*.y*ml") if load_source(path).id == source.id), None)
    if own is None:
        own = home.sources / f"{source.id}.yaml"
        home.sources.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SHIPPED / own.name, own)
    mark_checked(own, datetime.now(UTC).date())
    return own


def new_run_id() -> str:
    """Return the name of a crawl that begins now."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"


def job_of(home: Home, source: Source, run_id: str, permits: Permits, *, ask_all: bool = False) -> CrawlJob:
    """Return the job that crawls `source` into the landing area of `home`."""
    return CrawlJob(
        source=source,
        home_state=home.crawl_state,
        spool=home.spool,
        landing=str(home.landing),
        run_id=run_id,
        contact=permits.contact,
        allow_hosts=permits.allow_hosts,
        limits=replace(CrawlLimits(), pages=permits.pages),
        ask_all=ask_all,
    )


def crawl_sources(
    home: Home,
    sources: Sequence[Source],
    permits: Permits,
    *,
    ask_all: bool = False,
    on_progress: Progress | None = None,
) -> Iterator[CrawlReport]:
    """Crawl sources side by side; yield each report as it comes, one with `error` for what failed.

    Args:
        home: where everything lies.
        sources: which.
        permits: of the operator.
        ask_all: whether feeds and sitemaps are asked before they are due.
        on_progress: told about each event of any crawl, one at a time.
    """
    run_id = new_run_id()
    jobs = [job_of(home, source, run_id, permits, ask_all=ask_all) for source in sources]
    yield from crawl_many(jobs, AT_ONCE, on_progress)


def columns_of(outcomes: Mapping[str, int]) -> dict[str, int]:
    """Return the outcomes of a crawl under the few headings of a table; they sum up to the same.

    >>> columns_of({"fetched": 3, "timeout": 1, "http_error": 1})["errors"]
    2
    """
    found = {name: sum(outcomes.get(one, 0) for one in members) for name, members in _COLUMNS.items()}
    return found | {"errors": sum(outcomes.values()) - sum(found.values())}
