"""What all reports of one voice on one day come to."""

import pytest

from onrecord.model import Span
from onrecord.positions.occasions import occasions
from onrecord.positions.stance import Side, Stance
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Speaking


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ([("for", 0.75), ("for", 0.75), ("for", 0.6), ("conditional", 0.7)], "conditional"),
        ([("for", 0.9), ("for", 0.9), ("conditional", 0.4)], "for"),
        ([("for", 0.6), ("conditional", 0.6), ("against", 0.9)], "conditional"),
        ([("for", 0.6), ("against", 0.9)], "against"),
        ([("unclear", 0.9), ("unclear", 0.9), ("for", 0.5)], "for"),
    ],
)
def test_a_yes_said_again_hangs_on_no_less(told: list[tuple[Side, float]], side: Side) -> None:
    statements = {
        str(i): Statement(str(i), "d", "p.txt", "words", (Span(0, 5),), said="2031-05-02", origin="d")
        for i in range(len(told))
    }
    found = [Stance(str(i), "p", stance, "asserts", sure) for i, (stance, sure) in enumerate(told)]
    mayor = Speaking("A", "leader", "Ana Brisk", "Mayor", 1.0, "in office")
    (occasion,) = occasions(found, statements, lambda _: mayor)
    assert occasion.stance == side
