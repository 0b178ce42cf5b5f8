"""Who an article is: digests that are the same on every machine and in every run."""

import hashlib
import unicodedata

_ID_BYTES = 10  # 80 bits: a chance of 4e-9 of one collision among 100 million articles


def digest(*parts: str) -> str:
    """Return 20 hexadecimal characters that stand for `parts` in their order.

    BLAKE2b (RFC 7693); parts are kept apart by a byte that UTF-8 never uses.

    >>> digest("a", "b") == digest("ab")
    False
    """
    joined = b"\xff".join(part.encode("utf-8", "surrogatepass") for part in parts)
    return hashlib.blake2b(joined, digest_size=_ID_BYTES).hexdigest()


def article_id(canonical_url: str) -> str:
    """Return the id of the article at `canonical_url`."""
    return digest(canonical_url)


def content_hash(headline: str | None, body: str | None) -> str:
    r"""Return a digest of headline and body that cosmetic changes leave alone.

    Compatibility forms (NFKC), case and white space are folded; words and punctuation count.

    >>> content_hash("Judul", "Isi  berita.\n\nDua.") == content_hash("JUDUL", "Isi berita. Dua.")
    True
    """
    return digest(_fold(headline), _fold(body))


def _fold(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())
