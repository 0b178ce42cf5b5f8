"""The exception by which a middleware says how the way of an address ends."""

from scrapy.exceptions import IgnoreRequest

from crawlers.outcomes import Ending, Outcome


class Settled(IgnoreRequest):
    """The address needs no further request: its outcome is known."""

    def __init__(self, outcome: Outcome, reason: str, http_status: int | None = None):
        super().__init__(reason)
        self.ending = Ending(outcome, reason, http_status)
