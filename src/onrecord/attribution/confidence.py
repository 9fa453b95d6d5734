"""How sure the tagger is of an attribution, as a probability that means what it says."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from onrecord.attribution.decoding import Floats, PieceSpan
from onrecord.attribution.linking import CONTENT, CUE, SOURCE, Linked

EVIDENCE = (
    "content",
    "content start",
    "content end",
    "cue",
    "cue link",
    "source",
    "source link",
    "no cue",
    "no source",
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """From :func:`evidence` to the chance that content and source are right.

    A logistic regression (Platt 1999), then a monotone curve through the points ``(curve_x, curve_y)`` that
    an isotonic regression gave (Zadrozny and Elkan 2002).
    """

    weights: tuple[float, ...] = (2.0, 0.5, 0.5, 0.5, 0.5, 1.0, 0.5, 0.0, 0.0)
    bias: float = -3.0
    curve_x: tuple[float, ...] = (0.0, 1.0)
    curve_y: tuple[float, ...] = (0.0, 1.0)

    def __call__(self, seen: Floats) -> float:
        """Return the probability, rounded so that it is the same on every machine."""
        logit = self.bias + float(np.dot(np.array(self.weights), seen))
        chance = 1 / (1 + math.exp(-logit))
        return round(float(np.interp(chance, self.curve_x, self.curve_y)), 3)


def evidence(tags: Floats, found: Linked) -> Floats:
    """Return one number for each name in ``EVIDENCE``: geometric mean probabilities, and two flags.

    ``tags`` are the log probabilities ``[pieces, 7]`` that the attribution was decoded from.
    """

    def of(span: PieceSpan | None, role: int) -> float:
        if span is None:
            return 0.0
        part = tags[span.start : span.end, 1 + 2 * role : 3 + 2 * role]
        return float(np.logaddexp(part[:, 0], part[:, 1]).mean())

    contents = found.contents
    begins, goes_on = 1 + 2 * CONTENT, 2 + 2 * CONTENT
    after = np.array([np.exp(tags[c.end, goes_on]) for c in contents if c.end < len(tags)])
    means = [
        float(np.mean([of(c, CONTENT) for c in contents])),
        float(np.mean([tags[c.start, begins] for c in contents])),
        float(np.log(np.maximum(1 - after, 1e-6)).mean()) if len(after) else 0.0,
        of(found.cue, CUE),
        found.cue_link,
        of(found.source, SOURCE),
        found.source_link,
    ]
    flags = [float(found.cue is None), float(found.source is None)]
    return np.array([*np.exp(means), *flags], np.float32)
