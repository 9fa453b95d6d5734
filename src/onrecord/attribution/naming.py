"""Name tags of the network -> names and dates in the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from onrecord.attribution.decoding import (
    Floats,
    PieceSpan,
    bio_transitions,
    forbid_crossing,
    snap_to_words,
    spans_of,
    viterbi,
)
from onrecord.attribution.features import Pieces
from onrecord.attribution.labels import NAME_KINDS
from onrecord.model import Mention, Span

PLAIN = float(np.log(0.98))
"""A piece this surely outside every name needs no decoding."""

_STEPS = bio_transitions(1 + 2 * len(NAME_KINDS))


def mentions(text: str, pieces: Pieces, names: Floats) -> list[Mention]:
    """Return names and dates in text order, whole words only.

    ``names`` are log probabilities ``[pieces, 11]``. A mention's confidence is the mean probability of its
    kind over its pieces.
    """
    names = names.copy()
    forbid_crossing(names, pieces)
    tags = np.zeros(len(pieces), np.int64)
    for start, end in _doubtful(names):
        tags[start:end] = viterbi(names[start:end], _STEPS)
    return [_mention(pieces, names, span) for span in spans_of(snap_to_words(tags, text, pieces))]


def _doubtful(names: Floats) -> Iterator[tuple[int, int]]:
    """Yield the runs of pieces that may belong to a name: few and short, so decoding them alone is quick."""
    maybe = np.flatnonzero(np.diff(names[:, 0] < PLAIN, prepend=False, append=False))
    for i, (start, end) in enumerate(pairwise(maybe.tolist())):
        if i % 2 == 0:
            yield start, end


def _mention(pieces: Pieces, names: Floats, span: PieceSpan) -> Mention:
    own = names[span.start : span.end, 1 + 2 * span.label : 3 + 2 * span.label]
    place = Span(int(pieces.starts[span.start]), int(pieces.ends[span.end - 1]))
    return Mention(place, NAME_KINDS[span.label], round(float(np.exp(own).sum(1).mean()), 3))
