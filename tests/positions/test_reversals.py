"""Changes of side: what is one, what stands apart from it, and what explains it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onrecord.positions.dossier import Proposition
from onrecord.positions.occasions import Occasion
from onrecord.positions.reversals import Reversal, reversals
from onrecord.positions.stance import Side
from onrecord.positions.statements import Statement
from tests.positions.sayings import saying

Told = tuple[Occasion, Statement]


def spoke(day: str, side: Side, words: str = "Yes.", on: str = "p", **known: Any) -> Told:
    name = f"{day}-{words[:8]}"
    statement = saying(words, id=name, document=name, said=day, speaker="Ana Brisk", speaker_kind="person")
    statement = replace(statement, **{"kind": "direct"} | known)
    made = date.fromisoformat(day)
    occasion = Occasion("Tolm", on, "Ana Brisk", "leader", "Mayor", made, side, 1.0, 0.9, 1, (name,))
    return occasion, statement


def found(*told: Told, propositions: tuple[Proposition, ...] = ()) -> list[Reversal]:
    return reversals([o for o, _ in told], {s.id: s for _, s in told}, propositions)


def test_from_one_side_to_the_other() -> None:
    (one,) = found(spoke("2031-01-01", "for"), spoke("2031-06-01", "against"))
    assert (one.kind, one.grade, one.explanations) == ("reversal", "plain", ())


@pytest.mark.parametrize("sides", [("for", "for"), ("against", "conditional"), ("unclear", "against")])
def test_what_is_none(sides: tuple[Side, Side]) -> None:
    assert found(spoke("2031-01-01", sides[0]), spoke("2031-06-01", sides[1])) == []


def test_the_page_itself_sets_earlier_words_against_those_of_now() -> None:
    occasion, statement = spoke("2031-01-01", "for")
    occasion = replace(occasion, confidence=0.6)
    later = spoke("2031-06-01", "against")
    assert found((occasion, statement), later) == []
    assert found((occasion, replace(statement, earlier=True)), later)


@pytest.mark.parametrize("act", ["believes", "wants", "notices"])
def test_what_was_only_thought_turns_nothing(act: str) -> None:
    assert found(spoke("2031-01-01", "for"), spoke("2031-06-01", "against", act=act)) == []


def test_who_does_not_count_turns_nothing() -> None:
    occasion, statement = spoke("2031-06-01", "against")
    assert found(spoke("2031-01-01", "for"), (replace(occasion, weight=0.0), statement)) == []


@pytest.mark.parametrize(
    ("known", "why", "grade"),
    [
        ({"kind": "indirect"}, "the later words are a paraphrase, the others a quotation", "likely"),
        ({"translated": True}, "the later words are translated", "likely"),
        ({"via": ("Harbour Post",)}, "the later words came through Harbour Post", "likely"),
    ],
)
def test_innocent_explanations(known: dict[str, Any], why: str, grade: str) -> None:
    (one,) = found(spoke("2031-01-01", "for"), spoke("2031-06-01", "against", **known))
    assert (one.explanations, one.grade) == ((why,), grade)


def test_another_office_is_another_capacity() -> None:
    occasion, statement = spoke("2031-06-01", "against")
    (one,) = found(spoke("2031-01-01", "for"), (replace(occasion, office="Judge"), statement))
    assert one.explanations == ("another capacity: Mayor, then Judge",)


def test_told_in_ones_own_words() -> None:
    (one,) = found(
        spoke("2031-01-01", "for"), spoke("2031-06-01", "against", "I was wrong about the bridge.")
    )
    assert one.grade == "plain" and one.in_own_words is not None


def test_a_successor_is_no_reversal() -> None:
    occasion, statement = spoke("2031-06-01", "against")
    (one,) = found(spoke("2031-01-01", "for"), (replace(occasion, person="Jon Karst"), statement))
    assert one.kind == "office change"
    assert one.explanations == ("Jon Karst succeeded Ana Brisk as Mayor",)


def test_a_condition_met_is_no_reversal() -> None:
    later = spoke("2031-06-01", "for", "Our condition is met, and we vote for the bridge.")
    (one,) = found(spoke("2031-01-01", "conditional"), later)
    assert one.kind == "condition met"


def test_one_turn_on_two_propositions_is_one() -> None:
    on = (
        Proposition("whole", "The bridge should be built."),
        Proposition("half", "Half a bridge should do."),
    )
    turns: list[tuple[str, Side, str]] = [
        ("2031-01-01", "for", "Half would do."),
        ("2031-06-01", "against", "No half measures."),
    ]
    told = [spoke(day, side, words, name.id) for day, side, words in turns for name in on]
    (one,) = found(*told, propositions=on)
    assert (one.proposition, one.also_on) == ("half", ())


@pytest.mark.parametrize(
    "words",
    ["No, I have not changed my mind.", "It will come when conditions are met.", "It is not unconditional."],
)
def test_words_that_take_it_back_tell_of_no_change(words: str) -> None:
    (one,) = found(spoke("2031-01-01", "for", kind="indirect"), spoke("2031-06-01", "against", words))
    assert one.grade == "likely"
    assert found(spoke("2031-01-01", "conditional"), spoke("2031-06-01", "for", words)) == []


def test_an_order_that_is_not_known_is_said() -> None:
    earlier, later = spoke("2031-06-10", "against"), spoke("2031-06-30", "for")
    (one,) = found(earlier, (later[0], replace(later[1], said="2031-06")))
    assert (one.explanations, one.grade) == (("which of the two was said first is not known",), "weak")


def test_words_of_some_day_before_may_have_been_the_first() -> None:
    earlier, later = spoke("2031-06-10", "against"), spoke("2031-06-30", "for")
    (one,) = found(earlier, (later[0], replace(later[1], said="../2031-06-30")))
    assert "which of the two was said first is not known" in one.explanations


def test_two_who_hold_one_office_at_once_succeed_nobody() -> None:
    other, statement = spoke("2031-06-01", "against")
    again = spoke("2031-09-01", "for")
    assert found(spoke("2031-01-01", "for"), (replace(other, person="Jon Karst"), statement), again) == []
