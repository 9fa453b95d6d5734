"""A first filter: statements plainly not about a proposition, by their words alone.

Every piece of the proposition looks for its nearest piece in the statement, by the cosine between rows of the
networks' word table ("member" finds "membership", "ban" finds "forbid"); rare pieces weigh more. The
vocabulary lists its pieces from common to rare, so a piece's place stands for its document frequency.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.attribution.network import tokenizer
from onrecord.encoding.sketches import average, weights_of
from onrecord.encoding.words import Floats, plain, words

THRESHOLD = 0.008
"""What a statement must reach; see ``benchmarks/stance_speed.py`` for what it misses."""

NOISE = 0.15
"""Cosine that pieces have by chance."""


def related(pairs: Sequence[tuple[str, str]], threshold: float = THRESHOLD) -> list[bool]:
    """Tell for each (statement, proposition) whether it may be about it."""
    return [overlap(statement, proposition) >= threshold for statement, proposition in pairs]


def overlap(statement: str, proposition: str) -> float:
    """Return the share of the proposition's weight, in [0, 1], that the statement's pieces meet."""
    rows, _ = _content(plain(statement))
    wanted, weights = _content(plain(proposition))
    if not len(rows) or not len(wanted):
        return 0.0
    nearest = (wanted @ rows.T).max(1)
    met = np.clip((nearest - NOISE) / (1 - NOISE), 0, 1)
    return float((weights * met).sum() / weights.sum())


@lru_cache(maxsize=256)
def _content(text: str) -> tuple[Floats, Floats]:
    """Return the unit rows of the pieces that carry weight, ``[pieces, 384]``, and their weights."""
    ids = np.array(tokenizer().encode(text, add_special_tokens=False).ids, np.int64)
    weights = weights_of(ids)
    ids, weights = ids[weights > 0.5], weights[weights > 0.5]
    rows = words()(ids) - average()
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), weights
