"""Read the lines that say who made an article.

`Penulis: Ahmad Fauzi | Editor: Budi` → author Ahmad Fauzi
"""

import re
from dataclasses import dataclass, field

from transforms.clean.lexicon import roles

_ROLE = "|".join(sorted(map(re.escape, roles()), key=len, reverse=True))
_LABEL = re.compile(rf"(?<!\w)(?P<role>{_ROLE})\s*[:：]\s*", re.IGNORECASE)
_OPENS = re.compile(rf"[\s(\[*•|–—-]*(?:{_ROLE})\s*[:：]", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z])(?=(?:Editor|Penulis|Reporter|Pewarta|Sumber)\s*[:：])")
_VALUE_LONGEST = 70
_NAME = re.compile(
    r"""(?:[A-ZÀ-Ý@][\w'’.@-]*|bin|binti|van|de)
    (?:[ ](?:[A-ZÀ-Ý(][\w'’.()-]*|bin|binti|van|de)){0,5}
    (?:,?[ ]?[A-Z][\w.]*)?  # a degree after the name: Budi Santoso, S.Sos""",
    re.VERBOSE,
)
_INITIALS = re.compile(r"[\w.*-]{2,12}")
_ACCOUNT = re.compile(r"[A-Za-z]{2,12} ?\d{1,2}")  # Admin 2


@dataclass(frozen=True, slots=True)
class CreditLine:
    """Who a line names.

    Attributes:
        author: full names, in order.
        credit: the source that it gives.
    """

    author: list[str] = field(default_factory=list)
    credit: str | None = None


def opens_credit_line(text: str) -> bool:
    """Return whether `text` begins with a role and a colon."""
    return bool(_OPENS.match(text))


def read_credit_line(text: str) -> CreditLine | None:
    """Return who `text` names if it is nothing but roles and names, else None.

    >>> read_credit_line("Pewarta : Siti Aminah | Editor: Budi").author
    ['Siti Aminah']
    >>> read_credit_line("Penulis: jangan takut gagal, karena semua orang pernah gagal.") is None
    True
    """
    parts = _split(_GLUED.sub("\n", text))
    if not parts or not all(_is_value(value, sort) for sort, value in parts):
        return None
    author = [name for sort, value in parts if sort == "author" for name in _names(value)]
    credit = next((value for sort, value in parts if sort == "credit"), None)
    return CreditLine(author, credit)


def _split(text: str) -> list[tuple[str, str]]:
    """Cut a line into (sort of role, value) pairs; none if it does not begin with a role."""
    labels = list(_LABEL.finditer(text))
    if not labels or text[: labels[0].start()].strip(" ([*•|–—-"):
        return []
    ends = [label.start() for label in labels[1:]] + [len(text)]
    known = roles()
    return [
        (
            known[" ".join(label["role"].casefold().split())],
            text[label.end() : end].strip(" \n\t|/,;•–—-)]*."),
        )
        for label, end in zip(labels, ends, strict=True)
    ]


def _is_value(value: str, sort: str) -> bool:
    if not value or len(value) > _VALUE_LONGEST or "\n" in value:
        return False
    if sort == "credit":
        return len(value.split()) <= 8
    return bool(
        _NAME.fullmatch(value)
        or _INITIALS.fullmatch(value)
        or _ACCOUNT.fullmatch(value)
        or all(_NAME.fullmatch(n) for n in _cut(value))
    )


def _names(value: str) -> list[str]:
    return [name for name in _cut(value) if _NAME.fullmatch(name)]


def _cut(value: str) -> list[str]:
    parts = re.split(r"\s*(?:[/&;]|,(?! ?[A-Z]\w{0,4}\.)|\bdan\b|\band\b)\s*", value)
    return [part for part in parts if part]
