"""The stance network that ships in the package: statement and proposition in, scores of five labels out.

One small BERT reads both texts together (a cross-encoder), int8, run by onnxruntime on one thread. Its making
is in ``train/stance``, its figures in the model card beside the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.attribution.network import tokenizer
from onrecord.errors import ModelError
from onrecord.positions.pieces import Ints, pair_pieces

Floats = NDArray[np.float32]

LABELS = ("for", "against", "conditional", "unclear", "off")
"""What a statement can be towards a proposition; *off* is not about it."""

Run = Callable[[Floats, Ints], Floats]
"""From rows of the word table ``[1, length, 384]`` and whose each is ``[1, length]`` to scores ``[1, 5]``."""


class Words:
    """The word table: one row for each word piece, int8 with a scale of its own."""

    def __init__(self, rows: NDArray[np.int8], scales: Floats) -> None:
        self._rows, self._scales = rows, scales

    def __call__(self, ids: Ints) -> Floats:
        """Return the rows of some pieces, ``[pieces, 384]``."""
        found: Floats = self._rows[ids].astype(np.float32) * self._scales[ids, None]
        return found


class CrossEncoder:
    """A callable from pairs of texts to scores; see :func:`load`."""

    def __init__(self, words: Words, run: Run, tokenizer: Tokenizer) -> None:
        self._words, self._run, self._tokenizer = words, run, tokenizer

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Score (statement, proposition) pairs; ``[pairs, 5]``, columns as in :data:`LABELS`.

        Every pair is a batch of its own: int8 arithmetic takes its range from the batch, and a score must not
        depend on what else was asked.
        """
        scores = np.zeros((len(pairs), len(LABELS)), np.float32)
        for row, (ids, kinds) in enumerate(pair_pieces(pairs, self._tokenizer)):
            scores[row] = self._run(self._words(ids)[None], kinds[None])[0]
        return scores


def folder() -> Traversable:
    """Where the shipped network lies."""
    return files("onrecord") / "resources" / "en" / "stance"


@cache
def words() -> Words:
    """Load the word table that ships in the package, once a process."""
    return read_words(folder())


@cache
def load() -> CrossEncoder:
    """Load the network that ships in the package, once a process.

    Raises :class:`onrecord.errors.ModelError` where its files are missing or damaged.
    """
    return read_network(folder(), words())


def read_words(place: Traversable) -> Words:
    """Read ``words.npz``; raises :class:`onrecord.errors.ModelError`."""
    with _explained(), (place / "words.npz").open("rb") as file, np.load(file) as arrays:
        return Words(arrays["rows"], arrays["scales"])


def read_network(place: Traversable, words: Words) -> CrossEncoder:
    """Read ``stance.onnx``; raises :class:`onrecord.errors.ModelError`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with _explained():
        weights = (place / "stance.onnx").read_bytes()
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def run(words: Floats, kinds: Ints) -> Floats:
        scores: Floats = session.run(["scores"], {"words": words, "kinds": kinds})[0]
        return scores

    return CrossEncoder(words, run, tokenizer())


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(f"the stance network does not load: {error}; reinstall onrecord") from error
