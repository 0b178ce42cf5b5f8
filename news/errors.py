"""What can go wrong, named for what the caller should do about it.

    WartaError              anything that a user is told in one line
    ├── InputError          mend what was given, then call again
    ├── Busy                wait for the one who holds it, then call again
    ├── StaleCandidate      the published file moved on; load again
    ├── LandingBroken       restore the landed files that are named
    └── AuditFailed         nothing was published; look at the batch that is named

Bad articles are rows (`news.rejection`), never exceptions: only broken systems raise.
"""


class WartaError(Exception):
    """Says what was wrong, where, what was expected and what to do."""


class InputError(WartaError):
    """The user gave something that cannot be used."""


class Busy(WartaError):
    """Somebody else holds what is needed."""


class StaleCandidate(WartaError):
    """The published file is no longer the one that the candidate was copied from."""


class AuditFailed(WartaError):
    """The candidate does not hold what it must; the published file stays as it is."""


class LandingBroken(WartaError):
    """Landed files are no longer what was read from them."""
