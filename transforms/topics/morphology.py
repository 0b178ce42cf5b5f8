"""Writes out the forms in which a lexicon entry stands in Indonesian, Malay and English text.

Terms are expanded once, when the lexicon is loaded, so that texts need no stemming: what is matched
is what stands there. Affixes after Sneddon, *Indonesian: A Comprehensive Grammar* (2nd ed., 2010),
chapter 1; hyphens count as word breaks, so a reduplicated word is met as its parts.
"""

import re
from itertools import product

_CLITICS = ("", "nya", "lah")
_SHORT = 5  # letters; below that -lah makes other words (nabi, Nabilah)
_OPTIONAL = re.compile(r"\(([^()]*)\)")
_VOWELS = "aeiou"

# Allomorphs of meN- and peN-: first letter of the root → what replaces the N and that letter.
_NASAL = {
    **dict.fromkeys("bfv", ("m", True)),
    "p": ("m", False),
    **dict.fromkeys("cdjz", ("n", True)),
    "t": ("n", False),
    **dict.fromkeys("aeioughq", ("ng", True)),
    "k": ("ng", False),
    "s": ("ny", False),
}


def nasal(prefix: str, root: str) -> str:
    """Return `root` under meN- or peN-, `prefix` being ``me`` or ``pe``.

    >>> nasal("me", "tanam"), nasal("pe", "sidik"), nasal("me", "produksi"), nasal("me", "cat")
    ('menanam', 'penyidik', 'memproduksi', 'mengecat')
    """
    if sum(letter in _VOWELS for letter in root) == 1 and len(root) < 5:
        return f"{prefix}nge{root}"
    sound, keeps = _NASAL.get(root[0], ("", True))
    cluster = root[1] not in _VOWELS
    if cluster and root[0] == "s":
        sound = "n"
    return prefix + sound + (root if keeps or cluster else root[1:])


def verb_forms(root: str) -> list[str]:
    """Return the derived forms of a verbal root, without clitics.

    >>> [form for form in verb_forms("tanam") if form.startswith("pe")]
    ['penanam', 'penanaman', 'pertanaman']
    """
    active, agent = nasal("me", root), nasal("pe", root)
    bare = [root, active, f"di{root}", f"ter{root}", f"ber{root}", agent]
    suffixed = [f"{stem}{end}" for stem in (active, f"di{root}", root) for end in ("kan", "i")]
    nouns = [f"{root}an", f"{agent}an", f"per{root}an", f"ke{root}an"]
    return list(dict.fromkeys(bare + suffixed + nouns))


def expand(entry: str) -> set[str]:
    """Return every form, in lower case and with single spaces, that an entry of the lexicon stands for.

    ``~root`` is a verbal root with all its affixes; ``word(s)`` has an optional part; everything
    else may carry -nya or -lah on its last word.

    >>> sorted(expand("election(s)"))[:2], "ditanami" in expand("~tanam"), "bupatinya" in expand("bupati")
    (['election', 'electionlah'], True, True)
    """
    root = entry.removeprefix("~")
    stems = _without_options(entry.lower()) if root == entry else verb_forms(root)
    forms = product(map(normalise, stems), _CLITICS)
    return {stem + clitic for stem, clitic in forms if clitic != "lah" or len(stem) >= _SHORT}


def normalise(term: str) -> str:
    """Return `term` with everything but ASCII letters and digits as single spaces.

    >>> normalise("Jum’at, e-KTP")
    'jum at e ktp'
    """
    return " ".join(re.sub(r"[^0-9a-z]+", " ", term.lower()).split())


def _without_options(entry: str) -> list[str]:
    found = _OPTIONAL.search(entry)
    if not found:
        return [entry]
    before, after = entry[: found.start()], entry[found.end() :]
    return [form for middle in ("", found[1]) for form in _without_options(before + middle + after)]
