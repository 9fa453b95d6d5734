"""Asking both ways: a statement held against a proposition and against its opposite.

Whoever is for the one is against the other, so the two answers check each other, as do two annotators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from onrecord.encoding.words import Floats
from onrecord.positions.crossencoder import CrossEncoder

TURNED = [1, 0, 2, 3, 4]
"""The places of the labels once the proposition is turned round: for and against change places."""

SIDED = 0.2
"""How probable a side must be at first for the opposite to be asked; what is *off* is asked once."""

_AUXILIARY = re.compile(r"\b(should|must|will|would|is|are|can|does|has|was)( not)?\b", re.I)
_OTHERWISE = re.compile(r"\b(if|or|no|never|nobody|cannot)\b|n't", re.I)


def opposite(proposition: str) -> str | None:
    """Put "not" behind the first auxiliary, or take it away; None where that would not turn it round.

    >>> opposite("The bridge should be built.")
    'The bridge should not be built.'
    >>> opposite("The bridge should not be built.")
    'The bridge should be built.'
    """
    if _OTHERWISE.search(proposition):
        return None
    turned, count = _AUXILIARY.subn(lambda m: m[1] if m[2] else f"{m[1]} not", proposition, count=1)
    return turned if count else None


def both_ways(network: CrossEncoder, pairs: Sequence[tuple[str, str]]) -> Floats:
    """Score pairs, ``[pairs, 5]``; where a side is likely, as the mean with what the opposite gives."""
    scores = network(pairs)
    powers = np.exp(scores - scores.max(1, keepdims=True))
    sided = powers[:, :2].sum(1) >= SIDED * powers.sum(1)
    again = [(i, turned) for i in np.flatnonzero(sided).tolist() if (turned := opposite(pairs[i][1]))]
    if again:
        rows = [i for i, _ in again]
        turned_scores = network([(pairs[i][0], proposition) for i, proposition in again])
        scores[rows] = (scores[rows] + turned_scores[:, TURNED]) / 2
    return scores
