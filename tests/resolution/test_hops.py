"""Through whom it reached the page, in invented texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution import attribute
from onrecord.model import Document, Span
from onrecord.resolution.hops import hops_all
from tests.resolution.sayings import marked

ONE = [
    ("<s0>Orm</s0> <q0>told</q0> the Hesk Herald <c0>that it was late</c0>.", [("Hesk Herald", "told")]),
    ("<c0>It is late</c0>, <s0>Orm</s0> <q0>said</q0>, per Caliber.Az.", [("Caliber.Az", "cited")]),
    ("<c0>“No,”</c0> <s0>Orm</s0> <q0>wrote</q0> on his Telegram.", [("Telegram", "carried")]),
    ("<c0>“No,”</c0> <s0>Orm</s0> <q0>wrote</q0> in a post on X.", [("X", "carried")]),
    (
        "In an interview with the German newspaper Bild, <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.",
        [("Bild", "told")],
    ),
    ("<c0>“No,”</c0> <s0>Orm</s0> <q0>said</q0>, as quoted by TASS.", [("TASS", "cited")]),
    (
        "“Never,” Vant said.\n\nIn an interview with CNN on Sunday, <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.",
        [("CNN", "told")],
    ),
    (
        "<c0>“No,”</c0> <s0>Orm</s0> <q0>said</q0> in an interview with CNN, Reuters reported.",
        [("CNN", "told"), ("Reuters", "cited")],
    ),
    (
        "<c0>It is lost</c0>, Foreign Policy reported, <q0>according to</q0> <s0>a dozen officials</s0>.",
        [("Foreign Policy", "cited")],
    ),
    (
        "According to The Wall Street Journal (WSJ), <c0>fear</c0> <q0>was voiced by</q0> <s0>sources</s0>, "
        "per Caliber.Az.",
        [("The Wall Street Journal", "cited"), ("Caliber.Az", "cited")],
    ),
    (
        "<c0>“No,”</c0> <s0>Orm</s0> <q0>said</q0>, Bloomberg reports, citing Kyodo.",
        [("Kyodo News", "cited"), ("Bloomberg", "cited")],
    ),
    (
        "<s0>Orm</s0> <q0>agreed</q0> <c0>when asked by Bloomberg whether it was late</c0>.",
        [("Bloomberg", "told")],
    ),
    ("<s0>Orm</s0> <q0>said</q0> <c0>Reuters lied</c0>.", []),
    ("<s0>Reuters</s0> <q0>reported</q0> <c0>that it was late</c0>.", []),
    ("<s0>Orm</s0> <q0>told</q0> reporters <c0>no</c0>.", []),
    ("On X Street <s0>Orm</s0> <q0>said</q0> <c0>no</c0>.", []),
    (
        "Okanbran state media reported <s0>Orm</s0> <q0>saying</q0> <c0>no</c0>.",
        [("Okanbran state media", "cited")],
    ),
]


@pytest.mark.parametrize(("text", "chain"), ONE)
def test_reads_relays_from_the_sentence(text: str, chain: list[tuple[str, str]]) -> None:
    document, found = marked(text)
    (hops,) = hops_all(document, found, [None])
    assert [(hop.party.name, hop.relation) for hop in hops] == chain
    assert all(hop.party.kind == "outlet" and hop.span for hop in hops)


def names(text: str, speakers: list[str | None], outlet: str | None = None) -> list[list[str]]:
    document, found = marked(text, outlet=outlet)
    return [[hop.party.name for hop in hops] for hops in hops_all(document, found, speakers)]


def test_the_pages_own_outlet_is_no_relay() -> None:
    text = "<s0>Orm</s0> <q0>told</q0> Reuters <c0>no</c0>."
    assert names(text, [None], outlet="Reuters") == [[]]
    assert names(text, [None], outlet="reuters.com") == [[]]


def test_a_nested_saying_came_through_the_outer_outlet() -> None:
    text = "<s0>Reuters</s0> <q0>reported</q0> <c0>that <s1>Orm</s1> <q1>fears</q1> <c1>war</c1></c0>."
    assert names(text, [None, "orm"]) == [[], ["Reuters"]]


def test_an_outlet_is_no_relay_of_its_own_report() -> None:
    text = "<c0>Today Reuters reported <c1>a plan</c1></c0>, <q0>according to</q0> <s0>aides</s0>."
    document, found = marked(text)
    reported = replace(found[1], source=(Span(6, 13),), cue=(Span(14, 22),))
    assert [
        [hop.party.name for hop in h] for h in hops_all(document, (found[0], reported), [None, None])
    ] == [
        ["Reuters"],
        [],
    ]


def test_only_the_one_told_it_has_it() -> None:
    text = "<s0>Vant</s0> <q0>told</q0> CNN <c0>no</c0>, while <s1>Orm</s1> <q1>said</q1> <c1>yes</c1>."
    assert names(text, ["vant", "orm"]) == [["CNN"], []]


def test_what_the_speaker_goes_on_to_say_was_told_it_too() -> None:
    text = (
        "<s0>Vant</s0> <q0>told</q0> CNN <c0>no</c0>. <c1>“Never,”</c1> <s1>he</s1> <q1>added</q1>.\n"
        "<s2>Orm</s2> <q2>said</q2> <c2>yes</c2>. At a rally <s3>Vant</s3> <q3>said</q3> <c3>no</c3>."
    )
    assert names(text, ["vant", "vant", "orm", "vant"]) == [["CNN"], ["CNN"], [], []]


def test_the_newspaper_is_the_paper_named_before() -> None:
    text = (
        "The envoy read The Wall Street Journal on the train, and later Caliber.Az.\n"
        "<s0>Sources</s0> <q0>suggest</q0> <c0>a vote</c0>. But <c1>it is late</c1>, <s1>the newspaper</s1> "
        "<q1>reported</q1>. <s2>Ada Orm</s2> <q2>said</q2> <c2>no</c2>."
    )
    assert names(text, [None, None, "orm"]) == [["The Wall Street Journal"], [], []]


def test_an_outlet_before_a_colon_relays_the_headline() -> None:
    text = "WSJ: <c0>vote lost</c0>, <s0>officials</s0> <q0>say</q0>\n<s1>Orm</s1> <q1>said</q1> <c1>no</c1>."
    assert names(text, [None, "orm"]) == [["The Wall Street Journal"], []]


SCRAPS = [
    "Orm",
    "told",
    "CNN",
    "said",
    "“No”",
    ",",
    ".",
    "\n",
    "according to",
    "the newspaper",
    "WSJ:",
    "(AP)",
    "X",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map(" ".join) | st.text(max_size=80))
def test_never_raises_and_points_into_the_text(text: str) -> None:
    document = Document("x", text)
    found = attribute(document).attributions
    for hops in hops_all(document, found, [None] * len(found)):
        assert all(hop.span and 0 <= hop.span.start < hop.span.end <= len(text) for hop in hops)
