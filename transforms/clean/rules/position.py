"""Rules for what is known by its place: the repeated headline, the dateline, the marks at the end."""

import re

from transforms.clean.dateline import Dateline, read_dateline
from transforms.clean.draft import Draft
from transforms.clean.lexicon import agencies
from transforms.clean.prose import ends_sentence
from transforms.clean.rules.rule import Rule
from transforms.clean.sign_off import SignOff, read_sign_off

_DATELINE_WITHIN = 4  # paragraphs from the top that may stand before the lead: captions, labels
_BEFORE_LEAD_LONGEST = 250  # characters of a paragraph that may stand before the lead
_LEAD_SHORTEST = 100  # characters; captions that open with a word in capitals are shorter than leads
_SIGN_OFF_WITHIN = 4  # paragraphs from the end


def _headline_again(draft: Draft) -> None:
    """Cut a first paragraph that only says the headline once more."""
    if not draft.headline or len(draft.paragraphs) < 2:
        return
    first = draft.paragraphs[0]
    sentence = ends_sentence(first) and not ends_sentence(
        draft.headline
    )  # a lead that the headline was made of
    if not sentence and _bare(first) == _bare(draft.headline):
        draft.take_all(0, (headline_again.id, headline_again.kind))


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


headline_again = Rule("general/headline_again", "boilerplate", (), _headline_again)


def _dateline(draft: Draft) -> None:
    """Cut the dateline and the publisher before the first sentence."""
    if draft.dateline is not None:
        return
    unsure = None
    for at, paragraph in enumerate(draft.paragraphs[:_DATELINE_WITHIN]):
        if own := _own_name(paragraph, draft.publisher):
            draft.take(at, 0, own, (dateline.id, "publisher"))
            return
        found = read_dateline(paragraph)
        if found and found.sure:
            _file(draft, at, found)
            return
        if found and unsure is None and len(paragraph) >= _LEAD_SHORTEST:
            unsure = at, found
        if len(paragraph) > _BEFORE_LEAD_LONGEST:
            break
    if unsure:
        _file(draft, *unsure)


def _own_name(paragraph: str, publisher: str | None) -> int:
    """Return where the article's publisher and a dash end that `paragraph` opens with; 0 without them."""
    if not publisher or not paragraph.casefold().lstrip("(").startswith(publisher.casefold()):
        return 0
    match = re.match(rf"\(?{re.escape(publisher)}\)?\s*[–—-]{{1,2}}\s+(?=\S)", paragraph, re.IGNORECASE)
    return match.end() if match and len(paragraph) - match.end() >= _LEAD_SHORTEST // 2 else 0


def _file(draft: Draft, at: int, found: Dateline) -> None:
    if found.place:
        draft.take(at, found.split, found.end, (dateline.id, "dateline"))
    if found.split:
        draft.take(at, 0, found.split, (dateline.id, "publisher"))
    draft.dateline = found.place
    if draft.publisher is None:
        draft.publisher = found.publisher
    elif found.publisher and found.publisher.casefold() in agencies() and draft.credit is None:
        draft.credit = found.publisher if found.publisher.casefold() != draft.publisher.casefold() else None


dateline = Rule("general/dateline", "dateline", (), _dateline)


def _sign_off(draft: Draft) -> None:
    """Cut initials, names, offices and end marks after the last sentences."""
    last = len(draft.paragraphs)
    for at in range(last - 1, max(last - 1 - _SIGN_OFF_WITHIN, -1), -1):
        while draft.paragraphs[at] and (found := read_sign_off(draft.paragraphs[at], draft.publisher)):
            _sign(draft, at, found)


def _sign(draft: Draft, at: int, found: SignOff) -> None:
    draft.take(at, found.start, len(draft.paragraphs[at]), (sign_off.id, found.kind))
    draft.byline = [*(name for name in found.byline if name not in draft.byline), *draft.byline]
    draft.credit = draft.credit or found.credit
    draft.publisher = draft.publisher or found.publisher


sign_off = Rule("general/sign_off", "byline", (), _sign_off)
