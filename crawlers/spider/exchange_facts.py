"""Facts of a Scrapy response, as the judgement wants them."""

from scrapy import Request
from scrapy.http import Response

from crawlers.discovery.addresses import leads_elsewhere
from crawlers.spider.decoding import COMPLETE
from crawlers.spider.judgement import Answer
from crawlers.spider.robots import VERDICT

PAGE = "warta_page"  # the discovered address, before redirects
KIND = "warta_kind"
ORIGIN = "warta_from"


def headers_of(response: Response) -> dict[str, str]:
    """Return the response's headers, names in lower case, the last of each name."""
    return {
        name.decode("latin-1").lower(): (response.headers.get(name) or b"").decode("latin-1")
        for name in response.headers
    }


def answer_of(response: Response) -> Answer:
    """Return the facts of `response`."""
    request = response.request
    assert request is not None
    redirected = bool(request.meta.get("redirect_urls"))
    return Answer(
        status=response.status,
        headers=headers_of(response),
        body=response.body,
        complete=request.meta.get(COMPLETE, True),
        leads_elsewhere=redirected and leads_elsewhere(response.url),
    )


def fields_of(request: Request, outcome: str, reason: str = "") -> dict[str, str]:
    """Return what the metadata record says of the last exchange of `request`."""
    latency = request.meta.get("download_latency")
    return {
        "kind": request.meta[KIND],
        "outcome": outcome,
        "page": request.meta[PAGE],
        "via": request.meta[ORIGIN] if "://" in request.meta[ORIGIN] else "",
        "discovered-from": request.meta[ORIGIN],
        "reason": reason,
        "robots-verdict": request.meta.get(VERDICT, ""),
        "fetchTimeMs": str(round(latency * 1000)) if latency is not None else "",
    }


def validators_of(headers: dict[str, str]) -> dict[str, str]:
    """Return the validators of a full answer (RFC 9110, 8.8) under the names of their headers."""
    found = {"ETag": headers.get("etag", ""), "Last-Modified": headers.get("last-modified", "")}
    return {name: value for name, value in found.items() if value}


def conditions(validators: dict[str, str]) -> dict[str, str]:
    """Return the headers of a conditional request (RFC 9110, 13.1).

    >>> conditions({"ETag": '"a"'})
    {'If-None-Match': '"a"'}
    """
    names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    return {names[name]: value for name, value in validators.items()}
