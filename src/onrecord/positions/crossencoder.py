"""The stance network that ships in the package: statement and proposition in, scores of five labels out.

Six layers of an MPNet read both texts and what stands before the statement together (a cross-encoder), int8,
run by onnxruntime on one thread. Its making is in ``train/stance``, its figures in the model card beside the
weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from tokenizers import Tokenizer

from onrecord.attribution.network import tokenizer
from onrecord.encoding.packing import Arrays, joined, whole
from onrecord.encoding.sharing import shared
from onrecord.encoding.words import Floats, Ints, Words, session, words
from onrecord.errors import ModelError
from onrecord.positions.pieces import pair_pieces
from onrecord.positions.stance import Asked

LABELS = ("for", "against", "conditional", "unclear", "off")
"""What a statement can be towards a proposition; *off* is not about it."""

Run = Callable[[Floats, Ints], Floats]
"""From rows of word pieces ``[1, length, 576]`` and whose each is ``[1, length]`` to scores ``[1, 5]``."""


class Rows:
    """What the network knows of word pieces: a row of the shared table, and one of its own for the frequent
    pieces, which that table does not place as the network's pretrained encoder did.
    """

    def __init__(self, words: Words, arrays: Arrays) -> None:
        self._words, self._place = words, arrays["place"]
        self._own, self._scales = whole(arrays["own"]), arrays["own/scales"].astype(np.float32)

    def __call__(self, ids: Ints) -> Floats:
        """Return the rows of some pieces, ``[pieces, 576]``."""
        place = self._place[ids]
        own = self._own[place] * self._scales[place, None]
        return np.concatenate([self._words(ids), own], 1)


class CrossEncoder:
    """A callable from pairs of texts to scores; see :func:`load`."""

    def __init__(self, rows: Rows, run: Run, tokenizer: Tokenizer) -> None:
        self._rows, self._run, self._tokenizer = rows, run, tokenizer

    def __call__(self, pairs: Sequence[Asked]) -> Floats:
        """Score pairs; ``[pairs, 5]``, columns as in :data:`LABELS`.

        Every pair is a batch of its own: int8 arithmetic takes its range from the batch, and a score must not
        depend on what else was asked. The processor's cores share the pairs.
        """
        rows = shared(self._score, pair_pieces(pairs, self._tokenizer))
        return np.array(rows, np.float32).reshape(len(pairs), len(LABELS))

    def _score(self, pair: tuple[Ints, Ints]) -> Floats:
        ids, kinds = pair
        found: Floats = self._run(self._rows(ids)[None], kinds[None])[0]
        return found


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
    """Read ``stance.npz``; raises :class:`onrecord.errors.ModelError`."""
    table = words()
    try:
        with (place / "stance.npz").open("rb") as file, np.load(file) as arrays:
            network, rows = session(joined(arrays)), Rows(table, arrays)
    except Exception as error:  # a damaged archive and onnxruntime raise whatever they meet first
        raise ModelError(f"the stance network does not load: {error}; reinstall onrecord") from error

    def run(words: Floats, kinds: Ints) -> Floats:
        scores: Floats = network.run(["scores"], {"words": words, "kinds": kinds})[0]
        return scores

    return CrossEncoder(rows, run, tokenizer())
