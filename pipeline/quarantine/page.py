"""A refused page as it lies in the landing area: all its text, and what is read from it today."""

from dataclasses import dataclass
from typing import Any

from crawlers.extract import extract
from crawlers.page_text import text_of
from crawlers.warc import WarcFile
from news.errors import InputError
from news.home import Home
from pipeline.bindings import bound, reading_sources
from pipeline.runner import run_stages
from transforms.clean import clean


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """What a refused capture holds.

    Attributes:
        text: all text of the page.
        headline: that is read from it today, None where none is.
        body: that is read from it today, empty where none is.
        cuts: what cleaning takes out of the body.
    """

    text: str
    headline: str | None
    body: str
    cuts: list[str]


def refused_page(home: Home, rejection: dict[str, Any]) -> RefusedPage:
    """Return the page of the latest capture that a row of `rejections` stands for.

    Raises:
        InputError: the landed file is gone, or does not hold the capture.
    """
    name, record = rejection["warc_file"], rejection["record_id"]
    path = home.landing / name
    if not path.exists():
        raise InputError(
            f"{rejection['rejection_id'][:8]}: its capture lay in {path}, which is gone. "
            "Land that file again, or crawl the page again."
        )
    capture = next((one for one in WarcFile(path) if one.record_id == record), None)
    if capture is None:
        raise InputError(f"{path}: expected the capture {record} in it, found it not. Land the file again.")
    table = extract([capture], name, reading_sources(home))
    accepted, refused, _ = run_stages(table, bound(home, (clean,)))
    row = (accepted if accepted.num_rows else refused).to_pylist()[0]
    cuts = [cut["text"] for cut in row["cuts"] or ()]
    return RefusedPage(text_of(capture), row["headline"], row["article_body"] or "", cuts)
