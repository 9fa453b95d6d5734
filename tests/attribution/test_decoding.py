import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.attribution.decoding import (
    PieceSpan,
    best_tags,
    bio_transitions,
    log_softmax,
    snap_to_words,
    spans_of,
    viterbi,
)
from onrecord.attribution.features import pieces
from onrecord.attribution.network import tokenizer

SCORES = arrays(np.float32, st.tuples(st.integers(1, 5), st.just(5)), elements=st.integers(-9, 9))


@given(SCORES)
def test_viterbi_finds_the_best_allowed_path(scores: np.ndarray) -> None:
    logs, steps = log_softmax(scores), bio_transitions(5)

    def worth(path: tuple[int, ...]) -> float:
        before = (0, *path[:-1])
        return float(
            sum(logs[t, tag] + steps[was, tag] for t, (was, tag) in enumerate(zip(before, path, strict=True)))
        )

    best = max(worth(path) for path in itertools.product(range(5), repeat=len(scores)))
    assert abs(worth(tuple(viterbi(logs, steps).tolist())) - best) < 1e-3


def test_viterbi_of_nothing() -> None:
    assert viterbi(np.zeros((0, 7), np.float32), bio_transitions(7)).tolist() == []


def test_spans_begin_at_b_and_at_a_change_of_label() -> None:
    tags = np.array([1, 2, 0, 3, 3, 4, 6, 6, 0])
    assert list(spans_of(tags)) == [
        PieceSpan(0, 0, 2),
        PieceSpan(1, 3, 4),
        PieceSpan(1, 4, 6),
        PieceSpan(2, 6, 8),
    ]


@given(arrays(np.int64, st.integers(0, 30), elements=st.integers(0, 6)))
def test_spans_cover_every_tag_once(tags: np.ndarray) -> None:
    covered = [i for span in spans_of(tags) for i in range(span.start, span.end)]
    assert covered == np.flatnonzero(tags).tolist()


def test_a_word_has_one_label() -> None:
    text = "Vorhaldt said"
    cut = pieces(text, tokenizer())
    assert len(cut) > 2
    tags = np.array([1] + [0] * (len(cut) - 2) + [3])
    assert snap_to_words(tags, text, cut).tolist() == [1] + [2] * (len(cut) - 2) + [3]


def test_no_span_runs_into_the_next_paragraph() -> None:
    cut = pieces("it rained\nit shone", tokenizer())
    scores = np.zeros((4, 7), np.float32)
    scores[:, 6] = 5
    scores[0, 5] = 9
    tags = best_tags(log_softmax(scores), bio_transitions(7), cut)
    assert [(s.start, s.end) for s in spans_of(tags)] == [(0, 2), (2, 4)]


@given(arrays(np.float32, (9, 5), elements=st.integers(-1, 1)))  # none surely outside
def test_the_best_tags_of_paragraphs_are_those_that_a_search_finds(scores: np.ndarray) -> None:
    cut = pieces("it rained\nand it then shone\nno more snow", tokenizer())
    logs, steps = log_softmax(scores), bio_transitions(5)
    tags = best_tags(logs, steps, cut)
    for start, end in itertools.pairwise([*np.flatnonzero(cut.gap == 3).tolist(), len(cut)]):
        part, searched = tags[start:end], viterbi(logs[start:end], steps)
        worth = [float(logs[start:end][np.arange(end - start), path].sum()) for path in (part, searched)]
        assert abs(worth[0] - worth[1]) < 1e-3
        assert not part[0] or part[0] % 2
        assert all(steps[was, tag] == 0 for was, tag in itertools.pairwise(part.tolist()))
