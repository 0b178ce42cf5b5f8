"""Reads what a page says about its article apart from the text: who, where, under which name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawlers.reading.head import Head, resolve
from crawlers.reading.json_ld import text_of, types_of

_MOST_KEYWORDS = 40  # more than that are the vocabulary of a site, not of an article
_SITES = {"WebSite", "NewsMediaOrganization", "Organization"}
_NOTHING = (None, None)

Said = tuple[str | None, str | None]
"""A value and where it stands; None twice where the page does not say."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands in metadata; None or empty where the page does not say.

    Attributes:
        found_by: field to ``json-ld``, ``meta``, ``breadcrumb`` or ``html``, for each that is given.
    """

    publisher: str | None
    section: str | None
    keywords: list[str]
    image: str | None
    language_hint: str | None
    description: str | None
    found_by: dict[str, str] = field(default_factory=dict)


def read_metadata(head: Head) -> Metadata:
    """Return what `head` says."""
    said = {
        "publisher": _publisher(head),
        "section": _section(head),
        "image": _image_of(head),
        "language_hint": _language(head),
    }
    values = {name: value for name, (value, _) in said.items()}
    found_by = {name: origin for name, (value, origin) in said.items() if value and origin}
    keywords, origin = _keywords(head)
    if keywords:
        found_by["keywords"] = origin
    description = text_of(head.article.get("description")) or head.meta("og:description", "description")
    return Metadata(**values, keywords=keywords, description=description, found_by=found_by)


def _first(said: Iterable[Said]) -> Said:
    """Return the first value that is given and no address."""
    return next(((value, origin) for value, origin in said if value and "://" not in value), _NOTHING)


def _publisher(head: Head) -> Said:
    sites = (obj for obj in head.objects if _SITES & set(types_of(obj)))
    return _first(
        (
            (text_of(head.article.get("publisher")), "json-ld"),
            (head.meta("og:site_name"), "meta"),
            (head.meta("application-name"), "meta"),
            (head.meta("dc.publisher"), "meta"),
            *((text_of(site.get("name")), "json-ld") for site in sites),
        )
    )


def _section(head: Head) -> Said:
    return _first(
        (
            (text_of(head.article.get("articleSection")), "json-ld"),
            (head.meta("article:section", "section"), "meta"),
            (_breadcrumb(head), "breadcrumb"),
        )
    )


def _keywords(head: Head) -> tuple[list[str], str]:
    said = ((head.metas.get(name), "meta") for name in ("article:tag", "news_keywords", "keywords"))
    for values, origin in ((head.article.get("keywords"), "json-ld"), *said):
        if values:
            return _words(values), origin
    return [], ""


def _words(values: object) -> list[str]:
    texts = [text_of(value) for value in (values if isinstance(values, list) else [values])]
    words = (word.strip() for text in texts if text for word in text.split(","))
    kept = dict.fromkeys(word for word in words if word and not word.startswith("http"))
    return list(kept)[:_MOST_KEYWORDS]


def _image_of(head: Head) -> Said:
    declared, social = _image(head.article.get("image")), head.meta("og:image", "twitter:image")
    said = (declared, "json-ld") if declared else (social, "meta")
    return resolve(head.url, said[0]), said[1]


def _image(value: object) -> str | None:
    if isinstance(value, list):
        return next(filter(None, map(_image, value)), None)
    if isinstance(value, dict):
        return _image(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value if isinstance(value, str) else None


def _language(head: Head) -> Said:
    said = (
        (text_of(head.article.get("inLanguage")), "json-ld"),
        (head.language, "html"),
        (head.meta("og:locale", "content-language", "dc.language"), "meta"),
    )
    tag, origin = next(((tag, origin) for tag, origin in said if tag), _NOTHING)
    return (tag.replace("_", "-").strip() if tag else None), origin


def _breadcrumb(head: Head) -> str | None:
    for obj in head.objects:
        if "BreadcrumbList" in types_of(obj) and isinstance(obj.get("itemListElement"), list):
            named = [
                text_of(e.get("item")) or text_of(e.get("name"))
                for e in obj["itemListElement"]
                if isinstance(e, dict)
            ]
            return named[1] if len(named) > 2 else None
    return None
