r"""Splits texts into word hashes, once for every stage that looks at words.

A word is a longest run of letters, digits and marks (Unicode categories L, N, M), so apostrophes,
hyphens and all punctuation divide: ``Jum’at`` and ``Jum'at`` are both ``jum``, ``at``. Compatibility
forms, case and accents are folded (NFKD, lower case, U+0300 to U+036F left out); soft hyphens and
zero-width joiners do not count; a Han or Kana character is a word by itself.

>>> import pyarrow as pa
>>> words = split(pa.array(["Jum’at (3/10),\nGubernur", None, "JUM'AT"]))
>>> words.offsets.tolist(), words.starts.tolist()
([0, 5, 5, 7], [0, 6, 10, 12, 17, 0, 4])
>>> bool((words.hashes[:2] == words.hashes[5:]).all())
True
"""

from transforms.words.splitting import Words, split, split_texts, word_hashes
from transforms.words.utf8 import Texts, texts_of

__all__ = ["Texts", "Words", "split", "split_texts", "texts_of", "word_hashes"]
