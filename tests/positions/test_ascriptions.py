"""What is told of others: who is for or against, who is neither."""

from dataclasses import replace

import pytest

from onrecord.positions.ascriptions import ascriptions
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.voices import Voices
from tests.positions.sayings import saying

DOSSIER = parse_dossier(
    'question = "Q?"\n[[proposition]]\nid = "p"\ntext = "It should be."\n'
    '[[party]]\nname = "Tolm"\n[[party.voice]]\nname = "Ana Brisk"\noffice = "President"\n'
    '[[party]]\nname = "Orsk"\n[[party]]\nname = "Veldria"\n'
)
VOICES = Voices(DOSSIER)


def leans(text: str) -> list[tuple[str, str]]:
    told = replace(saying(text), speaker="a baker", speaker_kind="unnamed")
    return [(one.party, one.lean) for one in ascriptions(told, VOICES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tolm does not support the plan.", [("Tolm", "against")]),
        ("Tolm would not accept the plan.", [("Tolm", "against")]),
        ("Tolm wouldn't accept the plan.", [("Tolm", "against")]),
        ("Tolm cannot support the plan.", [("Tolm", "against")]),
        ("Neither Tolm nor Orsk supports the plan.", [("Tolm", "against"), ("Orsk", "against")]),
        ("Tolm will not block the plan.", [("Tolm", "neither")]),
        ("Tolm is no longer against the plan.", [("Tolm", "neither")]),
        ("Tolm is not opposed to the plan.", [("Tolm", "neither")]),
        ("Tolm has not endorsed the plan.", [("Tolm", "neither")]),
        ("Tolm not only supports the plan but will pay.", [("Tolm", "for")]),
    ],
)
def test_a_denied_verb_tells_no_view_of_its_own(text: str, found: list[tuple[str, str]]) -> None:
    assert leans(text) == found


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("Tolm has yet to back the plan.", "neither"),
        ("Tolm stopped short of endorsing the plan.", "neither"),
        ("Tolm might support the plan.", "neither"),
        ("If Tolm opposes the plan, it will fail.", "neither"),
        ("Does Tolm oppose the plan?", "neither"),
        ("A lack of support from Tolm stalled the plan.", "neither"),
        ("Tolm dropped its opposition to the plan.", "neither"),
        ("Tolm lifted its veto on the plan.", "neither"),
        ("Tolm denied that it had blocked the plan.", "neither"),
        ("Tolm is backing away from the plan.", "neither"),
        ("Tolm refuses to drop its veto.", "against"),
        ("Tolm has not dropped its opposition.", "against"),
        ("Tolm supports sanctions against smugglers.", "for"),
        ("Tolm agreed to delay the vote.", "against"),
    ],
)
def test_what_is_hedged_or_taken_back(text: str, lean: str) -> None:
    assert leans(text) == [("Tolm", lean)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tolm, unlike Orsk, opposes the plan.", [("Tolm", "against")]),
        ("Unlike Orsk, Tolm opposes the plan.", [("Tolm", "against")]),
        ("Tolm (and others) opposes the plan.", [("Tolm", "against")]),
        ("Not Tolm but Orsk opposes the plan.", [("Orsk", "against")]),
        ("Tolm supports the plan, but Orsk opposes it.", [("Tolm", "for"), ("Orsk", "against")]),
        ("Orsk, supported by Tolm, rejected the plan.", [("Orsk", "against"), ("Tolm", "for")]),
        ("Tolm said that Orsk opposes the plan.", [("Orsk", "against")]),
        ("The plan was rejected by Tolm but backed by Orsk.", [("Tolm", "against"), ("Orsk", "for")]),
        ("Despite support from Tolm, Orsk opposes the plan.", [("Tolm", "for"), ("Orsk", "against")]),
        (
            "Pressure from Tolm, Orsk and Veldria delayed it.",
            [(n, "neither") for n in ("Tolm", "Orsk", "Veldria")],
        ),
    ],
)
def test_each_party_has_its_own_verb(text: str, found: list[tuple[str, str]]) -> None:
    assert leans(text) == found
