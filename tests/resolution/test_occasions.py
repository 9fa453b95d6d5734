"""Where and to whom, in invented sentences."""

from __future__ import annotations

import pytest

from onrecord.resolution.expressions import find
from onrecord.resolution.frames import frames
from onrecord.resolution.occasions import circumstances_all
from tests.resolution.sayings import marked

OCCASIONS = [
    (
        "<c0>“No,”</c0> <s0>Orm</s0> <q0>said</q0> at a Harrane press briefing on 17 June.",
        "a Harrane press briefing",
    ),
    (
        "<s0>Orm</s0> <q0>said</q0> <c0>no</c0> on Friday at a joint press conference with Premier Vant.",
        "a joint press conference with Premier Vant",
    ),
    (
        "At the Orm summit in Hesk in May 2023, <s0>we</s0> <q0>said</q0> <c0>no</c0>.",
        "the Orm summit in Hesk",
    ),
    ("During the meeting, <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.", "the meeting"),
    ("<s0>Orm</s0> <q0>said</q0> <c0>a meeting is near</c0>.", None),
]

ADDRESSEES = [
    ("<s0>Orm</s0> <q0>told</q0> reporters in Hesk <c0>that no</c0>.", "reporters"),
    ("<s0>Orm</s0> <q0>told</q0> the Hesk Herald <c0>no</c0>.", "the Hesk Herald"),
    (
        "In an interview with the state broadcaster Lumen, <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.",
        "the state broadcaster Lumen",
    ),
    ("<s0>Orm</s0> <q0>said</q0> <c0>no</c0>.", None),
]


@pytest.mark.parametrize(("text", "occasion"), OCCASIONS)
def test_finds_the_occasion_as_printed(text: str, occasion: str | None) -> None:
    document, found = marked(text, "2024-06-20")
    (one,) = circumstances_all(frames(document.text, found), found, find(document.text, "2024-06-20"))
    assert (one.occasion.of(document.text) if one.occasion else None) == occasion


@pytest.mark.parametrize(("text", "addressee"), ADDRESSEES)
def test_finds_the_one_spoken_to(text: str, addressee: str | None) -> None:
    document, found = marked(text)
    (one,) = circumstances_all(frames(document.text, found), found, ())
    assert (one.addressee.of(document.text) if one.addressee else None) == addressee
