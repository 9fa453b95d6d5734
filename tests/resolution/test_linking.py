"""One party across many documents."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Alias, Party, PartyKind, Tenure
from onrecord.resolution.linking import Evidence, link, same_party


def person(name: str) -> Party:
    return Party(name, "person")


def linked(*parties: Party, tenures: tuple[Tenure, ...] = ()) -> list[str]:
    canonical = link([Alias(p, p.name) for p in parties], tenures)
    return [canonical[p.id].name for p in parties]


def test_spellings_of_one_full_name_are_one_person() -> None:
    assert len(set(linked(person("Andrii Velk"), person("Andrey Velk"), person("Andriy Velk")))) == 1


def test_one_surname_two_given_names_are_two_people() -> None:
    assert linked(person("Ana Brisk"), person("Tomas Brisk")) == ["Ana Brisk", "Tomas Brisk"]


def test_a_surname_alone_goes_to_the_only_one_that_fits() -> None:
    assert linked(person("Brisk"), person("Ana Brisk"))[0] == "Ana Brisk"
    assert linked(person("Brisk"), person("Ana Brisk"), person("Tomas Brisk"))[0] == "Brisk"


def test_offices_decide_between_two() -> None:
    tolm, hesk = Party("Tolm", "organisation"), Party("Hesk", "organisation")
    tenures = (
        Tenure(person("Ana Brisk"), "mayor", tolm),
        Tenure(person("Tomas Brisk"), "governor", hesk),
        Tenure(person("Brisk"), "mayor", tolm),
    )
    assert (
        linked(person("Brisk"), person("Ana Brisk"), person("Tomas Brisk"), tenures=tenures)[0] == "Ana Brisk"
    )


def test_an_office_named_alone_goes_to_its_one_holder() -> None:
    office = Party("mayor of Tolm", "office")
    held = (Tenure(person("Ana Brisk"), "Mayor", Party("Tolm", "organisation")),)
    assert linked(office, person("Ana Brisk"), tenures=held)[0] == "Ana Brisk"


def test_capitals_and_names_of_one_country_are_one_party() -> None:
    assert len(set(linked(Party("Kyiv", "country"), Party("Ukraine", "country")))) == 1


def test_decisions_say_why() -> None:
    decision = same_party(Evidence(person("Ana Brisk")), Evidence(person("Tomas Brisk")))
    assert decision.verdict == "different"
    assert "given names" in decision.reasons[0]


KINDS: list[PartyKind] = ["person", "organisation", "unnamed", "office"]
PARTIES = st.builds(Party, st.text(max_size=20), st.sampled_from(KINDS))


@given(st.lists(PARTIES, max_size=12))
def test_every_party_gets_one_name_and_again_the_same(parties: list[Party]) -> None:
    aliases = [Alias(p, p.name) for p in parties]
    canonical = link(aliases, [])
    assert set(canonical) == {p.id for p in parties}
    assert canonical == link(aliases, [])


def test_linking_is_near_linear() -> None:
    def seconds(count: int) -> float:
        names = [f"{chr(65 + i % 26)}{chr(97 + i // 26 % 26)}{i} Brisk" for i in range(count)]
        aliases = [Alias(person(n), n) for n in names]
        start = time.process_time()
        link(aliases, [])
        return time.process_time() - start

    few, many = (min(seconds(count) for _ in range(4)) for count in (800, 3200))
    assert many < 10 * few
