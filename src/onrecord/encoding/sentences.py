"""Sentences -> vectors of what they mean: near each other where two sentences say the same in other words.

A small BERT whose last layer's pieces are averaged (Reimers and Gurevych 2019), int8, run by onnxruntime on
one thread. Its making is in ``train/sentence``, its figures in the model card beside the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from tokenizers import Tokenizer

from onrecord.attribution.network import tokenizer
from onrecord.encoding.sharing import shared
from onrecord.encoding.words import CLS, SEP, Floats, Words, plain, session, words
from onrecord.errors import ModelError

WIDTH = 384
LONGEST = 128
"""The most pieces read of a sentence, about a hundred words; what comes after is not seen."""

Run = Callable[[Floats], Floats]
"""From rows of the word table ``[1, length, 384]`` to a vector of length one, ``[1, 384]``."""


class Encoder:
    """A callable from sentences to vectors; see :func:`load`."""

    def __init__(self, words: Words, run: Run, tokenizer: Tokenizer) -> None:
        self._words, self._run, self._tokenizer = words, run, tokenizer

    def __call__(self, sentences: Sequence[str]) -> Floats:
        """Return a vector of length one for each sentence, ``[sentences, 384]``: their product is the cosine.

        Every sentence is a batch of its own: int8 arithmetic takes its range from the batch, and a vector
        must not depend on what else was asked. The processor's cores share the sentences.
        """
        cut = self._tokenizer.encode_batch([plain(text) for text in sentences], add_special_tokens=False)
        rows = shared(self._vector, [found.ids for found in cut])
        return np.array(rows, np.float32).reshape(len(sentences), WIDTH)

    def _vector(self, pieces: list[int]) -> Floats:
        ids = np.array([CLS, *pieces[: LONGEST - 2], SEP], np.int64)
        found: Floats = self._run(self._words(ids)[None])[0]
        return found


def folder() -> Traversable:
    """Where the shipped network lies."""
    return files("onrecord") / "resources" / "en" / "sentence"


@cache
def load() -> Encoder:
    """Load the encoder that ships in the package, once a process.

    Raises :class:`onrecord.errors.ModelError` where its files are missing or damaged.
    """
    try:
        network = session((folder() / "sentence.onnx").read_bytes())
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(f"the sentence encoder does not load: {error}; reinstall onrecord") from error

    def run(rows: Floats) -> Floats:
        vectors: Floats = network.run(None, {"words": rows})[0]
        return vectors

    return Encoder(words(), run, tokenizer())
