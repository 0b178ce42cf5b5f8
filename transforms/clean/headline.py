"""Make a headline for an article that has none, from its first sentence."""

import re

_LONGEST = 150  # characters; a long headline of a regional portal has about 110
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|drs|dra|ir|h|hj|kh|prof|st|pj|plt|plh|jl|jln|no|tgl|hlm|mr|mrs|ms|gen|lt|col|sen|gov|tn|ny|sdr|ust|tgk|rp"
    r"|a\.n|s\.?h|m\.?h|m\.?si|s\.?sos|s\.?e|m\.?m|ph\.?d|bin|datuk|yb)|\b[A-Z]|\b\d+)$",
    re.I,
)
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(A-Z0-9]|$)")


def first_sentence(body: str) -> str | None:
    """Return the first sentence of `body` as a headline: without its full stop, shortened at a word.

    >>> first_sentence("Wakil Bupati, dr. Irawati, tiba. Ia disambut.")
    'Wakil Bupati, dr. Irawati, tiba'
    """
    paragraph = " ".join(body.split("\n\n", 1)[0].split())
    sentence = paragraph[: _sentence_end(paragraph)].rstrip(".… ")
    if len(sentence) <= _LONGEST:
        return sentence or None
    shortened = sentence[:_LONGEST].rsplit(" ", 1)[0]
    return shortened.rstrip(" ,;:-–—(") + "…"


def _sentence_end(text: str) -> int:
    for match in _END.finditer(text, 0, 4 * _LONGEST):
        if match.group()[0] != "." or not _ABBREVIATION.search(
            text, max(match.start() - 12, 0), match.start()
        ):
            return match.end()
    return len(text)
