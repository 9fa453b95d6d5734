"""What was planted in the demonstration is found in its gold statements, and nothing else is called one."""

from collections import defaultdict
from typing import Any

import pytest

from tests.positions.sayings import demo_survey, plain, rows

PLANTS = rows("plants.jsonl")
SAME_PARTY = {
    "Étienne Rocheval": "Tarquenne",
    "Ilvan Teskorić": "Oskavia",
    "Marko Vell": "Oskavia",
    "Per Aldestrand": "Meridian Compact",
    "Ione Kastrala": "Pelagora",
    "Fergal Strachmoor": "Dunmarrow",
    "leaders of the Meridian Compact": "Meridian Compact",
    "Daved Hesk": "Valmere",
    "Jonas Wickerby": "Valmere",
    "Dorothea Harrane": "Valmere",
    "Ulrika Stanmark": "Gotmar",
    "G5": "Group of Five",
}


def planted(kind: str) -> list[Any]:
    return [pytest.param(plant, id=plant["id"]) for plant in PLANTS if plant["plant"] == kind]


def party(name: str) -> str:
    return SAME_PARTY.get(name, name)


@pytest.mark.parametrize("plant", planted("decision"))
def test_the_decision_stood_as_planted(plant: dict[str, Any]) -> None:
    expect = plant["expect"]
    tally = demo_survey(expect["as_of"]).tally()
    assert tally.result == expect["result"]
    for vote in tally.votes:
        allowed = [
            side for side in ("for", "conditional", "against", "silent") if vote.member in expect[side]
        ]
        allowed += expect["either"].get(vote.member, [])
        assert vote.place in allowed, vote.member


def shared(quotes: set[str], ids: tuple[str, ...]) -> bool:
    """Whether one of the statements has one of the quotes' words, or lies within them."""
    own = [plain(demo_survey().by_id[i].quote) for i in ids]
    return any(quote in one or one in quote for quote in quotes for one in own)


@pytest.mark.parametrize("plant", planted("denial"))
def test_planted_denials_are_paired_with_what_they_deny(plant: dict[str, Any]) -> None:
    survey = demo_survey()
    wanted = {plain(q["quote"]) for q in plant["quotes"] if q["role"] == "denial"}
    found = [
        d for d in survey.denials if d.party == party(plant["expect"]["about"]) and shared(wanted, d.denials)
    ]
    assert found and all(d.state == plant["expect"]["state"] for d in found)
    reported = {plain(q["quote"]) for q in plant["quotes"] if q["role"] == "report"}
    assert any(shared(reported, d.charges) for d in found)


def test_nothing_else_is_called_a_denial() -> None:
    wanted = {plain(q["quote"]) for p in PLANTS if p["plant"] == "denial" for q in p["quotes"]}
    for denial in demo_survey().denials:
        assert shared(wanted, denial.denials)


@pytest.mark.parametrize("plant", planted("reversal"))
def test_planted_reversals_are_found(plant: dict[str, Any]) -> None:
    expect = plant["expect"]
    found = [
        r for r in demo_survey().reversals if r.kind == "reversal" and r.earlier.person == expect["party"]
    ]
    assert [(r.proposition, r.earlier.stance, r.later.stance) for r in found] == [
        (expect["proposition"], expect["from"], expect["to"])
    ]
    assert found[0].in_own_words


def test_nothing_else_is_called_a_reversal() -> None:
    planted_ones = {p["expect"]["party"] for p in PLANTS if p["plant"] == "reversal"}
    assert {r.later.person for r in demo_survey().reversals if r.kind == "reversal"} <= planted_ones


@pytest.mark.parametrize("plant", planted("office_change"))
def test_changes_of_office_holder_are_shown_as_that(plant: dict[str, Any]) -> None:
    expect = plant["expect"]
    found = [r for r in demo_survey().reversals if r.party == expect["body"]]
    assert {r.kind for r in found} == {"office change"}
    assert {(r.earlier.person, r.later.person) for r in found} == {(expect["before"], expect["after"])}


@pytest.mark.parametrize("plant", planted("condition_met"))
def test_a_condition_met_is_no_reversal(plant: dict[str, Any]) -> None:
    found = [r for r in demo_survey().reversals if r.party == party(plant["expect"]["party"])]
    assert found and {r.kind for r in found} == {"condition met"}


@pytest.mark.parametrize("plant", planted("condition"))
def test_planted_conditions_are_pinned(plant: dict[str, Any]) -> None:
    survey = demo_survey()
    own = [
        plain(told.span.of(survey.by_id[told.statement].text))
        for one in survey.conditions
        for told in one.tellings
        if one.voice.party == party(plant["expect"]["party"])
    ]
    for quote in plant["quotes"]:
        words = plain(quote["quote"])
        assert any(words in one or one in words for one in own), (words, own)


def test_no_condition_is_named_for_a_party_without_one() -> None:
    parties = {party(p["expect"]["party"]) for p in PLANTS if p["plant"] in ("condition", "condition_met")}
    assert {one.voice.party for one in demo_survey().conditions} <= parties


@pytest.mark.parametrize("plant", planted("pledge"))
def test_planted_pledges_are_found_with_their_states(plant: dict[str, Any]) -> None:
    expect = plant["expect"]
    survey = demo_survey()
    wanted = plain(next(q["quote"] for q in plant["quotes"] if q["role"] == "pledge"))
    found = [
        one
        for one in survey.commitments
        if one.party == party(expect["who"])
        and any(
            plain(survey.by_id[i].quote) in wanted or wanted in plain(survey.by_id[i].quote)
            for i in one.statements
        )
    ]
    assert [one.state for one in found] == [expect["state"]]


def test_nothing_else_is_called_a_pledge() -> None:
    number: dict[str, int] = defaultdict(int)
    for plant in PLANTS:
        if plant["plant"] == "pledge":
            number[party(plant["expect"]["who"])] += 1
    found: dict[str, int] = defaultdict(int)
    for one in demo_survey().commitments:
        found[one.party] += 1
    assert {name: count for name, count in found.items() if count > number[name]} == {}
