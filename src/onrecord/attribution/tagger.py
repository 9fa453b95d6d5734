"""The trained tagger: reads attributions, names and dates from a text with the network that ships in the
package.

One small BERT encoder with four heads, int8, run by onnxruntime on one thread. Its making is in
``train/attribution``, its figures in the model card beside the weights.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.attribution import rules
from onrecord.attribution.acts import with_act
from onrecord.attribution.attitudes import with_attitudes
from onrecord.attribution.bylines import with_bylines
from onrecord.attribution.confidence import Calibration, evidence
from onrecord.attribution.contents import says_something
from onrecord.attribution.continuing import with_continued
from onrecord.attribution.decoding import (
    Floats,
    PieceSpan,
    best_tags,
    bio_transitions,
    log_softmax,
    snap_to_words,
    spans_of,
)
from onrecord.attribution.features import Pieces, pieces
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.labels import ROLES
from onrecord.attribution.linking import CUE, Linked, Reading, link
from onrecord.attribution.naming import mentions
from onrecord.attribution.nesting import with_nested
from onrecord.attribution.network import CLS, INPUTS, SEP, Network, folder, network, tokenizer
from onrecord.attribution.quotes import Quotation, quotations
from onrecord.attribution.windows import LIMIT, Window, windows
from onrecord.errors import ModelError
from onrecord.model import Attribution, Span, Spans, Tagged

BEGIN_CUE = 1 + 2 * CUE


@dataclass(frozen=True, slots=True)
class Decoding:
    """Choices made on the dev part of the corpus, kept beside the weights.

    The network reads ``window`` pieces at a time, ``overlap`` of them as context; ``cue`` is added to the
    score of beginning a cue; attributions less sure than ``least`` (direct ones than ``least_direct``) are
    left out; ``across`` and ``merge`` see :func:`onrecord.attribution.linking.link`; ``calibration`` turns
    the evidence for an attribution into a confidence.
    """

    window: int = LIMIT
    overlap: int = 0
    cue: float = 0.7
    across: float = 1.0
    merge: int = 0
    least: float = 0.35
    least_direct: float = 0.1
    calibration: Calibration = field(default_factory=Calibration)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Decoding:
        """Read the choices from a JSON object; unknown keys are a TypeError."""
        return cls(**{**settings, "calibration": Calibration(**settings.get("calibration", {}))})


@cache
def load(name: str = "default") -> NeuralTagger:
    """Load a tagger that ships in the package, once a process.

    Raises :class:`onrecord.errors.ModelError` where its files are missing or damaged.
    """
    try:
        weights = (folder() / f"{name}.onnx").read_bytes()
        decoding = Decoding.of(json.loads((folder() / f"{name}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"tagger {name!r} does not load: {error}; reinstall onrecord") from error
    return NeuralTagger(name, network(weights), tokenizer(), decoding)


class NeuralTagger:
    """A callable from text to what it attributes and names; see :class:`onrecord.model.Tagger`."""

    def __init__(self, name: str, network: Network, tokenizer: Tokenizer, decoding: Decoding) -> None:
        self.name = name
        self._network, self._tokenizer, self._decoding = network, tokenizer, decoding
        self._steps = bio_transitions(1 + 2 * len(ROLES))

    def __call__(self, text: str) -> Tagged:
        """Tag a text; every span is in code points of it, attributions and mentions in text order.

        Attributions inside the content of another point at it by ``parent``. The rules find those: the corpus
        marks outermost ones only, so the network has learnt to pass over them; and attitudes told without a
        saying, wherever they stand.
        """
        outer = self.outermost(text)
        found = with_nested(text, outer.attributions, rules.outermost)
        return Tagged(with_attitudes(text, found, outer.mentions), outer.mentions)

    def outermost(self, text: str) -> Tagged:
        """Tag a text without looking for attributions inside others: what the corpus marks."""
        cut = pieces(text, self._tokenizer)
        return self.decode(text, cut, self.read(text, cut)) if len(cut) else Tagged()

    def decode(self, text: str, cut: Pieces, readings: list[Reading]) -> Tagged:
        """Turn what the network says of all windows into attributions and mentions."""
        tags, linked = self.attribute(text, cut, readings)
        confidences = [self._decoding.calibration(evidence(tags, found)) for found in linked]
        names = _stitched(len(cut), [(r.window, r.names) for r in readings])
        quoted = quotations(text)
        read = _attributions(text, cut, linked, confidences, quoted)
        found = with_bylines(text, with_continued(text, read, quoted), quoted)
        return Tagged(
            attributions=tuple(a for a in found if self._kept(text, a)),
            mentions=tuple(mentions(text, cut, names)),
        )

    def _kept(self, text: str, found: Attribution) -> bool:
        """Whether an attribution is sure enough, and says something."""
        if found.kind == "direct":
            return found.confidence >= self._decoding.least_direct
        return found.confidence >= self._decoding.least and says_something(text, found.content)

    def read(self, text: str, cut: Pieces) -> list[Reading]:
        """Run the network over every window."""
        cuts = windows(text, cut, self._decoding.window, self._decoding.overlap)
        return [self._read_window(cut, window) for window in cuts]

    def attribute(self, text: str, cut: Pieces, readings: list[Reading]) -> tuple[Floats, list[Linked]]:
        """Return log probabilities of the tags, ``[pieces, 7]``, and the attributions decoded from them."""
        tags = _stitched(len(cut), [(r.window, r.tags) for r in readings])
        pushed = tags.copy()
        pushed[:, BEGIN_CUE] += self._decoding.cue
        spans = list(spans_of(snap_to_words(best_tags(pushed, self._steps, cut), text, cut)))
        return tags, link(readings, spans, cut, self._decoding.across, self._decoding.merge)

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


def _stitched(count: int, parts: list[tuple[Window, Floats]]) -> Floats:
    """Average what overlapping windows say of the same pieces."""
    total = np.zeros((count, parts[0][1].shape[1]), np.float32)
    seen = np.zeros((count, 1), np.float32)
    for window, scores in parts:
        total[window.start : window.end] += scores
        seen[window.start : window.end] += 1
    return total / seen


def _attributions(
    text: str, cut: Pieces, linked: list[Linked], confidences: list[float], quoted: list[Quotation]
) -> Iterator[Attribution]:
    def spans(*found: PieceSpan | None) -> Spans:
        return tuple(Span(int(cut.starts[f.start]), int(cut.ends[f.end - 1])) for f in found if f)

    for found, confidence in zip(linked, confidences, strict=True):
        pieces = tuple(_trimmed(text, span) for span in spans(*found.contents))
        content = tuple(span for span in pieces if any(map(str.isalnum, span.of(text)))) or pieces
        attribution = Attribution(
            content=content,
            source=spans(found.source),
            cue=spans(found.cue),
            kind=kind_of(text, content, quoted),
            confidence=confidence,
        )
        yield with_act(text, attribution)


_AGENCY = re.compile(r"[^()\s]{1,40}\)\s*(?=\S)")


_ASIDE = 160
"""How far before a content the bracket that it stands in may open, in characters."""


def _trimmed(text: str, span: Span) -> Span:
    """Leave out the comma before "she said", unless a mark follows it, the end of "(AGENCY)", and what stands
    behind the bracket in which a saying is told; no blank is left behind.
    """
    agency = _AGENCY.match(span.of(text))
    start = span.start + (agency.end() if agency else 0)
    printed = text[start : _bracket_end(text, start, span.end)]
    comma = len(printed) > 1 and printed.endswith((",", ";"))
    kept = printed[: len(printed) - comma].rstrip() or printed
    return Span(start, start + len(kept))


def _bracket_end(text: str, start: int, end: int) -> int:
    """Return where the bracket closes that was opened before ``start``; ``end`` if none does in between."""
    low = max(0, start - _ASIDE)
    closing = text.find(")", start, end)
    opened = text.rfind("(", low, start) > text.rfind(")", low, start)
    return closing if opened and closing > start and "(" not in text[start:closing] else end
