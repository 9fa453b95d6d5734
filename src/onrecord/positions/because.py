"""The words that decided a stance: the clause that says it most clearly on its own, and cue words beside it.

The network is asked about each clause alone: cheaper than leaving clauses out, and steadier, as what is left
then is often no sentence any more.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from onrecord.attribution.lexicon import table
from onrecord.encoding.words import Floats
from onrecord.model import Span, Spans
from onrecord.positions.crossencoder import LABELS, load
from onrecord.positions.stance import Asked

SHORTEST = 3
"""Words that a clause needs, to stand on its own."""

MOST = 4
"""Clauses tried; what comes after is taken as one."""

_CUT = re.compile(
    r"[,;:.?!–—]+[\"”’'»)]*\s+|\s+(?=[–—(]|[\"“«]\w)|\s+(?=(?:but|although|though|while|unless|until|if|once|provided"
    r"|because|when|after|before|only)\b)",
    re.I,
)


def deciding(statement: str, proposition: str, label: int) -> Spans:
    """Return the spans that speak for a label (a place in ``LABELS``): a clause, and cue words beside it.

    >>> said = "It was raining, the mayor said, and the bridge would be built once the war is over."
    >>> [span.of(said) for span in deciding(said, "The bridge should be built.", LABELS.index("conditional"))]
    ['once the war is over.']
    """
    parts = clauses(statement)
    clause = parts[0]
    if len(parts) > 1:
        alone = _leaning(load()([Asked(part.of(statement), proposition) for part in parts]), label)
        clause = parts[int(alone.argmax())]
    beside = [span for span in cue_words(statement, label) if not clause.start <= span.start < clause.end]
    return tuple(sorted([clause, *beside]))


def clauses(statement: str) -> list[Span]:
    """Cut a statement at its stops, commas, quotations and joining words; together they hold every word."""
    starts = [0, *(cut.end() for cut in _CUT.finditer(statement))]
    spans: list[Span] = []
    for start, end in zip(starts, [*starts[1:], len(statement)], strict=True):
        text = statement[start:end]
        trimmed = Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
        if spans and (len(text.split()) < SHORTEST or len(spans) == MOST):
            spans[-1] = Span(spans[-1].start, max(trimmed.end, spans[-1].end))
        elif trimmed.end > trimmed.start:
            spans.append(trimmed)
    return spans or [Span(0, len(statement))]


def cue_words(statement: str, label: int) -> list[Span]:
    """Return the words that may turn (*for*, *against*) or tie (*conditional*) a stance, in text order."""
    kinds = ("condition",) if LABELS[label] == "conditional" else ("denial", "negation")
    return [Span(*found.span()) for kind in kinds for found in _pattern(kind).finditer(statement)]


def _leaning(scores: Floats, label: int) -> Floats:
    """How far a label's score is above the best of the others, ``[pairs]``."""
    others = np.delete(scores, label, axis=1)
    leaning: Floats = scores[:, label] - others.max(1)
    return leaning


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = sorted(table("stance_cues")[kind], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.I)
