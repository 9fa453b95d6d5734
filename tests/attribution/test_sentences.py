from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.sentences import is_abbreviation, paragraphs, sentences, unwrapped


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Orm met Sen. B. Ulm in the U.S. capital. They left.", 2),
        ("“It is late.” He left.", 2),
        ("Is it late? No! Go.", 3),
        ("It cost 3.5 million. Nobody paid", 2),
        ("She wrote to no one in particular", 1),
        ("", 0),
    ],
)
def test_sentences_end_at_stops_but_not_at_abbreviations(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_the_closing_mark_belongs_to_its_sentence() -> None:
    assert split("“It is late.” He left.") == ["“It is late.”", "He left."]


def test_initials_are_abbreviations_and_the_pronoun_is_not() -> None:
    assert is_abbreviation("J")
    assert not is_abbreviation("I")


def test_every_line_is_a_paragraph() -> None:
    text = "One line.\nTwo lines.\n\n  Three.  \n"
    assert [span.of(text) for span in paragraphs(text)] == ["One line.", "Two lines.", "Three."]


def test_hard_wrapped_lines_are_joined() -> None:
    line = "The council of Harrane met on Monday to weigh the treaty and its "
    text = f"{line}\n{line}\n{line}\nend.\n\n{line}\n{line}\nend."
    assert len(list(paragraphs(text))) == 2
    address = "source: https://tolm.example/" + "press-room/" * 8
    assert len(list(paragraphs(f"{address}\n\n{text}"))) == 3
    assert len(list(paragraphs(f"{text}\n\nQ  Today?\n\nMS. OYM:  Yes.\n\nQ  When?"))) == 5


def test_short_paragraphs_are_not_hard_wrapped_lines() -> None:
    said = "The council of Harrane met on Monday to weigh the treaty again."
    assert len(list(paragraphs("\n".join([said] * 6)))) == 6


@given(st.lists(st.sampled_from(["ab cd " * 10, "Tolm.", "", " "]), max_size=12))
def test_joined_lines_keep_their_places(lines: list[str]) -> None:
    text = "\n".join(lines)
    joined = unwrapped(text)
    assert len(joined) == len(text)
    assert all(a == b or (a == "\n" and b == " ") for a, b in zip(text, joined, strict=True))


@given(st.text(st.sampled_from("ab AB.?!…”\")\n'«"), max_size=120))
def test_sentences_lie_in_order_and_lose_only_white_space(text: str) -> None:
    spans = list(sentences(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
