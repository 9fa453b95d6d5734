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
]
NOT_FOUND = [
    "The aid provided by the United Ports will continue.",
    "The ministry provided no evidence for the claim.",
    "The panel would meet once a week to review progress.",
    "The vote no longer depends on reforms in the ministry.",
    "It was the first time the country has had to import grain.",
    "The union would accept it even if wages fell.",
    "She asked if the vote would be held.",
    "He waited until Monday.",
    "The mayor read while the others slept.",
    "Once again the vote was put off.",
    "The ferry does not depend on a newspaper.",
    "He left when the bell rang.",
    "Nobody says that we must not wait until the war is over.",
    "Membership should not be delayed until the war is over.",
    "The loan is subject to no conditions.",
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
