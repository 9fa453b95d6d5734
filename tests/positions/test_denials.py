"""Reports about parties and their denials, on invented texts."""

from dataclasses import replace

import pytest

from onrecord.model import Span
from onrecord.positions.ascriptions import ascriptions
from onrecord.positions.denials import answers, denials, denies_truth, is_denial, takes_up
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Voices
from tests.positions.sayings import saying

VOICES = Voices(
    parse_dossier(
        'question = "Q?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n[[party]]\nname = "Tolm"\n'
        '[[party.voice]]\nname = "Ana Brisk"\noffice = "President"\n[[party]]\nname = "Orsk"\n'
    )
)


def charge(words: str, text: str | None = None, document: str = "d1", said: str = "2031-05-02") -> Statement:
    made = saying(text or words, words, id="charge", document=document, said=said)
    return replace(made, speaker="Harbour Post", speaker_kind="outlet")


def denial(words: str, text: str | None = None, document: str = "d1", said: str = "2031-05-02") -> Statement:
    made = saying(text or words, words, id="denial", document=document, said=said)
    return replace(made, speaker="Ana Brisk", speaker_kind="person", kind="direct")


def pairs(*statements: Statement) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    return [(d.party, d.charges, d.denials, d.state) for d in denials(statements, VOICES)]


FOUND = [("Tolm", ("charge",), ("denial",), "open")]
SAID = "Tolm had secretly offered to sell the ferry line to Lindmark"


def test_a_denial_that_points_at_the_report_beside_it() -> None:
    text = f"The paper wrote that {SAID}. “Those reports are not accurate,” said the president."
    assert pairs(charge(SAID, text), denial("“Those reports are not accurate,”", text)) == FOUND


@pytest.mark.parametrize(
    "words",
    [
        "“Tolm never offered the ferry line to Lindmark, and the report is false,”",
        "“Nobody offered to sell the ferry line,”",
    ],
)
def test_a_denial_in_another_document(words: str) -> None:
    assert pairs(charge(SAID), denial(words, document="d2", said="2031-05-04")) == FOUND


def test_a_denial_that_names_nothing_repeats_the_words() -> None:
    said = "The president of Tolm was told of the price last week"
    text = (
        "The president heard of the price from the newspapers. “Nobody told her of it last week,” said Brisk."
    )
    assert (
        pairs(charge(said), denial("“Nobody told her of it last week,”", text, "d2", "2031-05-04")) == FOUND
    )


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("“The report that we caught no fish is false,”", {"document": "d2"}),
        ("“Nobody offered to sell the ferry line,”", {"document": "d2", "said": "2031-12-01"}),
        ("“Nobody offered to sell the ferry line,”", {"document": "d2", "said": "2031-04-01"}),
        ("“Tolm is glad of the offer,”", {}),
    ],
)
def test_what_is_no_denial_of_it(words: str, known: dict[str, str]) -> None:
    assert pairs(charge(SAID), denial(words, **known)) == []


def test_a_denial_by_somebody_else_is_none() -> None:
    other = replace(
        denial("“Nobody offered to sell the ferry line,”"), speaker="a baker", speaker_kind="unnamed"
    )
    assert pairs(charge(SAID), other) == []


@pytest.mark.parametrize(
    ("words", "denies"),
    [
        ("“That is not true,”", True),
        ("“There is no such plan,”", True),
        ("“The story is an outright lie,”", True),
        ("“We will not pay,”", False),
        ("“It is true,”", False),
    ],
)
def test_words_that_deny(words: str, denies: bool) -> None:
    assert is_denial(saying(words)) is denies


def test_in_a_quotation_only_the_sentence_that_denies_is_an_answer() -> None:
    text = "“Those reports are false. The premier has said that Tolm will join.”"
    outer = saying(text, kind="direct")
    false, told = (saying(text, words) for words in ("Those reports", "Tolm will join"))
    assert answers(outer, false) and not answers(outer, told)
    assert answers(saying(text, kind="indirect", act="denies"), told)


def test_what_comes_from_two_parties_is_told_of_both() -> None:
    parties = "".join(f'[[party]]\nname = "{name}"\n' for name in ("Tolm", "Orsk"))
    text = f'question = "?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n{parties}'
    voices = Voices(parse_dossier(text))
    for told in ("The plan meets pushback from Tolm and Orsk.", "Tolm and Orsk reject the plan."):
        found = ascriptions(saying(told), voices)
        assert {(one.party, one.lean) for one in found} == {("Tolm", "against"), ("Orsk", "against")}


@pytest.mark.parametrize(
    ("lead", "cue"),
    [("Ana Brisk did not ", "deny"), ("Ana Brisk ", "has never denied"), ("Ana Brisk refused to ", "deny")],
)
def test_who_did_not_deny_denies_nothing(lead: str, cue: str) -> None:
    text = f"{lead}{cue} that Tolm supports the bid."
    at = text.index(cue)
    told = saying(text, "that Tolm supports the bid", cue=(Span(at, at + len(cue)),), act="denies")
    assert not is_denial(told)
    assert not denies_truth(replace(told, kind="indirect"))


@pytest.mark.parametrize(
    "words", ["We could not do so.", "It is not so simple.", "We must fight disinformation together."]
)
def test_what_is_no_denial(words: str) -> None:
    assert not is_denial(denial(words))


def test_a_claim_of_ones_own_is_not_taken_up() -> None:
    text = "Brisk claims that the tunnel is vital."
    own = saying(text, "that the tunnel is vital", cue=(Span(6, 12),), source=(Span(0, 5),))
    assert not takes_up(own)
    text = "Brisk was asked about claims that the tunnel is vital."
    asked = saying(text, "that the tunnel is vital", cue=(Span(6, 28),), source=(Span(0, 5),))
    assert takes_up(asked)


@pytest.mark.parametrize(
    ("words", "denies"),
    [
        ("The claim is not false.", False),
        ("If this is not true, we will say so.", False),
        ("We were given false hope.", False),
        ("Nobody wants a war.", False),
        ("That never happened.", True),
        ("The report is simply wrong.", True),
        ("The reports are false.", True),
        ("Nobody offered to sell the ferry.", True),
    ],
)
def test_denying_words(words: str, denies: bool) -> None:
    assert is_denial(saying(words)) is denies


@pytest.mark.parametrize(
    ("words", "speaker", "state"),
    [
        ("Brisk admitted that {}.", "Ana Brisk", "settled"),
        ("The Harbour Post admitted that {}.", "Harbour Post", "open"),
        ("Brisk has not admitted that {}.", "Ana Brisk", "open"),
        ("Brisk never admitted that {}.", "Ana Brisk", "open"),
        ("Nobody admitted that {}.", "Nobody", "open"),
        ("Karst admitted that {}.", "Jon Karst", "open"),
        ("The Harbour Post retracted that {}.", "Harbour Post", "settled"),
    ],
)
def test_settled_by_who_reported_it_or_is_meant(words: str, speaker: str, state: str) -> None:
    text = words.format(SAID)
    start = text.index("admitted" if "admitted" in text else "retracted")
    made = saying(text, SAID, id="later", document="d2", said="2031-05-09", speaker=speaker)
    later = replace(made, cue=(Span(start, text.index(" that ")),))
    words_ = "“Tolm never offered the ferry line to Lindmark, and the report is false,”"
    ((*_, found),) = pairs(charge(SAID), replace(denial(words_), document="d2"), later)
    assert found == state
