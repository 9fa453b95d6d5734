"""The stance network that ships in the package: statement and proposition in, scores of five labels out.

Two small BERTs in one file, whose scores are averaged, read both texts and what stands before the statement
together (cross-encoders), int8, run by onnxruntime on one thread. Their making is in ``train/stance``, their
figures in the model card beside the weights.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from tokenizers import Tokenizer

from onrecord.attribution.network import tokenizer
from onrecord.encoding.words import Floats, Ints, Words, session, words
from onrecord.errors import ModelError
from onrecord.positions.pieces import pair_pieces
from onrecord.positions.stance import Asked

LABELS = ("for", "against", "conditional", "unclear", "off")
"""What a statement can be towards a proposition; *off* is not about it."""

Run = Callable[[Floats, Ints], Floats]
"""From rows of the word table ``[1, length, 384]`` and whose each is ``[1, length]`` to scores ``[1, 5]``."""


class CrossEncoder:
    """A callable from pairs of texts to scores; see :func:`load`."""

    def __init__(self, words: Words, run: Run, tokenizer: Tokenizer) -> None:
        self._words, self._run, self._tokenizer = words, run, tokenizer

    def __call__(self, pairs: Sequence[Asked]) -> Floats:
        """Score pairs; ``[pairs, 5]``, columns as in :data:`LABELS`.

        Every pair is a batch of its own: int8 arithmetic takes its range from the batch, and a score must not
        depend on what else was asked. The processor's cores share the pairs.
        """
        cut = pair_pieces(pairs, self._tokenizer)
        with ThreadPoolExecutor(_cores()) as pool:
            rows = list(pool.map(self._score, cut))
        return np.array(rows, np.float32).reshape(len(pairs), len(LABELS))

    def _score(self, pair: tuple[Ints, Ints]) -> Floats:
        ids, kinds = pair
        found: Floats = self._run(self._words(ids)[None], kinds[None])[0]
        return found


def _cores() -> int:
    """How many cores this process may use; ``OMP_NUM_THREADS`` says how many threads there may be at most."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    cores = len(allowed(0)) if allowed else os.cpu_count() or 1
    most = os.environ.get("OMP_NUM_THREADS", "")
    return min(cores, int(most)) if most.isdecimal() and int(most) else cores


def folder() -> Traversable:
    """Where the shipped network lies."""
    return files("onrecord") / "resources" / "en" / "stance"


@cache
def load() -> CrossEncoder:
    """Load the network that ships in the package, once a process.

    Raises :class:`onrecord.errors.ModelError` where its files are missing or damaged.
    """
    return read_network(folder())


def read_network(place: Traversable) -> CrossEncoder:
    """Read ``stance.onnx``; raises :class:`onrecord.errors.ModelError`."""
    try:
        network = session((place / "stance.onnx").read_bytes())
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(f"the stance network does not load: {error}; reinstall onrecord") from error

    def run(rows: Floats, kinds: Ints) -> Floats:
        scores: Floats = network.run(["scores"], {"words": rows, "kinds": kinds})[0]
        return scores

    return CrossEncoder(words(), run, tokenizer())
