"""The rules of the audit: what must hold in a whole candidate before it is published."""

from expectations.rule import Rule, between

LONGEST_BODY = 200_000  # characters: ten times a long reportage

AUDIT_RULES: tuple[Rule, ...] = (
    Rule(
        "keys_unique",
        "keys",
        "surplus",
        "ExpectColumnValuesToBeBetween",
        between(0, 0),
        expected="each key once",
        remedy="Withhold the batch and report it: keys are derived, so this is a fault of Warta.",
        value="told",
    ),
    Rule(
        "references_whole",
        "references",
        "orphans",
        "ExpectColumnValuesToBeBetween",
        between(0, 0),
        expected="each reference to lead to a row",
        remedy="Withhold the batch and report it: references are derived, so this is a fault of Warta.",
        value="told",
    ),
    Rule(
        "batches_balanced",
        "batches",
        "unaccounted",
        "ExpectColumnValuesToBeBetween",
        between(0, 0),
        expected="accepted and rejected to sum up to the captures of the batch",
        remedy="Withhold the batch and report it.",
    ),
    Rule(
        "captures_accounted",
        "captures",
        "unaccounted",
        "ExpectColumnValuesToBeBetween",
        between(0, 0),
        expected="each version of an article to come from one capture, each capture to have one outcome",
        remedy="Withhold the batch and report it.",
    ),
    Rule(
        "ledgers_balanced",
        "ledgers",
        "missing",
        "ExpectColumnValuesToBeBetween",
        between(0, 0),
        expected="as many outcomes of a crawl as it discovered addresses",
        remedy="Run it again; if it stays, report it with that ledger, which lies in landing/outcomes.",
        value="name",
    ),
    Rule(
        "outcomes_captured",
        "outcomes",
        "uncaptured",
        "ExpectColumnValuesToBeBetween",
        between(0, 0),
        expected="a capture for each article that a crawl says it has fetched",
        remedy="A WARC file of that crawl is withheld or lost: load it, or restore it.",
        value="crawl",
        severity="warning",
    ),
    Rule(
        "headline_present",
        "articles",
        "shortest_headline",
        "ExpectColumnValuesToBeBetween",
        between(1, None),
        expected="a headline in each article (characters of the shortest)",
        remedy="Withhold the batch and look at its articles.",
    ),
    Rule(
        "body_present",
        "articles",
        "shortest_body",
        "ExpectColumnValuesToBeBetween",
        between(1, None),
        expected="a body in each article (characters of the shortest)",
        remedy="Withhold the batch and look at its articles.",
    ),
    Rule(
        "body_bounded",
        "articles",
        "longest_body",
        "ExpectColumnValuesToBeBetween",
        between(None, LONGEST_BODY),
        expected=f"at most {LONGEST_BODY:,} characters in each body (the longest)",
        remedy="Withhold the batch and look at its articles.",
    ),
    Rule(
        "published_before_seen",
        "articles",
        "days_after_capture",
        "ExpectColumnValuesToBeBetween",
        between(None, 1),
        expected="no article from after its capture (days after it)",
        remedy="Withhold the batch and check its capture dates.",
    ),
    *(
        Rule(
            f"{name}_known",
            "shares",
            name,
            "ExpectColumnValuesToBeBetween",
            between(least, 1),
            expected=f"{told} for at least {least:.0%} of all articles (share)",
            remedy=remedy,
            severity="warning",
        )
        for name, least, told, remedy in (
            ("language", 0.5, "the language", "Look at the sources of the newest batches."),
            ("date", 0.5, "the day of publication", "Look at the date selectors of the sources."),
            ("author", 0.1, "an author, a byline or a credit", "Look at the author selectors."),
            ("topic", 0.5, "a topic", "Look at the languages and sections of the sources."),
        )
    ),
    *(
        Rule(
            name,
            frame,
            "strength",
            "ExpectColumnValuesToBeBetween",
            between(None, 0),
            expected=told,
            remedy=remedy,
            value="told",
            severity="warning",
        )
        for name, frame, told, remedy in (
            (
                "yield_steady",
                "yields",
                "no source to bring less than its own history lets expect",
                "Look at its outcomes, then: warta source check SOURCE.",
            ),
            (
                "fields_steady",
                "fields",
                "no source to lose a field that its pages had",
                "Compare the two captures in the table drifts, then mend the selectors of the source.",
            ),
            (
                "texts_steady",
                "texts",
                "no source to change in language or length, or in how much is cut from its pages",
                "Compare the two captures in the table drifts, then: warta learn, or mend the selectors.",
            ),
            (
                "acceptance_steady",
                "acceptance",
                "no source whose captures are suddenly refused",
                "Compare the two captures in the table drifts; the later one has the rule and the remedy.",
            ),
            (
                "sources_fresh",
                "freshness",
                "from each source an article as new as its rhythm promises",
                "Look whether its crawls run, and at its outcomes.",
            ),
            (
                "mix_steady",
                "mix",
                "languages and topics of the newest week as in the weeks before",
                "Look at the sources of the newest batches; a new source is a good reason.",
            ),
        )
    ),
)
"""Checked on the whole candidate before it is published."""
