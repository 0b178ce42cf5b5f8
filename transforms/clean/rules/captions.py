"""Rules that take photo captions out of the paragraphs."""

from transforms.clean.caption import (
    glued_credit,
    has_label,
    has_photo_credit,
    is_label,
    is_photo_credit,
    is_scene,
    is_verbless_repeat,
)
from transforms.clean.dateline import read_dateline
from transforms.clean.draft import Draft
from transforms.clean.prose import ends_sentence
from transforms.clean.rules.rule import Rule

_ABOVE_LEAD = 3  # paragraphs that may stand before a dateline
_LABEL_LONGEST = 200
_SHORTEST_REPORT = 4  # paragraphs; in shorter texts a line after the lead may be all there is to say


def _marked(draft: Draft) -> None:
    """Cut paragraphs that a label or a photo credit marks: ``Foto: …``, ``… (ist)``."""
    if len(draft.paragraphs) < 2:
        return
    last = len(draft.paragraphs) - 1
    for at, paragraph in enumerate(draft.paragraphs):
        if (glued := glued_credit(paragraph)) is not None:
            draft.caption.append(draft.take(at, glued, len(paragraph), (marked.id, marked.kind)))
            continue
        gallery = at == 0 and draft.headline is None and not ends_sentence(paragraph)
        labelled = has_label(paragraph) and not gallery
        # Behind the last words of the report such a credit belongs to the article as a whole.
        credited = has_photo_credit(paragraph) if at < last else is_photo_credit(paragraph)
        if (labelled or credited) and not _opens_report(paragraph):
            _caption(draft, at, marked)


marked = Rule(
    "general/caption_marked",
    "caption",
    (
        "foto", "photo", "caption", "gambar", "ilustrasi", "(ist", "/ist", "dok", "antara/", "image",
        "picture", "pic:", "kapsyen", "(afp", "(reuters", "(ap", "(epa", "getty", "shutterstock", "freepik",
        "unsplash", "pixabay", "pexels", "(ho", "courtesy", " pic", "(credit", "(sumber foto",
    ),
    _marked,
)  # fmt: skip


def _above_dateline(draft: Draft) -> None:
    """Cut labels between the headline and the dateline; where no headline is given, the first line is one."""
    paragraphs = draft.paragraphs[: _ABOVE_LEAD + 1]
    if len(paragraphs) < 2 or len(paragraphs[0]) > _LABEL_LONGEST or _opens_report(paragraphs[0]):
        return
    lead = next((at for at, paragraph in enumerate(paragraphs) if at and _opens_report(paragraph)), 0)
    first = 0 if draft.headline else 1
    for at in range(first, lead):
        if is_label(paragraphs[at], "\n".join(draft.paragraphs[lead : lead + 3])):
            _caption(draft, at, above_dateline)


def _opens_report(paragraph: str) -> bool:
    found = read_dateline(paragraph)
    return found is not None and found.sure


above_dateline = Rule("general/caption_above_dateline", "caption", (), _above_dateline)


def _after_lead(draft: Draft) -> None:
    """Cut a line after the lead that says who is shown, or names without a verb what the lead has told."""
    paragraphs = draft.paragraphs
    if len(paragraphs) < _SHORTEST_REPORT:
        return
    for at in (1, 2):
        if is_scene(paragraphs[at], "\n".join(paragraphs[:at])) or (
            at == 1 and is_verbless_repeat(paragraphs[1], paragraphs[0])
        ):
            _caption(draft, at, after_lead)
            return


after_lead = Rule("general/caption_after_lead", "caption", (), _after_lead)


def _caption(draft: Draft, at: int, rule: Rule) -> None:
    draft.caption.append(draft.take_all(at, (rule.id, rule.kind)))
