"""Whose word an outlet prints, in invented texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Attribution, Document, Span, Tagged
from onrecord.resolution import resolve
from onrecord.resolution.mending import parted
from onrecord.resolution.outlets import introduced, named
from onrecord.resolution.relaying import rerouted
from tests.resolution.sayings import marked

Row = tuple[str | None, str, list[str]]


def told(text: str) -> list[Row]:
    """Return speaker, quote and relays of each saying."""
    document, attributions = marked(text, published="2031-03-01")
    found = resolve(Document("x", document.text, published="2031-03-01"), Tagged(attributions))
    return [
        (r.speaker.party.name if r.speaker else None, r.quote, [h.party.name for h in r.via])
        for r in found.reports
    ]


def test_what_an_outlet_reports_citing_officials_is_theirs() -> None:
    text = (
        "<c0>The port will close</c0>, <s0><s1>the Hesk Herald</s1></s0> <q0>reported</q0>, <q1>citing</q1> "
        "<c1>two port officials</c1>."
    )
    assert told(text) == [("two port officials", "The port will close", ["Hesk Herald"])]


def test_a_minister_who_cites_officials_stays_the_speaker() -> None:
    text = (
        "<c0>The port will close</c0>, <s0><s1>Ann Orm</s1></s0> <q0>said</q0>, <q1>citing</q1> "
        "<c1>two port officials</c1>."
    )
    assert told(text)[0][0] == "Ann Orm"


@pytest.mark.parametrize(
    "text",
    [
        "<c0>“It is late,”</c0> <s0>the Hesk Herald</s0> <q0>quoted</q0> Ann Orm as saying.",
        "<c0>“It is late,”</c0> Ann Orm was quoted by <s0>the Hesk Herald</s0> as <q0>saying</q0>.",
    ],
)
def test_who_is_quoted_speaks(text: str) -> None:
    assert told(text) == [("Ann Orm", "“It is late,”", ["Hesk Herald"])]


def test_an_opinion_voiced_by_sources_is_the_sentence_before() -> None:
    text = (
        "The port will close.\n<q0>According to</q0> <s0>the Hesk Herald</s0>, <c0>this view was voiced by "
        "sources in Tolm</c0>."
    )
    assert told(text) == [("sources in Tolm", "The port will close.", ["Hesk Herald"])]


def test_whoever_answers_an_outlet_speaks() -> None:
    text = (
        "Orm answered yes when <q0>asked</q0> by <s0>the Hesk Herald</s0> <c0>whether ships would wait</c0>."
    )
    (row,) = told("Ann Orm came. " + text)
    assert row[0] == "Ann Orm"


def test_a_report_of_a_saying_is_one_saying() -> None:
    text = (
        "<q0>According to</q0> <s0>the Hesk Herald</s0>, <c0><s1>a source in Tolm</s1> <q1>said</q1> "
        "<c1>the port would close</c1></c0>."
    )
    assert [row[:2] for row in told(text)] == [("a source in Tolm", "the port would close")]


def test_sayings_joined_by_while_are_two() -> None:
    text = "<s0>Ann Orm</s0> <q0>said</q0> <c0>that the port was closed while urging ships to wait</c0>."
    assert [row[1] for row in told(text)] == ["that the port was closed", "ships to wait"]


def test_who_stands_before_the_verb_said_it() -> None:
    text = (
        "<s0>Bela Varn</s0> left.\nIn Tolm, the harbour master, Ann Orm, <q0>said</q0> <c0>it was late</c0>."
    )
    assert told(text)[0][0] == "Ann Orm"


def test_reports_and_statements_lead_to_who_issued_them() -> None:
    text = (
        "<s0>A recent poll</s0> <q0>found</q0> <c0>the port was loved</c0>.\n"
        "<s1>The Hesk Herald</s1> <q1>reported</q1> <c1>that it was closed</c1>. "
        "<s2>The report</s2> <q2>said</q2> <c2>ships waited</c2>.\n"
        "<s3>The Prime Minister's Office</s3> <q3>denied</q3> <c3>it</c3>. "
        "<s4>The statement</s4> <q4>said</q4> <c4>no ship waited</c4>."
    )
    assert [row[0] for row in told(text)] == [
        "a recent poll",
        "Hesk Herald",
        "Hesk Herald",
        "Prime Minister's Office",
        "Prime Minister's Office",
    ]


def test_a_text_introduces_its_outlets() -> None:
    text = (
        "The broadcaster Lurra and the Neue Orm daily differ, Lurra said. A Sunday newspaper, a French daily."
    )
    assert set(introduced(text)) == {"Lurra", "Neue Orm"}
    assert [n.outlet.name for n in named(text)] == ["Lurra", "Neue Orm", "Lurra"]


spans = st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda t: Span(*t))
attributions = st.builds(
    Attribution,
    content=st.lists(spans, max_size=2).map(tuple),
    source=st.lists(spans, max_size=1).map(tuple),
    cue=st.lists(spans, max_size=1).map(tuple),
    parent=st.one_of(st.none(), st.integers(0, 6)),
)


@settings(max_examples=80)
@given(st.text(max_size=90), st.lists(attributions, max_size=5))
def test_any_spans_pass(text: str, found: list[Attribution]) -> None:
    assert all(a.parent is None or a.parent < 16 for a in rerouted(text, parted(text, found), named(text)))


def test_what_came_before_a_citation_by_the_outlet_itself_stays_where_it_was() -> None:
    text = (
        "<s0>State media</s0> <q0>said</q0> <c0>the probe was lost</c0>. <s1><s2>The Hesk Herald</s2></s1>, "
        "<q1>citing</q1> <c1>an unnamed expert</c1>, <q2>said</q2> <c2>it had been shot at</c2>."
    )
    assert [row[:2] for row in told(text)] == [
        ("State media", "the probe was lost"),
        ("an unnamed expert", "it had been shot at"),
    ]


def test_an_outlet_named_with_what_it_is_cites_a_source() -> None:
    text = (
        "<s0>The Hesk Herald, the Veldrian state paper,</s0> <q0>reported</q0> "
        "<c0>that the port would close</c0>. <s1>It</s1> <q1>cited</q1> <c1>a single source</c1>."
    )
    assert told(text) == [("a single source", "that the port would close", ["Hesk Herald"])]


def test_quoted_as_saying_on_a_day() -> None:
    text = "<s0>TASS</s0> <q0>quoted</q0> <c0>Minister Pavel Orlov as saying on Friday that it was over</c0>."
    assert told(text) == [("Pavel Orlov", "it was over", ["TASS"])]


def test_between_a_quotation_and_its_outlet_stands_who_said_it() -> None:
    text = (
        "Ann Orm met the Hesk Post. <c0>“It is over,” the mayor, Jon Karsten, said</c0>, "
        "<q0>according to</q0> <s0>the Post</s0>. <c0>“We go home.”</c0>"
    )
    [(speaker, quote, _)] = told(text)
    assert (speaker, quote) == ("Jon Karsten", "“It is over,” … “We go home.”")
