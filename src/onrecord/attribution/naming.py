"""Name tags of the network -> names and dates in the text."""

from __future__ import annotations

import numpy as np

from onrecord.attribution.decoding import (
    Floats,
    PieceSpan,
    best_tags,
    bio_transitions,
    snap_to_words,
    spans_of,
)
from onrecord.attribution.features import Pieces
from onrecord.attribution.labels import NAME_KINDS
from onrecord.model import Mention, Span

_STEPS = bio_transitions(1 + 2 * len(NAME_KINDS))


def mentions(text: str, pieces: Pieces, names: Floats) -> list[Mention]:
    """Return names and dates in text order, whole words only.

    ``names`` are log probabilities ``[pieces, 11]``. A mention's confidence is the mean probability of its
    kind over its pieces.
    """
    tags = snap_to_words(best_tags(names, _STEPS, pieces), text, pieces)
    return [_mention(pieces, names, span) for span in spans_of(tags)]


def _mention(pieces: Pieces, names: Floats, span: PieceSpan) -> Mention:
    own = names[span.start : span.end, 1 + 2 * span.label : 3 + 2 * span.label]
    place = Span(int(pieces.starts[span.start]), int(pieces.ends[span.end - 1]))
    return Mention(place, NAME_KINDS[span.label], round(float(np.exp(own).sum(1).mean()), 3))
