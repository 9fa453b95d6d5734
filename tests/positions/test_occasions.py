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
        ([("for", 0.9), ("against", 0.9)], "unclear"),
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


def said(i: int, day: str) -> Statement:
    return Statement(str(i), f"d{i}", "p.txt", "words", (Span(0, 5),), said=day, origin=f"d{i}")


def test_an_occasion_has_the_office_of_its_day() -> None:
    offices = {"2031-05-02": ("Mayor", 1.0), "2033-05-02": ("Envoy", 0.6)}
    statements = {str(i): said(i, day) for i, day in enumerate(offices)}
    found = [Stance(i, "p", "for", "asserts", 0.9) for i in statements]

    def speaking(one: Statement) -> Speaking:
        office, weight = offices[one.said or ""]
        return Speaking("A", "leader", "Ana Brisk", office, weight, "in office")

    made = occasions(found, statements, speaking)
    assert [(o.office, o.weight) for o in made] == [("Mayor", 1.0), ("Envoy", 0.6)]


def test_what_is_roughly_dated_goes_to_the_exact_day_before_it() -> None:
    days = ["2031-05-01", "2031-05-02~", "2031-05-03~", "2031-05-06~"]
    statements = {str(i): said(i, day) for i, day in enumerate(days)}
    found = [Stance(i, "p", "for", "asserts", 0.9) for i in statements]
    mayor = Speaking("A", "leader", "Ana Brisk", "Mayor", 1.0, "in office")
    made = occasions(found, statements, lambda _: mayor)
    assert [(str(o.day), o.support) for o in made] == [("2031-05-01", 3), ("2031-05-06", 1)]
