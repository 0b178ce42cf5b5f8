"""The rules: one definition each, from which come the suite, the rejections and their documentation."""

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold.

    Attributes:
        id: stable over releases; what `rejections.rule` and `audits.rule` say.
        frame: table of facts it is checked on: ``rows`` for a batch, others for a whole file.
        column: fact it is checked on.
        expectation: class name in Great Expectations.
        arguments: of that expectation.
        expected: what was expected, in plain words.
        remedy: what to do about it.
        value: column that shows the offending value; the checked one where empty.
        severity: ``critical`` rejects a row and blocks publishing, ``warning`` is reported.
    """

    id: str
    frame: str
    column: str
    expectation: str
    arguments: dict[str, Any] = field(default_factory=dict)
    expected: str = ""
    remedy: str = ""
    value: str = ""
    severity: Severity = "critical"


_SHORTEST_BODY = 15  # words: briefs of wire services begin at about twenty
_LONGEST_BODY = 200_000  # characters: ten times a long reportage
_LONGEST_RUN = 60  # of one character: table rules and dot leaders end well before


def _between(low: float | None, high: float | None) -> dict[str, Any]:
    return {"min_value": low, "max_value": high}


ROW_RULES: tuple[Rule, ...] = (
    Rule(
        "body_empty",
        "rows",
        "body_length",
        "ExpectColumnValuesToBeBetween",
        _between(1, None),
        expected="an article beside what belongs to the site around it",
        remedy="If the page has an article, give its source a body selector.",
        value="taken_out",
    ),
    Rule(
        "body_short",
        "rows",
        "words",
        "ExpectColumnValuesToBeBetween",
        _between(_SHORTEST_BODY, None),
        expected=f"at least {_SHORTEST_BODY} words",
        remedy="If the article is longer on the page, give its source a body selector.",
    ),
    Rule(
        "body_long",
        "rows",
        "body_length",
        "ExpectColumnValuesToBeBetween",
        _between(None, _LONGEST_BODY),
        expected=f"at most {_LONGEST_BODY:,} characters",
        remedy="Split it into its articles and land those.",
    ),
    Rule(
        "headline_missing",
        "rows",
        "headline_length",
        "ExpectColumnValuesToBeBetween",
        _between(1, None),
        expected="a headline, given by the page or taken from its first sentence",
        remedy="Give its source a headline selector.",
        value="body_start",
    ),
    Rule(
        "date_after_capture",
        "rows",
        "days_after_capture",
        "ExpectColumnValuesToBeBetween",
        _between(None, 1),  # one, since a zone may be a day ahead of UTC
        expected="a publication day not after the capture (days after it)",
        remedy="Check the capture date, or the source's time zone and date selector.",
    ),
    Rule(
        "date_before_web",
        "rows",
        "year_published",
        "ExpectColumnValuesToBeBetween",
        _between(1991, None),  # the first web site went public in August 1991
        expected="a publication day in 1991 or later (year)",
        remedy="Check the source's date selector.",
    ),
    Rule(
        "article_id_malformed",
        "rows",
        "article_id",
        "ExpectColumnValuesToMatchRegex",
        {"regex": "^[0-9a-f]{20}$"},
        expected="an id of 20 hexadecimal digits",
        remedy="This is a fault of Warta; please report it with the capture.",
    ),
    Rule(
        "url_malformed",
        "rows",
        "url",
        "ExpectColumnValuesToMatchRegex",
        {"regex": r"^(https?://[^/\s]+\S*|urn:[a-z0-9][a-z0-9-]{0,31}:\S+|file:///\S+)$"},
        expected="an http, https, urn or file URI",
        remedy="Land the capture under a proper WARC-Target-URI.",
    ),
    Rule(
        "letters_few",
        "rows",
        "letter_share",
        "ExpectColumnValuesToBeBetween",
        _between(0.5, None),
        expected="at least half of the characters to be letters (share)",
        remedy="Leave it out if it is a table or code; else give its source a body selector.",
    ),
    Rule(
        "characters_broken",
        "rows",
        "broken_share",
        "ExpectColumnValuesToBeBetween",
        _between(None, 0.01),
        expected="at most one replacement character in a hundred (share)",
        remedy="Convert it to UTF-8 and land it again.",
    ),
    Rule(
        "characters_repeated",
        "rows",
        "longest_run",
        "ExpectColumnValuesToBeBetween",
        _between(None, _LONGEST_RUN),
        expected=f"no character more than {_LONGEST_RUN} times in a row",
        remedy="Leave it out, or mend the page and land it again.",
    ),
)
"""Checked on every row of a batch; the first that fails becomes the row's rejection."""

AUDIT_RULES: tuple[Rule, ...] = (
    Rule(
        "keys_unique",
        "keys",
        "surplus",
        "ExpectColumnValuesToBeBetween",
        _between(0, 0),
        expected="each key once",
        remedy="Withhold the batch and report it: keys are derived, so this is a fault of Warta.",
        value="relation",
    ),
    Rule(
        "references_whole",
        "references",
        "orphans",
        "ExpectColumnValuesToBeBetween",
        _between(0, 0),
        expected="each reference to lead to a row",
        remedy="Withhold the batch and report it: references are derived, so this is a fault of Warta.",
        value="reference",
    ),
    Rule(
        "batches_balanced",
        "batches",
        "unaccounted",
        "ExpectColumnValuesToBeBetween",
        _between(0, 0),
        expected="accepted and rejected to sum up to the captures of the batch",
        remedy="Withhold the batch and report it.",
        value="batch_id",
    ),
    Rule(
        "captures_accounted",
        "captures",
        "unaccounted",
        "ExpectColumnValuesToBeBetween",
        _between(0, 0),
        expected="each version of an article to come from one capture, each capture to have one outcome",
        remedy="Withhold the batch and report it.",
        value="batch_id",
    ),
    Rule(
        "outcomes_captured",
        "outcomes",
        "uncaptured",
        "ExpectColumnValuesToBeBetween",
        _between(0, 0),
        expected="a capture for each article that a crawl says it has fetched",
        remedy="A WARC file of that crawl is withheld or lost: load it, or restore it.",
        value="crawl",
        severity="warning",
    ),
    Rule(
        "headline_present",
        "articles",
        "headline_length",
        "ExpectColumnValuesToBeBetween",
        _between(1, None),
        expected="a headline in each article",
        remedy="Withhold the batch and look at its articles.",
    ),
    Rule(
        "body_present",
        "articles",
        "body_length",
        "ExpectColumnValuesToBeBetween",
        _between(1, _LONGEST_BODY),
        expected="a body in each article",
        remedy="Withhold the batch and look at its articles.",
    ),
    Rule(
        "published_before_seen",
        "articles",
        "days_after_capture",
        "ExpectColumnValuesToBeBetween",
        _between(None, 1),
        expected="no article from after its capture",
        remedy="Withhold the batch and check its capture dates.",
    ),
    Rule(
        "language_known",
        "articles",
        "language_known",
        "ExpectColumnMeanToBeBetween",
        _between(0.5, 1),
        expected="the language known for at least half of all articles (share)",
        remedy="Look at the sources of the newest batches.",
        severity="warning",
    ),
    Rule(
        "date_known",
        "articles",
        "date_known",
        "ExpectColumnMeanToBeBetween",
        _between(0.5, 1),
        expected="the day of publication known for at least half of all articles (share)",
        remedy="Look at the date selectors of the sources.",
        severity="warning",
    ),
)
"""Checked on the whole candidate before it is published."""
