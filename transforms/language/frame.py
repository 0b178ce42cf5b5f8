"""The part of an article that shows its language: the reporter's own words, not addresses or quotations."""

import re
import unicodedata

LENGTH = 600  # characters that are judged; more changes no label and costs time
_OPENING = 420  # of them from the beginning, the rest from the end
_WINDOW = 2_400  # characters of the text that are looked at, three quarters of them from its beginning
_ENOUGH = 80  # characters outside quotation marks that speak for the article

# langdetect 1.0.9, Detector.URL_RE and MAIL_RE, and addresses written without a scheme.
_ADDRESS = re.compile(
    r"https?://[-_.?&~;+=/#%:@!0-9A-Za-z]+|www\.[-_.?&~;+=/#%0-9A-Za-z]+|[-_.0-9A-Za-z]{1,64}@[-_.0-9A-Za-z]{3,255}"
)
_OTHER_SCRIPT = re.compile("[\u0300-\u1dff\u1f00-\uffff]")
_LATIN = re.compile("[A-z]+")  # as in langdetect's Detector.cleaning_text, the signs between Z and a included
_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|「[^」\n]*」')


def frame(headline: str | None, body: str | None) -> str:
    r"""Return up to 600 characters in which the article itself speaks.

    Addresses are left out, and so is what stands in quotation marks wherever enough stands outside them.

    >>> frame("Judul", "Isi di https://kalbar.example/a dan begitu.")
    'Judul\nIsi di   dan begitu.'
    """
    text = _window(f"{headline or ''}\n{body or ''}")
    if "://" in text or "@" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    text = _outside_quotes(text)
    if len(text) > LENGTH:
        text = f"{text[:_OPENING]} {text[_OPENING - LENGTH :]}"
    text = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return text if text.isascii() else _chief_script(text)


def _window(text: str) -> str:
    if len(text) <= _WINDOW:
        return text
    return f"{text[: _WINDOW * 3 // 4]}\n{text[-_WINDOW // 4 :]}"


def _outside_quotes(text: str) -> str:
    outside = _QUOTED.sub(" ", text)
    return outside if len(outside.strip()) >= _ENOUGH else text


def _chief_script(text: str) -> str:
    """Leave out Latin letters where others are more than twice as many, as langdetect does."""
    other = len(_OTHER_SCRIPT.findall(text))
    if not other or 2 * sum(map(len, _LATIN.findall(text))) >= other:
        return text
    return _LATIN.sub("", text)
