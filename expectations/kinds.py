"""What kind of article a row is, since a picture with its caption is news in fewer words."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

LEAST_WORDS = 15  # of an article: briefs of wire services begin at about twenty
BRIEF = 40  # words: shorter than the first two paragraphs of most news


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of article that needs fewer words.

    Attributes:
        names: what sites call it in an address, a section or before a headline.
        least_words: that it needs.
    """

    names: tuple[str, ...]
    least_words: int


PICTURES = Kind(
    (
        *(
            "foto",
            "photo",
            "photos",
            "photography",
            "galeri",
            "galeri-foto",
            "gallery",
            "galleries",
            "gambar",
        ),
        *("picture", "pictures", "video", "videos", "klip-video", "infografis", "infografik", "infographic"),
        *("infographics", "karikatur", "kartun", "cartoon", "cartoons", "berita-foto", "foto-foto", "lensa"),
    ),
    least_words=5,
)

_BEFORE_HEADLINE = re.compile(rf"^\W*(?:{'|'.join(PICTURES.names)})s?\s*[\]):|–—-]", re.IGNORECASE)
_WIDE = r"[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF]"
_CHARACTERS_A_WORD = 2  # in writing without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese


def is_picture(url: str, section: str | None, headline: str | None) -> bool:
    """Tell whether a page shows pictures or a video rather than telling by words.

    >>> is_picture("https://kabar.example/foto/banjir-surut", None, "Banjir surut")
    True
    >>> is_picture("https://kabar.example/foto-udara-kebakaran", "Daerah", "Foto udara untuk memetakan lahan")
    False
    """
    folders = [part.lower() for part in urlsplit(url).path.split("/")[1:-1]]
    named = any(folder in PICTURES.names for folder in (*folders, (section or "").strip().lower()))
    return named or bool(_BEFORE_HEADLINE.match(headline or ""))


def length_facts(table: pa.Table) -> dict[str, pa.Array]:
    """Return the words of each row, how many it lacks, and the words of those that are no picture."""
    words = pc.fill_null(table["word_count"], 0).combine_chunks().to_numpy(zero_copy_only=False).copy()
    missing, plain = words * 0, words.astype("float64")
    brief = (words < BRIEF).nonzero()[0]
    columns = table.select(["url", "section", "headline", "article_body"]).take(pa.array(brief)).to_pylist()
    for row, read in zip(brief, columns, strict=True):
        wide = len(re.findall(_WIDE, read["article_body"] or ""))
        words[row] = plain[row] = max(words[row], wide // _CHARACTERS_A_WORD)
        picture = is_picture(_parted(read["url"]), read["section"], read["headline"])
        missing[row] = max(0, (PICTURES.least_words if picture else LEAST_WORDS) - words[row])
        if picture:
            plain[row] = float("nan")
    of_article = pa.array(plain, from_pandas=True)
    return {"words": pa.array(words), "words_missing": pa.array(missing), "words_of_article": of_article}


def _parted(url: str | None) -> str:
    """Return an address that can be taken apart; what cannot is refused by a rule of its own."""
    try:
        urlsplit(url or "")
    except ValueError:
        return ""
    return url or ""
