"""What a feed, a sitemap or a listing page announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Found:
    """One announced address.

    Attributes:
        url: complete address.
        modified: when the announcement says it last changed, aware, UTC; None where it does not say.
        dated: whether `modified` names a time of day and not only a day.
    """

    url: str
    modified: datetime | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """What one place announces.

    Attributes:
        pages: addresses of pages, in the order they stand.
        children: addresses of further sitemaps.
        problem: what is wrong with the place, None where it was read without doubt.
    """

    pages: tuple[Found, ...] = ()
    children: tuple[Found, ...] = ()
    problem: str | None = None
