import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from expectations.audit import Finding
from news.errors import AuditFailed
from news.home import Home
from pipeline import publishing
from pipeline.ingest import ingest
from pipeline.reporting.page import newest_page

_LONG = (
    "Warga desa bergotong royong memperbaiki jembatan kayu yang rusak diterjang banjir pekan lalu, kata {}. "
)
_DAMAGE = (
    "import duckdb, sys; duckdb.connect(sys.argv[1]).execute(\"UPDATE articles SET headline = '' "
    'WHERE record_id IN (SELECT record_id FROM captures WHERE batch_id = \'" + sys.argv[2] + "\')")'
)


def test_the_batch_that_offends_is_named_and_the_others_go_on_without_it(
    home: Home,
    land_text: Callable[..., None],
    query: Callable[..., list[Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    land_text(satu=_LONG.format("lurah") * 4)
    [good] = home.landing.glob("*.warc.gz")
    land_text(dua=_LONG.format("camat") * 4)
    [offender] = set(home.landing.glob("*.warc.gz")) - {good}
    load = publishing.load

    def break_it(*arguments: Any) -> str:
        candidate: str = load(*arguments)
        subprocess.run([sys.executable, "-c", _DAMAGE, candidate, offender.name], check=True)
        return candidate

    monkeypatch.setattr(publishing, "load", break_it)
    with pytest.raises(AuditFailed) as refused:
        ingest(home)
    assert f"--withhold {offender.name}" in str(refused.value)
    assert good.name not in str(refused.value)
    page = newest_page(home)
    assert page is not None
    assert "Not published: 1 rule broken" in page.read_text("utf-8")
    report = ingest(home, withheld=frozenset({offender.name}))
    assert [batch["batch_id"] for batch in report["batches"]] == [good.name]
    assert query(home, "SELECT batch_id FROM batches") == [(good.name,)]
    assert query(home, "SELECT count(*) FROM audits WHERE NOT success AND severity = 'critical'") == [(0,)]


def test_a_refusal_says_of_few_batches_how_to_withhold_them_and_counts_the_others() -> None:
    batches = tuple(f"satu-{number}.warc.gz" for number in range(8))
    broken = Finding("keys_unique", "critical", False, "each key once", "8 too many", batches, "Report it.")
    told = publishing._refusal([broken], Path("/srv/failed.duckdb"))
    assert told.count("--withhold") == 5
    assert "3 more batches offend" in told
    assert "more batches offend" not in publishing._refusal(
        [replace(broken, batches=batches[:5])], Path("/x")
    )
