"""What an answer or a failure amounts to: pure decisions over facts, without Scrapy."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawlers.outcomes import Ending, Outcome
from crawlers.spider.blocked import blocked_by

_HTML = ("text/html", "application/xhtml+xml", "application/xhtml")
_GONE_FOR_GOOD = {
    Outcome.NOT_HTML,
    Outcome.NOT_AN_ARTICLE,
    Outcome.OFF_SITE,
    Outcome.REFUSED,
    Outcome.TOO_LARGE,
    Outcome.REDIRECT_LOOP,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The facts of a final answer.

    Attributes:
        status: HTTP status.
        headers: names in lower case.
        body: content coding undone.
        complete: whether the body was whole.
        leads_elsewhere: whether redirects ended on a page that is no article.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    complete: bool = True
    leads_elsewhere: bool = False


def judge_page(answer: Answer) -> Ending | None:
    """Return why the answer is no article, or None where it is to be kept as one."""
    refused = judge_place(answer)
    if refused or answer.status == 304:
        return refused
    content_type = answer.headers.get("content-type", "")
    if not answer.complete and b"</html" not in answer.body[-2000:].lower():
        return Ending(Outcome.INCOMPLETE, "the body ended before its time", answer.status)
    if answer.leads_elsewhere:
        return Ending(Outcome.NOT_AN_ARTICLE, "redirects to a page that is no article", answer.status)
    if not is_html(content_type, answer.body):
        return Ending(Outcome.NOT_HTML, content_type or "no content type", answer.status)
    return None


def judge_place(answer: Answer) -> Ending | None:
    """Return why the answer is no use as a feed, sitemap, listing or home page, else None."""
    wall = blocked_by(answer.status, answer.headers, answer.body)
    if wall:
        return Ending(Outcome.BLOCKED, f"{wall} answered with status {answer.status}", answer.status)
    if answer.status != 304 and not 200 <= answer.status < 300:
        return Ending(Outcome.HTTP_ERROR, f"status {answer.status}", answer.status)
    return None


def is_html(content_type: str, body: bytes) -> bool:
    """Return whether a page is HTML, by its type or, where none is given, by its beginning.

    >>> is_html("text/html; charset=utf-8", b"")
    True
    >>> is_html("", b"%PDF-1.7")
    False
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind:
        return kind in _HTML
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<!--", b"<body"))


def never_html(content_type: str) -> bool:
    """Return whether a content type is certainly no page, so that its body need not be fetched.

    >>> never_html("application/pdf")
    True
    """
    kind = content_type.partition(";")[0].strip().lower()
    return kind in ("application/pdf", "application/zip", "application/octet-stream") or kind.startswith(
        ("image/", "video/", "audio/", "font/")
    )


def is_final(ending: Ending) -> bool:
    """Return whether trying again would change nothing."""
    return ending.outcome in _GONE_FOR_GOOD or ending.http_status in (404, 410, 451)
