import numpy as np

from onrecord.attribution.decoding import PieceSpan
from onrecord.attribution.features import pieces
from onrecord.attribution.linking import CONTENT, CUE, SOURCE, Reading, link
from onrecord.attribution.network import tokenizer
from onrecord.attribution.windows import Window

TEXT = "Ann said no. Bob said yes."  # pieces: Ann 0 said 1 no 2 . 3 Bob 4 said 5 yes 6 . 7
WHOLE = Window(0, 0, 8)
SPANS = [
    PieceSpan(SOURCE, 0, 1),
    PieceSpan(CUE, 1, 2),
    PieceSpan(CONTENT, 2, 3),
    PieceSpan(SOURCE, 4, 5),
    PieceSpan(CUE, 5, 6),
    PieceSpan(CONTENT, 6, 7),
]


def reading(cues: dict[int, int], sources: dict[int, int | None], window: Window = WHOLE) -> Reading:
    n = window.end - window.start
    to_cue, to_source = np.zeros((n, n + 1), np.float32), np.zeros((n, n + 1), np.float32)
    for row, column in cues.items():
        to_cue[row, 1 + column] = 10
    for row, target in sources.items():
        to_source[row, 0 if target is None else 1 + target] = 10
    tags, names = np.zeros((n, 7), np.float32), np.zeros((n, 11), np.float32)
    return Reading(window, tags, names, to_cue, to_source)


def found(*readings: Reading, across: float = 0.0) -> list[tuple[list[int], int | None, int | None]]:
    linked = link(list(readings), SPANS, pieces(TEXT, tokenizer()), across, merge=3)
    return [
        ([c.start for c in a.contents], a.cue and a.cue.start, a.source and a.source.start) for a in linked
    ]


def test_links_follow_the_pointers_not_the_distance() -> None:
    crossed = reading({2: 5, 6: 1}, {1: 4, 5: 0})
    assert found(crossed) == [([2], 5, 0), ([6], 1, 4)]


def test_contents_of_one_cue_are_one_attribution_and_a_cue_may_have_no_source() -> None:
    assert found(reading({2: 5, 6: 5}, {5: None})) == [([2, 6], 5, None)]


def test_windows_that_do_not_see_a_cue_do_not_link_to_it() -> None:
    left = reading({2: 1}, {1: 0}, Window(0, 0, 4))
    right = reading({2: 1}, {1: 0}, Window(4, 4, 8))
    assert found(left, right) == [([2], 1, 0), ([6], 5, 4)]


def test_content_without_any_cue_stands_alone() -> None:
    linked = link([reading({}, {})], [PieceSpan(CONTENT, 2, 3)], pieces(TEXT, tokenizer()), 0, 3)
    assert [(a.contents, a.cue, a.source) for a in linked] == [((PieceSpan(CONTENT, 2, 3),), None, None)]
