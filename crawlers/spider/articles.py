"""Articles: which of the announced are fetched, and what is kept of the answers."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.http import Response

from crawlers.discovery.addresses import visiting_address
from crawlers.discovery.model import Found
from crawlers.outcomes import Ending, Outcome
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
from crawlers.spider.judgement import Answer, is_final, judge_page
from crawlers.spider.keeper import Keeper
from crawlers.spider.selection import Selection
from crawlers.spool import IDENTICAL, NOT_MODIFIED, Earlier, payload_digest
from crawlers.state import Captured, Visited

_FIRST_RETRY = timedelta(hours=1)
_DENIED_FOR = timedelta(days=1)
_GIVEN_UP_AFTER = 5  # failures
_VISITED = "warta_visited"  # what the state says of earlier captures
_UNCOUNTED = {Outcome.POSTPONED, Outcome.ROBOTS_DENIED, Outcome.INTERRUPTED}


class Articles:
    """The articles of one run."""

    def __init__(self, job: CrawlJob, keeper: Keeper):
        self._source = job.source
        self._keeper = keeper
        self._state, self._ledger = keeper.state, keeper.ledger
        self._selection = Selection(job.source)
        self._left = job.limits.pages or job.source.cadence.max_pages

    # Which to fetch

    def due(self) -> Iterator[Request]:
        """Yield requests for what earlier runs left and for what is to be visited again."""
        for waiting in list(self._state.due_pages(datetime.now(UTC), self._left)):
            origin = "schedule" if waiting.seen else "waiting"
            if self._ledger.discover(waiting.url, "article", origin):
                yield from self._request(waiting.url, origin)

    def asked_for(self, urls: Iterable[str]) -> Iterator[Request]:
        """Yield requests for addresses that somebody names."""
        for given in urls:
            url = visiting_address(given, self._source.keep_parameters)
            if not url or not self._ledger.discover(url, "article", "asked for"):
                continue
            if self._selection.elsewhere(url):
                self._ledger.decide(url, Ending(Outcome.OFF_SITE, "belongs to another site"))
            else:
                self._state.announce(url, "asked for", datetime.now(UTC))
                yield from self._request(url, "asked for")

    def announced(self, pages: Iterable[Found], place: str, kind: str) -> tuple[int, list[Request]]:
        """Enter what a place announces; return how many are new and the requests to make."""
        new = 0
        requests: list[Request] = []
        for found in pages:
            url = visiting_address(found.url, self._source.keep_parameters)
            if not self._ledger.discover(url or found.url, "article", place):
                continue
            ending = self._selection.refuse(url, found, kind)
            if ending is None and url:
                standing = self._state.standing(url)
                new += standing is None
                ending = self._selection.skip(standing, found, kind)
                if standing is None and ending is None:
                    self._state.announce(url, place, datetime.now(UTC))
            if ending or not url:
                self._ledger.decide(url or found.url, ending or Ending(Outcome.REFUSED))
            else:
                requests.extend(self._request(url, place))
        return new, requests

    def _request(self, url: str, origin: str) -> Iterator[Request]:
        if self._left <= 0:
            self._ledger.decide(url, Ending(Outcome.POSTPONED, "the run has fetched as many as it may"))
            return
        self._left -= 1
        visited = self._state.visited(url)
        headers = conditions(visited.validators) if visited else {}
        meta = {KIND: "article", PAGE: url, ORIGIN: origin, _VISITED: visited}
        yield Request(url, headers=headers, meta=meta, dont_filter=True)

    # What came of it

    def came(self, response: Response) -> Ending:
        """Keep an answer; return how the article ended."""
        request = response.request
        assert request is not None
        if "download_stopped" in response.flags:
            kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
            ending = Ending(Outcome.NOT_HTML, kind, response.status)
            self.failed(request, ending)
            return ending
        answer = answer_of(response)
        visited: Visited | None = request.meta[_VISITED]
        wrong = judge_page(answer)
        if wrong is None and answer.status == 304 and not (visited and visited.capture):
            wrong = Ending(Outcome.HTTP_ERROR, "304 without having been asked", 304)
        if wrong is None and self._selection.elsewhere(response.url):
            wrong = Ending(Outcome.OFF_SITE, f"redirects to {response.url}", answer.status)
        if wrong:
            return self._not_kept(request, wrong)
        return self._kept(request, answer, visited)

    def failed(self, request: Request, ending: Ending) -> None:
        """Enter that an article could not be had, and when it is tried again."""
        page = request.meta[PAGE]
        self._ledger.decide(page, ending)
        now = datetime.now(UTC)
        failures = self._state.failures(page) + 1
        counts = ending.outcome not in _UNCOUNTED
        again: datetime | None = now + _FIRST_RETRY * 2 ** (failures - 1)
        if not counts:
            again = now + (_DENIED_FOR if ending.outcome is Outcome.ROBOTS_DENIED else timedelta())
        elif is_final(ending) or failures >= _GIVEN_UP_AFTER:
            again = None
        self._state.page_failed(page, again, counts=counts)

    def _not_kept(self, request: Request, ending: Ending) -> Ending:
        if ending.outcome is not Outcome.INCOMPLETE:
            capture, _ = self._keeper.record(request, fields_of(request, ending.outcome, ending.reason))
            ending = Ending(ending.outcome, ending.reason, ending.http_status, capture.record_id)
        self.failed(request, ending)
        return ending

    def _kept(self, request: Request, answer: Answer, visited: Visited | None) -> Ending:
        page = request.meta[PAGE]
        revisit = _revisit(request, answer, visited)
        outcome = Outcome.UNCHANGED if revisit else Outcome.REVISITED if visited else Outcome.FETCHED
        capture, at = self._keeper.record(request, fields_of(request, outcome), revisit)
        validators = validators_of(dict(answer.headers))
        captured = Captured(at, validators, None if revisit else capture)
        self._state.page_captured(page, captured, self._source.cadence.revisit)
        ending = Ending(outcome, "", answer.status, capture.record_id)
        self._ledger.decide(page, ending)
        return ending


def _revisit(request: Request, answer: Answer, visited: Visited | None) -> tuple[str, Earlier] | None:
    if not visited or not visited.capture:
        return None
    if answer.status == 304:
        return NOT_MODIFIED, visited.capture
    same = payload_digest(request.meta["warta_raw"].body) == visited.capture.payload_digest
    return (IDENTICAL, visited.capture) if same else None
