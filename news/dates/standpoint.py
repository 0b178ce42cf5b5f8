"""From where a text is read: the moment of capture, its language and zone, as far as they are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from news.dates.zones import local_times


@dataclass(frozen=True)
class Standpoint:
    """What a reader of a text knows beside the text.

    Attributes:
        captured: aware; nothing whose year is left open is read as lying after it.
        language: BCP 47; Indonesian and Malay write the day first, English does both.
        time_zone: IANA name or offset of the place that writes.
        found_by: what the evidence is marked with.
    """

    captured: datetime
    language: str | None = None
    time_zone: str | None = None
    found_by: str = "text"

    @cached_property
    def spoken(self) -> str | None:
        """The primary subtag of the language: `id` for `id-ID`."""
        return self.language.replace("_", "-").split("-")[0].lower() if self.language else None

    @cached_property
    def day_first(self) -> bool | None:
        """Whether the language writes `3/11/2025` day first; None where it is unknown or does both."""
        return None if self.spoken in {None, "", "en", "und"} else True

    @cached_property
    def latest(self) -> date:
        """The last local day that a page captured then can speak of as present."""
        return max(self.local_times(self.spoken)).date()

    def local_times(self, spoken: str | None) -> Iterator[datetime]:
        """Yield the local times that the capture may have had where `spoken` is the language."""
        return local_times(self.captured, spoken, self.time_zone)
