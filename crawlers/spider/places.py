"""Places: feeds, sitemaps, listings and home pages, asked conditionally and as often as they bring news."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers.discovery.addresses import visiting_address
from crawlers.discovery.feeds import read_feed
from crawlers.discovery.homepage import Homepage, read_homepage, usual_places
from crawlers.discovery.listings import read_listing
from crawlers.discovery.model import Announcement, Found
from crawlers.discovery.sitemaps import LIMIT, read_sitemap
from crawlers.outcomes import Ending, Outcome
from crawlers.spider.articles import Articles
from crawlers.spider.exchange_facts import (
    KIND,
    ORIGIN,
    PAGE,
    answer_of,
    conditions,
    fields_of,
    validators_of,
)
from crawlers.spider.job import CrawlJob
from crawlers.spider.judgement import Answer, judge_place
from crawlers.spider.keeper import Keeper
from crawlers.spider.rhythm import FIRST_INTERVAL, next_interval
from crawlers.spider.robots import RobotsMiddleware
from crawlers.spool import IDENTICAL, NOT_MODIFIED, Earlier, payload_digest
from crawlers.state import Captured

_LOOK_AGAIN = timedelta(days=7)  # after which the home page is asked again where the places are
_MOST_CHILDREN = 50  # sitemaps of one index that are read in one run
_DEEPEST = 3  # indexes of indexes
_BEFORE_ARTICLES = 100  # priority of a place's request
_FAILED_FOR_GOOD = 3  # failures of a place that nobody named, after which it is forgotten

# Maps of pages that are no articles, in the naming of WordPress and its plug-ins, and the like.
_OTHER_MAPS = re.compile(
    r"(image|video|page|category|kategori|tag|author|user|taxonom|product|attachment)s?[-_]?(site)?map"
    r"|sitemap[-_](posts-)?(image|video|page|category|kategori|tag|author|misc)|-(taxonomies|users)-"
)
_READERS = {"feed": read_feed, "sitemap": read_sitemap, "listing": read_listing}


class Places:
    """The places of one run."""

    def __init__(self, job: CrawlJob, keeper: Keeper, articles: Articles):
        self._source, self._ask_all = job.source, job.ask_all
        self._keeper, self._articles = keeper, articles
        self._state, self._ledger = keeper.state, keeper.ledger
        self._readable = 0
        self._looked = False

    # Which to ask

    def due(self) -> Iterator[Request]:
        """Yield requests for the places that are due; for the home page where none are known."""
        self._take_over_named()
        now = datetime.now(UTC)
        due = self._state.places(None if self._ask_all else now)
        if self._must_look(now):
            yield from self._request(self._source.homepage, "homepage", "source")
        for place in due:
            if self._state.announced_at(place.url) is None:
                yield from self._request(place.url, place.kind, place.discovered_from)

    def last_resort(self) -> Request | None:
        """Return a request that takes the home page for a listing, where nothing else could be read."""
        if not self._looked or self._readable:
            return None
        self._looked = False
        url = self._source.homepage
        self._add(url, "listing", "homepage")
        return next(self._request(url, "listing", "homepage", again=True), None)

    def _take_over_named(self) -> None:
        named = {
            "feed": self._source.feeds,
            "sitemap": self._source.sitemaps,
            "listing": self._source.listings,
        }
        wanted = {url for urls in named.values() for url in urls}
        for place in self._state.places():
            if place.discovered_from == "source" and place.url not in wanted:
                self._state.forget_place(place.url)
        for kind, urls in named.items():
            for url in urls:
                self._add(url, kind, "source")

    def _must_look(self, now: datetime) -> bool:
        source = self._source
        if source.feeds or source.sitemaps or source.listings:
            return False
        known = [place for place in self._state.places() if place.failures == 0]
        looked = float(self._state.fact("looked_at") or 0)
        return not known or now.timestamp() - looked > _LOOK_AGAIN.total_seconds()

    def _add(self, url: str, kind: str, origin: str) -> None:
        first = min(FIRST_INTERVAL, self._source.cadence.every)
        self._state.add_place(url, kind, origin, first)

    def _request(self, url: str, kind: str, origin: str, *, again: bool = False) -> Iterator[Request]:
        if not self._ledger.discover(url, kind, origin) and not again:
            return
        if visiting_address(url) is None:  # a request cannot even be made of some
            self._ledger.decide(url, Ending(Outcome.REFUSED, "is no http or https address"))
            self._state.forget_place(url)
            return
        visited = self._state.visited(url) if kind != "homepage" and not again else None
        meta: dict[str, Any] = {KIND: kind, PAGE: url, ORIGIN: origin}
        if kind == "sitemap":
            meta["download_maxsize"] = LIMIT
        headers = conditions(visited.validators) if visited else {}
        yield Request(url, headers=headers, meta=meta, dont_filter=True, priority=_BEFORE_ARTICLES)

    # What came of it

    async def came(self, response: Response, crawler: Crawler) -> tuple[Ending, list[Request]]:
        """Read an answer; return how the place ended and what to ask for next."""
        request = response.request
        assert request is not None
        answer = answer_of(response)
        wrong = judge_place(answer)
        if wrong:
            capture, _ = self._keeper.record(request, fields_of(request, wrong.outcome, wrong.reason))
            wrong = Ending(wrong.outcome, wrong.reason, wrong.http_status, capture.record_id)
            self.failed(request, wrong)
            return wrong, []
        if request.meta[KIND] == "homepage":
            return await self._look(request, answer, crawler)
        return self._read(request, answer)

    def failed(self, request: Request, ending: Ending) -> None:
        """Enter that a place could not be read; one that was only guessed is forgotten."""
        url = request.meta[PAGE]
        self._ledger.decide(url, ending)
        place = self._state.place(url)
        if place is None:
            return
        guessed = place.discovered_from == "usual place"
        missing = ending.outcome in (Outcome.HTTP_ERROR, Outcome.UNREADABLE) and guessed
        if missing or (place.discovered_from != "source" and place.failures + 1 >= _FAILED_FOR_GOOD):
            self._state.forget_place(url)
            return
        interval = next_interval(place.interval, None, self._source.cadence)
        self._state.place_polled(url, datetime.now(UTC), interval, None)

    def _read(self, request: Request, answer: Answer) -> tuple[Ending, list[Request]]:
        url, kind = request.meta[PAGE], request.meta[KIND]
        digest = payload_digest(request.meta["warta_raw"].body)
        unread = answer.status != 304 and digest != self._state.read_digest(url)
        announcement = self._announcement(kind, answer, request.url) if unread else Announcement()
        if announcement.problem:
            problem = Ending(Outcome.UNREADABLE, announcement.problem, answer.status)
            capture, _ = self._keeper.record(request, fields_of(request, problem.outcome, problem.reason))
            self.failed(
                request, Ending(problem.outcome, problem.reason, problem.http_status, capture.record_id)
            )
            return problem, []
        ending = self._kept(request, answer, digest, unread=unread)
        self._readable += 1
        news, requests = self._articles.announced(announcement.pages, url, kind)
        requests += self._children(announcement.children, request)
        if unread:
            self._state.place_read(url, digest)
        place = self._state.place(url)
        interval = next_interval(place.interval if place else FIRST_INTERVAL, news, self._source.cadence)
        self._state.place_polled(url, datetime.now(UTC), interval, news)
        return ending, requests

    def _announcement(self, kind: str, answer: Answer, url: str) -> Announcement:
        if kind == "feed":
            return read_feed(answer.body, url, answer.headers.get("content-type", ""))
        return _READERS[kind](answer.body, url)

    def _kept(self, request: Request, answer: Answer, digest: str, *, unread: bool) -> Ending:
        url = request.meta[PAGE]
        visited = self._state.visited(url)
        revisit: tuple[str, Earlier] | None = None
        if visited and visited.capture:
            if answer.status == 304:
                revisit = (NOT_MODIFIED, visited.capture)
            elif digest == visited.capture.payload_digest:
                revisit = (IDENTICAL, visited.capture)
        outcome = Outcome.FETCHED if unread else Outcome.UNCHANGED
        capture, at = self._keeper.record(request, fields_of(request, outcome), revisit)
        validators = validators_of(dict(answer.headers))
        self._state.place_captured(url, Captured(at, validators, None if revisit else capture))
        ending = Ending(outcome, "", answer.status, capture.record_id)
        self._ledger.decide(url, ending)
        return ending

    def _children(self, children: Iterable[Found], request: Request) -> list[Request]:
        depth = request.meta.get("warta_depth", 1)
        requests: list[Request] = []
        newest = datetime.min.replace(tzinfo=UTC)
        for child in sorted(children, key=lambda found: found.modified or newest, reverse=True):
            skipped = self._skip_child(child, depth, len(requests))
            if skipped:
                if self._ledger.discover(child.url, "sitemap", request.meta[PAGE]):
                    self._ledger.decide(child.url, skipped)
                continue
            self._add(child.url, "sitemap", request.meta[PAGE])
            for onward in self._request(child.url, "sitemap", request.meta[PAGE]):
                onward.meta["warta_depth"] = depth + 1
                requests.append(onward)
            at = child.modified.timestamp() if child.modified else None
            self._state.keep_announced_at(child.url, at)
        return requests

    def _skip_child(self, child: Found, depth: int, taken: int) -> Ending | None:
        refused = self._refuse_child(child.url)
        if refused:
            return refused
        if child.modified and child.modified < datetime.now(UTC) - self._source.cadence.max_age:
            return Ending(Outcome.TOO_OLD, f"dated {child.modified.date()}")
        if child.modified and self._state.announced_at(child.url) == child.modified.timestamp():
            return Ending(Outcome.ALREADY_KNOWN, "has not changed by its index")
        if depth >= _DEEPEST or taken >= _MOST_CHILDREN:
            return Ending(Outcome.POSTPONED, f"more than {_MOST_CHILDREN} sitemaps, or indexes too deep")
        return None

    def _refuse_child(self, url: str) -> Ending | None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return Ending(Outcome.REFUSED, "is no http or https address")
        if not self._source.owns_host(parts.hostname):
            return Ending(Outcome.OFF_SITE, "belongs to another site")
        if _OTHER_MAPS.search(parts.path.rpartition("/")[2].lower()):
            return Ending(Outcome.NOT_AN_ARTICLE, "a map of pages that are no articles")
        return None

    # Where the places are

    async def _look(self, request: Request, answer: Answer, crawler: Crawler) -> tuple[Ending, list[Request]]:
        url = request.meta[PAGE]
        home = read_homepage(answer.body, request.url)
        self._looked = True
        capture, _ = self._keeper.record(request, fields_of(request, Outcome.FETCHED))
        ending = Ending(Outcome.FETCHED, "", answer.status, capture.record_id)
        self._ledger.decide(url, ending)
        self._remember(home)
        robots = crawler.get_downloader_middleware(RobotsMiddleware)
        named = (await robots.robots_of(request.url)).sitemaps if robots else ()
        feeds, sitemaps = usual_places(home.system, request.url)
        for kind, found, usual in (("feed", home.feeds, feeds), ("sitemap", named, sitemaps)):
            origin = "usual place" if not found else url
            for address in found or usual:
                place = _joined(request.url, address)
                if origin != "usual place" or self._source.owns_host(urlsplit(place).hostname):
                    self._add(place, kind, origin)
        due = self._state.places(datetime.now(UTC))
        return ending, [
            one for place in due for one in self._request(place.url, place.kind, place.discovered_from)
        ]

    def _remember(self, home: Homepage) -> None:
        self._state.keep_fact("looked_at", str(datetime.now(UTC).timestamp()))
        for name in ("system", "publisher", "language"):
            self._state.keep_fact(name, getattr(home, name) or "")


def _joined(base: str, written: str) -> str:
    """Return the complete address, or what is written where no address can be made of it."""
    try:
        return urljoin(base, written)
    except ValueError:
        return written
