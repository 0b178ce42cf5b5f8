"""Picks the anchors by which an excerpt is found in a text many times as long.

Plain bands estimate Jaccard, which is small when one text is much longer. Anchors are runs of words
picked by winnowing (Schleimer, Wilkerson and Aiken 2003): of every `WINDOW` neighbouring runs the
one with the least hash. Two texts that share `RUN_WORDS + WINDOW - 1` words in a row therefore
always share an anchor, wherever the passage stands; sampling runs by their hash alone (0 mod p)
gives no such promise for short passages.

Why 8 and 9: of an excerpt of m shingles of 3 words, at least 58, nine in ten stand in the original. Each
gap between found ones misses 2 or more (a seam 2, an edited word 3), so 0.1 m missing ones leave at most
0.05 m + 1 stretches. The longest is shortest at m = 60: 54 shingles in 4 stretches, so 14 in one,
which are 16 words. 8 + 9 - 1 = 16: every such excerpt is found. Runs of 8 words are seldom shared by
chance or as a turn of phrase, so that few candidates are looked at in vain; 300 words have about 60 anchors.
"""

from transforms.words.compiled import compiled
from transforms.words.kernel import Hashes

RUN_WORDS = 8
WINDOW = 9


@compiled
def winnow(runs: Hashes, window: int, picked: Hashes) -> int:
    """Write the anchors among the runs of one text to `picked`; return how many there are.

    Of equal hashes the last one counts, as in the paper. A text with fewer runs than a window has one.
    """
    count, least = 0, -1
    for last in range(min(window, len(runs)) - 1, len(runs)):
        first = max(0, last - window + 1)
        if least >= first and runs[last] > runs[least]:
            continue
        chosen = last
        if least < first:
            for at in range(last - 1, first - 1, -1):
                if runs[at] < runs[chosen]:
                    chosen = at
        least = chosen
        picked[count] = runs[chosen]
        count += 1
    return count
