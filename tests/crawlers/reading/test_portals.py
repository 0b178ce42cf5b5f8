"""Pages of the kinds that portals and papers serve, each marked by hand: what is its text, what is not.

A page opens with a comment that says what is expected of it. In it `<!--+-->` … `<!--/-->` stands around each
paragraph of the article, `<!--caption-->` and other kinds of cuts around what must be cut as such.
"""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from crawlers.extract import extract
from news.capture import Capture
from transforms.clean import clean
from transforms.resolve_dates import resolve_dates

PORTALS = Path(__file__).parent / "portals"
_MARKED = re.compile(r"<!--(\+|[a-z_]+)-->(.*?)<!--/-->", re.DOTALL)


def folded(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", markup).split())


@pytest.mark.parametrize("name", sorted(path.stem for path in PORTALS.glob("*.html")))
def test_a_portal_reads_as_marked(name: str) -> None:
    page = (PORTALS / f"{name}.html").read_text(encoding="utf-8")
    expected = yaml.safe_load(page[4 : page.index("-->")])
    page = page[page.index("-->") + 3 :].lstrip()
    marked = [(kind, folded(text)) for kind, text in _MARKED.findall(page)]
    row = read(re.sub(r"<!--(?:\+|/|[a-z_]+)-->", "", page), expected)
    assert row["article_body"].split("\n\n") == [text for kind, text in marked if kind == "+"]
    assert row["headline"] == expected["headline"]
    assert (row["author"] or []) == expected.get("author", row["author"] or [])
    assert row["date_published"] == expected["day"]
    cuts = [(cut["kind"], " ".join(cut["text"].split())) for cut in row["cuts"]]
    for kind, text in marked:
        if kind != "+":
            assert any(kind == one and text.strip(" –-") in cut for one, cut in cuts), (kind, text, cuts)


def read(page: str, expected: dict[str, object]) -> dict[str, object]:
    day = expected["day"]
    assert isinstance(day, date)
    captured = datetime.combine(day, datetime.min.time(), UTC) + timedelta(days=2)
    capture = Capture(
        record_id="<urn:uuid:1>",
        target_uri=str(expected["url"]),
        warc_date=captured,
        content_type="text/html; charset=utf-8",
        payload=page.encode(),
        payload_digest="sha1:A",
        warc_file="x.warc",
        warc_offset=0,
        status=200,
    )
    return resolve_dates(clean(extract([capture], "b"))).to_pylist()[0]
