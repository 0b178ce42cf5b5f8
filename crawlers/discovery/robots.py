"""robots.txt (RFC 9309): what a site asks of crawlers, with the standard's answer to each failure."""

from dataclasses import dataclass

from protego import Protego

_LONGEST_DELAY = 3600.0  # seconds; more would end every run after its first page
_LARGEST = 512_000  # bytes that are read: RFC 9309, section 2.5, asks for at least 500 KiB


@dataclass(frozen=True, slots=True)
class Verdict:
    """What robots.txt says of one address.

    Attributes:
        allowed: whether the address may be fetched.
        reason: ``allowed``, ``disallowed``, ``no robots.txt`` or ``robots.txt unreachable``.
    """

    allowed: bool
    reason: str


class Robots:
    """The robots.txt of one host."""

    def __init__(self, status: int | None, body: bytes):
        """Read an answer; `status` is None where none came."""
        self._rules: Protego | None = None
        if status is not None and 200 <= status < 300:
            self._rules = Protego.parse(_text(body))
            self._without = Verdict(True, "allowed")
        elif status is not None and 400 <= status < 500 and status != 429:
            self._without = Verdict(True, "no robots.txt")  # RFC 9309, 2.3.1.3
        else:
            self._without = Verdict(False, "robots.txt unreachable")  # RFC 9309, 2.3.1.4

    @property
    def reachable(self) -> bool:
        """Whether the site gave an answer that stands for a day."""
        return self._without.allowed

    def verdict(self, url: str, agent: str) -> Verdict:
        """Return whether `agent` may fetch `url`."""
        if self._rules is None:
            return self._without
        allowed = self._rules.can_fetch(url, agent)
        return Verdict(True, "allowed") if allowed else Verdict(False, "disallowed")

    def crawl_delay(self, agent: str) -> float:
        """Return the seconds that the site asks for between two requests: 0 for none, an hour at most."""
        if self._rules is None:
            return 0.0
        delay = self._rules.crawl_delay(agent) or 0.0
        rate = self._rules.request_rate(agent)
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return min(max(0.0, delay, by_rate), _LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of the sitemaps that the file names, as written."""
        return tuple(self._rules.sitemaps) if self._rules else ()


def _text(body: bytes) -> str:
    head = body[:_LARGEST]
    if len(body) > _LARGEST:
        head = head[: head.rfind(b"\n") + 1] or head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace").replace("\x00", "")
