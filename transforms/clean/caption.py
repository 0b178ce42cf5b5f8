"""Tell photo captions from the paragraphs of a report.

A caption names who and what a picture shows. It is no sentence of the report: it has no verb that
asserts something, or only one that hangs on `saat`, `ketika`, `usai`; and whoever it names, the
report introduces anew.
"""

import re

from transforms.clean.lexicon import lines

_LONGEST = 300
_WORDS_MOST = 30
_LABEL_WORDS = 25
_FLAGS = re.IGNORECASE | re.VERBOSE
_LABEL = re.compile(
    r"""[\s•*(\[]*
    (?: (?:ket(?:erangan|\.)?\s*)?(?:foto|gambar)(?:\s+(?:bersama|fail|hiasan|ilustrasi))?
      | foto\s*/\s*ist(?:imewa)? | teks\s+foto | captions?(?:\s+foto)? | dok(?:umentasi)?
      | kapsyen | ilustrasi | photos? | file\s+photo | pic(?:ture)? | image
    )\s*[:：/]\s*\S""",
    _FLAGS,
)
_INSIDE = r"[^()\[\]\n]"
_CREDITED = rf"""(?:
      (?:sumber\s+)?(?:foto|photo|gambar|ilustrasi|file\s+photo)
        (?:\s*[:/]\s*{_INSIDE}{{1,60}} | \s+(?:by|oleh|dok|ist)\b{_INSIDE}{{0,60}})?
    | dok(?:umentasi|umen|\.)?(?:\s*[:/.]\s*|\s+(?:pribadi|foto|humas|istimewa)\b){_INSIDE}{{0,60}}
    | courtesy\s+of\s{_INSIDE}{{2,60}} | credit\s*:{_INSIDE}{{2,60}}
    | ist(?:imewa)?\.? | {_INSIDE}{{2,40}}/ist(?:imewa)?
    | antara\s+(?:foto|photo){_INSIDE}{{0,60}} | (?-i:ANTARA)/{_INSIDE}{{2,60}} | ho[/-]{_INSIDE}{{2,40}}
    | (?:afp|reuters|ap|epa)\s*(?:/|\bphoto\b){_INSIDE}{{0,40}}
    | (?:getty\s+images|shutterstock|unsplash|freepik|pixabay|pexels)\b{_INSIDE}{{0,40}}
    )"""
_MARK = re.compile(
    rf"""[(\[]\s*{_CREDITED}\s*[)\]]\.?\s*$
    | (?<=[\w.”\")])\s+(?-i:Foto|FOTO|Photo|PHOTO)\s*:\s*[^\n:]{{2,60}}$
    | (?<=[.”\")])\s*[—–-]\s*(?:[A-Z][\w.]+\s+)?(?:file\s+)?(?:pic|photo|foto)
        (?:\s+(?:by|oleh|courtesy\s+of)\s+[^\n]{{2,50}})?$
    | \bantara\s+foto/[\w ./-]{{3,60}}$
    | (?:^|(?<=[.”\")]))\s*(?-i:ANTARA)/[\w./ -]{{2,40}}$
    | ^(?:foto|photo|dok\.?)\s+(?:ist(?:imewa)?|humas|pribadi)\b[\w .]{{0,30}}$
    | ^(?-i:Dok)\.\s*[\w ]{{2,40}}$
    | (?<=[.”\")])\s*(?-i:Foto|FOTO)/[\w. ]{{2,40}}$""",
    _FLAGS,
)
_GLUED = re.compile(
    r"(?<=[.!?”\"])\s+(?=\(?(?:Ket(?:erangan|\.)?\s*)?(?:[Ff]oto|FOTO)\s*:\s*[^\n:]{2,200}$)", re.MULTILINE
)
_REPORTING = re.compile(
    r"\b(?:kata|katanya|ujar|ujarnya|ucap|ucapnya|tutur|tuturnya|jelas|jelasnya|tegas|tegasnya|ungkap|ungkapnya|imbuh"
    r"|imbuhnya|papar|paparnya|pungkas|pungkasnya|mengatakan|menyebut(?:kan)?|menjelaskan|menegaskan|menuturkan"
    r"|mengungkapkan|menambahkan|menyatakan|menurut|berkata|said|says)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[“”\"]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_VERB_FORM = re.compile(
    r"me(?:m|n|ng|ny|l|r|w)?[aeiou]?\w{3,}|di(?!a$|ri$|nas|rektur|visi|stri|plom|sas|re|alog|mensi|skus|spor)\w{4,}"
    r"|ber\w{3,}|ter(?!hadap|kait|masuk|sebut|tentu)\w{4,}|\w+(?:kan|lah|nya)|\w{2,}ed",
    re.IGNORECASE,
)
_NOUN_FORM = re.compile(
    r"(?:menteri|mentri|meja|media|medan|mesin|metro|menara|mesjid|merah|merdeka|melayu|bersama|beras|berita|berkas"
    r"|bersih|berau|direktur|dinas)\w*",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:(?:saat|ketika|usai|seusai|sewaktu)(?!\s+(?:ini|itu)\b)|bersama|didampingi|berfoto|berpose|berjabat\s+tangan)\b"
)
_INNER_END = re.compile(r"[a-z)”\"][.!?] +\S")


def has_label(paragraph: str) -> bool:
    """Return whether a paragraph begins by saying that it describes a picture.

    >>> has_label("Foto: Bupati menyerahkan bantuan.")
    True
    >>> has_label("Foto itu beredar luas di media sosial.")
    False
    """
    return len(paragraph) <= _LONGEST and bool(_LABEL.match(paragraph))


def has_photo_credit(paragraph: str) -> bool:
    """Return whether a paragraph ends by saying whose picture it is: ``(ist)``, ``Foto: dok. KNPI``."""
    return len(paragraph) <= _LONGEST and bool(_MARK.search(paragraph))


def glued_credit(paragraph: str) -> int | None:
    """Return where a photo's label or credit begins behind a sentence of the report; None where none does.

    What a sentence quotes or reports somebody to say is the report's, however short it is.

    >>> paragraph = "Air mulai surut, kata Hendra. Foto: Istimewa"
    >>> paragraph[glued_credit(paragraph) :]
    'Foto: Istimewa'
    """
    match = _GLUED.search(paragraph)
    if match is None or not 0 < len(paragraph) - match.start() <= _LONGEST:
        return None
    before = paragraph[: match.start()]
    reports = _QUOTE.search(before) or _REPORTING.search(before) or len(before.split()) > _WORDS_MOST
    return match.end() if reports else None


def is_photo_credit(paragraph: str) -> bool:
    """Return whether a paragraph says only whose picture it is: ``Foto IST``, ``Dok. Pemkab Kotim``."""
    return len(paragraph) <= _LONGEST and bool(_MARK.match(paragraph))


def is_label(paragraph: str, lead: str) -> bool:
    """Return whether a line beside the lead only names who and what a picture shows.

    It is one short line without a quote; it asserts nothing before a word such as `saat`; and of the names
    that it gives, the lead gives at least half again.

    Args:
        paragraph: the line.
        lead: the text that follows or precedes it.

    >>> lead = "Bupati Kotim Halikinnor meninjau banjir dan meminta warga tenang."
    >>> is_label("Bupati Halikinnor saat meninjau banjir", lead)
    True
    >>> is_label("Bupati Halikinnor minta warga tenang saat banjir", lead)
    False
    """
    if (
        not 2 <= len(paragraph.split()) <= _LABEL_WORDS
        or _QUOTE.search(paragraph)
        or _INNER_END.search(paragraph)
    ):
        return False
    if paragraph.endswith((":", "?", "!", ";", ",")):
        return False
    cue = _CUE.search(paragraph)
    named, shown = (paragraph[: cue.start()], paragraph[cue.end() :]) if cue else (paragraph, "")
    return bool(named.strip()) and not asserts(named) and _verbs(shown) <= 1 and _names_again(paragraph, lead)


def is_scene(paragraph: str, lead: str) -> bool:
    """Return whether a line says who is shown doing what: a label with a word such as `saat` in it."""
    return not paragraph[0].isdigit() and bool(_CUE.search(paragraph)) and is_label(paragraph, lead)


def _names_again(paragraph: str, lead: str) -> bool:
    names = {word for word in _WORD.findall(paragraph) if word[0].isupper() and len(word) > 2}
    known = set(_WORD.findall(lead))
    return len(names) >= 2 and 2 * len(names & known) >= len(names)


def asserts(text: str) -> bool:
    """Return whether `text` has a word that can be the verb of a sentence, in Indonesian, Malay or English.

    >>> asserts("Rapat koordinasi Tim Koordinasi Penanggulangan Kemiskinan (TKPK) Kota Pontianak.")
    False
    """
    return _verbs(text) > 0


def _verbs(text: str) -> int:
    return sum(map(_is_verb, _WORD.findall(text)))


def _is_verb(word: str) -> bool:
    if word.casefold() in lines("verbs"):
        return True
    return bool(_VERB_FORM.fullmatch(word)) and not _NOUN_FORM.fullmatch(word)


def repeats(caption: str, lead: str) -> bool:
    """Return whether nearly all words of `caption` stand in `lead`."""
    words = {word.casefold() for word in _WORD.findall(caption) if len(word) > 2}
    known = {word.casefold() for word in _WORD.findall(lead)}
    return bool(words) and len(words & known) >= 0.75 * len(words)


def is_verbless_repeat(paragraph: str, lead: str) -> bool:
    """Return whether a paragraph right after the lead only names, as a sentence, what the lead has told.

    A heading has no full stop, a sentence of the report has a verb and something new to say; a caption
    that the layout left among the paragraphs has neither.
    """
    words = paragraph.split()
    if not 4 <= len(words) <= _WORDS_MOST or not paragraph.endswith(".") or _QUOTE.search(paragraph):
        return False
    return not asserts(paragraph) and repeats(paragraph, lead)
