"""Charts as inline SVG, drawn here: bars over days, and lines small enough for a table.

Marks stretch with the page, since they carry no text; labels are HTML beside them.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

_WIDE, _HIGH = 1000, 200  # units of the drawing, stretched to its place
_GAP = 0.18  # share of a day's room that stays empty
_THICKEST = 48  # a home of few days has bars, not walls


def day_range(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`.

    >>> [f"{day:%d}" for day in day_range(date(2025, 2, 27), date(2025, 3, 1))]
    ['27', '28', '01']
    """
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def stacked_bars(layers: Sequence[tuple[str, Sequence[int]]], title: str) -> Markup:
    """Draw bars, one a day, layers on one another; each layer is a CSS class with the number of each day."""
    days = len(layers[0][1]) if layers else 0
    top = ceiling(max((sum(layer[at] for _, layer in layers) for at in range(days)), default=0))
    bars = []
    for at in range(days):
        base = 0
        for name, layer in layers:
            bars.append(_bar(name, (at, days), (base / top, layer[at] / top)))
            base += layer[at]
    grid = "".join(_line(height) for height in (0.0, 0.5, 1.0))
    return _svg("bars", title, grid + "".join(bars), _HIGH)


def spark(counts: Sequence[int], title: str) -> Markup:
    """Draw the days of one source as small bars; a day without any is a mark at the foot."""
    top = max([*counts, 1])
    bars = [
        _bar("some" if count else "none", (at, len(counts)), (0.0, max(count / top, 0.03)), 100)
        for at, count in enumerate(counts)
    ]
    return _svg("spark", title, "".join(bars), 100)


def ceiling(highest: float) -> int:
    """Return a round even number that is no less, for the top of a scale with a middle.

    >>> [ceiling(number) for number in (0, 7, 23, 122, 99_001)]
    [2, 8, 24, 140, 100000]
    """
    size = 1
    while True:
        for tenths in (20, 24, 30, 40, 50, 60, 80, 100, 120, 140, 160):
            step = tenths * size // 10
            if step >= highest and step % 2 == 0:
                return step
        size *= 10


def _bar(name: str, place: tuple[int, int], reach: tuple[float, float], high: int = _HIGH) -> str:
    """Return a bar; `place` is its day and of how many, `reach` its begin and its length, as shares."""
    (at, days), (base, share) = place, reach
    width = _WIDE / max(days, 1)
    thick, height = min(width * (1 - _GAP), _THICKEST), share * high
    x = at * width + min(width * _GAP / 2, _THICKEST / 8)  # beside the day's name, which begins its column
    y = high - base * high - height
    return f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{thick:.1f}" height="{height:.1f}"/>'


def _line(height: float) -> str:
    y = _HIGH * (1 - height)
    return f'<line class="grid" x1="0" x2="{_WIDE}" y1="{y:.0f}" y2="{y:.0f}"/>'


def _svg(name: str, title: str, marks: str, high: int) -> Markup:
    opening = Markup('<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img">').format(
        name, _WIDE, high
    )
    return opening + Markup("<title>{}</title>").format(title) + Markup(marks) + Markup("</svg>")
