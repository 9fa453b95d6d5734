"""Floors under the shipped stance network on pairs whose propositions it never saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.positions.crossencoder import LABELS
from onrecord.positions.relevance import related
from onrecord.positions.stances import calibration, score_labels
from train.stance.constructions import read_probes
from train.stance.groups import read_groups
from train.stance.pairs import Pair, components, part_of, read_pairs, split_pairs
from train.stance.real import read_real


@pytest.fixture(scope="module")
def held_back() -> list[Pair]:
    return split_pairs(read_pairs())["test"]


def test_parts_share_neither_statement_nor_proposition() -> None:
    parts = split_pairs(read_pairs()).values()
    for field in ("statement", "proposition"):
        seen = [{getattr(pair, field) for pair in part} for part in parts]
        assert sum(map(len, seen)) == len(set().union(*seen))


def test_a_component_keeps_its_part() -> None:
    pairs = read_pairs()
    names = components(pairs)
    assert {part_of(names[pair.proposition]) for pair in pairs} == {"train", "dev", "test"}
    assert names == components(pairs[::-1])


def test_groups_share_nothing_with_what_is_held_back() -> None:
    parts = split_pairs(read_pairs())
    held = [pair for part in ("dev", "test") for pair in parts[part]]
    groups = read_groups()
    assert len(groups) > 20_000
    assert not {example.proposition for example in groups} & {pair.proposition for pair in held}
    assert not {example.statement for example in groups} & {pair.statement for pair in held}


@pytest.mark.slow
def test_macro_f1_and_precision(held_back: list[Pair]) -> None:
    odds = score_labels([pair.asked for pair in held_back])
    right = np.array([min(LABELS.index(pair.label), 3) for pair in held_back])
    folded = np.concatenate([odds[:, :3], odds[:, 3:].sum(1, keepdims=True)], 1)
    found = folded.argmax(1)
    scores = [
        2 * (found[right == k] == k).sum() / ((found == k).sum() + (right == k).sum()) for k in range(4)
    ]
    assert np.mean(scores) >= FLOOR_F1
    settled = [
        calibration().settled(row, one.asked.statement) for row, one in zip(odds, held_back, strict=True)
    ]
    named = np.array([min(label, 3) for label, _ in settled])
    assert (named == right)[named < 3].mean() >= FLOOR_PRECISION
    assert (named == right)[right < 3].mean() >= FLOOR_RECALL


@pytest.mark.slow
def test_sides_of_real_passages(shared_data: Path) -> None:
    transcripts = shared_data.parent / "transcripts" / "white-house"
    if not transcripts.is_dir():
        pytest.skip("needs the White House transcripts")
    held = [one for one in read_real(shared_data, transcripts) if one.part == "test"]
    sides = [one for one in held if one.label in ("for", "against")]
    right = np.array([LABELS.index(one.label) for one in sides])
    found = score_labels([one.asked for one in sides])[:, :2].argmax(1)
    assert (found == right).mean() >= FLOOR_REAL
    assert np.mean(related([one.asked for one in sides])) >= 0.98


@pytest.mark.slow
def test_constructions_are_read_as_what_they_are() -> None:
    probes = read_probes("test")
    right = np.array([LABELS.index(probe.label) for probe in probes])
    assert (score_labels([probe.asked for probe in probes]).argmax(1) == right).mean() >= FLOOR_PROBES


def test_the_filter_misses_few(held_back: list[Pair]) -> None:
    sides = [pair for pair in held_back if pair.label in LABELS[:3]]
    kept = related([pair.asked for pair in sides])
    assert sum(kept) / len(sides) >= 0.94


FLOOR_F1, FLOOR_PRECISION, FLOOR_RECALL, FLOOR_REAL, FLOOR_PROBES = 0.725, 0.80, 0.51, 0.845, 0.805
