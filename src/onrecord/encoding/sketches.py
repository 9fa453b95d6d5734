"""Texts -> sketches of what they are about: the mean of their pieces' rows, telling pieces counting more.

A small part of the cost of :mod:`onrecord.encoding.sentences`, and blind to the order of words: good for a
first choice. The vocabulary lists its pieces from common to rare, so a piece's place stands for its document
frequency (smooth inverse frequency, Arora and others 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from onrecord.attribution.network import tokenizer
from onrecord.encoding.words import Floats, Ints, plain, words

FIRST_WORD = 1996
"""Pieces before this one are marks and letters; from it on they come from common to rare."""


def sketches(texts: Sequence[str]) -> Floats:
    """Return a vector of length one for each text, ``[texts, 384]``; zeros where no word tells anything."""
    cut = tokenizer().encode_batch([plain(text) for text in texts], add_special_tokens=False)
    vectors = np.zeros((len(texts), average().shape[0]), np.float32)
    for row, found in enumerate(cut):
        ids = np.array(found.ids, np.int64)
        weights = weights_of(ids)
        vectors[row] = (weights * (weights > 0.5)) @ (words()(ids) - average())
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return vectors


@cache
def average() -> Floats:
    """The mean row, ``[384]``, common pieces counting more."""
    ids = np.arange(FIRST_WORD, 12000)
    return np.asarray(np.average(words()(ids), 0, weights=1 / (ids - FIRST_WORD + 50)), np.float32)


def weights_of(ids: Ints) -> Floats:
    """Weights in [0, 4] that grow with the logarithm of a piece's place; none for marks and common words."""
    return np.asarray(
        np.clip(np.log(np.maximum(ids - 1900, 1)) - 4.5, 0, 4) * (ids >= FIRST_WORD), np.float32
    )
