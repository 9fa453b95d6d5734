"""The trained tagger: loads the network that ships in the package and reads attributions and names from a
text.

One small BERT encoder with four heads, int8, run by onnxruntime on one thread. Its making is in
``train/attribution``, its figures in the model card beside the weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.attribution.acts import with_act
from onrecord.attribution.confidence import Calibration, evidence
from onrecord.attribution.decoding import (
    Floats,
    PieceSpan,
    bio_transitions,
    log_softmax,
    snap_to_words,
    spans_of,
    viterbi,
)
from onrecord.attribution.features import Pieces, pieces
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.labels import NAME_KINDS
from onrecord.attribution.linking import Linked, Reading, link
from onrecord.attribution.nesting import with_nested
from onrecord.attribution.quotes import quotations
from onrecord.attribution.windows import LIMIT, Window, windows
from onrecord.errors import ModelError
from onrecord.model import Attribution, Mention, Span, Tagged

CLS, SEP = 101, 102
INPUTS = ("ids", "shape", "quote", "gap")

Network = Callable[[dict[str, "np.typing.NDArray[np.int64]"]], list[Floats]]
"""Inputs ``[1, length]`` by name -> role tags, name tags, content-to-cue and cue-to-source scores, each ``[1,
length, ...]``.
"""


@dataclass(frozen=True, slots=True)
class Decoding:
    """Choices made on the dev part of the corpus, kept beside the weights.

    ``overlap`` pieces of context before each window; ``cue`` is added to the score of beginning a cue;
    ``across`` and ``merge`` see :func:`onrecord.attribution.linking.link`; ``transitions`` is added to the
    step from tag to tag, ``[7][7]``; ``nested`` is how sure the tagger must be of an attribution inside
    another.
    """

    overlap: int = 0
    cue: float = 0.7
    across: float = 1.0
    merge: int = 3
    nested: float = 0.5
    transitions: tuple[tuple[float, ...], ...] = ()
    calibration: Calibration = field(default_factory=Calibration)


class NeuralTagger:
    """A callable from text to what it attributes and names; see :class:`onrecord.model.Tagger`."""

    def __init__(self, name: str, network: Network, tokenizer: Tokenizer, decoding: Decoding) -> None:
        self.name = name
        self._network, self._tokenizer, self._decoding = network, tokenizer, decoding
        self._steps = bio_transitions(7)
        if decoding.transitions:
            self._steps = self._steps + np.array(decoding.transitions, np.float32)

    def __call__(self, text: str) -> Tagged:
        """Tag a text; every span is in code points of it, attributions and mentions in text order.

        Attributions found inside the content of another point at it by ``parent``.
        """
        outer = self.outermost(text)
        inner = with_nested(
            text, outer.attributions, lambda t: self.outermost(t).attributions, self._decoding.nested
        )
        return Tagged(inner, outer.mentions)

    def outermost(self, text: str) -> Tagged:
        """Tag a text, leaving out attributions inside others: what the corpus marks."""
        cut = pieces(text, self._tokenizer)
        return self.decode(text, cut, self.read(text, cut)) if len(cut) else Tagged()

    def read(self, text: str, cut: Pieces) -> list[Reading]:
        """Run the network over every window."""
        return [self._read_window(cut, w) for w in windows(text, cut, LIMIT, self._decoding.overlap)]

    def decode(self, text: str, cut: Pieces, readings: list[Reading]) -> Tagged:
        """Turn what the network says of all windows into attributions and mentions."""
        chosen = self._decoding
        tags = _stitched(len(cut), [(r.window, r.tags) for r in readings])
        tags[:, 3] += chosen.cue
        spans = list(spans_of(snap_to_words(viterbi(tags, self._steps), text, cut)))
        tags[:, 3] -= chosen.cue
        linked = link(readings, spans, cut, chosen.across, chosen.merge)
        names = _stitched(len(cut), [(r.window, r.names) for r in readings])
        return Tagged(
            attributions=tuple(
                _attributions(text, cut, linked, [chosen.calibration(evidence(tags, f)) for f in linked])
            ),
            mentions=tuple(_mentions(text, cut, names)),
        )

    def _read_window(self, cut: Pieces, window: Window) -> Reading:
        part = slice(window.start, window.end)
        columns = ((cut.ids, CLS, SEP), (cut.shape, 0, 0), (cut.quote, 0, 0), (cut.gap, 0, 0))
        inputs = {
            name: np.concatenate(([first], values[part], [last]))[None]
            for name, (values, first, last) in zip(INPUTS, columns, strict=True)
        }
        tags, names, to_cue, to_source = (output[0] for output in self._network(inputs))
        return Reading(
            window,
            tags=log_softmax(tags[1:-1]),
            names=log_softmax(names[1:-1]),
            to_cue=to_cue[1:-1, :-1],
            to_source=to_source[1:-1, :-1],
        )


@cache
def load(name: str = "default") -> NeuralTagger:
    """Load a tagger that ships in the package, once a process.

    Raises :class:`onrecord.errors.ModelError` where its files are missing or damaged.
    """
    folder = files("onrecord") / "resources" / "en" / "tagger"
    try:
        weights = (folder / f"{name}.onnx").read_bytes()
        settings = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"tagger {name!r}: {error}; reinstall onrecord, or give --tagger rules") from error
    return NeuralTagger(name, session(weights), tokenizer(), decoding_of(settings))


def session(weights: bytes) -> Network:
    """Make a function that runs ONNX weights on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        running = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(f"the tagger's weights do not load: {error}; reinstall onrecord") from error

    def run(inputs: dict[str, np.typing.NDArray[np.int64]]) -> list[Floats]:
        outputs: list[Floats] = running.run(None, inputs)
        return outputs

    return run


@cache
def tokenizer() -> Tokenizer:
    """The word-piece tokenizer that all shipped taggers share (BERT uncased, 30,522 pieces)."""
    path = files("onrecord") / "resources" / "en" / "tagger" / "tokenizer.json"
    try:
        return Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"the tagger's tokenizer does not load: {error}; reinstall onrecord") from error


def decoding_of(settings: dict[str, object]) -> Decoding:
    """Read the choices kept beside the weights; unknown keys are an error."""
    given = dict(settings)
    calibration = Calibration(**given.pop("calibration", {}))  # type: ignore[arg-type]
    return Decoding(**given, calibration=calibration)  # type: ignore[arg-type]


def _stitched(count: int, parts: list[tuple[Window, Floats]]) -> Floats:
    """Average what overlapping windows say of the same pieces."""
    total = np.zeros((count, parts[0][1].shape[1]), np.float32)
    seen = np.zeros((count, 1), np.float32)
    for window, scores in parts:
        total[window.start : window.end] += scores
        seen[window.start : window.end] += 1
    return total / seen


def _attributions(
    text: str, cut: Pieces, linked: list[Linked], confidences: list[float]
) -> Iterator[Attribution]:
    quoted = quotations(text)
    for found, confidence in zip(linked, confidences, strict=True):
        content = tuple(_span(cut, piece) for piece in found.contents)
        attribution = Attribution(
            content=content,
            source=() if found.source is None else (_span(cut, found.source),),
            cue=() if found.cue is None else (_span(cut, found.cue),),
            kind=kind_of(text, content, quoted),
            confidence=confidence,
        )
        yield with_act(text, attribution)


def _span(cut: Pieces, piece: PieceSpan) -> Span:
    return Span(int(cut.starts[piece.start]), int(cut.ends[piece.end - 1]))


def _mentions(text: str, cut: Pieces, names: Floats) -> list[Mention]:
    """Names and dates: the likeliest tag of every piece, whole words, with the mean probability."""
    tags = snap_to_words(names.argmax(1), text, cut)
    kinds = (tags + 1) // 2
    found = []
    starts = np.flatnonzero((kinds > 0) & ((tags % 2 == 1) | (np.diff(kinds, prepend=0) != 0)))
    for start, following in pairwise([*starts.tolist(), len(tags)]):
        same = kinds[start:following] == kinds[start]
        end = following if same.all() else start + int(same.argmin())
        odds = np.exp(names[start:end, 2 * kinds[start] - 1 : 2 * kinds[start] + 1]).sum(1)
        span = Span(int(cut.starts[start]), int(cut.ends[end - 1]))
        found.append(Mention(span, NAME_KINDS[kinds[start] - 1], round(float(odds.mean()), 3)))
    return found
