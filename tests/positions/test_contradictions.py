"""Contradictions between parties on a matter of fact, on invented sentences."""

from typing import Any

import pytest

from onrecord.positions.contradictions import contradictions
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.voices import Voices
from tests.positions.sayings import saying

VOICES = Voices(
    parse_dossier(
        'question = "Q?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n'
        '[[party]]\nname = "Tolm"\n[[party]]\nname = "Veldria"\n'
    )
)
SHIPS = "The navy of Tolm turned back 12 grain ships at the harbour mouth on Monday."
OPEN = "The ferry terminal at Cape Serin reopened to passengers before the festival."


def found(one: str, other: str, **known: Any) -> list[str]:
    first = saying(one, id="a", document="d1", speaker="Tolm", speaker_kind="country", said="2031-05-02")
    second = saying(
        other, id="b", document="d2", speaker="Veldria", speaker_kind="country", said="2031-05-03"
    )
    for name, value in known.items():
        object.__setattr__(second, name, value)
    return [clash.why for clash in contradictions([first, second], VOICES)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (SHIPS, SHIPS.replace("12", "30"), "12 against 30"),
        (SHIPS, SHIPS.replace("12", "1,200"), "12 against 1,200"),
        (SHIPS.replace("12", "£5bn in"), SHIPS.replace("12", "£6 billion in"), "5bn against 6 billion"),
        (
            OPEN,
            OPEN.replace("reopened", "never reopened"),
            "one says that it is so, the other that it is not",
        ),
    ],
)
def test_found(one: str, other: str, why: str) -> None:
    assert found(one, other) == [why]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SHIPS.replace("12", "£5bn in"), SHIPS.replace("12", "£5 billion in")),
        (SHIPS.replace("12", "5 m of"), SHIPS.replace("12", "5 metres of")),
        (
            SHIPS.replace("12", "the").replace("Monday", "3 May"),
            SHIPS.replace("12", "the").replace("Monday", "10 May"),
        ),
        (SHIPS, SHIPS),
        (SHIPS, SHIPS.replace("12", "twelve")),
        (SHIPS, SHIPS.replace("12", "more than 10")),
        (SHIPS.replace("12", "1.2 million"), SHIPS.replace("12", "1,200,000")),
        (SHIPS.replace("12", "40%"), SHIPS.replace("12", "40 percent")),
        (SHIPS, SHIPS.replace("turned back 12", "should turn back 30")),
        (SHIPS, "The navy of Tolm has 30 ships."),
        (SHIPS, "On Monday 30 grain trucks crossed the northern border of Veldria."),
        (OPEN, OPEN.replace("The ferry terminal at Cape Serin", "No school in the province of Orsk")),
    ],
)
def test_not_found(one: str, other: str) -> None:
    assert found(one, other) == []


@pytest.mark.parametrize(
    "known",
    [
        {"speaker": "Tolm"},
        {"said": "2031-09-30"},
        {"speaker": "a baker"},
        {"act": "believes"},
        {"said": "XXXX-XX-XX"},
    ],
)
def test_only_facts_by_two_parties_of_the_same_days(known: dict[str, str]) -> None:
    assert found(SHIPS, SHIPS.replace("12", "30"), **known) == []


def test_a_quotation_weighs_more_than_a_paraphrase() -> None:
    first = saying(SHIPS, id="a", speaker="Tolm", speaker_kind="country", said="2031-05-02", kind="direct")
    other = SHIPS.replace("12", "30")
    for kind, grade in (("direct", "likely"), ("indirect", "weak")):
        second = saying(
            other, id="b", speaker="Veldria", speaker_kind="country", said="2031-05-01", kind=kind
        )
        (clash,) = contradictions([first, second], VOICES)
        assert (clash.parties, clash.earlier, clash.grade) == (("Veldria", "Tolm"), "b", grade)


def test_claims_about_different_parties_do_not_clash() -> None:
    assert found(SHIPS, SHIPS.replace("12", "30").replace("Tolm", "Veldria")) == []
    ours = "We have received 12 grain ships at the harbour mouth since Monday."
    assert found(ours, ours.replace("12", "30")) == []


def test_contradictions_stand_in_the_order_of_the_statements() -> None:
    known: dict[str, Any] = {"speaker_kind": "country", "said": "2031-05-02"}
    first = saying(SHIPS, id="a", speaker="Tolm", **known)
    less = (" grain", " harbour", " back", " navy", " mouth", " ships")
    rest = [
        saying(SHIPS.replace("12", "30").replace(word, ""), id=f"b{i}", speaker="Veldria", **known)
        for i, word in enumerate(less)
    ]
    assert [c.later for c in contradictions([first, *rest], VOICES)] == [f"b{i}" for i in range(6)]


@pytest.mark.parametrize("unit", ["$4B in", "$4 Billion in", "$4-billion"])
def test_a_unit_counts_in_any_case_and_behind_a_hyphen(unit: str) -> None:
    assert found(SHIPS.replace("12", "$4 billion in"), SHIPS.replace("12", unit)) == []
