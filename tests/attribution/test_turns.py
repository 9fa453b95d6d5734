from onrecord.attribution import attribute, load_tagger
from onrecord.model import Document, SetAside, Span, Turn
from onrecord.reading import read_text

TEXT = "MS. ORM: We will vote.\n\nQ Will you?\n\nMS. ORM: \n"


def transcript() -> Document:
    turns = (
        Turn(Span(0, 7), Span(9, 22)),
        Turn(Span(24, 25), Span(26, 35)),
        Turn(Span(37, 44), Span(46, 46)),
    )
    return Document("t.md", TEXT, kind="transcript", turns=turns)


def test_each_turn_is_a_direct_attribution_of_its_label() -> None:
    found = attribute(transcript()).attributions
    assert [(a.source[0].of(TEXT), a.content[0].of(TEXT)) for a in found] == [
        ("MS. ORM", "We will vote."),
        ("Q", "Will you?"),
    ]
    assert all(a.kind == "direct" and not a.cue for a in found)
    assert [a.act for a in found] == ["says", "asks"]


INTERVIEW = """{prose}

Q: When did you learn of it?

A: At two in the morning.

Q: Were you warned?

A: The ministry said that it sent a letter.
"""
LONG = "Mayor Ana Brisk met the Tolm Courier in her new office. “It was the worst night,” she said on Monday."


def test_the_prose_before_an_interview_is_read_as_an_article() -> None:
    text = INTERVIEW.format(prose=LONG)
    told, *said = attribute(read_text(text), load_tagger("rules")).attributions
    assert [s.of(text) for s in (*told.source, *told.cue, *told.content)] == [
        "she",
        "said",
        "“It was the worst night,”",
    ]
    assert [(a.source[0].of(text), bool(a.cue)) for a in said] == [(label, False) for label in "QAQA"]


def test_a_heading_before_an_interview_is_not_read() -> None:
    document = read_text(INTERVIEW.format(prose="“It was the worst night,” the mayor said"))
    assert len(attribute(document, load_tagger("rules")).attributions) == 4


def test_nothing_comes_from_what_is_set_aside() -> None:
    text = "Help us, the editors said.\nThe vote is lost, Orm said."
    document = Document("a.txt", text, set_aside=(SetAside(Span(0, 26), "appeal"),))
    (found,) = attribute(document).attributions
    assert found.source[0].of(text) == "Orm"


def test_overlapping_passages_keep_the_offsets() -> None:
    text = "One two three.\nThe vote is lost, Orm said."
    aside = (SetAside(Span(0, 10), "appeal"), SetAside(Span(4, 14), "advert"))
    (found,) = attribute(Document("a.txt", text, set_aside=aside)).attributions
    assert found.content[0].of(text) == "The vote is lost"
