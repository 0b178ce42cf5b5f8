"""Makes the table of word counts that ships, from parallel sentences.

python benchmarks/language_counts.py --data DIR FILE

DIR holds `languages`. The table is `transforms/language/regional_words.tsv`.
"""

import argparse
import sys
from pathlib import Path

from measures.language import counts_of, parallel_sentences

from transforms.language.counting import write_counts

ORIGIN = """Numbers of sentences that hold a word, and of rare words with a beginning (abc-) or an ending
(-abc), by language. Counted on the training and validation parts of NusaX (Winata et al., 2023, "NusaX:
Multilingual Parallel Sentiment Dataset for 10 Indonesian Local Languages"; github.com/IndoNLP/nusax), whose
sentences are under CC BY-SA 4.0. Figures only: words of fewer than two sentences are left out, nothing says
which words stood together, and no sentence of NusaX is contained here or can be restored from it. As what is
made from NusaX is to be shared alike, this table is offered under CC BY-SA 4.0 too, unlike the code.
Columns are BCP 47 tags. Made by: benchmarks/language_counts.py"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("file", type=Path, help="where the table goes")
    options = parser.parse_args()
    counts = counts_of(parallel_sentences(options.data), lambda _: True)
    options.file.write_text(write_counts(counts, ORIGIN), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
