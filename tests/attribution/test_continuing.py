"""Quotations over several paragraphs, in invented texts."""

from __future__ import annotations

from onrecord.attribution.continuing import with_continued
from onrecord.attribution.quotes import quotations
from tests.resolution.sayings import marked

TOLD = "<s0>Ana Brisk</s0> <q0>said:</q0> <c0>“The road was open.</c0>\n"
THEN = "<s1>A port spokesman</s1> <q1>said:</q1> <c1>“We sent four boats.”</c1>"


def contents(text: str) -> list[list[str]]:
    document, attributions = marked(text)
    found = with_continued(document.text, attributions, quotations(document.text))
    return [[span.of(document.text) for span in a.content] for a in found]


def test_who_left_a_quotation_open_goes_on() -> None:
    text = TOLD + "<c1>“Then cars came.</c1>\n<c1>“It was serious.”</c1>\n" + THEN
    assert contents(text) == [
        ["“The road was open.", "“Then cars came.", "“It was serious.”"],
        ["“We sent four boats.”"],
    ]


def test_a_saying_of_which_nothing_is_left_is_gone() -> None:
    assert contents(TOLD + "<c1>“Then cars came.”</c1>\n<s1>Bo Lund</s1> <q1>said</q1>.") == [
        ["“The road was open.", "“Then cars came.”"]
    ]


def test_a_cue_in_the_same_paragraph_and_a_closed_quotation_stay() -> None:
    own = TOLD + "<c1>“Then cars came,”</c1> <s1>Bo Lund</s1> <q1>said</q1>."
    closed = TOLD.replace("open.", "open.”") + "<c1>“Then cars came.”</c1>\n" + THEN
    assert contents(own)[1] == ["“Then cars came,”"]
    assert contents(closed)[1] == ["“Then cars came.”", "“We sent four boats.”"]
