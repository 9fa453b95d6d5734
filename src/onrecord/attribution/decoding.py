"""Tag scores of the network -> spans of word pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.attribution.features import GLUED, NEW_PARAGRAPH, Ints, Pieces

Floats = npt.NDArray[np.float32]

FORBIDDEN = np.float32(-1e9)
OUTSIDE = np.float32(np.log(0.98))


class PieceSpan(NamedTuple):
    """Pieces ``[start, end)`` under one label: a number in ``labels.ROLES`` or ``labels.NAME_KINDS``."""

    label: int
    start: int
    end: int


def log_softmax(scores: Floats) -> Floats:
    """Turn scores of any shape into log probabilities along the last axis."""
    scores = scores - scores.max(-1, keepdims=True)
    shifted: Floats = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return shifted


def bio_transitions(tags: int) -> Floats:
    """Return ``[tags, tags]``, row before, column after: 0, or forbidden where an I- tag follows another
    label.
    """
    allowed = np.zeros((tags, tags), np.float32)
    for inside in range(2, tags, 2):
        allowed[:, inside] = FORBIDDEN
        allowed[inside - 1 : inside + 1, inside] = 0
    return allowed


def viterbi(scores: Floats, transitions: Floats) -> Ints:
    """Return the best tag sequence for log probabilities ``[pieces, tags]`` (Forney 1973).

    The first piece must not carry an I- tag. An empty input gives an empty answer.
    """
    count, tags = scores.shape
    if not count:
        return np.zeros(0, np.int64)
    back = np.empty((count, tags), np.int64)
    columns = np.arange(tags)
    by_next = np.ascontiguousarray(transitions.T)  # row after, column before
    best = scores[0] + by_next[:, 0]
    for t in range(1, count):
        through = by_next + best
        back[t] = through.argmax(1)
        best = through[columns, back[t]] + scores[t]
    path = np.empty(count, np.int64)
    path[-1] = best.argmax()
    for t in range(count - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


def best_tags(scores: Floats, transitions: Floats, pieces: Pieces) -> Ints:
    """Return the best tag sequence of every paragraph for log probabilities ``[pieces, tags]``.

    No span runs from one paragraph into the next: one in 20,000 marked spans does, and without this a
    headline with no full stop would. Most parts of a text need no search: where the likeliest tag of each
    piece may follow the one before it, no sequence is better. A part begins at a paragraph or at a piece
    that is surely outside every span.
    """
    first = pieces.gap == NEW_PARAGRAPH
    scores = scores.copy()
    scores[np.ix_(first, np.arange(2, scores.shape[1], 2))] = FORBIDDEN
    tags: Ints = scores.argmax(1)
    clash = transitions[tags[:-1], tags[1:]] < 0
    starts = np.flatnonzero(first | (scores[:, 0] > OUTSIDE))
    for part in np.unique(np.searchsorted(starts, np.flatnonzero(clash) + 1, side="right")).tolist():
        start = starts[part - 1] if part else 0
        end = starts[part] if part < len(starts) else len(tags)
        tags[start:end] = viterbi(scores[start:end], transitions)
    return tags


def snap_to_words(tags: Ints, text: str, pieces: Pieces) -> Ints:
    """Give a piece that goes on inside a word the label of the piece before it; ``tags`` is ``[pieces]``."""
    tags = tags.copy()
    for i in np.flatnonzero(pieces.gap == GLUED).tolist():
        at = int(pieces.starts[i])
        if i and text[at].isalnum() and text[at - 1].isalnum():
            tags[i] = tags[i - 1] + (tags[i - 1] % 2)
    return tags


def spans_of(tags: Ints) -> Iterator[PieceSpan]:
    """Yield the labelled spans of ``[pieces]`` in order; an I- tag after another label begins its own."""
    start, open_tag = 0, 0  # open_tag is the I- tag that would go on
    for i, tag in enumerate([*tags.tolist(), 0]):
        if open_tag and tag != open_tag:
            yield PieceSpan(open_tag // 2 - 1, start, i)
        if tag != open_tag or not tag:
            start, open_tag = i, tag + tag % 2
