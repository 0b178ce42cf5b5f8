"""Draws how a story spread as SVG: time from left to right, a lane a source, arrows from whose text it is."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from pipeline.cli.story_times import later_in_words, share_of_span, ticks
from warehouse.spread import Member

_WIDTH, _LEFT, _RIGHT, _TOP, _LANE, _BOTTOM = 1000, 210, 50, 84, 44, 70
_COLOURS = {"original": "#1b1b1b", "reprint": "#0b6e99", "revision": "#c26401", "excerpt": "#7a5195"}
_RADIUS = 6
_LABEL_LETTERS, _HEADLINE_LETTERS = 26, 90
_NEAR = 2.5 * _RADIUS  # circles of a lane that are closer than this are set one below the other

Point = tuple[float, float]


def story_svg(members: Sequence[Member]) -> str:
    """Return the picture of a story as an SVG document (W3C SVG 1.1), without scripts or links.

    Args:
        members: of `warehouse.spread.story_of`.
    """
    lanes = list(dict.fromkeys(member.source for member in members))
    height = _TOP + _LANE * len(lanes) + _BOTTOM
    points = _points(members, lanes)
    parts = [
        *_heading(members),
        *_lanes(lanes),
        *_axis(members, height),
        *_arrows(members, points),
        *_circles(members, points),
        *_legend(members, height),
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
            f'height="{height}" font-family="sans-serif" font-size="12">',
            '<rect width="100%" height="100%" fill="white"/>',
            *parts,
            "</svg>\n",
        ]
    )


def kind_of(member: Member) -> str:
    """Return how a member came by its text: original, reprint, revision or excerpt."""
    return member.kind or "original"


def _points(members: Sequence[Member], lanes: Sequence[str]) -> dict[str, Point]:
    times = [member.since for member in members]
    points: dict[str, Point] = {}
    for member in members:
        x = _across(share_of_span(member.since, times))
        lane = _TOP + _LANE * lanes.index(member.source) + _LANE / 2
        near = sum(abs(x - other) < _NEAR and abs(lane - y) < _LANE / 2 for other, y in points.values())
        points[member.article_id] = (x, lane + (near + 1) // 2 * 11 * (-1) ** near)
    return points


def _across(share: float) -> float:
    return _LEFT + 20 + share * (_WIDTH - _LEFT - _RIGHT - 20)


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(words)}</text>'


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else words[: letters - 1].rstrip() + "…"


def _heading(members: Sequence[Member]) -> Iterator[str]:
    headline = members[0].headline or members[0].url
    yield _text(20, 32, _cut(headline, _HEADLINE_LETTERS), 'font-size="17" font-weight="bold"')
    told = [member for member in members if member.in_story]
    sources = len({member.source for member in told})
    excerpts = len(members) - len(told)
    counts = f"{len(told)} articles, {sources} sources, {excerpts} excerpts"
    yield _text(20, 54, f"story {members[0].article_id}: {counts}", 'fill="#555"')


def _lanes(lanes: Sequence[str]) -> Iterator[str]:
    for number, source in enumerate(lanes):
        y = _TOP + _LANE * number
        if number % 2 == 0:
            width = _WIDTH - _RIGHT + 20 - 10
            yield f'<rect x="10" y="{y}" width="{width}" height="{_LANE}" fill="#f3f4f6"/>'
        yield _text(20, y + _LANE / 2 + 4, _cut(source, _LABEL_LETTERS))


def _axis(members: Sequence[Member], height: int) -> Iterator[str]:
    times = [member.since for member in members]
    bottom = height - _BOTTOM
    for moment, label in ticks(min(times), max(times)) or [(min(times), f"{min(times):%d %b %Y %H:%M}")]:
        x = _across(share_of_span(moment, times))
        yield f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{bottom}" stroke="#d0d4da"/>'
        yield _text(x, bottom + 18, label, 'text-anchor="middle" fill="#555"')
    yield _text(_WIDTH - _RIGHT + 10, bottom + 34, "UTC", 'text-anchor="end" fill="#555"')


def _arrows(members: Sequence[Member], points: dict[str, Point]) -> Iterator[str]:
    for kind, colour in _COLOURS.items():
        yield (
            f'<marker id="{kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            f'orient="auto"><path d="M0 0 L8 4 L0 8 Z" fill="{colour}"/></marker>'
        )
    for member in members:
        if member.origin in points:
            yield _arrow(points[member.origin], points[member.article_id], kind_of(member))


def _arrow(start: Point, end: Point, kind: str) -> str:
    (x1, y1), (x2, y2) = start, end
    stop = x2 - _RADIUS - 1 if x2 >= x1 + 2 * _RADIUS else x2
    drop = y2 - (_RADIUS + 1) * (y2 > y1) + (_RADIUS + 1) * (y2 < y1) if stop == x2 else y2
    bend = max(12.0, (stop - x1) / 2)
    curve = f"M{x1:.1f} {y1:.1f} C{x1:.1f} {y2:.1f} {stop - bend:.1f} {y2:.1f} {stop:.1f} {drop:.1f}"
    dashes = ' stroke-dasharray="4 3"' if kind == "excerpt" else ""
    return (
        f'<path d="{curve}" fill="none" stroke="{_COLOURS[kind]}" stroke-width="1.3" '
        f'stroke-opacity="0.75"{dashes} marker-end="url(#{kind})"/>'
    )


def _circles(members: Sequence[Member], points: dict[str, Point]) -> Iterator[str]:
    for member in members:
        x, y = points[member.article_id]
        later = later_in_words(*member.later_than(members[0]))
        said = f"{member.headline}\n{member.url}\n{kind_of(member)}, {later} after the first"
        fill = _COLOURS[kind_of(member)] if member.in_story else "white"
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="{fill}" '
            f'stroke="{_COLOURS[kind_of(member)]}" stroke-width="1.5"><title>{escape(said)}</title></circle>'
        )


def _legend(members: Sequence[Member], height: int) -> Iterator[str]:
    present = [kind for kind in _COLOURS if any(kind_of(member) == kind for member in members)]
    for number, kind in enumerate(present):
        x, y = 26 + 100 * number, height - 18
        fill = "white" if kind == "excerpt" else _COLOURS[kind]
        yield f'<circle cx="{x}" cy="{y - 4}" r="5" fill="{fill}" stroke="{_COLOURS[kind]}"/>'
        yield _text(x + 12, y, kind)
