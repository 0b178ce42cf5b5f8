"""Finds the encoding that an HTML page declares in its first bytes.

The "prescan a byte stream to determine its encoding" algorithm of the HTML Living Standard, section 13.2.3.2.
"""

import re
from collections.abc import Iterator

LENGTH = 1024
"""Bytes that browsers look at before they begin to parse."""

PARSED = 100_000
"""Bytes in which a parser may still come by a declaration; it belongs into the head."""

_META = re.compile(rb"<meta(?=[\t\n\x0c\r /])", re.IGNORECASE)
_TAG = re.compile(rb"</?[A-Za-z][^\t\n\x0c\r >]*")
_NAME = re.compile(rb"[\t\n\x0c\r /]*([^\t\n\x0c\r />][^\t\n\x0c\r />=]*)?[\t\n\x0c\r ]*")
_VALUE = re.compile(rb"=[\t\n\x0c\r ]*")
_UNQUOTED = re.compile(rb"[^\t\n\x0c\r >]*")
_CHARSET = re.compile(rb"charset[\t\n\x0c\r ]*=[\t\n\x0c\r ]*", re.IGNORECASE)
_BARE = re.compile(rb"[^\t\n\x0c\r ;]*")
_RAW_TEXT = re.compile(rb"<(script|style|title|textarea|noscript|xmp|iframe)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]*?encoding[\t\n\r ]*=[\t\n\r ]*([\"'])([^\"'>]*)\1[^>]*>")


class _OutOfBytes(Exception):
    """The bytes end within a tag: what stands in it does not count."""


def _attribute(data: bytes, at: int) -> tuple[bytes, bytes, int] | None:
    """Return name, value and the position behind the next attribute; None at the end of the tag."""
    match = _NAME.match(data, at)
    if match is None or match.end() >= len(data):
        raise _OutOfBytes
    if match[1] is None:
        return None
    assigned = _VALUE.match(data, match.end())
    if assigned is None:
        return match[1].lower(), b"", match.end()
    start = assigned.end()
    quote = data[start : start + 1]
    if quote in {b'"', b"'"}:
        end = data.find(quote, start + 1)
        if end < 0:
            raise _OutOfBytes
        return match[1].lower(), data[start + 1 : end], end + 1
    bare = _UNQUOTED.match(data, start)
    end = bare.end() if bare else start
    if end >= len(data):
        raise _OutOfBytes
    return match[1].lower(), data[start:end], end


def charset_in_content(content: bytes) -> bytes | None:
    """Return the charset that a `content` attribute names ("extracting a character encoding from a meta").

    >>> charset_in_content(b"text/html; charset = 'utf-8'")
    b'utf-8'
    """
    match = _CHARSET.search(content)
    if not match:
        return None
    start, quote = match.end(), content[match.end() : match.end() + 1]
    if quote in {b'"', b"'"}:
        end = content.find(quote, start + 1)
        return content[start + 1 : end] if end >= 0 else None
    bare = _BARE.match(content, start)
    return bare[0] if bare and bare[0] else None


def _attributes(data: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    found: dict[bytes, bytes] = {}
    while attribute := _attribute(data, at):
        name, value, at = attribute
        found.setdefault(name, value)
    return found, at


def _declared(attributes: dict[bytes, bytes]) -> bytes | None:
    if charset := attributes.get(b"charset"):
        return charset
    if attributes.get(b"http-equiv", b"").lower() != b"content-type":
        return None
    return charset_in_content(attributes.get(b"content", b""))


def _behind_markup(data: bytes, at: int, as_parser: bool) -> int:
    """Return where to go on behind a `<` that begins no `meta`."""
    if data.startswith(b"<!--", at):
        # `<!-->` is a comment too: its two dashes may be those of the end.
        end = data.find(b"-->", at + 2)
        return end + 3 if end >= 0 else len(data)
    if tag := _TAG.match(data, at):
        _, behind = _attributes(data, tag.end())
        raw = _RAW_TEXT.fullmatch(tag[0]) if as_parser else None
        closing = re.compile(b"</" + raw[1] + rb"(?=[\t\n\x0c\r />])", re.IGNORECASE) if raw else None
        closed = closing.search(data, behind) if closing else None
        return closed.start() if closed else len(data) if closing else behind
    if data[at + 1 : at + 2] in {b"!", b"/", b"?"}:
        end = data.find(b">", at)
        return end + 1 if end >= 0 else len(data)
    return at + 1


def _scan(data: bytes, *, as_parser: bool) -> Iterator[bytes]:
    at = data.find(b"<")
    try:
        while at >= 0:
            if meta := _META.match(data, at):
                attributes, behind = _attributes(data, meta.end())
                if label := _declared(attributes):
                    yield label
            else:
                behind = _behind_markup(data, at, as_parser)
            at = data.find(b"<", behind)
    except _OutOfBytes:
        return


def declared_in(payload: bytes) -> Iterator[str]:
    """Yield the labels that the page declares, in the order in which browsers come by them.

    The `meta` elements of the first bytes, an XML declaration, then the `meta` elements that a parser
    finds further down, for which browsers begin anew ("changing the encoding while parsing"). Labels are
    as written: the first that means an encoding counts.

    >>> list(declared_in(b"<!-- <meta charset=big5> --><meta charset=utf-8>"))
    ['utf-8']
    """
    head = payload[:LENGTH]
    for label in _scan(head, as_parser=False):
        yield label.decode("latin-1")
    if match := _XML.match(head):
        yield match[2].decode("latin-1")
    if len(payload) > LENGTH:
        for label in _scan(payload[:PARSED], as_parser=True):
            yield label.decode("latin-1")
