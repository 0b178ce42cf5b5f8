import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.http_payload import decoded_payload

_PAGE = b"<html><body>" + b"kabar hari ini " * 200 + b"</body></html>"


def _chunked(body: bytes, size: int = 100) -> bytes:
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(_PAGE)),
        ("x-gzip", gzip.compress(_PAGE)),
        ("deflate", zlib.compress(_PAGE)),
        ("deflate", zlib.compress(_PAGE)[2:-4]),
        ("br", brotli.compress(_PAGE)),
        ("", _PAGE),
        ("identity", _PAGE),
        ("gzip", _PAGE),  # an archive that kept the header and undid the coding
        ("br", _PAGE),
    ],
)
def test_codings_are_undone(coding: str, body: bytes) -> None:
    assert decoded_payload(body, {"Content-Encoding": coding}) == _PAGE


def test_chunks_are_joined_before_they_are_expanded() -> None:
    headers = {"transfer-encoding": "chunked", "content-encoding": "gzip"}
    assert decoded_payload(_chunked(gzip.compress(_PAGE)), headers) == _PAGE
    assert decoded_payload(_PAGE, {"Transfer-Encoding": "chunked"}) == _PAGE


def test_of_a_damaged_body_the_sound_part_is_returned() -> None:
    noise = bytes(range(256)) * 40
    broken = gzip.compress(noise)[:-20]
    read = decoded_payload(broken, {"Content-Encoding": "gzip"})
    assert read
    assert noise.startswith(read)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_expands_no_further_than_the_limit(coding: str) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[coding]
    bomb = pack(b"\0" * 5_000_000)
    assert len(decoded_payload(bomb, {"Content-Encoding": coding}, limit=10_000)) <= 10_000


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "gzip, br", "nonsense"]))
def test_no_body_raises(body: bytes, coding: str) -> None:
    decoded_payload(body, {"Content-Encoding": coding, "Transfer-Encoding": "chunked"})
