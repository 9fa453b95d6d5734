from onrecord.attribution import load_tagger
from onrecord.attribution.nesting import with_nested
from onrecord.model import Attribution, Span

TEXT = "Officials said the ministry believes the dam will hold. Ann agreed it was late."


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


OUTER = (
    Attribution(content=(span("the ministry believes the dam will hold"),), cue=(span("said"),)),
    Attribution(content=(span("it was late"),), cue=(span("agreed"),)),
)


def believes(text: str) -> list[Attribution]:
    """A tagger that knows one word."""
    at = text.index("believes")
    return [
        Attribution(
            source=(Span(at - 13, at - 1),),
            cue=(Span(at, at + 8),),
            content=(Span(at + 9, text.index("hold") + 4),),
            confidence=0.6,
        )
    ]


def test_what_is_found_inside_points_at_its_parent() -> None:
    found = with_nested(TEXT, OUTER, believes)
    assert [a.parent for a in found] == [None, 0, None]
    assert [s.of(TEXT) for s in (*found[1].source, *found[1].cue, *found[1].content)] == [
        "the ministry",
        "believes",
        "the dam will hold",
    ]


def test_the_unsure_are_left_out() -> None:
    assert with_nested(TEXT, OUTER, believes, threshold=0.7) == OUTER


def test_what_crosses_two_contents_is_left_out() -> None:
    def crossing(text: str) -> list[Attribution]:
        return [Attribution(cue=(Span(0, 3),), content=(Span(4, len(text)),), confidence=0.9)]

    wide = (*OUTER[:1], Attribution(content=(span("Ann agreed it was late"),)))
    assert with_nested(TEXT, wide, crossing) == wide


def test_contents_of_one_length_are_no_wrapped_text() -> None:
    told = [
        "officials believed the town was quite near the river",
        "critics insisted the tower would never be built at all",
        "lawyers warned the fees would rise by more than a fifth",
        "officials argued the bridge was far too narrow for now",
        "teachers claimed the school had no heating all winter",
        "drivers complained the road was closed all of the week",
    ]
    text = "\n\n".join(f"Ann Orm said that {one}." for one in told)
    found = load_tagger("rules")(text).attributions
    assert sum(one.parent is not None for one in found) == 6
