"""When it was said, in invented texts read against a Thursday."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution import attribute
from onrecord.model import Document
from onrecord.resolution.dates import UNKNOWN, said_all
from tests.resolution.sayings import marked

THURSDAY = "2023-06-29"

ONE = [
    ("<c0>“No,”</c0> <s0>Orm</s0> <q0>said</q0> at a press briefing on 17 June.", "2023-06-17"),
    ("On Wednesday, <s0>the envoy</s0> <q0>said</q0> <c0>that it was late</c0>.", "2023-06-28"),
    ("Last September, <s0>Orm</s0> <q0>applied</q0> <c0>for entry in 2026</c0>.", "2022-09"),
    ("<s0>Orm</s0> <q0>said</q0> <c0>the vote on 3 May was void</c0>.", "2023-06-29~"),
    ("<s0>Orm, elected in May 2020,</s0> <q0>said</q0> <c0>it was late</c0>.", "2023-06-29~"),
    ("<s0>A letter sent on 2 June</s0> <q0>says</q0> <c0>it is late</c0>.", "2023-06-02"),
    ("<s0>Orm</s0>, who took office in 2020, <q0>said</q0> <c0>it was late</c0>.", "2023-06-29~"),
    ("Ahead of the 9 July summit, <s0>Orm</s0> <q0>said</q0> <c0>it was late</c0>.", "2023-06-29~"),
    ("<s0>Orm</s0> <q0>spoke of</q0> <c0>hope</c0> after Monday's vote.", "2023-06-29~"),
    ("<s0>Orm</s0> <q0>told</q0> the house on Monday <c0>that it was late</c0>.", "2023-06-26"),
    ("After a meeting with Vant on Tuesday, <s0>Orm</s0> <q0>said</q0> <c0>it was late</c0>.", "2023-06-27"),
    ("<s0>Officials</s0> <q0>have repeatedly said</q0> <c0>no</c0>.", "../2023-06-29"),
    ("<s0>Hesk</s0> <q0>has for years argued</q0> <c0>against it</c0>.", "../2023-06-29"),
    ("<s0>Orm</s0> <q0>said</q0> months ago <c0>that it was late</c0>.", "../2023-04~"),
    ("Orm has a Sunday talk show. <s0>He</s0> <q0>said</q0> <c0>no</c0>.", "2023-06-29~"),
    ("<s0>Orm</s0> <q0>had said</q0> <c0>no</c0>.", "../2023-06-29"),
    ("Earlier this month, <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.", "2023-06"),
    ("Two days before the vote, <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.", "2023-06-29~"),
    ("The house will vote on Monday on aid. <c0>“No,”</c0> <s0>Orm</s0> <q0>said</q0>.", "2023-06-29~"),
    ("<s0>Orm</s0> <q0>said</q0> in Ukraine Monday <c0>that it was late</c0>.", "2023-06-26"),
    ("<s0>Orm</s0> <q0>told</q0> Radio 4's Today programme on Friday: <c0>no</c0>.", "2023-06-23"),
    ("In March, <s0>12 senators</s0> <q0>wrote</q0> <c0>that it was late</c0>.", "2023-03"),
    ("Two hours ago <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.", "2023-06-29~"),
    ("Asked on Monday, Orm said no. <s0>Hesk</s0> <q0>said</q0> <c0>yes</c0>.", "2023-06-26~"),
    ("Speaking in Hesk late on Tuesday, <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.", "2023-06-27"),
]


@pytest.mark.parametrize(("text", "edtf"), ONE)
def test_dates_one_saying(text: str, edtf: str) -> None:
    document, found = marked(text, THURSDAY)
    assert said_all(document, found, ["orm"])[0].edtf == edtf


AFTER = [
    (
        "<s0>Orm</s0> <q0>said</q0> on Tuesday <c0>no</c0>.\n\n<s1>Vant</s1> <q1>told</q1> the house "
        "on 4 May 2019 <c1>that it was late</c1>.\n\n<s2>Vant</s2> <q2>said</q2> <c2>she would go</c2>.",
        "2023-06-27~",
    ),
    (
        "In 2014 <s0>Orm</s0> <q0>said</q0> <c0>no</c0>. Two years later, <s1>he</s1> "
        "<q1>said</q1> <c1>yes</c1>.",
        "2016",
    ),
]


@pytest.mark.parametrize(("text", "edtf"), AFTER)
def test_dates_the_last_of_several(text: str, edtf: str) -> None:
    document, found = marked(text, THURSDAY)
    keys = [document.text[a.source[0].start : a.source[0].end].replace("he", "Orm") for a in found]
    assert said_all(document, found, keys)[-1].edtf == edtf


def test_keeps_the_deciding_words() -> None:
    document, found = marked(ONE[1][0], THURSDAY)
    assert said_all(document, found, [None])[0].reason == '"Wednesday" against 2023-06-29'


def test_what_a_speaker_goes_on_to_say_has_the_same_date() -> None:
    text = (
        "<c0>“No,”</c0> <s0>Orm</s0> <q0>said</q0> on Monday at a summit.\n"
        "<c1>“Never,”</c1> <s1>he</s1> <q1>added</q1>.\n"
        "<s2>Vant</s2> <q2>said</q2> <c2>yes</c2>."
    )
    document, found = marked(text, THURSDAY)
    assert [d.edtf for d in said_all(document, found, ["orm", "orm", "vant"])] == [
        "2023-06-26",
        "2023-06-26",
        "2023-06-26~",  # the day of the news
    ]


def test_a_flashback_lasts_for_its_paragraph() -> None:
    text = (
        "<s0>Orm</s0> <q0>said</q0> on Monday <c0>no</c0>.\n"
        "Last year, <s1>Orm</s1> <q1>said</q1> <c1>yes</c1>. <s2>He</s2> <q2>added</q2> <c2>why</c2>.\n"
        "<c3>“Never,”</c3> <s3>he</s3> <q3>said</q3>."
    )
    document, found = marked(text, THURSDAY)
    dates = [d.edtf for d in said_all(document, found, ["orm"] * 4)]
    assert dates == ["2023-06-26", "2022", "2022", "2023-06-26"]


def test_an_occasion_told_of_before_dates_what_its_guests_say() -> None:
    text = (
        "On 12 June, Orm came to Hesk to meet Premier Ada Vant. <s0>Vant</s0> <q0>said</q0> <c0>yes</c0>.\n"
        "<c1>“No,”</c1> <q1>said</q1> <s1>Ilo Berg</s1>, opening the meeting.\n"
        "According to <s2>Berg</s2>, <c2>it is late</c2>."
    )
    document, found = marked(text, THURSDAY)
    assert [d.edtf for d in said_all(document, found, ["vant", "berg", "berg"])] == ["2023-06-12"] * 3


def test_the_lead_sums_up_the_dated_saying_that_follows() -> None:
    text = (
        "<c0>It is late</c0>, <q0>according to</q0> <s0>Orm</s0>.\nThe dispute is old.\n"
        "<c1>“It is late,”</c1> <s1>Orm</s1> <q1>said</q1> on Tuesday."
    )
    document, found = marked(text, THURSDAY)
    assert [d.edtf for d in said_all(document, found, ["orm", "orm"])] == ["2023-06-27", "2023-06-27"]


def test_the_lead_does_not_take_the_date_of_another_occasion() -> None:
    text = "<s0>Orm</s0> <q0>has said</q0> <c0>no</c0>.\nOn Tuesday, <s1>Orm</s1> <q1>said</q1> <c1>yes</c1>."
    document, found = marked(text, THURSDAY)
    assert [d.edtf for d in said_all(document, found, ["orm", "orm"])] == ["2023-06-29~", "2023-06-27"]


def test_without_publication_nothing_is_made_up() -> None:
    document, found = marked(
        "<s0>Orm</s0> <q0>said</q0> <c0>no</c0>. <s1>He</s1> <q1>repeatedly said</q1> <c1>no</c1>."
    )
    assert [d.edtf for d in said_all(document, found, ["orm", "orm"])] == [UNKNOWN, UNKNOWN]


def test_a_transcript_has_one_date() -> None:
    _, found = marked("<s0>Orm</s0>: <c0>Last year we met.</c0>")
    document = Document("t", "Orm: Last year we met.", kind="transcript", published="2024-02-01")
    assert [d.edtf for d in said_all(document, found, ["orm"])] == ["2024-02-01"]


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            [
                "Orm",
                "said",
                "on Monday",
                "“No”",
                ",",
                ".",
                "\n",
                "the meeting",
                "repeatedly",
                "last year",
                "in 2020",
            ]
        ),
        max_size=30,
    ).map(" ".join),
    st.sampled_from([None, THURSDAY, "2023", "nonsense"]),
)
def test_speaks_edtf_for_every_saying(text: str, published: str | None) -> None:
    document = Document("x", text, published=published)
    found = attribute(document).attributions
    for dated in said_all(document, found, [None] * len(found)):
        assert dated.reason
        parse_edtf(dated.edtf)
