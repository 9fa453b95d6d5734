"""Where parties stand: stances, positions, conditions, commitments, disputes and the decision."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["score_stances"]


def score_stances(pairs: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
    """Return for each (statement, proposition) what the shipped model holds: *for*, *against*, *conditional*
    and *unclear*, summing to one; see :func:`onrecord.positions.stances.score_stances`.
    """
    from onrecord.positions import stances  # loads onnxruntime, which most of the positions never need

    return stances.score_stances(pairs)
