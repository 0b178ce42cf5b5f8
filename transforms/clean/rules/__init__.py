"""The cleaning rules in the order in which they are applied.

What says itself what it is goes first (embeds, advertisements, related links, share widgets), then what a
site is known to repeat, so that what is read from its place (captions above the lead, the dateline, the
marks at the end) stands at its place.
"""

from transforms.clean.rules import captions, en, general, id, ms, people, position, related
from transforms.clean.rules.rule import Rule

SELF_EVIDENT: tuple[Rule, ...] = (
    position.headline_again,
    en.advertisement,
    id.advertisement,
    id.video_pointer,
    general.embed,
    general.embed_lines,
    id.related_link,
    en.related_link,
    ms.related_link,
    related.heading_alone,
    related.without_colon,
    related.inline,
    en.related_inline,
    ms.related_inline,
    id.related_section,
    en.related_section,
    ms.related_section,
    id.published_elsewhere,
    en.published_elsewhere,
    id.copyright_notice,
    en.copyright_notice,
    id.opinion_disclaimer,
    en.opinion_disclaimer,
    ms.copyright_notice,
    id.follow_us,
    id.subscribe,
    en.subscribe,
    en.follow_us,
    ms.follow_us,
    general.share_link,
    general.share_widget,
    general.share_labels,
    en.like_this,
    id.like_this,
    id.page_controls,
    id.tag_list,
    id.tags,
    en.tags,
    general.hashtags,
    id.next_page,
    id.pager,
    en.pager,
    general.counters,
    id.comment_form,
    en.comment_form,
    people.reporter,
    people.by_line,
    people.credit_line,
    captions.marked,
)

BY_PLACE: tuple[Rule, ...] = (
    captions.above_dateline,
    position.dateline,
    captions.after_lead,
    position.sign_off,
)

RULES = (*SELF_EVIDENT, *BY_PLACE)
