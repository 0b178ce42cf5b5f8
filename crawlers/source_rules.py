"""What sources say of their own pages, looked up for a capture: which source, which rules of its day."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from crawlers.reading import SourceRules
from crawlers.sources import Source
from news.capture import Capture


class KnownSources:
    """Sources by id and, for captures of other people's making, by the host that they own."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._by_id = {source.id: source for source in sources}
        self._by_host = {host: source for source in self._by_id.values() for host in source.site_hosts}

    def of(self, capture: Capture) -> Source | None:
        """Return the source that `capture` is of, None where no known one is."""
        if capture.source:
            return self._by_id.get(capture.source)
        host = _host(capture.target_uri)
        while host:
            if host in self._by_host:
                return self._by_host[host]
            host = host.partition(".")[2]
        return None


def rules_of(source: Source, day: date) -> SourceRules:
    """Return the rules by which a capture of `day` is read."""
    selectors, cut = source.rules_on(day)
    return SourceRules(
        headline=selectors.headline,
        body=selectors.body,
        author=selectors.author,
        date=selectors.date,
        remove=cut,
    )


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
