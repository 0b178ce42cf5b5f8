"""Weighs the mentions of each region: what an article concerns, only names, and is chiefly about."""

import re
from dataclasses import dataclass, field

from transforms.regions.context import DESIGNATED, MOTION
from transforms.regions.mentions import Mention
from transforms.regions.region import kind_of

_HEADLINE, _LEAD, _ELSEWHERE, _LOCATOR = 4.0, 2.0, 1.0, 0.25
_PASSING = 0.5  # share that is left of a place where things only come from or go to
_FIRST = 0.25  # more for the region that is named first
_GOVERNED = 0.5  # more for a region named with its kind or its government
_SUBJECT_SCORE = 2.0
_SUBJECT_SHARE = 0.35  # of the weight of the region that weighs most
_OFTEN = 3  # mentions that make a subject without headline or lead
_OFTEN_SHARE = 0.5
_FEW = 3
_CLOSE = 0.85  # share of the weight of the foremost from which the dateline decides
_YIELD_SHARE = 0.4
_CLEARLY = 1.5
_LOCATOR_SHARE = 0.5
_SHORT = 1500  # characters of an article with room for little beside its subject
_PROVINCE, _REGENCY = 2, 5  # lengths of codes
_LONGEST_LEAD = 700  # characters; a text without paragraphs has no longer lead
_NEWSROOMS = "31"  # national newsrooms file from Jakarta whatever the matter
_PUBLISHER = re.compile(r"\W*(?:(?:(?:[\w-]+\.)+[a-zA-Z]{2,4}|[A-Z][A-Z .]+)\s*[,(:|/–—-]\s*)?")
_DOMAIN = re.compile(r"\.\s?(?:com|co\.id|id|net|co|news)\s*[,(:|/–—-]\s*$", re.IGNORECASE)
_DOMAIN_REACH, _LATEST_DATELINE = 24, 200  # characters
_DASH = re.compile(r"\s*\)?\s*(?:\([^)\n]{1,30}\)|[,/][^\n–—-]{1,25})?\s*(?:--?|[–—:|])\s*[^\s\d]")


@dataclass(slots=True)
class Weighed:
    """What an article says of one region."""

    code: str
    score: float = 0.0
    headline: bool = False
    lead: bool = False
    dateline: bool = False
    mentions: int = 0
    designated: int = 0
    evidence: list[dict[str, object]] = field(default_factory=list)
    role: str = "mention"


def weigh(resolved: list[tuple[Mention, str]], body: str) -> list[Weighed]:
    """Return the regions in the order of their first mention, each with its role."""
    lead_end = _lead_end(body)
    regions: dict[str, Weighed] = {}
    before: tuple[Mention, str] | None = None
    for mention, code in resolved:
        part = _part(mention, lead_end)
        dateline = part == "dateline" or (part == "lead" and _is_dateline(mention, code, body))
        locator = before is not None and _is_locator(mention, code, *before)
        for counted in (code, code.rpartition(".")[0]) if code.count(".") == 2 else (code,):
            region = regions.setdefault(counted, Weighed(counted))
            _count(region, mention, part, dateline, locator)
        before = (mention, code)
    weighed = list(regions.values())
    _discount_provinces(weighed)
    first = next(
        (region for region in weighed if region.headline or region.lead or not region.dateline), None
    )
    if first is not None:
        first.score += _FIRST
    _assign_roles(weighed)
    _promote_the_foremost(weighed, len(body))
    return weighed


def chief(regions: list[Weighed]) -> str | None:
    """Return the code of the one region that the article is chiefly about: a province, regency or city.

    The subject that weighs most, in a close race the dateline's, of two that weigh the same the smaller.
    A province yields to the one regency of it that the article is about as well. Without a subject it is
    the dateline's, except Jakarta's.
    """
    subjects = [region for region in regions if region.role == "subject" and len(region.code) <= _REGENCY]
    if not subjects:
        datelines = (
            region.code for region in regions if region.role == "dateline" and len(region.code) <= _REGENCY
        )
        return next((code for code in datelines if code[:2] != _NEWSROOMS), None)
    subjects.sort(key=lambda region: (-region.score, -len(region.code)))
    close = (region for region in subjects if region.dateline and region.score >= _CLOSE * subjects[0].score)
    first = next(close, subjects[0])
    within = _chief_within(first, regions)
    return within.code if within else first.code


def _chief_within(province: Weighed, regions: list[Weighed]) -> Weighed | None:
    """Return the regency to which a province yields, if there is one."""
    inside = [
        region
        for region in regions
        if region.code.startswith(province.code + ".") and len(region.code) == _REGENCY
    ]
    inside.sort(key=lambda region: -region.score)
    if not inside:
        return None
    if len(inside) == 1 and not province.designated:
        return inside[0]  # the province only says where the regency lies
    if inside[0].role != "subject" or inside[0].score < _YIELD_SHARE * province.score:
        return None
    others = [region for region in inside[1:] if region.role == "subject"]
    return None if others and inside[0].score < _CLEARLY * others[0].score else inside[0]


def _lead_end(body: str) -> int:
    end = body.find("\n\n", len(body) - len(body.lstrip()))
    return len(body) if end < 0 else end


def _part(mention: Mention, lead_end: int) -> str:
    if mention.part != "body":
        return mention.part
    return "lead" if mention.start < lead_end else "body"


def _count(region: Weighed, mention: Mention, part: str, dateline: bool, locator: bool) -> None:
    region.mentions += 1
    region.designated += bool(mention.said & DESIGNATED)
    region.evidence.append({"text": mention.text, "part": part, "start": mention.start})
    if dateline or locator:
        region.dateline = region.dateline or dateline
        region.score += _ELSEWHERE if dateline else _LOCATOR
        return
    weight = _ELSEWHERE
    if part == "headline" and not region.headline:
        region.headline, weight = True, _HEADLINE
    elif part == "lead" and mention.start < _LONGEST_LEAD and not region.lead:
        region.lead, weight = True, _LEAD
    region.score += weight * (_PASSING if mention.said & MOTION else 1.0)
    region.score += _GOVERNED if mention.said & DESIGNATED else 0.0


def _discount_provinces(regions: list[Weighed]) -> None:
    """A province named without its government beside a few of its regions mostly says where they lie."""
    for province in regions:
        if len(province.code) == _PROVINCE and not province.designated:
            within = sum(
                region.code[:3] == province.code + "." and len(region.code) <= _REGENCY for region in regions
            )
            if 0 < within <= _FEW:
                province.score *= _LOCATOR_SHARE


def _promote_the_foremost(regions: list[Weighed], length: int) -> None:
    """Without a subject, take what is named alone and firmly, or weighs most in a short article."""
    named = [region for region in regions if len(region.code) <= _REGENCY]
    if not named or any(region.role == "subject" for region in regions):
        return
    innermost = max(named, key=lambda region: len(region.code))
    alone = all(innermost.code.startswith(region.code) for region in named)
    foremost = innermost if alone else max(named, key=lambda region: (region.score, len(region.code)))
    firm = alone and (foremost.mentions > 1 or foremost.designated > 0)
    if foremost.role == "mention" and (firm or length <= _SHORT):
        foremost.role = "subject"


def _assign_roles(regions: list[Weighed]) -> None:
    top = max((region.score for region in regions), default=0.0)
    for region in regions:
        named = region.mentions - region.dateline
        led = region.lead and region.score >= max(_SUBJECT_SCORE, _SUBJECT_SHARE * top)
        often = named >= _OFTEN and region.score >= max(_OFTEN, _OFTEN_SHARE * top)
        if region.headline or led or often:
            region.role = "subject"
        elif region.dateline:
            region.role = "dateline"


def _is_locator(mention: Mention, code: str, earlier: Mention, earlier_code: str) -> bool:
    """Tell whether a name says where the one before it lies, or says it again: `Kabupaten X (Kalteng)`."""
    if mention.part != earlier.part or not f"{earlier_code}.".startswith(f"{code}."):
        return False
    adjacent = 0 <= mention.start - earlier.end <= len(", Provinsi ")
    return adjacent and (mention.gap == " " or mention.gap.startswith((",", " (")))


def _is_dateline(mention: Mention, code: str, body: str) -> bool:
    """Tell whether the text begins with this place as the one where it was filed."""
    start = mention.start
    if start > _LATEST_DATELINE:
        return False
    dash = _DASH.match(body, mention.end) is not None
    if dash and _DOMAIN.search(body, max(0, start - _DOMAIN_REACH), start):
        return True  # behind the reporter's name
    prefix = _PUBLISHER.fullmatch(body, 0, start)
    if prefix is None:
        return False
    if dash or "." in prefix.group():
        return True
    is_town = code == _NEWSROOMS or kind_of(code) == "city"
    return is_town and start == 0 and mention.capital_after  # the dash was lost
