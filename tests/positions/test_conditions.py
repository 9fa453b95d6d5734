"""Conditions by their words: what is one, what only looks like one, and where it lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.conditions import conditions
from tests.positions.sayings import saying

FOUND = [
    ("We will support the deal, but only if it includes safeguards.", "it includes safeguards"),
    ("We will join, but not until the war is over.", "the war is over"),
    ("The bank will lend the money, provided the roof is mended.", "the roof is mended"),
    ("We will not return unless the U.N. lifts sanctions.", "the U.N. lifts sanctions"),
    ('We will not sign unless the "red lines" are respected.', 'the "red lines" are respected'),
    ("We will not sign unless the “red lines” are respected.", "the “red lines” are respected"),
    ("Valmere will lift the ban in exchange for more aid to the ports.", "more aid to the ports"),
    ("We will leave only after the last hostage is released.", "the last hostage is released"),
    ("We will leave if any soldier is killed.", "any soldier is killed"),
    ("We will not lift any of the seven unless the port is opened.", "the port is opened"),
    ("Tolm will join once the bridge has been paid for.", "the bridge has been paid for"),
    ("We can sign it only after an inspection of the dam.", "an inspection of the dam"),
    ("There is no deal unless the port reopens.", "the port reopens"),
    ("Provided the road is built first, the council will agree.", "the road is built first"),
    ("The council will agree, provided that the road is built first.", "the road is built first"),
    ("No licence will be given until the tests are finished.", "the tests are finished"),
    ("The loan depends on a reform of the courts.", "a reform of the courts"),
    ("Tolm must first pay its debts.", "must first pay its debts"),
    ("It is impossible to vote while the ships are blocked.", "the ships are blocked"),
    ("They offered the ferry in exchange for the two islands.", "the two islands"),
    ("The union would accept it if wages rose by ten crowns.", "wages rose by ten crowns"),
    ("If we had a treaty, we would have peace on the river.", "we had a treaty"),
    ("Tolm can only join once the tests end.", "the tests end"),
    ("We will lift the ban the moment they sign the treaty.", "they sign the treaty"),
    ("The sale will go ahead pending approval by the council.", "approval by the council"),
    ("The loan is predicated on a reform of the courts.", "a reform of the courts"),
    ("The candidate is welcome as long as it respects the treaty.", "it respects the treaty"),
    ("We will say more if and when there is a deal.", "there is a deal"),
    ("While the war continues, Tolm cannot join.", "the war continues"),
]
NOT_FOUND = [
    "The aid provided by the United Ports will continue.",
    "The ministry provided no evidence for the claim.",
    "The panel would meet once a week to review progress.",
    "The vote no longer depends on reforms in the ministry.",
    "It was the first time the country has had to import grain.",
    "The union would accept it even if wages fell.",
    "She asked if the vote would be held.",
    "I would have heard of it if anybody in the room had told you otherwise.",
    "If the ministers hadn't signed, the ferry would still have been sold.",
    "We will win this vote, if I understand the rules.",
    "He waited until Monday.",
    "The mayor read while the others slept.",
    "Once again the vote was put off.",
    "The ferry does not depend on a newspaper.",
    "He left when the bell rang.",
    "Nobody says that we must not wait until the war is over.",
    "Membership should not be delayed until the war is over.",
    "The loan is subject to no conditions.",
    "While we would welcome a new bridge, this is not the time.",
    "He said that while the bridge had been discussed, it was not agreed.",
    "We have not met for a while because the hall is closed.",
    "She has been there twice, once for the talks and once for the fair.",
    "As soon as the law was passed, the office gave out new forms.",
    "It has a fleet that once ranked as the second best of all.",
    "They spoke not long before the mayor went to Tolm.",
    "They talked about what would happen if the dam broke.",
    "If you look at the figures, you will see a surplus.",
    "If I may add a word, I would thank the hosts.",
    "It is a loan that millions depend on for their living.",
    "The price would be lower depending on where you live.",
    "We could talk of it when we met in Tolm, and they would agree.",
    "This is the first that I have heard of it, so I have to ask.",
    "They had to close the port for the first time.",
    "You have to know what happened in the first days.",
    "The army will not leave the villages even without the new money.",
    "We stand by them as long as needed, and it was agreed.",
    "They gave the order pending the outcome of the tests.",
]


@pytest.mark.parametrize(("text", "asks"), FOUND)
def test_found(text: str, asks: str) -> None:
    assert [c.asks.of(text) for c in conditions(saying(text))] == [asks]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text: str) -> None:
    assert conditions(saying(text)) == []


def test_by_when() -> None:
    text = "Tolm will join once the bridge has been finished by 3 May 2032."
    assert [c.by for c in conditions(saying(text, said="2031-02-01"))] == ["2032-05-03"]


@given(st.text(alphabet="if unless once ,.“”until the x\n", max_size=120))
def test_spans_lie_inside(text: str) -> None:
    if text.strip():
        for found in conditions(saying(text)):
            assert 0 <= found.span.start <= found.asks.start < found.asks.end <= found.span.end <= len(text)


def test_what_is_past_is_no_deadline() -> None:
    text = "Tolm will join once the bridge that burnt on 3 May 2030 has been mended."
    assert [c.by for c in conditions(saying(text, said="2031-02-01"))] == [None]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Our consent depends on a reform of the courts.", "a reform of the courts"),
        ("The agreement depends entirely on a reform of the courts.", "a reform of the courts"),
        ("In the event that the bridge is built, tolls will rise.", "the bridge is built"),
    ],
)
def test_what_a_condition_asks(text: str, asks: str) -> None:
    assert [c.asks.of(text) for c in conditions(saying(text))] == [asks]
