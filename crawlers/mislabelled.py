"""Recognises windows-1252 that is labelled as UTF-8, which browsers show full of replacement characters."""

import re

_FEWEST = 3  # bytes above ASCII; one or two may be damage
_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LETTER = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][a-z]")
# Quotes, dashes, dots, bullets, currency and the Latin letters that windows-1252 has there; signs of Latin-1.
_SIGNS = frozenset(range(0x80, 0xC0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_LONGEST_RUN = 2  # as in `…”`; words of other scripts are longer


def is_windows_1252(payload: bytes) -> bool:
    r"""Say whether bytes that are labelled UTF-8 can only be windows-1252.

    Not one sequence of UTF-8 stands in them, and what stands above ASCII is what Latin text has there:
    punctuation and signs, and letters beside other letters.

    >>> is_windows_1252(b"\x93Kami siap,\x94 katanya \x96 tadi"), is_windows_1252("“Kami” – tadi".encode())
    (True, False)
    """
    runs = list(_HIGH.finditer(payload))
    if sum(len(run[0]) for run in runs) < _FEWEST or _UTF_8.search(payload):
        return False
    return all(len(run[0]) <= _LONGEST_RUN and _is_latin(payload, run) for run in runs)


def _is_latin(payload: bytes, run: re.Match[bytes]) -> bool:
    beside = payload[max(run.start() - 1, 0) : run.end() + 1]
    return _SIGNS.issuperset(run[0]) or bool(_LETTER.search(beside))
