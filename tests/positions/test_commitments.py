"""Pledges: which words are one, how much, for whom, by when, and what settles them."""

from dataclasses import replace

import pytest

from onrecord.model import Span
from onrecord.positions.commitments import Commitment, commitments
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.outcomes import Text, with_outcomes
from onrecord.positions.voices import Voices
from tests.positions.sayings import saying

DOSSIER = parse_dossier(
    'question = "Q?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n'
    '[[party]]\nname = "Tolm"\n[[party.voice]]\nname = "Ana Brisk"\noffice = "President"\n'
    '[[party]]\nname = "Orsk"\n[[party]]\nname = "Veldria"\n'
)
VOICES = Voices(DOSSIER)
WORDS = "We will deliver forty fire engines to Orsk by 31 December 2031."


def pledged(words: str) -> list[Commitment]:
    made = saying(words, speaker="Ana Brisk", speaker_kind="person", said="2031-05-02", act="says")
    return commitments([made], VOICES)


@pytest.mark.parametrize(
    "words",
    [
        "I don't think we will build 12 schools by 2035.",
        "Nobody thinks that Tolm will build 12 schools by 2035.",
        "We hope that we will build 12 schools by 2035.",
        "We will no longer build 12 schools by 2035.",
        "We will run out of money by June 2032.",
        "We will have more to share over the next two days.",
        "We’ll have a bigger announcement by 3 June 2031.",
        "I will add that the inquiry cost 3 million crowns.",
        "The firms have put in 40 million crowns since we, as you know, will be there to open the plant.",
        "We will save the builders 40 million crowns.",
        "that its government will be ready by 2032.",
    ],
)
def test_no_pledge(words: str) -> None:
    assert pledged(words) == []


@pytest.mark.parametrize(
    ("words", "amount", "deadline", "beneficiary"),
    [
        ("We will, by 2035, build 12 schools.", "12 schools", "by 2035", None),
        ("Our government will build 12 schools by 2035.", "12 schools", "by 2035", None),
        ("Tolm is going to build 12 schools by 2035.", "12 schools", "by 2035", None),
        ("We will give 200m pounds to Orsk by 2032.", "200m pounds", "by 2032", "Orsk"),
        ("We will give A$2.5 billion to Orsk by 2032.", "A$2.5 billion", "by 2032", "Orsk"),
        ("We will provide another 40 million crowns to Orsk.", "40 million crowns", None, "Orsk"),
        ("Tolm will be sending 40 million crowns to Orsk.", "40 million crowns", None, "Orsk"),
        ("We will stand by Orsk for as long as it takes and more.", None, "for as long as it takes", "Orsk"),
        ("After Orsk’s cruel war we will build 12 schools by 2032.", "12 schools", "by 2032", None),
        ("We will enforce the Orsk sanctions by 2032.", None, "by 2032", None),
        ("We will build the two bridges by 2032.", None, "by 2032", None),
        ("We will build 12 schools over the next two years.", "12 schools", "over the next two years", None),
        ("We will work with Veldria to send 40 tanks to Orsk by 2032.", "40 tanks", "by 2032", "Orsk"),
    ],
)
def test_what_is_pledged(
    words: str, amount: str | None, deadline: str | None, beneficiary: str | None
) -> None:
    assert [(p.amount, p.deadline, p.beneficiary) for p in pledged(words)] == [
        (amount, deadline, beneficiary)
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Tolm has not failed to deliver the forty fire engines promised to Orsk.", "open"),
        ("Tolm denied that it had failed to deliver the forty fire engines promised to Orsk.", "open"),
        ("If Tolm failed to deliver the forty fire engines to Orsk, the mayor would resign.", "open"),
        ("The forty fire engines promised to Orsk are not behind schedule, Tolm said.", "open"),
        ("Tolm has yet to deliver the forty fire engines promised to Orsk.", "open"),
        ("Orsk has failed to thank Tolm for the forty fire engines that arrived.", "open"),
        ("Were the forty fire engines promised to Orsk delivered?", "open"),
        ("Tolm did not say whether the forty fire engines promised to Orsk were delivered.", "open"),
        ("Twenty of the forty fire engines promised to Orsk were delivered.", "open"),
        ("Only ten of the forty fire engines promised to Orsk were delivered.", "open"),
        ("The forty fire engines promised to Orsk are being delivered.", "open"),
        ("When the forty fire engines promised to Orsk are delivered, the fires will end.", "open"),
        ("Work on the forty fire engines promised to Orsk began on Friday.", "open"),
        ("More than a year after the pledge, the forty fire engines were delivered to Orsk.", "kept"),
        ("Tolm failed to deliver the forty fire engines promised to Orsk.", "broken"),
        ("Tolm has abandoned its pledge of forty fire engines for Orsk.", "broken"),
    ],
)
def test_what_settles_a_pledge(text: str, state: str) -> None:
    (one,) = with_outcomes(pledged(WORDS), [Text("d2", text, "2031-11-10")], DOSSIER)
    assert one.state == state


def test_not_yet_done_is_a_failure_only_after_the_day() -> None:
    text = "Tolm has yet to deliver the forty fire engines promised to Orsk."
    (one,) = with_outcomes(pledged(WORDS), [Text("d2", text, "2032-02-10")], DOSSIER)
    assert one.state == "broken"


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("that soldiers would stand by the northern gates of Orsk harbour for as long as it takes", 1),
        ("“We will stand by the northern gates of the Orsk harbour road for as long as it takes,”", 2),
    ],
)
def test_a_page_tells_a_pledge_and_then_quotes_it(told: str, count: int) -> None:
    quoted = "“Tolm will keep its guards at those gates for as long as there is a fence to mend,”"
    made = [
        saying(words, speaker="Ana Brisk", speaker_kind="person", said="2031-05-02", act="promises")
        for words in (told, quoted)
    ]
    assert len(commitments(made, VOICES)) == count


def test_a_later_telling_joins_whichever_it_is_like() -> None:
    told = "that soldiers would stand by the northern gates of Orsk harbour for as long as it takes"
    quoted = "“Tolm will keep its guards at those gates for as long as there is a fence to mend,”"
    again = "And Tolm will keep its guards at those gates for as long as there is a fence to mend."
    made = [
        saying(words, speaker="Ana Brisk", speaker_kind="person", said="2031-05-02", act="promises")
        for words in (told, quoted)
    ]
    made.append(replace(made[1], document="e", text=again, content=(Span(0, len(again)),)))
    assert len(commitments(made, VOICES)) == 1
