"""Decides which region each name of an article means, by what the rest of the article says.

1. The kind before a name decides between regions of one name: `Bupati Bogor`, `Kota Bogor`.
2. Else the region whose code, then whose province, the article names otherwise.
3. Else, within one province, the province before the city before the regency; in a dateline the city.
4. A name shared by regions of two provinces, with nothing to decide, stays open and is left out.
"""

from collections import defaultdict
from collections.abc import Sequence

from transforms.regions.context import DISTRICT, EITHER, KIND_BITS, KINDS, LOCATIVE, VILLAGE
from transforms.regions.mentions import Mention
from transforms.regions.names import Care
from transforms.regions.region import kind_of

_LONG = 7  # letters of a name that is hardly a person's or a word
_HINT = 0.5  # votes of a word that only one province knows
_LOCATOR_GAPS = (" ", ", ", ",")
Votes = defaultdict[str, float]
"""How firmly an article speaks for each code; `62.` is for all that lies in the province and itself."""

_BARE_ORDER = ("province", "city", "regency")


def resolve(mentions: list[Mention]) -> list[tuple[Mention, str]]:
    """Return the mentions that mean a region, each with its code, in their order."""
    choices = [_choices(mention) for mention in mentions]
    _follow_locators(mentions, choices)
    votes: Votes = defaultdict(float)
    for mention, codes in zip(mentions, choices, strict=True):
        _vote(votes, mention, codes)
    chosen = [
        (mention, code)
        for mention, codes in zip(mentions, choices, strict=True)
        if codes and (code := _choose(codes, votes)) is not None
    ]
    believed = [pair for pair in chosen if _believed(*pair, votes)]
    return believed or [pair for pair in chosen if _is_lone(pair[0])]


def _follow_locators(mentions: list[Mention], choices: list[Sequence[str]]) -> None:
    """Let the region named right behind a place say where it lies, and the place which region that is."""
    for place, mention in enumerate(mentions[:-1]):
        after = mentions[place + 1]
        if mention.part != after.part or not after.gap.startswith(_LOCATOR_GAPS) or not choices[place]:
            continue
        choices[place + 1] = _around(choices[place], choices[place + 1])
        name, around = mention.name, tuple(outer + "." for outer in choices[place + 1])
        for meanings in (choices[place], name.districts, name.quartered):
            within = [code for code in meanings if code.startswith(around)]
            if around and within:
                choices[place] = within
                mention.located = True
                break


def _around(inner: Sequence[str], outer: Sequence[str]) -> Sequence[str]:
    """Return those of `outer` that hold the place before them, or are it: in `Sentul, Bogor` the regency."""
    holding = [code for code in outer if any(f"{place}.".startswith(f"{code}.") for place in inner)]
    return holding if len(inner) == 1 and len(outer) > 1 and holding else outer


def _is_lone(mention: Mention) -> bool:
    """Tell whether a name that nothing else speaks for is still rather a place than a word."""
    if mention.name.care is not Care.LOCATIVE or bool(mention.name.regions) != mention.text.islower():
        return False  # of regions only names in lower case are left, of districts these are words
    if mention.said & VILLAGE and " " not in mention.text:
        return False
    if " " in mention.text:
        return not (mention.capital_before and mention.capital_after)
    return not mention.capital_before and len(mention.text) >= _LONG


def _choices(mention: Mention) -> Sequence[str]:
    """Return the codes that the kind before the name leaves."""
    regions, districts = mention.name.regions, mention.name.districts
    kinds = mention.said & KINDS
    if kinds == DISTRICT:
        if mention.listed:
            return regions or districts or mention.name.quartered
        return districts or mention.name.quartered or (regions if mention.capital_after else ())
    if mention.part == "dateline" and len(regions) > 1:  # reports are filed from towns
        return [code for code in regions if kind_of(code) != "province"] or regions
    if kinds and len(regions) > 1:
        return [code for code in regions if KIND_BITS[kind_of(code)] & kinds] or regions
    return regions or districts or mention.name.quartered


def _vote(votes: Votes, mention: Mention, codes: Sequence[str]) -> None:
    """Let a mention that can be believed by itself speak for its region and the regions around."""
    if mention.name.hint is not None:
        votes[f"{mention.name.hint}."] += _HINT
    if not codes or not _sure(mention):
        return
    share = 1 / len(codes)
    for code in codes:
        votes[code] += share
        votes[f"{code[:2]}."] += share
        if kind_of(code) == "district":
            votes[code[:5]] += share


def _sure(mention: Mention) -> bool:
    """Tell whether a mention can be believed without the rest of the article."""
    name, said = mention.name, mention.said
    if said & VILLAGE:
        return name.care is Care.NONE or (mention.located and name.care is not Care.STRICT)
    if mention.part == "dateline" or name.care is Care.NONE:
        return True
    if said & KINDS:
        return bool(name.regions) or bool(said & DISTRICT)
    if name.care is Care.STRICT or mention.located:
        return name.care is not Care.STRICT
    return _said_to_be_a_place(mention)


def _said_to_be_a_place(mention: Mention) -> bool:
    regions = bool(mention.name.regions)
    if mention.said & EITHER:
        return regions
    is_place = mention.name.care is Care.LOCATIVE and bool(mention.said & LOCATIVE)
    return is_place and (regions or not mention.capital_after)


def _choose(codes: Sequence[str], votes: Votes) -> str | None:
    if len(codes) == 1:
        return codes[0]

    def support(code: str) -> tuple[float, float, float]:
        return -votes[code], -votes[code[:5]], -votes[f"{code[:2]}."]

    def size(code: str) -> int:
        return _BARE_ORDER.index(kind_of(code[:5]))

    best, next_best = sorted(codes, key=lambda code: (support(code), size(code), code))[:2]
    decided = support(best) != support(next_best)
    one_province = best[:2] == next_best[:2] and size(best) != size(next_best)
    return best if decided or one_province else None


def _believed(mention: Mention, code: str, votes: Votes) -> bool:
    if _sure(mention):
        return True
    care = mention.name.care
    if care is Care.STRICT or (mention.capital_after and not mention.text.isupper()):
        return False
    if care is Care.DESIGNATED or (not mention.name.regions and len(mention.text) < _LONG):
        return votes[code[:5]] > 0
    return votes[f"{code[:2]}."] > 0
