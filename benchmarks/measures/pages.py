"""Loads the pages of the evaluation data with what is expected of them."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

from crawlers.decode import decode
from measures.shingles import match

_CAPTURED = datetime(2026, 7, 1, tzinfo=UTC)  # of pages that came without a date
_DAY = re.compile(r"_\d{4}_\d\d_\d\d\.html\.gz$")
_TAGS = re.compile(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>")
_KINDS = (
    ("wordpress", re.compile(r"/wp-(?:content|includes)/")),
    ("blogger", re.compile(r"blogger\.com|blogspot|bp\.blogspot")),
    ("drupal", re.compile(r"/sites/(?:default|all)/|drupal", re.IGNORECASE)),
    ("joomla", re.compile(r"/media/jui/|joomla!", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is expected; None where nothing is said."""

    name: str
    kind: str
    html: str
    url: str
    captured: datetime
    body: str | None = None
    headline: str | None = None
    authors: list[str] | None = None
    present: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def publishers(data: Path) -> Iterator[Page]:
    """Yield the news pages with expected bodies; each page file is given to the expectation that it shows."""
    for info in sorted((data / "pages/publishers").glob("*/meta.info")):
        captures = json.loads(info.read_text(encoding="utf-8"))
        outlets: dict[str, list[str]] = {}
        for name in sorted(captures):
            if (info.parent / name).exists():
                outlets.setdefault(_DAY.sub("", name), []).append(name)
        for outlet, names in outlets.items():
            yield from _of_outlet(info.parent, outlet, names, captures)


def mixed_web(data: Path) -> Iterator[Page]:
    """Yield the web pages with passages that must and must not be in the body."""
    folder = data / "pages/mixed_web"
    expected = json.loads((folder / "evaldata_sample600.json").read_text(encoding="utf-8"))
    for url, said in expected.items():
        html = _read(folder / "html" / f"{said['file']}.gz")
        present, absent = (list(filter(None, map(_folded, said[key]))) for key in ("with", "without"))
        authors = _names(said.get("author") or "")
        yield Page(
            said["file"],
            kind_of(html),
            html,
            url,
            _CAPTURED,
            None,
            said.get("title") or None,
            authors,
            present,
            absent,
        )


def listings(data: Path) -> Iterator[Page]:
    """Yield listing pages, which hold no article."""
    for path in sorted((data / "pages/listings").glob("*.html.gz")):
        html = _read(path)
        yield Page(path.name, kind_of(html), html, "https://portal.test/kanal/daerah", _CAPTURED, body="")


def kind_of(html: str) -> str:
    """Return the system that made a page, as far as its markup shows."""
    return next((kind for kind, sign in _KINDS if sign.search(html)), "other")


def _of_outlet(
    folder: Path, outlet: str, names: list[str], captures: dict[str, dict[str, str]]
) -> Iterator[Page]:
    expected = list(json.loads((folder / f"{outlet}.json").read_text(encoding="utf-8")).values())
    pages = {name: _read(folder / name) for name in names}
    for said, name in zip(expected, _assigned(expected, pages), strict=False):
        capture = captures[name]
        captured = datetime.fromisoformat(capture["crawl_date"]).replace(tzinfo=UTC)
        yield Page(
            name=f"{folder.name}/{name}",
            kind=kind_of(pages[name]),
            html=pages[name],
            url=capture["url"],
            captured=captured,
            body=_body(said["body"]),
            headline=said.get("title"),
            authors=said.get("authors"),
        )


def _assigned(expected: list[dict[str, object]], pages: dict[str, str]) -> tuple[str, ...]:
    """Return for each expectation its page file: the assignment under which most of the words are shown."""
    if len(pages) == 1:
        return tuple(pages)
    texts = {name: _TAGS.sub(" ", html) for name, html in pages.items()}
    shown = {
        (at, name): match(_body(said["body"]), text).hits  # type: ignore[arg-type]
        for at, said in enumerate(expected)
        for name, text in texts.items()
    }
    return max(permutations(pages), key=lambda order: sum(shown[at, name] for at, name in enumerate(order)))


def _body(body: dict[str, object]) -> str:
    parts = list(body.get("summary") or [])  # type: ignore[call-overload]
    for section in body.get("sections") or []:  # type: ignore[attr-defined]
        parts += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return "\n\n".join(parts)


def _names(said: str | list[str]) -> list[str] | None:
    text = said if isinstance(said, str) else ";".join(said)
    return [name.strip() for name in re.split(r";|,| and | und ", text) if name.strip()] or None


def _read(path: Path) -> str:
    """Return the text of a stored page: most were stored as UTF-8, whatever encoding they declare."""
    payload = gzip.decompress(path.read_bytes())
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return decode(payload, "text/html", html=True).text


def _folded(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())
