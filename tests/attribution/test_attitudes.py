"""Attitudes told without a saying: found beside and inside what is attributed, and nowhere across it."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.attribution.attitudes import with_attitudes
from onrecord.model import Attribution, Mention, Span


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def names(text: str, *found: str) -> list[Mention]:
    return [Mention(place(text, name), "other") for name in found]


@pytest.mark.parametrize(
    ("text", "named", "act", "source", "cue", "content"),
    [
        (
            "Leading members, including Orland and Varn, are opposed to a tunnel due to its cost.",
            ["Orland", "Varn"],
            "believes",
            "Leading members",
            "are opposed to",
            "a tunnel due to its cost",
        ),
        (
            "Orland, which has long fought the new tunnel, was silent.",
            ["Orland"],
            "believes",
            "Orland",
            "fought",
            "the new tunnel",
        ),
        (
            "Varn's government made the tunnel a state priority years ago.",
            ["Varn"],
            "wants",
            "Varn's government",
            "made",
            "the tunnel a state priority",
        ),
        (
            "Mayor Ilse Orm has formally applied for a permit, the last of three.",
            ["Ilse Orm"],
            "wants",
            "Mayor Ilse Orm",
            "applied for",
            "a permit",
        ),
        (
            "The town’s long-standing goal of digging a tunnel is dear to nobody in Orland.",
            ["Orland"],
            "wants",
            "The town",
            "goal of",
            "digging a tunnel",
        ),
        (
            "Orland removed the tunnel from the table after the vote.",
            ["Orland"],
            "decides",
            "Orland",
            "removed",
            "the tunnel from the table",
        ),
        (
            "The Varn Party will not back a tunnel until the fares are known.",
            ["Varn Party"],
            "decides",
            "The Varn Party",
            "will not back",
            "a tunnel until the fares are known",
        ),
        (
            "Orland has nothing against the tunnel itself.",
            ["Orland"],
            "believes",
            "Orland",
            "has nothing against",
            "the tunnel itself",
        ),
        (
            "Varn, for its part, is ready to dig from the other side.",
            ["Varn"],
            "believes",
            "Varn",
            "is ready to",
            "dig from the other side",
        ),
    ],
)
def test_an_attitude_has_its_party_cue_and_matter(
    text: str, named: list[str], act: str, source: str, cue: str, content: str
) -> None:
    marked = [*names(text, *named), Mention(place(text, text.split()[1]), "other")]
    (found,) = with_attitudes(text, (), marked)
    spans = (*found.source, *found.cue, *found.content)
    assert (found.act, [span.of(text) for span in spans]) == (act, [source, cue, content])


def test_an_attitude_told_within_a_source_stands_beside_the_saying() -> None:
    text = "Orland, which opposes the new tunnel, said that it would pay."
    said = Attribution(
        (place(text, "that it would pay"),), (place(text, "Orland, which opposes the new tunnel,"),),
        (place(text, "said"),), "indirect", "says", 0.9, None,
    )  # fmt: skip
    found = with_attitudes(text, (said,), [Mention(place(text, "Orland"), "place")])
    assert [(a.source[0].of(text), a.content[0].of(text)) for a in found] == [
        ("Orland", "the new tunnel"),
        ("Orland, which opposes the new tunnel,", "that it would pay"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The tunnel, backed by Orland, will open.",  # who backs stands behind
        "On Monday the weather opposed the plans.",  # no party
        "Orland opposed it.",  # nothing to show
    ],
)
def test_what_is_no_attitude_of_a_party_is_left_alone(text: str) -> None:
    marked = [Mention(place(text, "Orland"), "place")] if "Orland" in text else []
    assert with_attitudes(text, (), marked) == ()


def test_a_noun_behind_a_possessive_is_no_verb() -> None:
    text = "Orland’s push for a tunnel is old."
    (found,) = with_attitudes(text, (), names(text, "Orland"))
    assert (found.source[0].of(text), found.content[0].of(text)) == ("Orland", "a tunnel")


def test_an_attitude_inside_a_content_is_its_child_and_ends_with_it() -> None:
    text = "Officials said that Orland had long resisted the tunnel, the paper wrote."
    outer = Attribution(
        (place(text, "that Orland had long resisted the tunnel"),), (place(text, "Officials"),)
    )
    around, inner = with_attitudes(text, (outer,), names(text, "Orland"))
    assert around == outer
    assert (inner.parent, inner.content[0].of(text)) == (0, "the tunnel")


def test_what_is_attributed_already_stays_and_is_not_found_again() -> None:
    text = "Orland opposes the tunnel."
    known = Attribution((place(text, "the tunnel"),), (place(text, "Orland"),), (place(text, "opposes"),))
    assert with_attitudes(text, (known,), names(text, "Orland")) == (known,)


@given(
    st.lists(st.sampled_from(["Orland", "opposes", "seeks", "the bridge", "'s goal of", "made", ",", ". "]))
)
@example(["Orland", "opposes", "Orland", "Orland", ",", "the bridge", ",", "opposes", "Orland", "Orland"])
def test_spans_lie_in_the_text_and_do_not_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    marked = [Mention(Span(i, i + 6), "place") for i in range(len(text)) if text.startswith("Orland", i)]
    found = with_attitudes(text, (), marked)
    spans = [span for a in found for span in (*a.source, *a.cue, *a.content)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_time_is_linear_in_the_length() -> None:
    def seconds(count: int) -> float:
        text = "Orland opposes the tunnel. " * count
        marked = [Mention(Span(27 * i, 27 * i + 6), "place") for i in range(count)]
        begin = time.perf_counter()
        assert len(with_attitudes(text, (), marked)) == count
        return time.perf_counter() - begin

    short, long = (min(seconds(count) for _ in range(3)) for count in (500, 2000))
    assert long < 10 * short


def test_what_a_speaker_is_told_to_say_of_herself_is_no_statement_beside_it() -> None:
    text = "Ilse Orm said she would back the new tunnel."
    told = Attribution(
        (place(text, "she would back the new tunnel"),),
        (place(text, "Ilse Orm"),),
        (place(text, "said"),),
        "indirect",
        "says",
        0.9,
    )
    assert with_attitudes(text, [told], names(text, "Ilse Orm")) == (told,)
