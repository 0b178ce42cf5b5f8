"""Rules for English."""

from transforms.clean.rules.rule import BULLET, START, phrase, section, whole

_TITLE_TO_END = r"(?P<target>(?:(?![a-z0-9)”\"][.!?][ ])[^\n]){8,180}?(?<![.,;]))$"
_SCROLL_ON = r"scroll[ ]to[ ](?:continue|resume)(?:[ ]with)?(?:[ ](?:content|reading))?"

related_link = whole(
    "en/related_link",
    "related_link",
    ("read ", "see ", "related", "also read", "watch", "recommended"),
    rf"""{BULLET}
    (?: read\s+(?:more|also|next|this) | also\s+read | see\s+also | must\s+read
      | watch(?:\s+(?:also|now|this))?
      | related(?:\s+(?:story|stories|article|articles|news|link))? | recommended
    )\s*[:：»]\s*(?P<target>\S(?:.*\S)?)\s*""",
    longest=260,
)

related_inline = phrase(
    "en/related_inline",
    "related_link",
    ("read more", "read also", "also read", "see also", "related:"),
    rf"""[(\[]\s*(?:read\s+(?:more|also)|also\s+read|see\s+also)\s*:\s*[^()\[\]\n]{{5,200}}[)\]]
    | {START}(?-i:READ[ ](?:MORE|ALSO)|Read[ ](?:[Mm]ore|[Aa]lso)|ALSO[ ]READ|Also[ ][Rr]ead|SEE[ ]ALSO
        |See[ ]also
        |RELATED|Related)\s*:\s*{_TITLE_TO_END}""",
)

advertisement = phrase(
    "en/advertisement",
    "advertisement",
    ("advertis", "scroll to", "story continues", "article continues", "sponsored"),
    rf"""(?:[–—-]+[ ]*)?(?-i:(?<![A-Z])ADVERTISEMENTS?)\s*
      (?: {_SCROLL_ON} | [–—-]+[ ]*$ | (?<=\S)(?=$|[\s.:–—“\"‘'-]|(?-i:[A-Z][a-z])) )
    | (?-i:SCROLL[ ]TO[ ](?:CONTINUE|RESUME)(?:[ ]WITH)?(?:[ ](?:CONTENT|READING))?)
    | {START}{_SCROLL_ON}[\s.]*$
    | ^[\s•*–—-]*(?:advertisements?(?:[ ]by)?|advertise[ ]with[ ]us|sponsored(?:[ ]content)?)[\s.•*:–—-]*$
    | {START}[•*–—-]*[ ]?(?-i:Advertisement)[ ]?[•*–—-]*$
    | ^(?:story|article)[ ]continues[ ](?:below|after)(?:[ ]this|[ ]the)?[ ](?:advertisement|ad)\s*\.?$""",
)

follow_us = phrase(
    "en/follow_us",
    "boilerplate",
    (
        "follow",
        "subscribe",
        "sign up",
        "newsletter",
        "download",
        "join our",
        "click here",
        "get our",
        "like us",
        "find us",
    ),
    rf"""{START}(?:follow|like|join|find)\s+us\s+(?:on|at|via)\b[^\n]{{2,200}}$
    | {START}(?:follow|join|get|subscribe\s+to|sign\s+up\s+(?:for|to)|download)\s+
        (?:our|the|[\w.]+(?:[’']s)?)\b
        [^\n.]{{0,80}}\b(?:newsletters?|channel|telegram|whatsapp|google\s+news|youtube|mobile\s+app
          |app\s+(?:for|from|to|now)|facebook\s+page|daily\s+digest)\b[^\n]{{0,160}}$
    | {START}click\s+here\s+to\s+(?:subscribe|join|sign\s+up|download|follow|read\s+more)\b[^\n]{{0,160}}$""",
)

subscribe = whole(
    "en/subscribe",
    "boilerplate",
    ("discover more from", "subscribe to get", "sent to your email", "newsletter"),
    r"""discover\s+more\s+from\s.{2,60} | subscribe\s+to\s+get\s+the\s+latest\s+posts\b.{0,60}
    | (?:sign\s+up\s+for\s+)?our\s+newsletters?""",
    longest=140,
)

copyright_notice = phrase(
    "en/copyright",
    "copyright",
    ("all rights reserved", "may not be published", "may not be reproduced", "may not be reprinted"),
    r"""^[^\n]{0,120}\ball\s+rights\s+reserved\b[^\n]{0,200}$
    | ^(?:this\s+material|no\s+part\s+of\s+this|this\s+article)\s+may\s+not\s+be
        \s+(?:published|reproduced|reprinted)[^\n]{0,200}$""",
)

published_elsewhere = phrase(
    "en/published_elsewhere",
    "boilerplate",
    (
        "appears in print",
        "appeared in print",
        "originally published",
        "first appeared",
        "appeared first",
        "first published",
        "originally appeared",
    ),
    rf"""{START}(?:this\s+(?:article|story|post|piece|report)\s+(?:was|has\s+been)?|the\s+post\s+.{{3,200}}?)\s*
    (?:originally\s+published|first\s+published|originally\s+appeared|first\s+appeared|appeared\s+first)
    \s+(?:on|in|at|by)\s+(?P<target>[^\n]{{2,200}}?)$
    | {START}a\s+version\s+of\s+this\s+(?:article|story)\s+appear(?:s|ed)\s+in\s+print\b[^\n]{{0,200}}$""",
)

related_section = section(
    "en/related_section",
    "related_link",
    (
        "related", "you may", "you might", "more from", "more in", "more on", "more news", "recommended",
        "most read", "most popular", "editor", "trending", "latest news",
    ),
    r"""[\s•*\#|-]*
    (?: related(?:\s+(?:posts?|articles?|stories|news|links?|topics?|content))?
      | you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)
      | more\s+(?:from|in|on)\s+[\w .&]{2,30} | more\s+news | latest\s+news | trending(?:\s+now)?
      | recommended(?:\s+(?:for\s+you|stories|articles))? | editor[’']s\s+(?:choice|picks?)
      | most\s+(?:read|popular)
    )[\s:|-]*""",
)  # fmt: skip

like_this = whole(
    "en/like_this",
    "share_widget",
    ("like this", "loading"),
    r"like\s+this\s*:?(?:\s*like)?(?:\s*loading\W*)? | (?:like\s+)?loading\s*(?:\.{2,}|…)",
    longest=40,
    glued=True,
)

tags = whole(
    "en/tags",
    "tags",
    ("tags", "topics:", "keywords:", "filed under", "categories:", "category:", "tagged"),
    r"[\s•*\#]*(?:tags|topics|keywords|filed\s+under|categor(?:y|ies)|tagged(?:\s+with)?)\s*[:：]\s*(?!.*[.!?]$).+",
)

opinion_disclaimer = whole(
    "en/opinion_disclaimer",
    "boilerplate",
    ("reflect", "represent"),
    r"""[\s*(]*(?:the\s+)?(?:views?|opinions?|statements)\b.{0,120}\b(?:author|writer|columnist|contributor)s?\b.{0,60}
    \b(?:do|does|may|should)\s+not\s+(?:necessarily\s+)?(?:be\s+taken\s+to\s+)?(?:reflect|represent)\b.{0,160}""",
)

comment_form = whole(
    "en/comment_form",
    "boilerplate",
    ("leave a", "your email address", "cancel reply", "post a comment", "no comments", "comments are closed"),
    r"""(?: leave\s+a\s+(?:reply|comment)(?:\s+cancel\s+reply)? | cancel\s+reply | post\s+a\s+comment
      | no\s+comments(?:\s+yet)? | comments\s+are\s+closed
      | your\s+email\s+address\s+will\s+not\s+be\s+published\..{0,80}
    )[\s:.]*""",
    longest=160,
)

pager = whole(
    "en/pager",
    "navigation",
    ("next", "prev", "load more", "newer ", "older ", "page ", "back to ", "read ", "continue "),
    r"""[\s«‹<←]*
    (?: (?: (?:next|previous|newer|older)\s+(?:posts?|articles?|story|page) | back\s+to\s+(?:top|home)
          | (?:next|previous|prev|load\s+more) | page\s+\d+\s+of\s+\d+
          | (?:continue|read)\s+(?:more|reading|full\s+story) )
        [\s|•·«»‹›<>→←.-]*
    )+""",
    longest=90,
)
