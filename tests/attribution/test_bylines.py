"""Signed quotations and posts go to whoever signs them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.bylines import bylines, with_bylines
from onrecord.attribution.quotes import quotations
from onrecord.model import Attribution, Span


def signed(text: str) -> list[tuple[str, str]]:
    return [(a.source[0].of(text), a.content[0].of(text)) for a in bylines(text, quotations(text))]


@pytest.mark.parametrize("dash", ["—", "–", "―", "--", "-"])
def test_a_signature_may_follow_on_the_line_or_below(dash: str) -> None:
    text = (
        f"“It is late.” {dash} Ann Orm\n“It is not.”{dash}Bo van Lund.\n\n"
        f"“Why?”\n\n{dash} Mayor Ede Sark, Torvik.\n"
    )
    assert signed(text) == [
        ("Ann Orm", "“It is late.”"),
        ("Bo van Lund", "“It is not.”"),
        ("Mayor Ede Sark", "“Why?”"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“It is late,” she said — Torvik was asleep.",
        "“It is late” — as it often was in Torvik.",
        "He said “it is late.”\n— Ann Orm",
        "“It is late.”\n— Reduce the tolls on every bridge.",
    ],
)
def test_a_dash_alone_signs_nothing(text: str) -> None:
    assert signed(text) == []


def test_posts_are_signed_by_name_and_handle() -> None:
    text = "The bridge is shut. #torvik — Ann Orm (@annorm) May 3, 2031\nNo word of it — Bo Lund (@bo_l)"
    assert signed(text) == [
        ("Ann Orm", "The bridge is shut. #torvik"),
        ("Bo Lund", "No word of it"),
    ]


def test_what_was_found_of_the_same_words_gives_way() -> None:
    text = "“It is late.” — Ann Orm\n“It is not.” — Bo Lund"
    first, second = Span(0, 13), Span(24, 36)
    neighbour = Attribution((first, second), (Span(16, 23),), (Span(14, 15),))
    found = with_bylines(text, [neighbour], quotations(text))
    assert [(a.content, a.source[0].of(text)) for a in found] == [
        ((first,), "Ann Orm"),
        ((second,), "Bo Lund"),
    ]


@given(st.text(alphabet="“”\"' —-\n.,Aab(@)", max_size=80))
def test_spans_hold_text_and_do_not_overlap(text: str) -> None:
    found = list(bylines(text, quotations(text)))
    for attribution in found:
        for span in (*attribution.content, *attribution.cue, *attribution.source):
            assert span.of(text).strip()
    contents = sorted(a.content[0] for a in found)
    assert all(a.end <= b.start for a, b in pairwise(contents))
