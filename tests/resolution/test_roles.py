"""Role phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolution.roles import bag_of, implied, parse_role

ROLES = [
    ("leader of the anti-toll Harbour Party", "leader", "leader", "Harbour Party", False),
    ("member of a Chinese family", "member", "lawmaker", None, False),
    ("head of foreign policy at the guild", "head", "head", None, False),
    ("spokesperson for the Harbour Ministry", "spokesperson", "spokesperson", "Harbour Ministry", False),
    (
        "the Tolm Security Council Coordinator for Public Affairs",
        "Coordinator for Public Affairs",
        "coordinator",
        "Tolm Security Council",
        False,
    ),
    ("former NATO Secretary-General", "Secretary-General", "secretary_general", "NATO", True),
    (
        "Secretary General of the Compact in 2009-2014",
        "Secretary General",
        "secretary_general",
        "Compact",
        True,
    ),
    ("Ukrainian Foreign Minister", "Foreign Minister", "minister", "Ukraine", False),
    ("the Head of the Office of the President", "Head", "head", "Office of the President", False),
    ("senior Tolmish foreign ministry official", "official", "official", "Tolmish foreign ministry", False),
    ("regional health ministry spokeswoman", "spokeswoman", "spokesperson", "health ministry", False),
    ("White House press secretary", "press secretary", "spokesperson", "White House", False),
    ("Harbour Safety Secretary", "Secretary", "secretary", "Harbour Safety", False),
    ("Sen.", "Senator", "senator", None, False),
]


@pytest.mark.parametrize(("phrase", "title", "head", "affiliation", "former"), ROLES)
def test_roles(phrase: str, title: str, head: str, affiliation: str | None, former: bool) -> None:
    role = parse_role(phrase)
    assert role is not None
    assert (role.title, role.head, role.affiliation, role.former) == (title, head, affiliation, former)


def test_years_of_office_are_read() -> None:
    role = parse_role("chairwoman of the Ferry Board from 2011 to 2015")
    assert role is not None
    assert (role.since, role.until, role.gender) == ("2011", "2015", "f")


@pytest.mark.parametrize(
    "phrase", ["said in an interview", "the vote was lost", "", "the harbour at dawn", "–"]
)
def test_clauses_and_things_are_no_roles(phrase: str) -> None:
    assert parse_role(phrase) is None


def test_articles_tell_whether_someone_is_meant() -> None:
    definite, indefinite = parse_role("the mayor of Tolm"), parse_role("a mayor")
    assert definite is not None and definite.definite
    assert indefinite is not None and not indefinite.definite


def test_an_office_implies_its_country() -> None:
    assert "united states" in implied(bag_of("State Department"))
    assert bag_of("Kyiv") == bag_of("Ukrainian") == {"ukraine"}


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    parse_role(text)
    parse_role(text, strict=True)
    bag_of(text)
