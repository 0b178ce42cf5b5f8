"""Where the crawler may go: http and https, and never to private networks unless the operator says so."""

import ipaddress
from collections.abc import Collection, Sequence
from typing import ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawlers.outcomes import Outcome
from crawlers.spider.settled import Settled

ALLOW_HOSTS = "WARTA_ALLOW_HOSTS"
REFUSED_ADDRESS = "leads to an address that is not public"


def refuse_address(address: str) -> bool:
    """Return whether an IP address is not public: loopback, private, link-local, reserved, multicast.

    Addresses that carry an IPv4 address inside (mapped, 6to4, Teredo, NAT64) are judged by it too.

    >>> refuse_address("127.0.0.1"), refuse_address("::ffff:10.0.0.1"), refuse_address("8.8.8.8")
    (True, True, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    return any(not one.is_global or one.is_multicast for one in (ip, *_inside(ip)))


def _inside(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in ipaddress.ip_network("64:ff9b::/96"):  # NAT64, RFC 6052
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def refuse_url(url: str, allow_hosts: Collection[str] = ()) -> str | None:
    """Return why `url` must not be asked, None where it may; names are judged when they are resolved.

    >>> refuse_url("ftp://example.com/")
    'leaves http and https'
    >>> refuse_url("http://169.254.169.254/latest/meta-data/")
    'leads to an address that is not public'
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return "leaves http and https"
    host = (parts.hostname or "").rstrip(".")
    if host in allow_hosts:
        return None
    if host == "localhost" or host.endswith(".localhost"):
        return REFUSED_ADDRESS
    is_literal = ":" in host or host.replace(".", "").isdigit()
    return REFUSED_ADDRESS if is_literal and refuse_address(host) else None


class GuardMiddleware:
    """Refuses requests by address before, and responses by peer after; redirects pass here too."""

    def __init__(self, allow_hosts: frozenset[str]):
        self._allow_hosts = allow_hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        """Build from the settings."""
        return cls(frozenset(crawler.settings.getlist(ALLOW_HOSTS)))

    def process_request(self, request: Request) -> None:
        """Settle the request where it must not be made."""
        reason = refuse_url(request.url, self._allow_hosts)
        if reason:
            raise Settled(Outcome.REFUSED, reason)

    def process_response(self, request: Request, response: Response) -> Response:
        """Drop an answer that came from where the crawler must not go, should one ever do."""
        allowed = urlsplit(request.url).hostname in self._allow_hosts
        if response.ip_address and not allowed and refuse_address(str(response.ip_address)):
            raise Settled(Outcome.REFUSED, REFUSED_ADDRESS)
        return response


class GuardedResolver(CachingThreadedResolver):
    """Resolves names, and refuses those that lead to a private network.

    The connection goes to the very address that was judged here, so a name that changes its
    address between the two (DNS rebinding) gains nothing.
    """

    # Names that were refused: Twisted replaces the error that says so by one that does not.
    refused: ClassVar[set[str]] = set()

    def __init__(self, reactor: ReactorBase, settings: Sequence[float], allow_hosts: frozenset[str]):
        cache_size, timeout = settings
        super().__init__(reactor, int(cache_size), timeout)
        self._allow_hosts = allow_hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "GuardedResolver":
        """Build from the settings."""
        numbers = (crawler.settings.getint("DNSCACHE_SIZE"), crawler.settings.getfloat("DNS_TIMEOUT"))
        return cls(reactor, numbers, frozenset(crawler.settings.getlist(ALLOW_HOSTS)))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802
        """Resolve `name`; fails where it leads to a private network, and notes it in `refused`."""
        found = super().getHostByName(name, timeout)
        return found if name in self._allow_hosts else found.addCallback(self._public, name)

    def _public(self, address: str, name: str) -> str:
        if refuse_address(address):
            self.refused.add(name)
            raise DNSLookupError(REFUSED_ADDRESS)
        return address
