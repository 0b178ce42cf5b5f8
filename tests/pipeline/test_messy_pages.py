from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawlers.extract import extract
from crawlers.warc import payload_digest
from news.capture import Capture
from transforms.clean import clean
from transforms.resolve_dates import resolve_dates

PAGES = Path(__file__).parent / "messy_pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
EXPECTED = {name: yaml.safe_load((PAGES / f"{name}.yaml").read_text("utf-8")) for name in NAMES}


@cache
def row_of(name: str) -> dict[str, Any]:
    """What the stages make of a page, captured weeks after it appeared."""
    payload = (PAGES / f"{name}.html").read_bytes()
    capture = Capture(
        record_id=f"<urn:test:{name}>",
        target_uri=EXPECTED[name]["url"],
        warc_date=datetime(2025, 11, 28, tzinfo=UTC),
        content_type="text/html",
        payload=payload,
        payload_digest=payload_digest(payload),
        warc_file="a.warc.gz",
        warc_offset=0,
        status=200,
    )
    (row,) = resolve_dates(clean(extract([capture], "a.warc.gz"))).to_pylist()
    return dict(row)


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_whole_and_alone(name: str) -> None:
    body, expected = row_of(name)["article_body"], EXPECTED[name]
    assert body.startswith(expected["begins"])
    assert body.endswith(expected["ends"])
    assert [phrase for phrase in expected["stays"] if phrase not in body] == []
    assert [phrase for phrase in expected["goes"] if phrase in body] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_the_page_says_of_it_is_read(name: str) -> None:
    row, expected = row_of(name), EXPECTED[name]
    read = {"day": row["date_published"], **row}
    fields = set(expected) - {"url", "begins", "ends", "stays", "goes"}
    assert {field: read[field] for field in fields} == {field: expected[field] for field in fields}
