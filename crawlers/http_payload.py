"""Undo what HTTP did to a payload on its way: chunks and compression, never without bound."""

import re
import zlib
from collections.abc import Mapping

import brotli

MAX_PAYLOAD_BYTES = 64 << 20
"""No page is larger; what a compressed body expands to beyond it is left out (a decompression bomb)."""

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r\n")


def decoded_payload(block: bytes, headers: Mapping[str, str], limit: int = MAX_PAYLOAD_BYTES) -> bytes:
    """Return the body that a browser would see (RFC 9112 section 7.1, RFC 9110 section 8.4).

    Archives often keep the headers of a coding that they have undone already, so a body that does not
    follow its header is taken as it stands. Of a damaged body, what could be decoded is returned.

    Args:
        block: the body as the record has it.
        headers: of the HTTP response, names in any case.
        limit: bytes to return at the most.
    """
    named = {name.lower(): value.lower() for name, value in headers.items()}
    if "chunked" in named.get("transfer-encoding", ""):
        block = _unchunked(block)
    for coding in reversed([part.strip() for part in named.get("content-encoding", "").split(",")]):
        block = _expanded(block, coding, limit)
    return block[:limit]


def _unchunked(block: bytes) -> bytes:
    chunks: list[bytes] = []
    position = 0
    while found := _CHUNK_SIZE.match(block, position):
        size = int(found[1], 16)
        if not size:
            return b"".join(chunks)
        chunks.append(block[found.end() : found.end() + size])
        position = found.end() + size + 2
    return b"".join(chunks) if chunks and position >= len(block) else block


def _expanded(block: bytes, coding: str, limit: int) -> bytes:
    if coding in {"gzip", "x-gzip"} and block[:2] == b"\x1f\x8b":
        return _inflated(block, 31, limit)
    if coding == "deflate":
        return _inflated(block, 15, limit) or _inflated(block, -15, limit) or block
    if coding == "br":
        return _unbrotli(block, limit)
    return block


def _inflated(block: bytes, window_bits: int, limit: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=window_bits).decompress(block, limit)
    except zlib.error:
        return _inflated_while_sound(block, window_bits, limit)


def _inflated_while_sound(block: bytes, window_bits: int, limit: int) -> bytes:
    inflator, out = zlib.decompressobj(wbits=window_bits), bytearray()
    try:
        for start in range(0, len(block), 512):
            out += inflator.decompress(block[start : start + 512], limit)
            if len(out) >= limit:
                break
    except zlib.error:
        pass
    return bytes(out)


def _unbrotli(block: bytes, limit: int) -> bytes:
    decompressor, out = brotli.Decompressor(), bytearray()
    try:
        for start in range(0, len(block), 4096):
            out += decompressor.process(block[start : start + 4096], output_buffer_limit=limit)
            if len(out) >= limit:
                break
    except brotli.error:
        return bytes(out) or block
    return bytes(out)
