"""Rules for any language: embedded posts and videos, share widgets, hashtags, counters."""

import re

from transforms.clean.draft import Draft
from transforms.clean.rules.rule import Rule, phrase, whole

_HASHTAGS = re.compile(r"(?<=[.!?])\s+#\w+(?:\s+#\w+)+\s*$")  # two or more behind the last sentence
_HASHTAGS_WITHIN = 4  # paragraphs from the end; higher up hashtags belong to a quoted post

_PLATFORM = r"""(?:facebook|twitter|x|whats\s?app|wa|telegram|linked\s?in|pinterest|e-?mail|surel|line|threads
    |reddit|tumblr|messenger|instagram|tiktok|you\s?tube|print|cetak|tweet|pin(?:\s?it)?|pocket|skype|viber|wechat|flipboard
    |blogger|more|lainnya)"""
_SHARE = r"""(?:bagikan|sebarkan|berbagi|share|kongsi(?:kan)?|copy\s+(?:link|url)|salin\s+(?:tautan|link|url)
    |link\s+copied|(?:tautan|link)\s+(?:berhasil\s+|telah\s+)?disalin)"""
_WHAT = r"(?:ini|this|artikel(?:\s+ini)?|berita(?:\s+ini)?|article|post|story|via|on|to|ke|di|lewat)"

embed = phrase(
    "general/embed",
    "boilerplate",
    ("[gambas:", "[embed", "pic.twitter.com/", "view this post on", "lihat postingan ini di"),
    r"""\[(?:gambas|embed)[^\]\n]{0,120}\]
    | (?:view[ ]this[ ]post[ ]on|lihat[ ]postingan[ ]ini[ ]di)\s+instagram
        (?:\s+(?:a[ ]post[ ]shared[ ]by|sebuah[ ]kiriman[ ]dibagikan[ ]oleh)[^\n]{0,80}?\(@[\w.]+\))?
    | pic\.twitter\.com/\w+
        (?:\s*—[^\n(]{0,60}\(@\w+\)\s+(?:[a-z]+[ ]\d{1,2}|\d{1,2}[ ][a-z]+),?[ ]\d{4})?""",
)

embed_lines = whole(
    "general/embed_lines",
    "boilerplate",
    ("view this post", "a post shared by", "sebuah kiriman dibagikan", "(@"),
    r"""view\s+this\s+post\s+on(?:\s+instagram)?
    | (?:instagram\s+)?(?:a\s+post\s+shared\s+by|sebuah\s+kiriman\s+dibagikan\s+oleh)\s.{2,120}
    | \(@[\w.]+\)""",
    longest=160,
)

share_widget = whole(
    "general/share_widget",
    "share_widget",
    (
        "bagikan",
        "sebarkan",
        "berbagi",
        "share",
        "kongsi",
        "copy ",
        "salin",
        "facebook",
        "disalin",
        "copied",
        "twitter",
    ),
    rf"""[\s•·*|>+-]*
    (?: {_SHARE}(?:\s+{_WHAT})*(?:\s*[:|•·,/-]*\s*(?:(?:on|di|ke|via)\s+)?(?:{_PLATFORM}|{_SHARE}))*
      | (?:{_PLATFORM}[\s|•·,/]+)+{_PLATFORM}
    )[\s•·*|:.!+-]*\d*""",
    longest=160,
    glued=True,
)

_LABEL = re.compile(rf"{_PLATFORM}|salin|home|beranda", re.IGNORECASE | re.VERBOSE)


def _share_labels(draft: Draft) -> None:
    """Cut runs of lines that each hold the name of one platform or button; one alone may be a heading."""
    labels = [len(paragraph) <= 12 and bool(_LABEL.fullmatch(paragraph)) for paragraph in draft.paragraphs]
    for at, label in enumerate(labels):
        if label and (labels[at + 1 : at + 2] == [True] or (at and labels[at - 1])):
            draft.take_all(at, (share_labels.id, share_labels.kind))


share_labels = Rule(
    "general/share_labels", "share_widget", ("facebook", "twitter", "whatsapp", "telegram"), _share_labels
)

share_link = whole(
    "general/share_link",
    "share_widget",
    ("klik untuk", "click to"),
    r"(?:klik\s+untuk|click\s+to)\s+(?:berbagi|bagikan|membagikan|share|mencetak|print|email|mengirim)\b.{0,120}",
)

counters = whole(
    "general/counters",
    "navigation",
    ("views", "dibaca", "dilihat", "pembaca", "komentar", "comments", "min read", "menit", "minute"),
    r"""(?:(?:post\s+)?views|dibaca|dilihat|jumlah\s+pembaca|pembaca|komentar|comments?)
        \s*[:(]?\s*[\d.,]+\s*(?:k|rb|kali|x)?\)?
    | [\d.,]+\s*(?:k|rb)?\s*(?:views|kali\s+dibaca|x\s+dibaca|komentar|comments?|shares?|pembaca)
    | (?:waktu\s+baca|(?:estimated\s+)?reading\s+time)\s*:?\s*\d+\s*(?:min(?:ute)?s?|menit)
    | \d+\s*(?:min(?:ute)?s?\s+read|menit\s+(?:mem)?baca)""",
    longest=60,
    glued=True,
)


def _hashtags(draft: Draft) -> None:
    """Cut hashtags near the end: paragraphs of nothing else, and several behind a sentence."""
    last = len(draft.paragraphs)
    for at in range(max(last - _HASHTAGS_WITHIN, 1), last):
        words = draft.paragraphs[at].split()
        if all(word.startswith("#") and len(word) > 1 for word in words):
            draft.take_all(at, (hashtags.id, hashtags.kind))
        elif glued := _HASHTAGS.search(draft.paragraphs[at]):
            draft.take(at, glued.start(), glued.end(), (hashtags.id, hashtags.kind))


hashtags = Rule("general/hashtags", "tags", ("#",), _hashtags)
