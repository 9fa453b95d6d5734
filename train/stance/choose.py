"""Which of several weights to ship: a line of dev figures for each, and the sum that decides.

``python -m train.stance.choose DATA TRANSCRIPTS WEIGHTS...`` scores int8 files as they would ship: folders
that hold them, or weights (``.pt``), which it exports beside themselves. The columns, none calibrated:

- ``P``: Perspectrum dev, macro-F1 of the likelier of for and against;
- ``own``: own dev pairs, macro-F1 over four classes at the likeliest; ``side``: the likelier of for and
  against, where that is the label;
- ``new``: constructions of dev from the 1,690th on, the share right of five labels; ``fresh``: those of news;
- ``pages``: invented pages as the program cuts them, macro-F1 over four classes at the likeliest;
- ``real``: every sixth pair of the real dev passages, the likelier side where it has one; ``R6``, ``R7``,
  ``R8``: how many sides are found there, in their natural mix and after the filter, where .6, .7 or .8 of
  those named are right, *off* being ten times likelier than asked about.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from onrecord.positions.crossencoder import LABELS
from onrecord.positions.relevance import related
from onrecord.positions.stances import OFF, Calibration
from train.stance.constructions import read_probes
from train.stance.corpora import SIDES, perspectrum
from train.stance.evaluate import Floats, forced, own_figures
from train.stance.export import ship
from train.stance.measure import Held, scored
from train.stance.paged import held_pages
from train.stance.pairs import read_pairs, split_pairs
from train.stance.real import Labelled, read_real

NEW = 1689
"""Constructions of dev before this place are older than the groups that answer them."""
EVERY = 6
"""One in so many real dev pairs is looked at."""
RARITY = 10.0
SUM = ("P", "own", "new", "R7", "fresh", "pages")
"""The figures whose sum decides."""


def right(scores: Floats, pairs: Sequence[Held]) -> float:
    """Return the share of pairs whose likeliest label of five is right."""
    return float(
        np.mean([LABELS[best] == one.label for best, one in zip(scores.argmax(1), pairs, strict=True)])
    )


def likelier(scores: Floats, pairs: Sequence[Held]) -> float:
    """Return, of the pairs labelled for or against, the share whose likelier side of these is right."""
    sides = [
        (row, LABELS.index(one.label)) for row, one in zip(scores, pairs, strict=True) if one.label in SIDES
    ]
    return float(np.mean([row[:2].argmax() == label for row, label in sides]))


def recalls(odds: Floats, pairs: Sequence[Labelled], precisions: Sequence[float]) -> list[float]:
    """Return the most sides that can be named while so many of those named are right, as a part of all.

    ``odds`` are those of a record, ``[pairs, 5]``; rows of pairs that are not asked about are zeros.
    """
    sides = odds[:, :3]
    hits = np.array([LABELS[best] == one.label for best, one in zip(sides.argmax(1), pairs, strict=True)])
    order = np.argsort(-sides.max(1), kind="stable")
    found = hits[order].cumsum()
    precision = found / np.arange(1, len(found) + 1)
    every = sum(one.label in LABELS[: OFF - 1] for one in pairs)
    return [float(found[precision >= least].max(initial=0) / every) for least in precisions]


def figures(place: Path, data: Path, real: Sequence[Labelled]) -> dict[str, float]:
    """Score the files in ``place``; returns the columns named above."""
    own = split_pairs(read_pairs())["dev"]
    new, fresh = read_probes("dev")[NEW:], read_probes("news")
    public, pages = perspectrum(data, "dev"), held_pages()
    parts = [public, own, new, fresh, pages, real]
    ends = np.cumsum([0, *map(len, parts)]).tolist()
    every = scored(place, [one for part in parts for one in part])
    on_public, on_own, on_new, on_fresh, on_pages, on_real = (every[a:b] for a, b in pairwise(ends))
    mix = Calibration(rarity=RARITY)
    kept = np.array(list(related([one.asked for one in real])), bool)
    odds = mix.recorded(mix.odds(on_real)) * kept[:, None]
    found = {
        "P": forced(on_public, [e.right[0] for e in public]),
        "own": own_figures(on_own, own)["own"],
        "side": likelier(on_own, own),
        "new": right(on_new, new),
        "fresh": right(on_fresh, fresh),
        "pages": own_figures(on_pages, pages)["own"],
        "real": likelier(on_real, real),
    }
    found |= zip(("R6", "R7", "R8"), recalls(odds, real, (0.6, 0.7, 0.8)), strict=True)
    return {**found, "sum": sum(found[name] for name in SUM)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    given = parser.parse_args()
    real = [one for one in read_real(given.data, given.transcripts) if one.part == "dev"][::EVERY]
    for number, weights in enumerate(given.weights):
        place = weights if weights.is_dir() else weights.with_suffix("")
        if weights != place:
            place.mkdir(exist_ok=True)
            ship(weights, place)
        row = figures(place, given.data, real)
        if not number:
            print("".join(f"{name:>7}" for name in row), " weights")
        print("".join(f"{value:7.3f}" for value in row.values()), f" {weights.name}", flush=True)


if __name__ == "__main__":
    main()
