"""Rules that read who made the article, wherever its text says so."""

import re

from transforms.clean.credit_line import opens_credit_line, read_credit_line
from transforms.clean.draft import Draft
from transforms.clean.lexicon import roles
from transforms.clean.rules.rule import START, Rule

_BY_LONGEST = 60  # characters
_SOURCE_WITHIN = 4  # paragraphs from the end; higher up a source belongs to a table or a figure
_ROLES = "|".join(sorted(map(re.escape, roles()), key=len, reverse=True))
_TAIL = re.compile(rf"{START} [(\[]? (?:{_ROLES})\s*[:：][^\n]{{2,200}}$", re.IGNORECASE | re.VERBOSE)
_BEFORE_SITE = r"(?=\s+[A-Z0-9]+\.(?:COM|ID|CO)\b)"
_REPORT = re.compile(
    rf"""\(?[A-Z][\w.]+/(?P<name>[A-Z][\w'’]+(?:[ ][A-Z][\w'’]*){{0,3}}?)\)?{_BEFORE_SITE}
    | (?:laporan\s*(?:wartawan|reporter|kontributor|jurnalis|koresponden|videografer)|reporter|kontributor)\s+
      [A-Z][\w.]*(?:[ ][A-Z][\w.]*){{0,2}},\s*
      (?P<author>[A-Z][\w'’.]*(?:[ ][A-Z][\w'’.]*){{0,3}}?)(?:(?=\s*$)|{_BEFORE_SITE})""",
    re.IGNORECASE | re.VERBOSE,
)
_BY = re.compile(
    r"""(?:(?:diterbitkan|diposting|ditulis)\s+oleh|(?:posted|published|written)\s+by|oleh|by)\s+
    (?P<author>\S+(?:[ ]\S+){0,4})""",
    re.IGNORECASE | re.VERBOSE,
)
_DESKS = frozenset({"admin", "administrator", "redaksi", "editor", "tim redaksi"})


def _credit_line(draft: Draft) -> None:
    """Cut ``Penulis: … | Editor: …``, as a paragraph or at the end of one."""
    last = len(draft.paragraphs)
    for at, paragraph in enumerate(draft.paragraphs):
        if ":" not in paragraph and "：" not in paragraph:
            continue
        if opens_credit_line(paragraph):
            _credit(draft, at, 0, late=at >= last - _SOURCE_WITHIN)
        elif at >= last - _SOURCE_WITHIN and (match := _TAIL.search(paragraph)):
            _credit(draft, at, match.start(), late=True)


def _credit(draft: Draft, at: int, start: int, late: bool) -> None:
    found = read_credit_line(draft.paragraphs[at][start:])
    if found is None or (found.credit and not late):
        return
    kind = "credit" if found.credit and not found.author else "byline"
    draft.take(at, start, len(draft.paragraphs[at]), (credit_line.id, kind), found.credit)
    draft.author = draft.author or found.author
    draft.credit = draft.credit or found.credit


credit_line = Rule(
    "general/credit_line",
    "byline",
    tuple(sorted({form for word in roles() for form in (f"{word}:", f"{word} :", f"{word}：")})),
    _credit_line,
)


def _reporter(draft: Draft) -> None:
    """Cut ``Laporan Wartawan Tribunnews.com, Abdul Majid`` before the lead."""
    for at, paragraph in enumerate(draft.paragraphs[:3]):
        if match := _REPORT.match(paragraph):
            draft.take(at, 0, match.end(), (reporter.id, reporter.kind))
            draft.author = draft.author or [(match["author"] or match["name"]).strip()]


reporter = Rule(
    "id/reporter", "byline", ("laporan", "reporter ", "kontributor ", ".com/", ".com -", ".com,"), _reporter
)


def _by(draft: Draft) -> None:
    """Cut a line ``Oleh Budi Santoso`` or ``Posted by admin`` before the lead or at the end."""
    last = len(draft.paragraphs) - 1
    for at, paragraph in enumerate(draft.paragraphs):
        if (2 < at < last) or not last or len(paragraph) > _BY_LONGEST:
            continue
        if (match := _BY.fullmatch(paragraph)) and _names_somebody(name := match["author"]):
            draft.take_all(at, (by_line.id, by_line.kind))
            draft.author = draft.author or ([] if name.casefold() in _DESKS else [name])


def _names_somebody(name: str) -> bool:
    words = name.split()
    proper = len(words) >= 2 and all(word[0].isupper() for word in words) and not name.endswith(".")
    return proper or name.casefold() in _DESKS


by_line = Rule("general/by_line", "byline", ("oleh ", "by "), _by)
