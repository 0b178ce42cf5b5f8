"""The ledger: each address once, sums that agree, and what a killed run leaves."""

from crawlers.outcomes import Ending, Ledger, Outcome, read_outcomes

OPEN = Ending(Outcome.INTERRUPTED, "stopped")


def test_each_address_once_and_the_first_word_holds(tmp_path):
    ledger = Ledger(tmp_path / "a.journal", "run1", "uji")
    assert ledger.discover("http://a/", "article", "feed")
    assert not ledger.discover("http://a/", "listing", "other")
    assert ledger.decide("http://a/", Ending(Outcome.FETCHED, http_status=200, record_id="<r>"))
    assert not ledger.decide("http://a/", Ending(Outcome.TIMEOUT))
    assert not ledger.decide("http://unknown/", Ending(Outcome.TIMEOUT))
    assert not ledger.discover("http://a/", "article", "feed")
    ledger.discover("http://b/", "article", "feed")
    ledger.finish(tmp_path / "a.jsonl", OPEN)
    ledger.close()
    rows = list(read_outcomes(tmp_path / "a.jsonl"))
    assert [(row.url, row.outcome, row.reason, row.record_id) for row in rows] == [
        ("http://a/", Outcome.FETCHED, "", "<r>"),
        ("http://b/", Outcome.INTERRUPTED, "stopped", None),
    ]
    assert ledger.counts == {Outcome.FETCHED: 1, Outcome.INTERRUPTED: 1}
    assert ledger.discovered == 2


def test_a_torn_journal_is_taken_up(tmp_path):
    journal = tmp_path / "a.journal"
    ledger = Ledger(journal, "run1", "uji")
    for number in range(3):
        ledger.discover(f"http://a/{number}", "article", "feed")
    ledger.decide("http://a/0", Ending(Outcome.FETCHED))
    ledger.sync()
    ledger.close()
    journal.write_bytes(journal.read_bytes() + b'{"found": "http://a/3", "ki')
    again = Ledger(journal, "run1", "uji")
    assert again.discovered == 3
    again.finish(tmp_path / "a.jsonl", OPEN)
    again.close()
    assert [row.outcome for row in read_outcomes(tmp_path / "a.jsonl")] == [
        "fetched",
        "interrupted",
        "interrupted",
    ]


def test_an_empty_run_has_an_empty_ledger(tmp_path):
    ledger = Ledger(tmp_path / "a.journal", "run1", "uji")
    ledger.finish(tmp_path / "a.jsonl", OPEN)
    ledger.close()
    assert list(read_outcomes(tmp_path / "a.jsonl")) == []
