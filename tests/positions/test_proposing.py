"""A dossier proposed from statements."""

import pytest

from onrecord.model import Span
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.proposing import NONE_FOUND, parties, propose, propositions
from onrecord.positions.statements import Statement

WORDS = "The bridge should be built."


def said(speaker: str, kind: str, role: str | None = None, affiliation: str | None = None) -> Statement:
    return Statement(
        *("s", "d", "p", WORDS, (Span(0, len(WORDS)),)),
        speaker=speaker,
        speaker_kind=kind,
        role=role,
        affiliation=affiliation,
    )


def test_whom_others_speak_for_is_no_person() -> None:
    voice = said("Dorothea Harrane", "person", "president", "Valmere")
    (one,) = parties([said("Valmere", "person"), said("Valmere", "country"), voice, voice])
    assert one == ("Valmere", "country", [("Dorothea Harrane", "president")])
    (one,) = parties([said("Valmere", "person"), voice])
    assert one[1] == "organisation"
    assert [kind for _, kind, _ in parties([said("Ana Brisk", "person")])] == ["person"]


def test_a_proposition_that_is_the_question_itself_is_marked() -> None:
    text = propose("Should Tolm build a bridge?", [])
    assert NONE_FOUND in text and parse_dossier(text).propositions[0].text == "Tolm should build a bridge."


def test_a_short_proposition_stands_once() -> None:
    words = "The UK must leave the EU now."
    told = [Statement(f"s{n}", f"d{n}", "p", words, (Span(0, len(words)),)) for n in range(2)]
    assert len(parse_dossier(propose("Should the UK leave the EU?", told)).propositions) == 1


def test_a_control_character_of_a_page_does_not_spoil_the_file() -> None:
    words = "The UK must leave\x1b[31m the \x7fEU now."
    told = [Statement("s", "d", "p\x1b", words, (Span(0, len(words)),))]
    text = propose("Should the UK leave the EU?", told)
    assert parse_dossier(text).propositions and "\x1b" not in text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Should Tolm close its harbour? ", "Tolm should close its harbour."),
        ("Should the harbour of Tolm be closed?", "The harbour of Tolm should be closed."),
        ("Should Tolm and Orsk join the Compact?", "Tolm and Orsk should join the Compact."),
        ("Why?", "Why."),
    ],
)
def test_a_question_becomes_a_proposition(question: str, text: str) -> None:
    assert parse_dossier(propose(question, [])).propositions[0].text == text


def test_a_question_without_a_telling_word_finds_nothing() -> None:
    assert propositions("?", [said("Ana Brisk", "person")]) == []
