"""Exceptions of a download to outcomes."""

import re
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from crawlers.outcomes import Ending, Outcome
from crawlers.spider.guard import REFUSED_ADDRESS, GuardedResolver
from crawlers.spider.settled import Settled

_OUTCOMES: list[tuple[type[Exception] | tuple[type[Exception], ...], Outcome, str]] = [
    (CannotResolveHostError, Outcome.DNS_ERROR, "the host name leads nowhere"),
    (DownloadTimeoutError, Outcome.TIMEOUT, "no complete answer in time"),
    (ResponseDataLossError, Outcome.INCOMPLETE, "the body ended before its time"),
    (DownloadCancelledError, Outcome.TOO_LARGE, "larger than the bound"),
    (DownloadConnectionRefusedError, Outcome.CONNECTION_ERROR, "the connection was refused"),
    (
        (DownloadFailedError, ConnectError, ConnectionClosed),
        Outcome.CONNECTION_ERROR,
        "the connection was lost",
    ),
    (UnsupportedURLSchemeError, Outcome.REFUSED, "leaves http and https"),
]

# Words of OpenSSL and of service_identity: the errors themselves are lost within Twisted's.
_UNTRUSTED = re.compile("certificate verify failed|VerificationError")
_TLS = "the certificate cannot be trusted; with verify_certificates: false the source does without"


def ending_of(error: BaseException | None, request: Request) -> Ending:
    """Return how an address ended whose request failed with `error`."""
    if isinstance(error, Settled):
        return error.ending
    if (
        isinstance(error, CannotResolveHostError)
        and urlsplit(request.url).hostname in GuardedResolver.refused
    ):
        return Ending(Outcome.REFUSED, REFUSED_ADDRESS)
    if _UNTRUSTED.search(str(error)):
        return Ending(Outcome.CONNECTION_ERROR, _TLS)
    for kinds, outcome, reason in _OUTCOMES:
        if isinstance(error, kinds):
            return Ending(outcome, reason)
    return Ending(Outcome.FAILED, f"{type(error).__name__}: {error}")
