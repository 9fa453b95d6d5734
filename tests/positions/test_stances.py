"""Stances of invented statements, and floors under the shipped network's figures."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution.network import tokenizer
from onrecord.model import Span
from onrecord.positions import crossencoder
from onrecord.positions.because import clauses, deciding
from onrecord.positions.dossier import Dossier, Proposition
from onrecord.positions.pieces import pair_pieces
from onrecord.positions.stance import Asked, Verdict, context, stances
from onrecord.positions.stances import Calibration, judge, score_labels, score_stances
from onrecord.positions.statements import Statement

BRIDGE = "The bridge over the Orm should be built."
LABELS = ("for", "against", "conditional", "unclear")


def likeliest(statement: str, proposition: str) -> str:
    (odds,) = score_stances([(statement, proposition)])
    return max(odds, key=odds.__getitem__)


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("The premier said that the bridge over the Orm must be built without delay.", "for"),
        ("“We will build this bridge over the Orm,” the minister told reporters.", "for"),
        ("The governor said that the bridge over the Orm must never be built.", "against"),
        ("The minister denied that the bridge over the Orm would be built.", "against"),
        ("The mayor ruled out that the bridge over the Orm would be built.", "against"),
        ("The bridge over the Orm can be built only if parliament finds the money, she said.", "conditional"),
        ("The mayor said the bridge over the Orm would be built once the war is over.", "conditional"),
        ("The minister declined to say whether the bridge over the Orm should be built.", "unclear"),
        ("The minister did not rule out that the bridge over the Orm would be built.", "unclear"),
    ],
)
def test_plain_statements(statement: str, label: str) -> None:
    assert likeliest(statement, BRIDGE) == label


def test_opposite_propositions_turn_the_side() -> None:
    said = "The premier said that the bridge over the Orm must be built."
    assert likeliest(said, BRIDGE) == "for"
    assert likeliest(said, "The bridge over the Orm should not be built.") == "against"


def test_another_matter_has_no_verdict() -> None:
    verdicts = judge([Asked("The goalkeeper signed for Brenfield Rovers until the summer.", BRIDGE)])
    assert verdicts == [None]


def test_verdicts_carry_a_probability_and_words() -> None:
    said = "The premier spoke for an hour, and said that the bridge over the Orm must be built at once."
    (verdict,) = judge([Asked(said, BRIDGE)])
    assert verdict is not None
    assert verdict.stance == "for"
    assert 0.5 < verdict.confidence <= 1.0
    assert any("must be built" in span.of(said) for span in verdict.because)


def test_nothing_asked_nothing_answered() -> None:
    assert score_stances([]) == []
    assert judge([]) == []


@settings(max_examples=25)
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=40)), max_size=4))
def test_probabilities_sum_to_one_for_any_text(pairs: list[tuple[str, str]]) -> None:
    for odds in score_stances(pairs):
        assert tuple(odds) == LABELS
        assert sum(odds.values()) == pytest.approx(1.0, abs=1e-5)
        assert min(odds.values()) >= 0.0


def test_a_score_does_not_depend_on_its_neighbours() -> None:
    pairs = [
        Asked(f"The council of ward {n} will vote for the bridge over the Orm.", BRIDGE) for n in range(5)
    ]
    together = score_labels([*pairs, Asked("no", "Word " * 50, "Before it.")])[:5]
    alone = np.concatenate([score_labels([pair]) for pair in pairs])
    assert np.array_equal(together, alone)


def test_the_same_answer_in_another_process() -> None:
    pair = ("The premier denied that she opposed the bridge over the Orm.", BRIDGE)
    code = f"from onrecord.positions.stances import score_stances; print(score_stances([{pair!r}]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(score_stances([pair]))


@given(st.text(max_size=200))
def test_clauses_hold_every_word(text: str) -> None:
    spans = clauses(text)
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = set().union(*(range(s.start, s.end) for s in spans))
    assert all(i in inside for i, character in enumerate(text) if not character.isspace())


def test_because_points_at_the_condition() -> None:
    said = (
        "The mayor, who had come by boat, said the bridge over the Orm would be built once the war is over."
    )
    assert any(
        "once" in span.of(said) for span in deciding(said, BRIDGE, crossencoder.LABELS.index("conditional"))
    )


def test_abstaining_names_no_side_below_its_threshold() -> None:
    chosen = Calibration(threshold=0.7)
    assert chosen.label(np.array([0.65, 0.1, 0.05, 0.18, 0.02], np.float32)) == 3
    assert chosen.label(np.array([0.75, 0.1, 0.05, 0.08, 0.02], np.float32)) == 0
    assert chosen.label(np.array([0.1, 0.1, 0.05, 0.05, 0.7], np.float32)) == 4


def test_in_a_record_a_pair_is_rarely_on_the_point() -> None:
    asked = np.array([[0.5, 0.1, 0.05, 0.25, 0.1], [0.9, 0.02, 0.01, 0.06, 0.01]], np.float32)
    chosen = Calibration(rarity=9.0, threshold=0.5)
    held = chosen.recorded(asked)
    assert held.sum(1) == pytest.approx([1, 1])
    assert held[0, 4] == pytest.approx(0.5)
    assert [chosen.label(row) for row in held] == [4, 0]


def test_a_condition_that_the_words_name_stands_without_that_mix() -> None:
    asked = np.array([0.03, 0.02, 0.7, 0.15, 0.1], np.float32)
    chosen = Calibration(rarity=9.0, threshold=0.5)
    plain, conditional = "The mayor spoke of the bridge.", "The mayor backs the bridge once the war is over."
    assert chosen.settled(asked, plain)[0] == 4
    label, odds = chosen.settled(asked, conditional)
    assert (label, odds[label]) == (2, pytest.approx(0.7))
    assert chosen.settled(np.array([0.03, 0.8, 0.07, 0.08, 0.02], np.float32), conditional)[0] == 1


def test_each_passage_is_asked_with_what_stands_before_it() -> None:
    text = "Asked about the bridge, the mayor paused. “No,” she said."
    no = text.index("“No")
    statement = Statement("s", "d", "p.txt", text, (Span(no, no + 5),))
    dossier = Dossier("Bridge?", (Proposition("bridge", BRIDGE),))
    asked: list[Asked] = []

    def note(pairs: Sequence[Asked]) -> list[Verdict | None]:
        asked.extend(pairs)
        return [None] * len(pairs)

    assert stances([statement], dossier, note) == []
    assert asked == [Asked("“No,”", BRIDGE, "Asked about the bridge, the mayor paused.")]


def test_earlier_words_do_not_follow_those_of_now() -> None:
    text = "The mayor spoke. She said no, despite having once said yes."
    yes, she, cue = (
        (Span(text.index(words), text.index(words) + len(words)),)
        for words in ("yes", "She", "having once said")
    )
    statement = Statement("s", "d", "p.txt", text, yes, she, cue, earlier=True)
    asked: list[Asked] = []

    def note(pairs: Sequence[Asked]) -> list[Verdict | None]:
        asked.extend(pairs)
        return [None] * len(pairs)

    stances([statement], Dossier("Bridge?", (Proposition("bridge", BRIDGE),)), note)
    assert asked == [Asked("having once said yes", BRIDGE, "The mayor spoke.")]


@given(st.text(max_size=600), st.integers(0, 600))
def test_a_context_ends_where_the_passage_begins(text: str, start: int) -> None:
    found = context(text, min(start, len(text)))
    assert found == found.strip() and text[: min(start, len(text))].rstrip().endswith(found)


def test_whose_each_piece_is() -> None:
    one = [Asked("It rains.", "The sun is out."), Asked("It rains.", "The sun is out.", "Look. " * 60)]
    (alone, whose), (longer, of) = pair_pieces(one, tokenizer())
    assert whose.tolist() == [0] * 4 + [1] * 5
    assert longer[: len(alone)].tolist() == alone.tolist() and of[: len(alone)].tolist() == whose.tolist()
    assert set(of[len(alone) :].tolist()) == {2} and len(longer) == len(alone) + 49
