"""The word table of the sentence encoder and the stance network: a row of numbers for each word piece."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.errors import ModelError

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

CLS, SEP = 101, 102
"""The special pieces that begin and end what a network reads."""

_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


class Words:
    """The word table: one row for each word piece, int8 with a scale of its own."""

    def __init__(self, rows: NDArray[np.int8], scales: Floats) -> None:
        self._rows, self._scales = rows, scales

    def __call__(self, ids: Ints) -> Floats:
        """Return the rows of some pieces, ``[pieces, 384]``."""
        found: Floats = self._rows[ids].astype(np.float32) * self._scales[ids, None]
        return found


@cache
def words() -> Words:
    """Load the word table that ships in the package, once a process.

    Raises :class:`onrecord.errors.ModelError` where it is missing or damaged.
    """
    try:
        with (files("onrecord") / "resources/en/words.npz").open("rb") as file, np.load(file) as arrays:
            return Words(arrays["rows"], arrays["scales"])
    except Exception as error:  # a damaged archive raises whatever its reader meets first
        raise ModelError(f"the word table does not load: {error}; reinstall onrecord") from error


def session(weights: bytes) -> onnxruntime.InferenceSession:
    """Load ONNX weights to be run on one thread; raises what onnxruntime raises."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def plain(text: str) -> str:
    """Write a text with typewriter quotation marks, single spaces and no full stop at its end."""
    return " ".join(text.translate(_MARKS).split()).rstrip(" .")
