"""Lets a phrase speak for what its words speak for, in the schemes that do not list the phrase itself.

The longest term takes its words from shorter ones. Within a scheme that is wanted: *bank sampah* is no
bank. But *penurunan kemiskinan*, listed as an affair of regional government only, would hide
*kemiskinan* from the Media Topics.

>>> weights = {"kemiskinan": {0: 4.0}, "penurunan kemiskinan": {9: 4.0}}
>>> inherit(weights, set(), lambda number: "uu23" if number == 9 else "iptc")["penurunan kemiskinan"]
{9: 4.0, 0: 4.0}
"""

from collections.abc import Callable, Iterator

Weights = dict[int, float]


def inherit(
    weights: dict[str, Weights], exclusions: set[str], scheme_of: Callable[[int], str]
) -> dict[str, Weights]:
    """Return `weights` with phrases completed.

    Args:
        weights: for each form its weights by number of topic.
        exclusions: forms that were listed as no evidence; they inherit nothing.
        scheme_of: number of a topic → its scheme.
    """
    completed = dict(weights)
    for form in sorted(weights, key=lambda form: form.count(" ")):
        if " " in form and form not in exclusions:
            completed[form] = _complete(form, completed, scheme_of)
    return completed


def _complete(form: str, weights: dict[str, Weights], scheme_of: Callable[[int], str]) -> Weights:
    own = weights[form]
    listed = {scheme_of(number) for number in own}
    found = dict(own)
    for part in _parts(form.split(), weights):
        for number, weight in weights[part].items():
            if scheme_of(number) not in listed:
                found[number] = max(weight, found.get(number, 0.0))
    return found


def _parts(words: list[str], known: dict[str, Weights]) -> Iterator[str]:
    """Yield the longest shorter terms within `words`, from left to right, without overlap."""
    place = 0
    while place < len(words):
        for end in range(len(words), place, -1):
            part = " ".join(words[place:end])
            if end - place < len(words) and part in known:
                yield part
                place = end - 1
                break
        place += 1
