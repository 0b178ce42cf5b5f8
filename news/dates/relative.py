"""Days that are counted from the capture: `hari ini`, `kemarin`, `3 jam lalu`, a weekday alone."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from news.dates.evidence import DateEvidence
from news.dates.names import fold, names
from news.dates.standpoint import Standpoint

_COUNTED = re.compile(
    r"(?<!\w)(?:(?P<today>hari ini|today)|(?P<yesterday>kemarin|yesterday)(?! dulu)|(?P<semalam>semalam)"
    r"|(?P<now>(?<=^)(?:baru saja|barusan|just now)(?=$))"
    r"|(?P<number>\d{1,3}|an?|se)\s?(?P<unit>detik|menit|minit|jam|hari|sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?)"
    r"\s+(?:yang\s+)?(?:lalu|lepas|silam|ago))(?!\w)",
    re.IGNORECASE,
)
_UNITS = {
    "detik": timedelta(seconds=1),
    "sec": timedelta(seconds=1),
    "men": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "jam": timedelta(hours=1),
    "hou": timedelta(hours=1),
    "hr": timedelta(hours=1),
    "har": timedelta(days=1),
    "day": timedelta(days=1),
}
_DATED = re.compile(r"(?:\d[)\]]?|\d\s[^\W\d_]{3,10}|lalu|Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu)\s+$")
_ENGLISH = re.compile(r"today|yesterday|just now|ago$", re.IGNORECASE)

_BARE_WEEKDAY = re.compile(
    r"(?:(?<=, )|(?<=^)|(?<=\bpada )|(?<=\bhari )|(?<=\bon )|(?<=\bPada )|(?<=\bHari ))"
    r"([A-Z][a-z]{3,8}(?:['’‘`ʼ]at)?)(?![\w'’-])"
    r"(?!\s*(?:[-–—/,]|hingga|sampai|dan|atau|s/d|and|to|or)\s*\(?[A-Z0-9])"
    r"(?!\s*(?:[^\W\d_]{3,10}\s*)?,?\s*[(\[]?\d)"
    r"(?!\s*\(?(?:depan|mendatang|lalu|lepas|silam|esok|nanti|besok|ke|next|last|pekan|minggu|yang)\b)"
)
_EVERY = re.compile(
    r"(?:setiap|tiap|saban|every|next|last|besok|mulai|sejak)\s+(?:hari\s+|pada\s+|on\s+)?$", re.IGNORECASE
)

_Count = Callable[[datetime], set[date]]


def _back(days: int) -> _Count:
    return lambda now: {now.date() - timedelta(days=days)}


def _ago(number: str, unit: str) -> _Count:
    count = int(number) if number.isdigit() else 1
    length = next(length for start, length in _UNITS.items() if unit.lower().startswith(start))
    if length == timedelta(days=1):
        return _back(count)
    # "3 hours ago" is said until the fourth has passed: both ends must lie on the same day.
    return lambda now: {(now - length * count).date(), (now - length * (count + 1)).date()}


def _counting(match: re.Match[str]) -> _Count:
    if match["number"]:
        return _ago(match["number"], match["unit"])
    return _back(1 if match["yesterday"] or match["semalam"] else 0)


def _last(weekday: int) -> _Count:
    return lambda now: {now.date() - timedelta(days=(now.isoweekday() - weekday) % 7)}


def _candidates(text: str, language: str | None) -> Iterator[tuple[re.Match[str], bool, _Count]]:
    """Yield match, whether its words are English, and how to count."""
    for match in _COUNTED.finditer(text):
        if match["yesterday"] and _DATED.search(text, 0, match.start()):
            continue  # `27 Juli kemarin` only says that the day is past
        # Malay says `semalam` for yesterday, Indonesian for the night that has passed.
        if not match["semalam"] or language == "ms":
            yield match, bool(_ENGLISH.search(match[0])), _counting(match)
    for match in _BARE_WEEKDAY.finditer(text):
        weekday = names().weekdays.get(fold(match[1]))
        if weekday and not _EVERY.search(text, max(0, match.start() - 20), match.start()):
            yield match, fold(match[1]) in names("en").weekdays, _last(weekday)


def relative_dates(
    text: str, seen_from: Standpoint, taken: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, DateEvidence]]:
    """Yield offset and evidence of each day that `text` counts from the moment it was captured.

    The local day at the capture depends on the zone. Where none is known, a day counts only if it is the
    same in all zones in which the words are spoken.

    Args:
        text: running text or a page's stamp.
        seen_from: capture, language and zone.
        taken: spans of the text that are read already.
    """
    for match, english, count in _candidates(text, seen_from.spoken):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        spoken = seen_from.spoken or (None if english else "id")
        days = set[date]().union(*(count(now) for now in seen_from.local_times(spoken)))
        if len(days) == 1:
            zone, words = seen_from.time_zone, match[0].strip()
            yield match.start(), DateEvidence(days.pop(), None, "day", seen_from.found_by, zone, words)
