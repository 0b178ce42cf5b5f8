"""The shapes in which a text writes a date, as regular expressions; what they mean is decided elsewhere."""

import re

_WORD = r"[^\W\d_]{3,14}"
_GAP = r"[ \u00a0\u202f]"
_YEAR = r"(?:19|20)\d\d"
_APOSTROPHE = "'’‘`´ʼ"

NUMERIC = re.compile(
    r"(?<![\w/.,:+-])(?:\d{1,2}\s?[-–]\s?)?(\d{1,2})(\s?[/.-]\s?)(\d{1,2})(?:\2(\d{4}|\d{2})(?!\d))?(?![\w/]|[.,:-]\d)"
)
"""`3/11/2025`, `03.11.25`, `25/2`: first number, separator, second number, year."""

YEAR_FIRST = re.compile(rf"(?<![\w/-])({_YEAR})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d|[-/.]\d)")
"""`2025-11-03` and `2025/11/3`: year, separator, month, day."""

EAST_ASIAN = re.compile(rf"({_YEAR})\s?[年년]\s?(\d{{1,2}})(\s?)[月월]\s?(\d{{1,2}})\s?[日일]")
"""`2025年11月3日`, with the groups of `YEAR_FIRST` in another order."""

DAY_FIRST = re.compile(
    rf"(?<![\w/.,:])(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª|-го)?(?:{_GAP}+|-|/|{_GAP}de{_GAP}|{_GAP}of{_GAP}|(?<=\d))"
    rf"({_WORD})\b\.?(?:{_GAP}?/{_GAP}?{_WORD})?"
    rf"(?:(?:,|{_GAP}del?)?[ \u00a0\u202f/-]*({_YEAR}|[’'‘]\d\d)(?!\d))?"
)
"""`3 November 2025`, `03-Nov-2025`, `3 de noviembre de 2025`: day, month name, year."""

MONTH_FIRST = re.compile(
    rf"(?<!\w)({_WORD})\.?{_GAP}+(\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.:/]\d)(?:,?{_GAP}+({_YEAR})(?!\d))?"
)
"""`November 3rd, 2025`: month name, day, year."""

MONTH_ONLY = re.compile(rf"(?<!\w)({_WORD})\.?,?{_GAP}(?:tahun{_GAP}|of{_GAP})?({_YEAR})(?!\d)")
"""`November 2025`: month name, year."""

LETTERS = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHE}]\s?[^\W\d_]+)?")
"""A word, `Jum’at` included."""

PUNCTUATION = frozenset(" \t\n\u00a0\u202f,./|()[-–")
"""Marks that may stand between a weekday and its date."""

WEEKDAY_AFTER = re.compile(rf"\s*(?:,\s*|\(\s*)([^\W\d_]+(?:[{_APOSTROPHE}][^\W\d_]+)?)\b")
"""The word that may be a weekday behind `3 November 2025 (Isnin)`."""

_TO = r"(?:[-–—]|s\.?\s?/?\s?d\b\.?|hingga|sampai(?:\s+dengan)?|dan|to|and|until|&)"

RANGE_BEFORE = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\s+({_WORD})(?:\s+{_YEAR})?)?\s*{_TO}\s*$", re.IGNORECASE)
"""What makes the date behind it the end of a range: `3-`, `30 Oktober hingga `: first day, its month."""

RANGE_AFTER = re.compile(
    rf"\s*{_TO}\s*(?:{_WORD},?\s*\(?)?\d{{1,2}}(?:{_GAP}+({_WORD})|[/.](\d{{1,2}})(?!\d))", re.IGNORECASE
)
"""What makes the date before it the beginning of a range: ` - 5 November`, ` s.d. 5/11`: the last month."""
