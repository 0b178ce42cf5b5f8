"""Says what two texts are to each other, from what they share.

The scores are of distinct word 3-shingles: Jaccard, and containment as the share of the smaller text
that stands in the larger.

- **reprint**, a full copy: Jaccard 0.7 and more. Two texts of one length fall to 0.7 when 6 % of the
  words are edited; a text copied whole stays above it while less than 43 % is appended.
- **excerpt**: a text of at least 60 words stands in the other, all but a tenth of its shingles
  (an edited word costs three shingles, a seam between sentences two), and the larger one goes well
  beyond it, so that Jaccard is below a reprint's. Eight tenths do where the smaller text is at most three
  quarters of the larger: a part taken with a lead of the portal's own. No share of the larger text is
  asked for here: which of the two is the original, the larger one of which a part was taken or the smaller
  one that a roundup took whole, is told by dates, and a link must not change when an earlier capture turns
  up. The view `excerpts` tells by the dates it finds, and asks for four tenths of the original.
- **revision**, an update of the same text: Jaccard 0.5 and more, and no excerpt. That is 12 % of the words
  edited one by one (0.88³ = 0.68 of the shingles on either side), or one paragraph in three written anew.

A text below 60 words may owe half of its shingles to the form of a price list or a weather report:
only a copy with Jaccard 0.8 and more counts, and a text below
`transforms.fingerprint.keys.SHORT_WORDS` only repeats what is equal to it, headline included.
"""

import numpy as np
import numpy.typing as npt

from transforms.deduplicate.overlap import LEAST_CONTAINMENT, LEAST_JACCARD, Overlap
from transforms.fingerprint.keys import EXCERPT_WORDS

KINDS = ("reprint", "revision", "excerpt")
REPRINT, REVISION, EXCERPT, NOTHING = 0, 1, 2, 3

REPRINT_JACCARD = 0.7
REVISION_JACCARD = LEAST_JACCARD
EXCERPT_CONTAINMENT = 0.9
PARTIAL_CONTAINMENT = LEAST_CONTAINMENT
PARTIAL_SIZE = 0.75
SMALL_JACCARD = 0.8


def kinds_of(overlap: Overlap) -> npt.NDArray[np.int8]:
    """Return for each pair the place of its kind in `KINDS`, or `NOTHING`."""
    jaccard, containment = overlap.jaccard, overlap.containment
    part = (containment >= PARTIAL_CONTAINMENT) & (overlap.smaller <= PARTIAL_SIZE * overlap.larger)
    excerpt = ((containment >= EXCERPT_CONTAINMENT) | part) & (overlap.words >= EXCERPT_WORDS)
    kinds = np.full(len(jaccard), NOTHING, np.int8)
    kinds[jaccard >= REVISION_JACCARD] = REVISION
    kinds[excerpt] = EXCERPT
    kinds[jaccard >= REPRINT_JACCARD] = REPRINT
    kinds[(overlap.words < EXCERPT_WORDS) & (jaccard < SMALL_JACCARD)] = NOTHING
    return kinds
