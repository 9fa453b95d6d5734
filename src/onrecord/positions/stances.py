"""Where a statement stands on a proposition: calibrated probabilities, and a verdict that abstains in doubt.

The network's scores are calibrated by one scale and one offset a label (vector scaling, Guo et al. 2017,
https://arxiv.org/abs/1706.04599), for pairs that somebody asks about. In a record most statements are about
something else; there the odds are turned to that mix (Saerens et al. 2002,
https://doi.org/10.1162/089976602753284446), and a side is named only above a threshold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

import numpy as np

from onrecord.encoding.words import Floats
from onrecord.errors import ModelError
from onrecord.positions.because import deciding
from onrecord.positions.conditions import names_condition
from onrecord.positions.crossencoder import LABELS, folder, load
from onrecord.positions.relevance import related
from onrecord.positions.stance import SIDES, Asked, Verdict

OFF, CONDITIONAL = LABELS.index("off"), LABELS.index("conditional")
CONDITION_NAMED = 0.45
"""From which odds, as if the pair were asked about, *conditional* stands where the words name a condition.

What has such words and such odds is hardly ever off: of 95 dev pairs (own ones, constructions, pages, a
sixth of the real passages) that were not named without it, 73 are conditional and one is off."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Choices made on dev pairs, kept beside the weights.

    ``offsets`` are added to the scores of all labels once multiplied by ``scale``. ``rarity`` says how many
    times likelier *off* is in a record than for a pair that somebody asks about, ``threshold`` how probable a
    side must be in a record to be named.
    """

    scale: float = 1.0
    offsets: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0)
    rarity: float = 1.0
    threshold: float = 0.5

    @classmethod
    def read(cls, place: Traversable) -> Calibration:
        """Read ``stance.json``; raises :class:`onrecord.errors.ModelError` where it is missing or damaged."""
        try:
            given = json.loads((place / "stance.json").read_text(encoding="utf-8"))
            return cls(given["scale"], tuple(given["offsets"]), given["rarity"], given["threshold"])
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the stance network's calibration: {error}; reinstall onrecord") from error

    def odds(self, scores: Floats) -> Floats:
        """Turn scores ``[pairs, 5]`` into probabilities that sum to one."""
        raised = scores * self.scale + np.array(self.offsets, np.float32)
        powers = np.exp(raised - raised.max(1, keepdims=True))
        return np.asarray(powers / powers.sum(1, keepdims=True), np.float32)

    def recorded(self, odds: Floats) -> Floats:
        """Turn probabilities ``[pairs, 5]`` for pairs asked about into those for pairs of a record."""
        weighed = odds * np.where(np.arange(len(LABELS)) == OFF, self.rarity, 1.0)
        return np.asarray(weighed / weighed.sum(1, keepdims=True), np.float32)

    def label(self, odds: Floats) -> int:
        """Return the likeliest side if likely enough, else *off* or *unclear*, as a place in ``LABELS``.

        ``odds`` is one row, ``[5]``, of :meth:`recorded`.
        """
        best = int(odds[:3].argmax())
        if odds[best] >= self.threshold:
            return best
        return OFF if odds[OFF] >= 0.5 else OFF - 1

    def settled(self, asked: Floats, statement: str) -> tuple[int, Floats]:
        """Return a statement's label in a record and the odds, ``[5]``, that speak for it; ``asked`` is a row
        of :meth:`odds`.
        """
        recorded: Floats = self.recorded(asked[None])[0]
        label = self.label(recorded)
        if label >= OFF - 1 and asked[CONDITIONAL] >= CONDITION_NAMED and names_condition(statement):
            return CONDITIONAL, asked
        return label, recorded


@cache
def calibration() -> Calibration:
    """Read the choices that ship, once a process."""
    return Calibration.read(folder())


def score_labels(pairs: Sequence[Asked]) -> Floats:
    """Return the probabilities of all five labels, ``[pairs, 5]``, columns as in ``crossencoder.LABELS``."""
    return calibration().odds(load()(pairs))


def score_stances(pairs: Iterable[tuple[str, str] | Asked]) -> list[dict[str, float]]:
    """Return for each (statement, proposition), or :class:`Asked` with a context, the probabilities of
    ``for``, ``against``, ``conditional`` and ``unclear``.

    They sum to one; what is not about the proposition counts as unclear.

    >>> said = "The premier said that the bridge must be built."
    >>> odds, = score_stances([(said, "The bridge should be built.")])
    >>> max(odds, key=odds.__getitem__)
    'for'
    """
    return [_folded(odds) for odds in score_labels([Asked(*pair) for pair in pairs])]


def judge(pairs: Sequence[Asked]) -> list[Verdict | None]:
    """Return a verdict for each pair, *unclear* where the network is not sure; None where it is not about it.

    Statements plainly about something else are set aside by their words and meaning (see
    :mod:`onrecord.positions.relevance`), without asking the network.
    """
    asked = [i for i, kept in enumerate(related(pairs)) if kept]
    found: list[Verdict | None] = [None] * len(pairs)
    for i, scored in zip(asked, score_labels([pairs[i] for i in asked]), strict=True):
        label, odds = calibration().settled(scored, pairs[i].statement)
        if label != OFF:
            side = SIDES[label]
            because = deciding(*pairs[i][:2], label) if side != "unclear" else ()
            found[i] = Verdict(side, _folded(odds)[side], because)
    return found


def _folded(odds: Floats) -> dict[str, float]:
    sides: dict[str, float] = {side: float(value) for side, value in zip(SIDES[:3], odds, strict=False)}
    return {**sides, "unclear": max(0.0, 1.0 - sum(sides.values()))}
