"""Reads what a page says about its article apart from the text: who, where, under which name."""

from dataclasses import dataclass

from crawlers.reading.head import Head, resolve
from crawlers.reading.json_ld import text_of, types_of

_MOST_KEYWORDS = 40  # more than that are the vocabulary of a site, not of an article
_SITES = {"WebSite", "NewsMediaOrganization", "Organization"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands in metadata; None or empty where the page does not say."""

    publisher: str | None
    section: str | None
    keywords: list[str]
    image: str | None
    language_hint: str | None
    description: str | None


def read_metadata(head: Head) -> Metadata:
    """Return what `head` says."""
    article = head.article
    return Metadata(
        publisher=_publisher(head),
        section=_section(head),
        keywords=_keywords(head),
        image=resolve(head.url, _image(article.get("image")) or head.meta("og:image", "twitter:image")),
        language_hint=_language(head),
        description=text_of(article.get("description")) or head.meta("og:description", "description"),
    )


def _publisher(head: Head) -> str | None:
    sites = (obj for obj in head.objects if _SITES & set(types_of(obj)))
    named = (
        text_of(head.article.get("publisher")),
        head.meta("og:site_name"),
        head.meta("application-name"),
        head.meta("dc.publisher"),
        *(text_of(site.get("name")) for site in sites),
    )
    return next((name for name in named if name and "://" not in name), None)


def _section(head: Head) -> str | None:
    said = (
        text_of(head.article.get("articleSection")),
        head.meta("article:section", "section"),
        _breadcrumb(head),
    )
    return next((section for section in said if section and "://" not in section), None)


def _keywords(head: Head) -> list[str]:
    values = head.article.get("keywords") or head.metas.get("article:tag") or head.metas.get("news_keywords")
    values = values or head.metas.get("keywords") or []
    texts = [text_of(value) for value in (values if isinstance(values, list) else [values])]
    words = (word.strip() for text in texts if text for word in text.split(","))
    return list(dict.fromkeys(word for word in words if word and not word.startswith("http")))[
        :_MOST_KEYWORDS
    ]


def _image(value: object) -> str | None:
    if isinstance(value, list):
        return next(filter(None, map(_image, value)), None)
    if isinstance(value, dict):
        return _image(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value if isinstance(value, str) else None


def _language(head: Head) -> str | None:
    locale = head.meta("og:locale", "content-language", "dc.language")
    tag = text_of(head.article.get("inLanguage")) or head.language or locale
    return tag.replace("_", "-").strip() if tag else None


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
