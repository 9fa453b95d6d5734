"""Spellings of one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolution.spelling import fold, same_given, same_person, sound, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelenskij"),
        ("Kyiv", "Kiev"),
        ("Volodymyr", "Vladimir"),
        ("Andrii", "Andrey"),
        ("Teskorić", "Teskorich"),
        ("Kwaśniewski", "Kwasniewski"),
        ("Bekhmir", "Behmir"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Orm", "Arm"), ("Velk", "Velt"), ("Brisk", "Brask")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_given_names_decide_between_people_of_one_surname() -> None:
    assert same_person(words("Ana Brisk"), words("Ana M. Brisk"))
    assert same_person(words("A. Brisk"), words("Ana Brisk"))
    assert same_person(words("Joe Velk"), words("Joseph Velk"))
    assert not same_person(words("Ana Brisk"), words("Tomas Brisk"))
    assert not same_person(words("Ana Brisk"), words("Ana Velk"))


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert fold(one) == fold(one)
    assert same_given(fold(one), fold(one))
    assert same_person(words(one), words(other)) == same_person(words(other), words(one))
