"""Which announced addresses are worth a request: pure decisions over a source's rules."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawlers.discovery.addresses import leads_elsewhere, looks_like_article
from crawlers.discovery.model import Found
from crawlers.outcomes import Ending, Outcome
from crawlers.sources.model import Source
from crawlers.state import Standing

_LONGEST = 2083  # characters of an address: what browsers and servers agree on
_CLOCKS_DIFFER = 60.0  # seconds by which the site's clock may be ahead of ours


class Selection:
    """The rules of one source, ready to be applied."""

    def __init__(self, source: Source):
        self._source = source
        self._include = [re.compile(one) for one in source.articles.include]
        self._exclude = [re.compile(one) for one in source.articles.exclude]

    def elsewhere(self, url: str) -> bool:
        """Return whether `url` belongs to another site."""
        return not self._source.owns_host(urlsplit(url).hostname)

    def refuse(self, url: str | None, found: Found, kind: str) -> Ending | None:
        """Return why an announced address is no article of this site, None where it may be one.

        Args:
            url: the address as it is fetched, None where it is no web address.
            found: the announcement.
            kind: feed, sitemap or listing: a listing links to everything, so there the address must
                look like an article's.
        """
        if url is None:
            return Ending(Outcome.REFUSED, "is no http or https address")
        if len(url) > _LONGEST:
            return Ending(Outcome.REFUSED, f"is longer than {_LONGEST} characters")
        if self.elsewhere(url):
            return Ending(Outcome.OFF_SITE, "belongs to another site")
        if not self._is_article(url, kind):
            return Ending(Outcome.NOT_AN_ARTICLE, "its address is not an article's")
        return None

    def skip(self, standing: Standing | None, found: Found, kind: str) -> Ending | None:
        """Return why an article needs no request now, None where it does."""
        if standing is None:
            return self._too_old(found) if kind == "sitemap" else None
        now = datetime.now(UTC).timestamp()
        if standing.next_at is not None and standing.next_at <= now:
            return None
        if not standing.captured:
            return Ending(Outcome.ALREADY_KNOWN, "could not be had before; it is not due again")
        changed = found.modified.timestamp() if found.modified and found.dated else 0.0
        if standing.last_at and standing.last_at + _CLOCKS_DIFFER < changed <= now:
            return None
        return Ending(Outcome.ALREADY_KNOWN)

    def _too_old(self, found: Found) -> Ending | None:
        oldest = datetime.now(UTC) - self._source.cadence.max_age
        if found.modified and found.modified < oldest:
            return Ending(Outcome.TOO_OLD, f"dated {found.modified.date()}")
        return None

    def _is_article(self, url: str, kind: str) -> bool:
        if any(pattern.search(url) for pattern in self._exclude):
            return False
        if self._include:
            return any(pattern.search(url) for pattern in self._include)
        return looks_like_article(url) if kind == "listing" else not leads_elsewhere(url)
