"""Outlets by name, abbreviation, domain and shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolution.outlets import named, outlet_of


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("WSJ", "The Wall Street Journal"),
        ("the Guardian", "The Guardian"),
        ("https://www.bbc.co.uk/news/x", "BBC"),
        ("edition.cnn.com", "CNN"),
        ("reuters", "Reuters"),
        ("Radio Svoboda", "Radio Free Europe/Radio Liberty"),
    ],
)
def test_knows_an_outlet_by_its_forms(form: str, name: str) -> None:
    found = outlet_of(form)
    assert found and found.name == name
    assert found.party.kind == "outlet"


def test_knows_what_it_does_not_know() -> None:
    assert outlet_of("the ministry") is None
    assert outlet_of("") is None


def test_finds_known_and_shaped_names() -> None:
    text = "Reuters and The New York Times's site, the Hesk Herald, orm.az and Lorvane state media."
    assert [n.outlet.name for n in named(text)] == [
        "Reuters",
        "The New York Times",
        "Hesk Herald",
        "orm.az",
        "Lorvane state media",
    ]


def test_a_shaped_name_has_no_article_and_all_its_words() -> None:
    assert [n.outlet.name for n in named("The Hesk Times-News and the Hesk Herald")] == [
        "Hesk Times-News",
        "Hesk Herald",
    ]


def test_the_longest_name_wins() -> None:
    assert [n.outlet.name for n in named("CNN Turk, Interfax-Ukraine")] == ["CNN Turk", "Interfax-Ukraine"]


@settings(max_examples=60)
@given(st.text(max_size=100))
def test_spans_stay_inside_and_apart(text: str) -> None:
    end = 0
    for mention in named(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
