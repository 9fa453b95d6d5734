"""What became of pledges, by later pages and by time, on invented texts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onrecord.model import Span
from onrecord.positions.commitments import Commitment, commitments, together
from onrecord.positions.dossier import Dossier, Proposition
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.outcomes import Text, judged, with_outcomes
from onrecord.positions.survey import Survey
from onrecord.positions.voices import Voices
from tests.positions.sayings import saying

DOSSIER = parse_dossier(
    'question = "Q?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n[[party]]\nname = "Tolm"\n'
    '[[party.voice]]\nname = "Ana Brisk"\noffice = "President"\nuntil = "2031-09-30"\n'
)
DONE = "The forty fire engines that Tolm promised were delivered to Orsk on Friday."
MISSED = "Tolm has missed the deadline for the forty fire engines promised to Orsk."
WORDS = "We will deliver forty fire engines to Orsk by 31 December 2031."


def pledge(words: str = WORDS, **known: Any) -> list[Commitment]:
    made = saying(words, speaker="Ana Brisk", speaker_kind="person", said="2031-05-02", act="promises")
    return commitments([replace(made, **known)], Voices(DOSSIER))


def test_a_pledge_has_who_what_and_when() -> None:
    (one,) = pledge()
    assert (one.party, one.person, one.amount, one.by, one.state) == (
        *("Tolm", "Ana Brisk", "forty fire engines", "2031-12-31", "open"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "that her government would deliver forty fire engines to Orsk by 31 December 2031",
        "Tolm itself has promised forty fire engines to Orsk by 31 December 2031.",
        "Tolm will deliver the engines to Orsk by 31 December 2031.",
    ],
)
def test_what_is_one_without_a_promising_cue(words: str) -> None:
    (one,) = pledge(words, act="says")
    assert (one.party, one.by) == ("Tolm", "2031-12-31")


@pytest.mark.parametrize(
    "words",
    [
        "that her government would not deliver anything to Orsk by 31 December 2031",
        "Tolm itself has received forty fire engines by 31 December 2031.",
        "They denied that they would deliver forty fire engines to Orsk by 31 December 2031.",
        "Orsk needs forty fire engines.",
        "whether Tolm would deliver forty fire engines by 31 December 2031",
        "If Orsk opens the port, we will deliver forty fire engines by 31 December 2031.",
    ],
)
def test_what_is_none(words: str) -> None:
    assert pledge(words, act="says") == []


@pytest.mark.parametrize(
    ("page", "published", "state"),
    [
        (DONE, "2031-11-10", "kept"),
        (
            "The forty fire engines that Tolm promised were delivered to Orsk on Friday.",
            "2032-03-10",
            "broken",
        ),
        (MISSED, "2032-01-10", "broken"),
        ("The forty fire engines that Tolm promised have not been delivered to Orsk.", "2031-11-10", "open"),
        ("So far half of the forty fire engines were delivered to Orsk.", "2031-11-10", "open"),
        ("The forty fire engines that Tolm promised were delivered to Orsk.", "2031-05-03", "open"),
        ("The harbour of Lindmark was finished on Friday.", "2031-11-10", "open"),
    ],
)
def test_a_later_page_settles_it(page: str, published: str, state: str) -> None:
    (one,) = with_outcomes(pledge(), [Text("d2", page, published)], DOSSIER)
    assert one.state == state
    assert (one.outcome is None) == (state == "open")


def test_as_it_stood_before_the_page() -> None:
    page = Text(
        "d2", "Tolm has missed the deadline for the forty fire engines promised to Orsk.", "2032-01-10"
    )
    (one,) = with_outcomes(pledge(), [page], DOSSIER, date(2031, 12, 1))
    assert one.state == "open"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("I will bring forty fire engines to Orsk by 31 December 2031.", "overtaken"),
        ("I will bring forty fire engines to Orsk by 31 August 2031.", "open"),
        (WORDS, "open"),
    ],
)
def test_leaving_office_overtakes_what_is_personal(words: str, state: str) -> None:
    (one,) = with_outcomes(pledge(words), [], DOSSIER)
    assert one.state == state


def test_a_judgement_stands_before_all() -> None:
    (one,) = pledge()
    rows = [
        {"subject": one.id, "value": {"state": state}, "author": "ana", "note": ""}
        for state in ("broken", "kept")
    ]
    (now,) = judged([one], rows)
    assert (now.state, now.judged_by, now.because) == ("kept", "ana", "judged")
    assert judged([one], [rows[0] | {"value": {"state": "none"}}]) == []
    assert judged([one], [rows[0] | {"subject": "another"}]) == [one]


def test_only_the_office_in_which_it_was_made_overtakes_a_pledge() -> None:
    voice = '[[party.voice]]\nname = "Ana Brisk"\noffice = "{}"\n{}\n'
    dossier = parse_dossier(
        'question = "Q?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n'
        + '[[party]]\nname = "Orsk"\n' + voice.format("Mayor", 'until = "2031-01-31"')
        + '[[party]]\nname = "Tolm"\n' + voice.format("Envoy", 'until = "2031-03-31"')
        + voice.format("President", 'since = "2031-04-01"')
    )  # fmt: skip
    made = pledge("I will bring forty fire engines to Orsk by 31 December 2031.")
    (one,) = with_outcomes(made, [], dossier)
    assert one.state == "open"


def test_pledges_of_other_sums_or_days_stand_apart() -> None:
    texts = (
        "We will deliver 10 fire engines to Orsk by 30 June 2031.",
        "We will deliver 30 fire engines to Orsk by 30 June 2031.",
        "We will pay 10 million crowns for schools by 31 December 2033.",
    )
    made = [
        saying(
            words, id=str(i), speaker="Ana Brisk", speaker_kind="person", said="2031-05-02", act="promises"
        )
        for i, words in enumerate(texts)
    ]
    found = commitments(made, Voices(DOSSIER))
    assert [(one.amount, one.by) for one in found] == [
        ("10 fire engines", "2031-06-30"),
        ("30 fire engines", "2031-06-30"),
        ("10 million crowns", "2033-12-31"),
    ]
    told = replace(made[0], id="again", document="d2")
    assert len(commitments([*made, told], Voices(DOSSIER))) == 3


def test_a_negation_in_the_sentence_before_takes_no_pledge_away() -> None:
    text = "The port is not open. Ana Brisk promised to deliver forty fire engines by 31 December 2031."
    cue = text.index("promised")
    known = {"cue": (Span(cue, cue + 8),), "source": (Span(22, 31),), "act": "promises"}
    told = saying(
        text, "to deliver forty fire engines by 31 December 2031", kind="indirect", said="2031-05-02", **known
    )
    told = replace(told, speaker="Ana Brisk", speaker_kind="person")
    assert len(commitments([told], Voices(DOSSIER))) == 1


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("We will give €1.5bn to Orsk.", "€1.5bn"),
        ("We will give $3 bn to Orsk.", "$3 bn"),
        ("We will give 2.3bn euros to Orsk.", "2.3bn euros"),
        ("We will give Orsk $100,000.", "$100,000"),
    ],
)
def test_sums_are_whole(words: str, amount: str) -> None:
    assert [one.amount for one in pledge(words)] == [amount]


def test_millions_are_no_billions() -> None:
    sums = ("4 million euros", "4 billion euros", "€4m")
    million, billion, short = (one for words in sums for one in pledge(f"We will give Orsk {words}."))
    assert len(together([million, billion])) == 2
    assert len(together([million, short])) == 1


@pytest.mark.parametrize(
    "lead", ["has refused to", "stopped short of", "has been urged to", "has yet to", "failed to"]
)
def test_who_does_not_promise_has_pledged_nothing(lead: str) -> None:
    text = f"Brisk {lead} promise forty fire engines by 31 December 2031."
    start = text.index("promise")
    cue, source = Span(start, start + 7), Span(0, 5)
    told = saying(text, "forty fire engines by 31 December 2031", speaker="Ana Brisk", said="2031-05-02")
    told = replace(told, speaker_kind="person", act="promises", cue=(cue,), source=(source,))
    assert commitments([told], Voices(DOSSIER)) == []


@pytest.mark.parametrize(
    "page",
    [
        "The forty fire engines that Tolm promised are to be delivered to Orsk.",
        "The forty fire engines promised to Orsk should be delivered at last, its mayor said.",
        "Nobody has delivered the forty fire engines that Tolm promised to Orsk.",
        "Once the forty fire engines promised to Orsk are delivered, the fires will end.",
        "One of the forty fire engines that Tolm promised was delivered to Orsk.",
    ],
)
def test_wishes_and_parts_keep_no_pledge(page: str) -> None:
    (one,) = with_outcomes(pledge(), [Text("d2", page, "2031-11-02")], DOSSIER)
    assert one.state == "open"


def test_a_late_page_breaks_no_pledge() -> None:
    page = "The forty fire engines that Tolm promised have been delivered to Orsk."
    told = [Text("d2", page, "2032-02-03")]
    (one,) = with_outcomes(pledge(), told, DOSSIER)
    assert one.state == "kept"


def test_a_candidate_pledges_nothing_for_the_country() -> None:
    before = saying(WORDS, speaker="Ana Brisk", speaker_kind="person", said="2032-05-02", act="promises")
    assert commitments([before], Voices(DOSSIER)) == []


def test_a_judgement_on_one_pledge_leaves_the_other_of_its_statement() -> None:
    first, second = pledge(
        "We will deliver 10 fire engines to Orsk by 30 June 2031. "
        "We will pay 5 million crowns for schools by 31 December 2033."
    )
    row = {"subject": first.id, "value": {"state": "kept"}, "author": "ana", "note": ""}
    assert [one.state for one in judged([first, second], [row])] == ["kept", "open"]
    later = row | {"subject": "told", "value": {"state": "broken"}}
    assert judged([replace(first, statements=("s", "told"))], [row, later])[0].state == "broken"


def test_of_pages_that_tell_it_alike_the_first_is_named() -> None:
    pages = [Text("later", DONE, "2031-11-20"), Text("earlier", DONE, "2031-11-10")]
    (one,) = with_outcomes(pledge(), pages, DOSSIER)
    assert (one.outcome or "").startswith("earlier@")


def test_without_parties_too_what_another_did_settles_no_pledge() -> None:
    asked = Dossier("?", (Proposition("p", "Tolm should deliver forty fire engines to Orsk."),))
    made = saying(WORDS, id="s", speaker="Tolm", speaker_kind="country", said="2031-05-02", act="promises")
    other = saying("Veldria is glad.", id="o", document="d1", speaker="Veldria", speaker_kind="country")
    page = Text("d2", "The forty fire engines were delivered to Orsk by Veldria.", "2031-11-10")
    (one,) = Survey(asked, [made, other], [], [page]).commitments
    assert one.state == "open"


def test_an_office_that_is_left_later_than_all_that_is_known_overtakes_nothing() -> None:
    late = replace(DOSSIER.parties[0].voices[0], until="2099-01-20")
    dossier = replace(DOSSIER, parties=(replace(DOSSIER.parties[0], voices=(late,)),))
    made = pledge("I will deliver forty fire engines to Orsk.")
    page = Text("d9", "Nothing of note.", "2032-02-03")
    assert [one.state for one in with_outcomes(made, [page], dossier)] == ["open"]


def test_a_judgement_against_what_the_pages_tell_drops_their_proof() -> None:
    (told,) = (replace(one, state="kept", outcome="d9@0") for one in pledge())
    for state, outcome in (("broken", None), ("kept", "d9@0")):
        row = {"subject": told.id, "author": "me", "value": {"state": state}}
        assert [one.outcome for one in judged([told], [row])] == [outcome]
