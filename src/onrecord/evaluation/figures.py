"""What an evaluation counts, and the rates that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model import Kind


@dataclass(frozen=True, slots=True)
class Score:
    """``found`` of ``gold`` were found, ``right`` of ``predicted`` are right.

    The two differ only where a kind is looked at alone, since gold and prediction may differ in kind.
    """

    found: int
    gold: int
    right: int
    predicted: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right, 0 if there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 if there is none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, 0 if there is nothing to share."""
        return self.part / self.whole if self.whole else 0.0


class Row(NamedTuple):
    """One line of a table; a share has only a recall. ``gold`` is what the recall is measured on."""

    figure: str
    precision: float | None
    recall: float
    f1: float | None
    gold: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How predictions compare with gold.

    Contents are matched one to one by intersection over union of their characters. ``exact``: all the same;
    ``half``: at least one half; ``attribution``: half, and sources that overlap or are both absent;
    ``kinds``: the same by kind of gold and of prediction. ``characters`` counts the characters of contents.
    ``spans`` counts source, cue and content spans with the same ends (the form of CofeNet, Wang et al.,
    COLING 2022).
    """

    documents: int
    exact: Score
    half: Score
    attribution: Score
    characters: Score
    source_overlap: Share
    source_exact: Share
    direct_recall: Share
    direct_source: Share
    kinds: dict[Kind, Score]
    spans: dict[str, Score]

    def rows(self) -> list[Row]:
        """Return the figures as the rows of a table."""
        scores = {
            "content exact": self.exact,
            "content IoU 0.5": self.half,
            "attribution": self.attribution,
            "content characters": self.characters,
            **{f"attribution, {kind}": score for kind, score in self.kinds.items()},
            **{f"{role} span exact": score for role, score in self.spans.items()},
        }
        shares = {
            "source overlaps, of contents found": self.source_overlap,
            "source exact, of contents found": self.source_exact,
            "direct quotations found": self.direct_recall,
            "source overlaps, of direct quotations found": self.direct_source,
        }
        return [Row(name, s.precision, s.recall, s.f1, s.gold) for name, s in scores.items()] + [
            Row(name, None, share.value, None, share.whole) for name, share in shares.items()
        ]
