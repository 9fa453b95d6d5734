"""Positions and the decision from occasions made by hand."""

from datetime import date

import pytest
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
    assert (silent.place, silent.named_in) == ("silent", 0)


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


def test_words_that_do_not_count_do_not_end_the_window() -> None:
    found = [spoke("A", "2031-01-01", "for"), spoke("A", "2033-06-01", "for", "Eld Marr", weight=0.0)]
    assert position("A", "p", found).stance == "for"


def test_a_position_is_held_since_its_latest_unbroken_row() -> None:
    found = [
        spoke("A", "2031-01-01", "against"),
        spoke("A", "2031-06-01", "for"),
        spoke("A", "2031-06-03", "against", "Tom Velk", weight=0.5),
    ]
    held = position("A", "p", found)
    assert (held.stance, held.since) == ("for", date(2031, 6, 1))


def test_who_decides_alone_need_not_be_a_member() -> None:
    alone = dossier("one decider", 'decider = "B"\n').replace('["A", "B", "C"]', '["A", "C"]')
    assert tally(parse_dossier(alone), VOTES, []).result == "adopted"
    against = tally(parse_dossier(alone), [spoke("B", "2031-01-01", "against")], [])
    assert (against.possible, against.members("against")) == (False, ("B",))


def test_a_body_that_nobody_has_joined_adopts_nothing() -> None:
    for rule in ("unanimity", "majority", "qualified majority"):
        young = dossier(rule, "threshold = 0.6\n" if rule == "qualified majority" else "")
        for name in "ABC":
            young = young.replace(f'name = "{name}"\n', f'name = "{name}"\njoined = "2031-05"\n')
        held = tally(parse_dossier(young), VOTES, [], date(2031, 4, 1))
        assert (held.votes, held.result, held.needs) == ((), "not adopted", "no member has joined yet")


def test_a_share_is_reached_by_exactly_that_share() -> None:
    just = "threshold = 0.55\n[decision.weights]\nA = 30\nB = 25\nC = 45\n"
    assert tally(parse_dossier(dossier("qualified majority", just)), VOTES, []).result == "adopted"


def test_a_step_is_open_and_nobody_has_done_it_before_its_day() -> None:
    step = (
        '[[decision.step]]\nid = "s"\ntext = "Vote."\nstatus = "done"\ndate = "2031-05-02"\ndone_by = ["A"]\n'
    )
    held = parse_dossier(dossier("unanimity", step))
    for day, status, done_by in ((1, "open", ()), (2, "done", ("A",))):
        (found,) = tally(held, VOTES, [], date(2031, 5, day)).steps
        assert (found.status, found.done_by) == (status, done_by)


def test_weights_count_as_they_are_written() -> None:
    half = dossier("majority", "[decision.weights]\nA = 0.1\nB = 0.2\nC = 0.3\n")
    half = half.replace('["A", "B", "C"]', '["C", "B", "A"]')
    assert tally(parse_dossier(half), VOTES[:2], []).result == "not adopted"
    shares = "threshold = 0.55\n[decision.weights]\nA = 30000000\nB = 25000000\nC = 45000000\n"
    held = tally(parse_dossier(dossier("qualified majority", shares)), VOTES[:2], [])
    assert (held.result, held.needs) == ("adopted", "55% of 100000000 must agree; 55000000, of 2 members, do")


@pytest.mark.parametrize("day", ["2031", "../2031-05-02"])
def test_a_step_is_open_until_its_last_day(day: str) -> None:
    step = f'[[decision.step]]\nid = "s"\ntext = "Vote."\nstatus = "done"\ndate = "{day}"\n'
    (one,) = tally(parse_dossier(dossier("unanimity", step)), VOTES, [], date(2031, 1, 2)).steps
    assert one.status == "open"


def test_who_does_not_count_makes_no_change_of_office() -> None:
    first = spoke("A", "2031-01-01", "for", "Ana Brisk", "Mayor")
    later = spoke("A", "2031-06-01", "against", "Jon Karst", "Minister")
    former = spoke("A", "2031-06-01", "against", "Velim Orsk", "Mayor", weight=0.0)
    assert strip("A", "p", [first, later, former])[-1].change == "other voice"


def test_no_weight_adopts_nothing() -> None:
    weights = "threshold = 0.5\n[decision.weights]\nA = 0\nB = 0\nC = 1\n"
    text = dossier("qualified majority", weights).replace('name = "C"', 'name = "C"\njoined = "2040"')
    assert tally(parse_dossier(text), [], [], date(2031, 1, 1)).result == "not adopted"
