"""One document while its sources are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.resolution.figures import Figure, Found
from onrecord.resolution.parties import Cast
from onrecord.resolution.pronouns import Attention


@dataclass(slots=True)
class Scene:
    """One document while its sources are resolved: its cast and what stood in the centre of attention
    so far.

    ``quoting``: the source at hand is that of a quotation, which its last speaker more likely goes on with.
    """

    cast: Cast
    attention: Attention
    byline: str | None = None
    quoting: bool = False
    nouns: dict[str, list[tuple[int, Figure]]] = field(default_factory=dict)


def of_figure(figure: Figure, confidence: float, reason: str) -> Found:
    """Return a figure of the cast as what a phrase led to."""
    return Found(figure, figure.party, confidence, reason)
