"""Date expressions in invented sentences, read against a Thursday."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolution.expressions import find

THURSDAY = "2023-06-29"

READINGS = [
    ("On Wednesday, the envoy said", "Wednesday", "2023-06-28"),
    ("said on Thursday", "Thursday", "2023-06-29"),
    ("The council will meet on Friday", "Friday", "2023-06-30"),
    ("arrives next Monday", "next Monday", "2023-07-03"),
    ("spoke last Friday", "last Friday", "2023-06-23"),
    ("on 17 June", "17 June", "2023-06-17"),
    ("on June 17 in Lorvane", "June 17", "2023-06-17"),
    ("June 17, 2024 was", "June 17, 2024", "2024-06-17"),
    ("on 17.06.2024.", "17.06.2024", "2024-06-17"),
    ("dated 2024-06-17", "2024-06-17", "2024-06-17"),
    ("a briefing on December, 3 the envoy", "December, 3", "2022-12-03"),
    ("Last September, the minister", "Last September", "2022-09"),
    ("this September", "this September", "2023-09"),
    ("at the summit in Hesk in July 2023", "July 2023", "2023-07"),
    ("in 2023", "2023", "2023"),
    ("Earlier this month, he", "Earlier this month", "2023-06"),
    ("last week", "last week", "2023-06-19/2023-06-25"),
    ("last year", "last year", "2022"),
    ("two days ago", "two days ago", "2023-06-27"),
    ("a week earlier", "a week earlier", "2023-06-22~"),
    ("yesterday", "yesterday", "2023-06-28"),
    ("tonight", "tonight", "2023-06-29"),
    ("early June", "early June", "2023-06-01~/2023-06-10~"),
    ("the end of this year", "the end of this year", "2023-09~/2023-12~"),
    ("in recent weeks", "recent weeks", "2023-06-01~/2023-06-29"),
    ("since February 2022", "since February 2022", "2022-02/.."),
    ("until May 2021", "until May 2021", "../2021-05"),
    ("in 2009-2014", "2009-2014", "2009/2014"),
    ("HESK, Feb 3 (Wire)", "Feb 3", "2023-02-03"),
    ("the upcoming July summit", "July", "2023-07"),
    ("on 24-25 June 2025", "24-25 June 2025", "2025-06-24/2025-06-25"),
    ("June 24 to July 2, 2025", "June 24 to July 2, 2025", "2025-06-24/2025-07-02"),
    ("summer 2021", "summer 2021", "2021-22"),
    ("over the weekend", "over the weekend", "2023-06-24/2023-06-25"),
    ("September of last year", "September of last year", "2022-09"),
    ("starts next June", "next June", "2024-06"),
    ("said Tuesday World Bank money", "Tuesday", "2023-06-27"),
    ("THİS MORNİNG the envoy", "THİS MORNİNG", "2023-06-29"),
    ("the prevıous day", "the prevıous day", "2023-06-28~"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), READINGS)
def test_reads_an_expression_against_publication(text: str, words: str, edtf: str) -> None:
    (found,) = find(text, THURSDAY)
    assert (found.span.of(text), found.edtf) == (words, edtf)


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister May said it may march on",
        "the Sunday Times wrote",
        "Ukraine Today reported",
        "sent 2000 soldiers",
        "on Black Friday",
        "a march in august company",
        "version 2.2023.1",
        "the BBC's Today programme",
        "twenty-five years ago",
        "the day before the attack",
    ],
)
def test_leaves_names_and_counts_alone(text: str) -> None:
    assert find(text, THURSDAY) == ()


def test_keeps_the_words_and_the_date_read_against() -> None:
    assert find("on Wednesday", THURSDAY)[0].reason == '"Wednesday" against 2023-06-29'
    assert find("on 3 May 2020", THURSDAY)[0].reason == '"3 May 2020"'


def test_counts_from_the_day_named_before() -> None:
    assert [e.edtf for e in find("He left on 3 May. The next day she followed.", THURSDAY)] == [
        "2023-05-03",
        "2023-05-04",
    ]


def test_future_reading_keeps_the_past_one() -> None:
    (found,) = find("will meet on Friday", THURSDAY)
    assert (found.edtf, found.past) == ("2023-06-30", "2023-06-23")


def test_without_publication_the_year_stays_open_unless_printed() -> None:
    assert [e.edtf for e in find("on 3 December, yesterday")] == ["XXXX-12-03"]
    assert [e.edtf for e in find("on 30 January, he came. Photo: 30 January, 2024")] == [
        "2024-01-30",
        "2024-01-30",
    ]


def test_coarse_publication_makes_days_coarse() -> None:
    assert find("on Friday", "2023-06")[0].edtf == "2023-06~"


SCRAPS = """on in the last next this early late since until from to and June May Mar. 3 17th 31 2023 1990s
Friday week weeks ago two several years later - / . , ( ) winter quarter first of 12.12.2012 2023-13-45
month previous day 0 00"""
WORDS = st.sampled_from(SCRAPS.split())
PUBLISHED = st.sampled_from(
    [None, THURSDAY, "2023", "2024-02-29~", "x", "2023-06-29/..", "0001-01-01", "9999-12-31"]
)


@settings(max_examples=50)
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=200), PUBLISHED)
def test_never_raises_stays_inside_and_speaks_edtf(text: str, published: str | None) -> None:
    end = 0
    for found in find(text, published):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end
        parse_edtf(found.edtf)
        parse_edtf(found.past)


@pytest.mark.parametrize(
    ("published", "edtf"), [("2024-01-19", "2022-12/2023-02"), ("2024-12-19", "2023-12/2024-02")]
)
def test_the_last_winter_is_not_the_present_one(published: str, edtf: str) -> None:
    (found,) = find("said last winter", published)
    assert found.edtf == edtf
