"""Positions and the decision from occasions made by hand."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.decision import Searched, tally
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.occasions import Occasion
from onrecord.positions.stance import Side
from onrecord.positions.standing import position, strip


def spoke(
    party: str, day: str, side: Side, person: str = "Ana Brisk", office: str = "Mayor", weight: float = 1.0
) -> Occasion:
    made = date.fromisoformat(day)
    return Occasion(party, "p", person, "leader", office, made, side, weight, 0.9, 1, (f"{party}{day}",))


def dossier(rule: str, more: str = "") -> str:
    parties = "".join(f'[[party]]\nname = "{name}"\n' for name in "ABC")
    head = 'question = "Q?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n'
    decision = f'[decision]\nquestion = "p"\nbody = "B"\nrule = "{rule}"\nmembers = ["A", "B", "C"]\n'
    return f"{head}{parties}{decision}{more}"


def test_the_latest_word_stands() -> None:
    found = [spoke("A", "2031-01-01", "against"), spoke("A", "2031-06-01", "for")]
    assert position("A", "p", found).stance == "for"
    assert position("A", "p", found, date(2031, 3, 1)).stance == "against"
    assert position("A", "p", found, date(2030, 3, 1)).stance == "silent"
    assert position("A", "p", found, date(2035, 3, 1)).lapsed


def test_who_does_not_speak_for_it_does_not_count() -> None:
    assert position("A", "p", [spoke("A", "2031-01-01", "for", weight=0.0)]).stance == "silent"


def test_a_new_office_holder_is_shown_as_that() -> None:
    found = [spoke("A", "2031-01-01", "against"), spoke("A", "2031-06-01", "for", "Tom Velk")]
    assert [turn.change for turn in strip("A", "p", found)] == ["first", "office-holder changed"]
    found = [spoke("A", "2031-01-01", "against"), spoke("A", "2031-06-01", "for")]
    assert [turn.change for turn in strip("A", "p", found)] == ["first", "own words"]


VOTES = [
    spoke("A", "2031-01-01", "for"),
    spoke("B", "2031-01-01", "for"),
    spoke("C", "2031-01-01", "conditional"),
]


def test_rules() -> None:
    read = [Searched(date(2031, 1, 1), frozenset("A"))]
    assert tally(parse_dossier(dossier("unanimity")), VOTES, read).missing == ("C",)
    assert tally(parse_dossier(dossier("majority")), VOTES, read).result == "adopted"
    heavy = "threshold = 0.65\n[decision.weights]\nA = 1\nB = 1\nC = 2\n"
    held = tally(parse_dossier(dossier("qualified majority", heavy)), VOTES, read)
    assert (held.result, held.possible) == ("not adopted", True)
    assert tally(parse_dossier(dossier("one decider", 'decider = "B"\n')), VOTES, read).result == "adopted"


def test_silence_is_counted_over_what_was_read() -> None:
    read = [Searched(date(2031, 1, 1), frozenset("A")), Searched(date(2032, 1, 1), frozenset("AC"))]
    held = tally(parse_dossier(dossier("unanimity")), VOTES[:2], read, date(2031, 6, 1))
    silent = held.votes[2]
    assert (silent.place, silent.searched, silent.named_in) == ("silent", 1, 0)


@given(st.lists(st.sampled_from(["for", "against", "conditional", "unclear"]), max_size=6), st.randoms())
def test_order_does_not_matter(sides: list[Side], random: object) -> None:
    found = [spoke("A", f"2031-01-{number + 1:02d}", side) for number, side in enumerate(sides)]
    assert position("A", "p", found).stance == position("A", "p", found[::-1]).stance


def test_a_member_counts_from_when_it_joined() -> None:
    text = dossier("unanimity").replace('name = "C"', 'name = "C"\njoined = "2031-06-15"')
    before, since = (
        tally(parse_dossier(text), VOTES, [], day) for day in (date(2031, 6, 1), date(2031, 7, 1))
    )
    assert [vote.member for vote in before.votes] == ["A", "B"] and before.result == "adopted"
    assert since.missing == ("C",)
