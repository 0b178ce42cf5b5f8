"""The rules of rows: what must hold of each article; the first that rejects it is the reason."""

from expectations.audit_rules import AUDIT_RULES, LONGEST_BODY
from expectations.kinds import BRIEF, LEAST_WORDS, PICTURES
from expectations.rule import Rule, Severity, between
from expectations.standard import FIRST_NEWSPAPER, NEWS_ON_THE_WEB

__all__ = ["AUDIT_RULES", "ROW_RULES", "Rule", "Severity"]

_LONGEST_HEADLINE = 250  # characters: twice the longest that newsrooms write
_LONGEST_RUN = 200  # of one character: the rules and dot leaders of tables end well before
_BETWEEN, _NULL = "ExpectColumnValuesToBeBetween", "ExpectColumnValuesToBeNull"

_WHO_IT_IS = (
    Rule(
        "url_malformed",
        "rows",
        "url",
        "ExpectColumnValuesToMatchRegex",
        {
            "regex": r"^(https?://(\[[0-9A-Fa-f:.]+\]|[^/\s@:\[\]]+)(:\d{1,5})?([/?#]\S*)?"
            r"|urn:[a-z0-9][a-z0-9-]{0,31}:\S+|file:///\S+)$"
        },
        expected="an http, https, urn or file URI, without user and password",
        remedy="Land the capture under a proper WARC-Target-URI.",
        waivable=False,
    ),
    Rule(
        "article_id_malformed",
        "rows",
        "strange_id",
        _NULL,
        expected="the id to be the digest of the canonical URL",
        remedy="This is a fault of Warta; please report it with the capture.",
        waivable=False,
    ),
)

_WHAT_IT_IS = (
    Rule(
        "challenge_page",
        "rows",
        "challenge",
        _NULL,
        expected="an article, not a page that asks whether a browser or a person is there",
        remedy="Crawl the page again, more gently: raise the source's politeness.delay.",
    ),
    Rule(
        "error_page",
        "rows",
        "error",
        _NULL,
        expected="an article, not a page that says that something is missing or broken",
        remedy="Leave it out if the article is gone; else crawl the page again once the site is well.",
    ),
    Rule(
        "listing_page",
        "rows",
        "listing",
        _NULL,
        expected="one article, not a list of several",
        remedy="Add its address to the source's articles.exclude; if it is an article, give a body selector.",
    ),
)

_HOW_LONG_IT_IS = (
    Rule(
        "body_empty",
        "rows",
        "body_length",
        _BETWEEN,
        between(1, None),
        expected="an article beside what belongs to the site around it",
        remedy="If the page has an article, give its source a body selector.",
        value="taken_out",
        waivable=False,
    ),
    Rule(
        "body_short",
        "rows",
        "words_missing",
        _BETWEEN,
        between(None, 0),
        expected=f"at least {LEAST_WORDS} words, {PICTURES.least_words} beside a picture or a video",
        remedy="If the article is longer on the page, give its source a body selector.",
        value="words",
    ),
    Rule(
        "body_long",
        "rows",
        "body_length",
        _BETWEEN,
        between(None, LONGEST_BODY),
        expected=f"at most {LONGEST_BODY:,} characters",
        remedy="Split it into its articles and land those.",
        waivable=False,
    ),
    Rule(
        "headline_missing",
        "rows",
        "headline_length",
        _BETWEEN,
        between(1, None),
        expected="a headline, given by the page or taken from its first sentence",
        remedy="Give its source a headline selector.",
        value="body_start",
        waivable=False,
    ),
)

_WHEN_IT_IS_FROM = (
    Rule(
        "date_after_capture",
        "rows",
        "days_after_capture",
        _BETWEEN,
        between(None, 1),  # one, since a zone may be a day ahead of UTC
        expected="a publication day not after the capture (days after it)",
        remedy="Check the capture date, or the source's time zone and date selector.",
        waivable=False,
    ),
    Rule(
        "date_before_site",
        "rows",
        "days_before_site",
        _BETWEEN,
        between(None, 0),
        expected=(
            f"a publication day on which the site can have existed: from the source's since on, else from "
            f"{NEWS_ON_THE_WEB.year} on the web and {FIRST_NEWSPAPER.year} elsewhere"
        ),
        remedy="Check the source's date selector; if the day is right, give the source since.",
        value="day",
    ),
)

_HOW_IT_IS_WRITTEN = (
    Rule(
        "language_refused",
        "rows",
        "language_refused",
        _NULL,
        expected="one of the languages that the source says it writes in",
        remedy="Add the language to the source's languages, or exclude these addresses.",
    ),
    Rule(
        "letters_few",
        "rows",
        "letter_share",
        _BETWEEN,
        between(0.5, None),
        expected="at least half of the characters to be letters (share)",
        remedy="Leave it out if it is a table or code; else give its source a body selector.",
    ),
    Rule(
        "characters_broken",
        "rows",
        "broken_share",
        _BETWEEN,
        between(None, 0.01),
        expected="at most one replacement character in a hundred (share)",
        remedy="Convert it to UTF-8 and land it again.",
    ),
    Rule(
        "characters_mojibake",
        "rows",
        "mojibake_share",
        _BETWEEN,
        between(None, 0.3),
        expected="at most three characters in ten to be bytes of UTF-8 read in another encoding (share)",
        remedy="Convert it to UTF-8 once, from the encoding that it is in, and land it again.",
    ),
    Rule(
        "characters_repeated",
        "rows",
        "longest_run",
        _BETWEEN,
        between(None, _LONGEST_RUN),
        expected=f"no character more than {_LONGEST_RUN} times in a row",
        remedy="Leave it out, or mend the page and land it again.",
    ),
)

_WHAT_IS_ODD = (
    Rule(
        "paywalled",
        "rows",
        "paywall",
        _NULL,
        expected="a whole article, not what stands before a paywall",
        remedy="Count it as an announcement: its text is not what subscribers read.",
        severity="warning",
    ),
    Rule(
        "body_brief",
        "rows",
        "words_of_article",
        _BETWEEN,
        between(BRIEF, None),
        expected=f"at least {BRIEF} words where no picture or video tells the rest",
        remedy="If the article is longer on the page, give its source a body selector.",
        severity="warning",
    ),
    Rule(
        "list_like",
        "rows",
        "list_like",
        _NULL,
        expected="running text, not mostly short lines without an end",
        remedy="Look whether it is a list of articles; if so, exclude its address.",
        severity="warning",
    ),
    Rule(
        "headline_long",
        "rows",
        "headline_length",
        _BETWEEN,
        between(None, _LONGEST_HEADLINE),
        expected=f"a headline of at most {_LONGEST_HEADLINE} characters",
        remedy="Give its source a headline selector.",
        severity="warning",
    ),
    Rule(
        "boilerplate_heavy",
        "rows",
        "boilerplate_share",
        _BETWEEN,
        between(None, 0.5),
        expected="less of the site around it than of the article (share)",
        remedy="Run warta learn for its source, or name what is to be cut in the source's cut.",
        severity="warning",
    ),
    Rule(
        "paragraphs_repeated",
        "rows",
        "repeated_share",
        _BETWEEN,
        between(None, 0.3),
        expected="at most three characters in ten in paragraphs that stood there before (share)",
        remedy="Give its source a body selector that finds the text once.",
        severity="warning",
    ),
    Rule(
        "mojibake_some",
        "rows",
        "mojibake_places",
        _BETWEEN,
        between(None, 1),
        expected="no bytes of UTF-8 read in another encoding (places)",
        remedy="Look at the page: the site itself may show them.",
        severity="warning",
    ),
    Rule(
        "language_unexpected",
        "rows",
        "language_unexpected",
        _NULL,
        expected="the language of the source",
        remedy="If it writes in this language as well, give the source languages.",
        severity="warning",
    ),
)

ROW_RULES: tuple[Rule, ...] = (
    *_WHO_IT_IS,
    *_WHAT_IT_IS,
    *_HOW_LONG_IT_IS,
    *_WHEN_IT_IS_FROM,
    *_HOW_IT_IS_WRITTEN,
    *_WHAT_IS_ODD,
)
"""Checked on every row of a batch; the first that rejects is the row's rejection, all that warn are kept."""
