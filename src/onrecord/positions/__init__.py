"""Where parties stand: stances, positions, conditions, commitments, disputes and the decision."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.positions.stance import Asked

__all__ = ["Asked", "score_stances"]


def score_stances(pairs: Iterable[tuple[str, str] | Asked]) -> list[dict[str, float]]:
    """Return what the shipped model holds of each (statement, proposition), or :class:`Asked` with a context.

    That is *for*, *against*, *conditional* and *unclear*, summing to one; see
    :func:`onrecord.positions.stances.score_stances`.
    """
    from onrecord.positions import stances  # loads onnxruntime, which most of the positions never need

    return stances.score_stances(pairs)
