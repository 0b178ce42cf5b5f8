r"""Shows a capture to a person who wants to know why it was refused: all its text, nothing judged.

>>> whole_text("<p>Satu <b>dua</b></p><script>x()</script><ul><li>tiga</li></ul>")
'Satu dua\ntiga'
"""

from selectolax.lexbor import LexborHTMLParser

from crawlers.decode import decode, looks_binary
from crawlers.reading.limits import within_limits
from news.capture import Capture

_NO_TEXT = "script, style, noscript, template, svg, iframe"
_BLOCKS = "address, article, aside, blockquote, br, dd, div, dt, figcaption, footer, h1, h2, h3, h4, h5, h6, \
header, li, main, nav, p, pre, section, table, td, th, title, tr"


def text_of(capture: Capture) -> str:
    """Return all text of a capture, one line a block; empty where it is no text."""
    html = "html" in capture.content_type or capture.payload[:512].lstrip().startswith(b"<")
    if looks_binary(capture.payload.replace(b"\0", b"") if html else capture.payload):
        return ""
    text = decode(capture.payload, capture.content_type, html=html).text
    return whole_text(text) if html else text.strip()


def whole_text(html: str) -> str:
    """Return the text of a page, one line a block, without scripts and the like."""
    tree = LexborHTMLParser(within_limits(html))
    for node in tree.css(_NO_TEXT):
        node.decompose()
    for node in tree.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    lines = (" ".join(line.split()) for line in tree.root.text(deep=True).split("\n")) if tree.root else ()
    return "\n".join(line for line in lines if line)
