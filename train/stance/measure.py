"""Figures of the shipped files: forced choice on public dev sets, own pairs and real test passages,
calibration.

``python -m train.stance.measure DATA TRANSCRIPTS [FOLDER]`` prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from pathlib import Path

import numpy as np

from onrecord.positions.crossencoder import LABELS, CrossEncoder, folder, read_network
from onrecord.positions.stance import Asked
from onrecord.positions.stances import Calibration
from train.stance.constructions import PARTS, Probe, read_probes
from train.stance.corpora import SIDES, Example, argkp, perspectrum
from train.stance.evaluate import Floats, forced, macro_f1
from train.stance.pairs import Pair, read_pairs, split_pairs
from train.stance.real import Labelled, read_real

PART = 256
Held = Pair | Labelled | Probe


def scored(place: Path, items: Sequence[Example | Held]) -> Floats:
    """Score with the files in ``place``, on all cores; ``[items, 5]``."""
    asked = [item.asked for item in items]
    with ProcessPoolExecutor() as pool:
        parts = [asked[start : start + PART] for start in range(0, len(asked), PART)]
        return np.concatenate(list(pool.map(_score, repeat(place), parts)))


def _score(place: Path, asked: Sequence[Asked]) -> Floats:
    return _network(place)(asked)


@cache
def _network(place: Path) -> CrossEncoder:
    return read_network(place)


def own_figures(odds: Floats, pairs: Sequence[Held], chosen: Calibration) -> dict[str, float]:
    """Four classes, *off* counted as *unclear*: at the likeliest label, and with abstention as shipped."""
    right = [min(LABELS.index(pair.label), 3) for pair in pairs]
    folded = np.concatenate([odds[:, :3], odds[:, 3:].sum(1, keepdims=True)], 1)
    likeliest = folded.argmax(1).tolist()
    named = [
        min(chosen.settled(row, pair.asked.statement)[0], 3) for row, pair in zip(odds, pairs, strict=True)
    ]
    figures: dict[str, float] = {"pairs": len(pairs)}
    for way, found in (("likeliest", likeliest), ("shipped", named)):
        sides = [a == b for a, b in zip(right, found, strict=True) if b < 3]
        figures[f"{way} macro-F1"] = macro_f1(right, found, range(4))
        figures[f"{way} precision"] = sum(sides) / max(1, len(sides))
        figures[f"{way} recall"] = sum(sides) / sum(a < 3 for a in right)
    figures["calibration error"] = calibration_error(folded, right)
    return figures


def calibration_error(odds: Floats, right: Sequence[int], bins: int = 10) -> float:
    """Expected calibration error of the likeliest class, in equal-width bins."""
    confidence, hit = odds.max(1), odds.argmax(1) == np.array(right)
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    parts = [which == b for b in range(bins) if (which == b).any()]
    return float(sum(abs(confidence[p].mean() - hit[p].mean()) * p.mean() for p in parts))


def measure(
    place: Path, chosen: Calibration, data: Path, real: Sequence[Labelled]
) -> dict[str, dict[str, float]]:
    figures: dict[str, dict[str, float]] = {}
    for name, examples in (("Perspectrum dev", perspectrum(data, "dev")), ("ArgKP dev", argkp(data, "dev"))):
        figures[name] = {"forced macro-F1": forced(scored(place, examples), [e.right[0] for e in examples])}
    own = split_pairs(read_pairs())
    held = [one for one in real if one.part == "test"]
    parts: dict[str, Sequence[Held]] = {"own dev": own["dev"], "own test": own["test"]}
    parts |= {f"constructions {part}": read_probes(part) for part in PARTS}
    parts["real test"] = held
    for name, pairs in parts.items():
        scores = scored(place, pairs)
        sides = [i for i, pair in enumerate(pairs) if pair.label in SIDES]
        figures[name] = {
            **own_figures(chosen.odds(scores), pairs, chosen),
            "forced macro-F1": forced(scores[sides], [pairs[i].label for i in sides]),
        }
    return {name: {k: round(v, 3) for k, v in row.items()} for name, row in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(str(folder())))
    given = parser.parse_args()
    chosen, real = Calibration.read(given.folder), read_real(given.data, given.transcripts)
    print(json.dumps(measure(given.folder, chosen, given.data, real), indent=1))


if __name__ == "__main__":
    main()
