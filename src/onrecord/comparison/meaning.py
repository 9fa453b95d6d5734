"""How near two sayings are in meaning, however they are worded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from onrecord.encoding import sentences
from onrecord.encoding.words import Floats

_PIECE = 25
"""A longer saying is read in even pieces of at most so many words: a short report has but a part of it."""
_PIECES = 8
"""How many of a long saying's pieces are read."""
_KEPT = 400_000
"""Sayings whose vectors are kept at hand, about half a kilobyte each."""

Encode = Callable[[Sequence[str]], Floats]


class Meaning:
    """The nearness of two rows of words; vectors are made when they are first asked for."""

    def __init__(self, encode: Encode | None = None) -> None:
        self._encode = encode
        self._vectors = lru_cache(maxsize=_KEPT)(self._read)

    def __call__(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        """Return the cosine of the two pieces nearest to each other, in [0, 1]."""
        if one == other:
            return 1.0
        products = self._vectors(one).astype(np.float32) @ self._vectors(other).astype(np.float32).T
        return min(1.0, max(0.0, float(products.max()) / 127**2))

    def _read(self, words: tuple[str, ...]) -> NDArray[np.int8]:
        encode = self._encode or sentences.load()
        return np.round(encode(pieces(words)) * 127).astype(np.int8)


def pieces(words: Sequence[str]) -> list[str]:
    """Return words as texts of even length, none longer than 25 words; one text where there are no words.

    >>> [len(piece.split()) for piece in pieces(["word"] * 60)]
    [20, 20, 20]
    """
    size = max(1, ceil(len(words) / max(1, ceil(len(words) / _PIECE))))
    starts = range(0, max(1, len(words)), size)
    return [" ".join(words[start : start + size]) for start in starts][:_PIECES]
