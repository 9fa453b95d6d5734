"""Turning propositions round."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.positions.opposite import both_ways, opposite


@pytest.mark.parametrize(
    ("proposition", "turned"),
    [
        ("The bridge should be built.", "The bridge should not be built."),
        ("The bridge must not be built.", "The bridge must be built."),
        ("Varnia will join the Compact.", "Varnia will not join the Compact."),
        ("Nobody should be above the law.", None),
        ("Varnia deserves better.", None),
    ],
)
def test_opposites(proposition: str, turned: str | None) -> None:
    assert opposite(proposition) == turned


def test_two_turns_lead_back() -> None:
    proposition = "Taxes should be raised."
    turned = opposite(proposition)
    assert turned is not None
    assert opposite(turned) == proposition


class Fake:
    """Gives every proposition with "not" one row, every other another."""

    def __call__(self, pairs: list[tuple[str, str]]) -> np.typing.NDArray[np.float32]:
        rows = [[0, 2, 0, 0, 0] if "not" in p else [4, 0, 0, 0, 0] for _, p in pairs]
        return np.array(rows, np.float32).reshape(len(pairs), 5)


def test_sides_of_the_opposite_change_places() -> None:
    scores = both_ways(Fake(), [("yes", "It should be."), ("yes", "No way.")])  # type: ignore[arg-type]
    assert scores.tolist() == [[3, 0, 0, 0, 0], [4, 0, 0, 0, 0]]
