"""What a crawl reports when it has ended."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """How the crawl of one source went.

    Attributes:
        source, run_id: which crawl.
        ended_by: ``finished``, ``closespider_timeout``, ``memusage_exceeded``, ``shutdown``, ``killed``,
            ``failed``, or why the rest was postponed.
        discovered: addresses that the ledger holds.
        outcomes: how many ended in each outcome; they add up to `discovered`.
        requests: answers that were recorded, redirects, retries and robots.txt among them.
        received: bytes of bodies, as they came.
        seconds: from the spider's start to its end.
        files: names of the WARC files that reached the landing area, recovered ones included.
        error: what went wrong with the process, None where nothing did.
    """

    source: str
    run_id: str
    ended_by: str = "failed"
    discovered: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    received: int = 0
    seconds: float = 0.0
    files: tuple[str, ...] = ()
    error: str | None = None

    @property
    def good(self) -> bool:
        """Whether the crawl came to its own end."""
        return self.error is None

    @property
    def captured(self) -> int:
        """How many articles, feeds and sitemaps brought new content."""
        return self.outcomes.get("fetched", 0) + self.outcomes.get("revisited", 0)


def facts_of(event: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a progress event that a report takes over."""
    taken = {name: event[name] for name in ("discovered", "outcomes", "requests", "seconds") if name in event}
    return taken | {"received": event.get("bytes", 0)}
