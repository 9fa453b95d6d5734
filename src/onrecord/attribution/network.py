"""The shipped files of a tagger, loaded: ONNX weights as a function, and the word-piece tokenizer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import onnxruntime
from tokenizers import Tokenizer

from onrecord.attribution.decoding import Floats
from onrecord.attribution.features import Ints
from onrecord.errors import ModelError

CLS, SEP = 101, 102
"""The special pieces that begin and end every window."""

INPUTS = ("ids", "shape", "quote", "gap")

Network = Callable[[dict[str, Ints]], list[Floats]]
"""From inputs ``[1, length]`` by name to four outputs: scores of role tags ``[1, length, 7]``, of name tags
``[1, length, 11]``, of content-to-cue and of cue-to-source links ``[1, length, length]``."""


def folder() -> Traversable:
    """Where the shipped taggers lie."""
    return files("onrecord") / "resources" / "en" / "tagger"


def network(weights: bytes) -> Network:
    """Make a function that runs ONNX weights on one thread.

    Raises :class:`onrecord.errors.ModelError` where they do not load.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(f"the tagger's weights do not load: {error}; reinstall onrecord") from error

    def run(inputs: dict[str, Ints]) -> list[Floats]:
        outputs: list[Floats] = session.run(None, inputs)
        return outputs

    return run


@cache
def tokenizer() -> Tokenizer:
    """The word-piece tokenizer that all shipped taggers share (BERT uncased, 30,522 pieces).

    Raises:
        ModelError: its file is missing or damaged.
    """
    try:
        return Tokenizer.from_str((folder() / "tokenizer.json").read_text(encoding="utf-8"))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"the tagger's tokenizer does not load: {error}; reinstall onrecord") from error
