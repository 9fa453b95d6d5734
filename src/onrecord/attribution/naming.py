"""Name tags of the network -> names and dates in the text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from onrecord.attribution.decoding import Floats, snap_to_words
from onrecord.attribution.features import Pieces
from onrecord.attribution.labels import NAME_KINDS
from onrecord.model import Mention, Span


def mentions(text: str, pieces: Pieces, names: Floats) -> list[Mention]:
    """Return names and dates in text order: the likeliest tag of every piece, whole words only.

    ``names`` are log probabilities ``[pieces, 11]``. A mention's confidence is the mean probability of its
    kind over its pieces.
    """
    tags = snap_to_words(names.argmax(1), text, pieces)
    kinds = (tags + 1) // 2
    begins = (kinds > 0) & ((tags % 2 == 1) | (np.diff(kinds, prepend=0) != 0))
    found = []
    for start, following in pairwise([*np.flatnonzero(begins).tolist(), len(tags)]):
        kind = int(kinds[start])
        goes_on = kinds[start:following] == kind
        end = following if goes_on.all() else start + int(goes_on.argmin())
        sure = np.exp(names[start:end, 2 * kind - 1 : 2 * kind + 1]).sum(1).mean()
        span = Span(int(pieces.starts[start]), int(pieces.ends[end - 1]))
        found.append(Mention(span, NAME_KINDS[kind - 1], round(float(sure), 3)))
    return found
