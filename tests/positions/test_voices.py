"""Who speaks for whom, by name, office and date."""

import pytest

from onrecord.positions.dossier_file import parse_dossier, read_dossier
from onrecord.positions.voices import Voices, capacity_of, is_never
from tests.positions.sayings import saying

VOICES = Voices(read_dossier("demo"))


@pytest.mark.parametrize(
    ("speaker", "kind", "role", "said", "party", "capacity"),
    [
        ("Ione Kastrala", "person", "Prime Minister", "2033-02-18", "Pelagora", "leader"),
        ("Nikandros Vallis", "person", "former Prime Minister", "2033-02-19", "Pelagora", "former"),
        ("Per Aldestrand", "person", "Secretary General", "2032-10-13", "Meridian Compact", "former"),
        ("Ione Kastrala", "person", "former mayor of Syrinth", "2033-02-18", "Pelagora", "leader"),
        ("Edda Norrel", "person", "former Foreign Minister of Valmere", "2033-02-19", "Valmere", "former"),
        ("Celia Lorvane", "person", "Press Secretary", "2031-09-16", "Valmere", "spokesperson"),
        ("Ruslad Behmir", "person", "President", "2032-01-01", "Kharmend", "leader"),
        ("Zhoral", "country", None, "2032-01-01", "Kharmend", "party"),
        ("Foreign Ministry of Kharmend", "organisation", None, "2032-01-01", "Kharmend", "body"),
        ("spokesman of Per Aldestrand", "unnamed", None, "2032-01-01", "Meridian Compact", "spokesperson"),
        ("A Valmerian official", "unnamed", None, "2032-01-01", "Valmere", "unnamed"),
    ],
)
def test_speaks_for(speaker: str, kind: str, role: str | None, said: str, party: str, capacity: str) -> None:
    found = VOICES.of(saying("Yes.", speaker=speaker, speaker_kind=kind, role=role, said=said))
    assert found is not None and (found.party, found.capacity) == (party, capacity)
    assert (found.weight > 0) == (capacity not in ("former", "unnamed"))


@pytest.mark.parametrize(
    "speaker",
    [
        "opposition in Dunmarrow",
        "71 percent of Oskavians",
        "Norrwire",
        "Council on Valmere",
        "Valmere Football Club",
    ],
)
def test_speaks_for_nobody(speaker: str) -> None:
    assert VOICES.of(saying("Yes.", speaker=speaker, speaker_kind="group", said="2032")) is None


def test_capacities() -> None:
    assert capacity_of("Vice President") == "minister" and capacity_of("Secretary General") == "leader"
    assert is_never("former minister") and not is_never("Secretary General")


def test_a_capital_where_people_meet_or_whose_name_one_bears_names_no_country() -> None:
    parties = "".join(f'[[party]]\nname = "{name}"\n' for name in ("Netherlands", "Lithuania"))
    text = f'question = "?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n{parties}'
    voices = Voices(parse_dossier(text))
    assert voices.named_in("At the Vilnius summit Lord William Hague spoke, as before in Vilnius.") == []
    assert voices.named_in("The Hague said so, and Vilnius did not.") == ["Netherlands", "Lithuania"]


@pytest.mark.parametrize("role", ["police chief of Valmere", "leader of the opposition of Valmere"])
def test_a_chief_or_leader_of_others_speaks_for_no_country(role: str) -> None:
    told = saying("Yes.", speaker="Edda Norrel", speaker_kind="person", role=role, affiliation="Valmere")
    assert VOICES.of(told) is None


@pytest.mark.parametrize(
    ("role", "whose"),
    [
        ("president", "Valmere Football Association"),
        ("chairman of the foreign affairs committee", "Valmere"),
        ("shadow foreign secretary", "Valmere"),
    ],
)
def test_a_club_or_a_committee_is_not_the_country(role: str, whose: str) -> None:
    said = saying("Yes.", speaker="Jory Templar", speaker_kind="person", role=role, affiliation=whose)
    assert VOICES.of(said) is None


def test_a_spokesman_of_a_former_leader_speaks_for_nobody() -> None:
    told = saying("Yes.", speaker="spokesman of Per Aldestrand", speaker_kind="unnamed", said="2033-06-01")
    assert VOICES.of(told) is None


def test_full_stops_and_line_ends_hide_no_party() -> None:
    parties = "".join(f'[[party]]\nname = "{name}"\n' for name in ("United States", "United Kingdom"))
    question = 'question = "?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n'
    voices = Voices(parse_dossier(question + parties))
    told = "The U.S. will vote for it, and so will the United\nKingdom. It is up to us."
    assert voices.named_in(told) == ["United States", "United Kingdom"]
    assert voices.of(saying("Yes.", speaker="U.S. government", speaker_kind="organisation", said="2031"))


def test_parties_come_in_the_order_of_their_mention() -> None:
    text = (
        'question = "?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n[[party]]\nname = "Tolm"\n'
        '[[party.voice]]\nname = "Ana Brisk"\noffice = "President"\n[[party]]\nname = "Orsk"\n'
    )
    assert Voices(parse_dossier(text)).named_in("Brisk went to Orsk.") == ["Tolm", "Orsk"]


SHARED = Voices(
    parse_dossier(
        'question = "?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n[[party]]\nname = "Tolm"\n'
        '[[party.voice]]\nname = "Ana Brisk"\noffice = "Prime Minister"\n[[party]]\nname = "Orsk"\n'
        '[[party.voice]]\nname = "Jon Arne Brisk"\noffice = "Envoy"\n'
    )
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Envoy Jon Arne Brisk and others spoke.", ["Orsk"]),
        ("Then Ana Brisk left.", ["Tolm"]),
        ("Then Brisk left.", []),
        ("Then Vera Brisk left.", []),
        ("PRIME MİNİSTER SPEAKS", ["Tolm"]),
    ],
)
def test_a_surname_that_parties_share_needs_more(text: str, named: list[str]) -> None:
    assert SHARED.named_in(text) == named


def test_a_bare_surname_that_parties_share_speaks_for_none() -> None:
    assert SHARED.of(saying("Yes.", speaker="Brisk", speaker_kind="person", said="2031")) is None
    known = saying("Yes.", speaker="Brisk", speaker_kind="person", said="2031", role="Envoy of Orsk")
    found = SHARED.of(known)
    assert found is not None and found.party == "Orsk"
