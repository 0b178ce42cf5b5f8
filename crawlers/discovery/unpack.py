"""Undo compression without ever expanding past a bound."""

import zlib

_GZIP = b"\x1f\x8b"
_STEP = 1 << 18  # bytes taken from the decompressor at a time


class TooLarge(Exception):
    """The content is larger than the bound after decompression."""


def unpack(body: bytes, coding: str, limit: int) -> tuple[bytes, bool]:
    r"""Undo one content coding of RFC 9110: gzip, deflate or identity.

    >>> import gzip
    >>> unpack(gzip.compress(b"berita"), "gzip", 100)
    (b'berita', True)

    Returns:
        The content, and whether it was complete: a body cut short gives what could be read.

    Raises:
        TooLarge: the content is larger than `limit` bytes.
        ValueError: the coding is another one, or not a byte could be read.
    """
    if coding in ("", "identity"):
        return body, True
    if coding in ("gzip", "x-gzip"):
        return _inflate(body, zlib.MAX_WBITS | 16, limit)
    if coding == "deflate":
        # RFC 9110 means zlib's format; some servers send the bare stream, which has no header.
        bare = len(body) < 2 or body[0] & 0x0F != 8 or (body[0] << 8 | body[1]) % 31 != 0
        return _inflate(body, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, limit)
    raise ValueError(f"content coding {coding!r} is none of gzip, deflate, identity")


def gunzip_if_gzipped(body: bytes, limit: int) -> bytes:
    """Return `body` with one layer of gzip undone, where it has one.

    Raises:
        TooLarge: the content is larger than `limit` bytes.
        ValueError: it begins like gzip and is none.
    """
    return unpack(body, "gzip", limit)[0] if body.startswith(_GZIP) else body


def _inflate(body: bytes, wbits: int, limit: int) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    size = 0
    rest = body
    while True:  # a gzip body may have several members
        machine = zlib.decompressobj(wbits)
        while rest and not machine.eof:
            try:
                piece = machine.decompress(rest, min(_STEP, limit - size + 1))
            except zlib.error as error:
                if not size:
                    raise ValueError(f"compressed body cannot be read ({error})") from error
                return b"".join(pieces), False
            size += len(piece)
            if size > limit:
                raise TooLarge(f"more than {limit} bytes after decompression")
            pieces.append(piece)
            rest = machine.unconsumed_tail
            if not rest and not piece:
                break
        if not machine.eof:
            return b"".join(pieces), False
        rest = machine.unused_data
        if not rest.startswith(_GZIP):
            return b"".join(pieces), True
