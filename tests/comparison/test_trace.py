"""A quote held against a transcript gets the right grade, place, speaker and marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution import attribute
from onrecord.comparison.closest import closest
from onrecord.comparison.passages import Transcript, Voice, searchable, transcript_of
from onrecord.comparison.shelf import Shelf
from onrecord.comparison.trace import Quote, Trace, fields, quoted, trace
from onrecord.comparison.voices import same_voice
from onrecord.model import Document, Span, Turn
from onrecord.resolution import resolve

BRIEFING = """MS. ORLAN:  Good afternoon.  Thank you very much for coming.

MR. TAVISH:  Thank you very much.  We've talked about the causeway, and the
island's fishermen have talked about it, and they've got to mend the sluice
before anybody drives a lorry across.  That is not (laughter) a threat.  It's
arithmetic.

Q    Will the toll be seven crowns?

MR. TAVISH:  The toll will be seven crowns, and not one crown more.  I was —
I was asked that in Kelm last spring.  The counter-flood wall, on the other
hand, is a matter for the provincial assembly in Kelm, which sits in the autumn.

MS. ORLAN:  I would add that the assembly has never refused a wall.
"""


def transcript(text: str = BRIEFING, path: str = "briefing.md", published: str = "2031-05-04") -> Transcript:
    turns = []
    for block in text.split("\n\n"):
        start = text.index(block)
        label = block.split("  ")[0]
        turns.append(
            Turn(
                Span(start, start + len(label.rstrip(":"))), Span(start + len(label) + 2, start + len(block))
            )
        )
    document = Document(path, text, "transcript", published=published, turns=tuple(turns))
    return transcript_of(document, resolve(document, attribute(document)).reports)


SHELF = Shelf([transcript()])
TAVISH = Voice("Rob Tavish", "Rob Tavish", "person")


def held(
    text: str, speaker: Voice | None = TAVISH, *, mixed: bool = False, spans: list[Span] | None = None
) -> Trace:
    where = tuple(spans or [Span(0, len(text))])
    return trace(Quote(text, where, mixed, speaker, "2031-05-04"), SHELF)


def marks(text: str, found: Trace) -> list[tuple[str, str]]:
    return [
        (d.quote.of(text), d.transcript.of(BRIEFING).replace("\n", " "))
        for d in found.differences
        if not d.harmless
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The toll will be seven crowns, and not one crown more,”",
        "The toll will be 7 crowns — and not one crown more",
        "the island’s fishermen have talked about it … and they have got to mend the sluice",
        "They gotta mend the [eastern] sluice before anybody drives a lorry across",
        "That is not a threat. It is arithmetic.",
        "The counterflood wall, on the other hand",
        "The toll [on the causeway] will be seven crowns",
        "“It's arithmetic.”",
        "before anybody drives a lorry across … It's arithmetic.",
    ],
)
def test_harmless_differences_are_verbatim(text: str) -> None:
    found = held(text)
    assert (found.grade, found.turn_speaker, found.score) == ("verbatim", "Tavish", 1.0)
    assert len(found.match) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You toll will be seven crowns, and not one crown more", [("You", "The")]),
        ("The toll will be nine crowns, and not one crown more", [("nine", "seven")]),
        ("The toll will be seven crowns, and one crown more", [("", "not")]),
        ("That is a threat. It is arithmetic.", [("", "not")]),
        ("anybody drives a lorry across. That's … a threat", [("", "not")]),
        ("The toll will be seven crowns, and … one crown more", [("", "not")]),
        ("The toll will [not] be seven crowns, and not one crown more", [("[not]", "")]),
        ("The toll will certainly be seven crowns, and not one crown more", [("certainly", "")]),
        ("Now the toll will be seven crowns, and not one crown more", [("Now", "")]),
        ("before anybody drives a lorry away", [("away", "across")]),
        ("I was asked that in Kelm this spring", [("this", "last")]),
    ],
)
def test_exactly_the_differing_words_are_marked(text: str, expected: list[tuple[str, str]]) -> None:
    found = held(text)
    assert found.grade == "altered"
    assert marks(text, found) == expected
    assert 0.5 < found.score < 1


def test_a_short_form_at_the_end_takes_no_word_after_it() -> None:
    shelf = Shelf([transcript("MR. TAVISH:  Northern certainly blockade harbour toll is it is had.")])
    text = "Northern certainly blockade harbour toll good's harbour's"
    found = trace(Quote(text, (Span(0, len(text)),), False, TAVISH), shelf)
    assert found.grade == "altered"
    assert all(d.quote.start < len(text) for d in found.differences)


def test_parts_joined_that_stood_apart_are_spliced() -> None:
    text = "“We've talked about the causeway, and the toll will be seven crowns,”"
    found = held(text)
    assert found.grade == "spliced"
    assert [span.of(BRIEFING).split()[-1] for span in found.match] == ["the", "crowns"]
    (lay,) = [d for d in found.differences if d.what == "between"]
    assert "Will the toll be" in lay.transcript.of(BRIEFING)


def test_parts_in_reverse_are_spliced() -> None:
    found = held("not one crown more before anybody drives a lorry across")
    assert found.grade == "spliced" and len(found.match) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The toll will be seven crowns … the assembly has never refused a wall", "direct"),
        ("“The toll will be seven crowns,” he said. “The assembly has never refused a wall.”", "direct"),
        ("It is “seven crowns, and not one crown more”, and Kelm “has never refused a wall”.", "mixed"),
    ],
)
def test_words_of_two_speakers_are_spliced_however_they_are_parted(text: str, kind: str) -> None:
    spans = list(quoted(text, (Span(0, len(text)),), kind))
    assert held(text, mixed=kind == "mixed", spans=spans).grade == "spliced"


def test_fragments_of_a_mixed_statement_may_stand_apart() -> None:
    text = (
        "The toll would be “seven crowns, and not one crown more”, once they “mend the sluice before” summer."
    )
    spans = quoted(text, (Span(0, len(text)),), "mixed")
    assert len(spans) == 2
    assert held(text, mixed=True, spans=list(spans)).grade == "verbatim"


def test_the_speaker_decides() -> None:
    wall = "the assembly has never refused a wall"
    assert held(wall).grade == "other speaker"
    assert held(wall).turn_speaker == "Orlan"
    assert held(wall, None).grade == "verbatim"
    assert held(wall, Voice("Kelm", "Kelm", "country")).grade == "verbatim"


def test_a_common_phrase_is_the_right_speakers_or_nobodys() -> None:
    assert (held("Thank you very much").grade, held("Thank you very much").turn_speaker) == (
        "verbatim",
        "Tavish",
    )
    assert held("Thank you very much", Voice("Ana Brisk", "Ana Brisk", "person")).grade == "not found"


def test_what_was_never_said_is_not_found_and_says_where_it_was_searched() -> None:
    found = held("The causeway is a monument to the patience of eels")
    assert (found.grade, found.transcript, found.match, found.searched) == (
        "not found",
        None,
        (),
        ("briefing.md",),
    )
    assert held("The eels are patient beasts", Voice("Ana Brisk", "Ana Brisk", "person")).searched == ()


def test_the_transcript_of_the_day_is_preferred() -> None:
    earlier = transcript(path="earlier.md", published="2031-02-01")
    shelf = Shelf([earlier, transcript()])
    quote = Quote("The toll will be seven crowns", (Span(0, 29),), False, TAVISH, "2031-05-04")
    assert trace(quote, shelf).transcript == "briefing.md"


def test_the_nearest_day_is_preferred_near_or_far() -> None:
    days = {"far.md": "2029-05-04", "nearer.md": "2031-02-01", "eve.md": "2031-05-03", "day.md": "2031-05-04"}
    shelves = [transcript(path=path, published=day) for path, day in days.items()]
    quote = Quote("The toll will be seven crowns", (Span(0, 29),), False, TAVISH, "2031-05-04")
    assert trace(quote, Shelf(shelves)).transcript == "day.md"
    assert trace(quote, Shelf(shelves[:2])).transcript == "nearer.md"


def test_voices() -> None:
    president = Voice("Ana Brisk", "Ana Brisk", "person", "president")
    assert same_voice(president, Voice("THE PRESIDENT")) is True
    assert same_voice(president, Voice("MR. VELK")) is False
    assert same_voice(None, Voice("MR. VELK")) is None


def test_the_closest_passages_to_indirect_speech() -> None:
    found = closest("The wall is up to the provincial assembly, he said.", [transcript()])
    assert "provincial assembly" in found[0].span.of(BRIEFING).replace("\n", " ")
    assert found[0].turn_speaker == "Tavish" and 0 < found[0].score <= 1
    assert found[0].because[0].endswith("telling words in common")
    assert closest("Nothing about herrings.", [transcript()]) == []


def test_the_closest_passage_need_not_share_a_word() -> None:
    filler = " ".join(f"Lamp number {n} was lit by the keeper of the tower." for n in range(150))
    text = f"{filler} We will keep the port open while the wharf is being built. {filler}"
    briefing = searchable("long.md", text, None, [Span(0, len(text))], [Voice("Ana Brisk")])
    best = closest("that the harbour would not shut during the works on the quay", [briefing])[0]
    assert "port open" in best.span.of(text)


def test_a_candidate_says_what_speaks_against_it() -> None:
    text = "The ferries will not sail in the 12 weeks of winter. The eels are patient beasts."
    briefing = searchable("short.md", text, None, [Span(0, len(text))], [Voice("Ana Brisk")])
    best = closest("the ferries would sail in the 14 weeks of winter", [briefing])[0]
    assert best.because[1:] == ("other numbers", "only one denies a word in common")


@settings(max_examples=60)
@given(st.data())
def test_a_copied_slice_is_verbatim(data: st.DataObject) -> None:
    """Any nine words in a row of one turn, as printed, are found in it as they stand."""
    words = SHELF.transcripts[0].words
    turns = SHELF.transcripts[0].turns
    starts = [i for i in range(len(words) - 9) if turns[i] == turns[i + 9]]
    first = data.draw(st.sampled_from(starts))
    last = data.draw(st.integers(first + 8, first + 9))
    text = BRIEFING[words.starts[first] : words.ends[last]]
    found = held(text, None)
    assert (found.grade, found.score) == ("verbatim", 1.0)
    assert found.match[0].of(BRIEFING) == text


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *BRIEFING.split(),
                "…",
                "[eels]",
                "gotta",
                "he'd",
                "eel's",
                "is",
                "$7",
                "“",
                "U.S.",
                "(x)",
                "nan",
            ]
        ),
        max_size=25,
    )
)
def test_it_never_raises_and_spans_lie_within_the_texts(parts: list[str]) -> None:
    text = " ".join(parts)
    for spans in ([Span(0, len(text))], [Span(0, len(text) // 2), Span(len(text) // 2, len(text))], []):
        found = trace(Quote(text, tuple(spans), bool(len(parts) % 2), TAVISH, None), SHELF)
        assert all(0 <= s.start < s.end <= len(BRIEFING) for s in found.match)
        assert all(0 <= d.quote.start <= d.quote.end <= len(text) for d in found.differences)
        assert all(0 <= d.transcript.start <= d.transcript.end <= len(BRIEFING) for d in found.differences)
        assert 0 <= found.score <= 1 and fields(found)["grade"] == found.grade


def test_an_ellipsis_is_in_the_passage_not_at_like_words_elsewhere() -> None:
    text = "MR. TAVISH:  We will mend the sluice.  We will never sell the eastern harbour."
    quote = "We will … sell the eastern harbour"
    found = trace(Quote(quote, (Span(0, len(quote)),), False, TAVISH), Shelf([transcript(text)]))
    assert (found.grade, [d.transcript.of(text) for d in found.differences if not d.harmless]) == (
        "altered",
        ["never"],
    )


def test_a_credit_within_a_quote_hides_no_denial() -> None:
    text = "MR. TAVISH:  We will not close the eastern harbour.  We have said so all along."
    quote = "“We will,” Tavish said, “close the eastern harbour.”"
    spans = (Span(1, 8), Span(25, 51))
    found = trace(Quote(quote, spans, False, TAVISH), Shelf([transcript(text)]))
    assert [d.transcript.of(text) for d in found.differences if not d.harmless] == ["not"]
    assert found.grade == "altered"


def test_another_currency_is_marked_at_its_sign() -> None:
    text = "MR. TAVISH:  The eastern harbour wall will cost $5 billion in all."
    quote = "The eastern harbour wall will cost €5 billion in all"
    found = trace(Quote(quote, (Span(0, len(quote)),), False, TAVISH), Shelf([transcript(text)]))
    changed = [(d.quote.of(quote), d.transcript.of(text)) for d in found.differences if not d.harmless]
    assert (found.grade, changed) == ("altered", [("€5 billion", "$5 billion")])
