"""Groups of our own for training alone: every statement of a group is labelled against every proposition.

A line of ``groups/news-*.jsonl``, ``debate-*.jsonl`` or ``pages-*.jsonl`` is a group: ``propositions``, and
``statements``, each ``[text, labels]`` or ``[text, labels, what stands before]``, with one letter a
proposition: ``f`` for, ``a`` against, ``c`` conditional, ``u`` unclear, ``-`` off. Propositions near to
one that is held back (:func:`held`) were left out when the groups were taken in
(``python -m train.stance.groups DATA NEW.jsonl... OUT``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.encoding.sentences import load
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.dossier_file import read_dossier
from train.stance.constructions import PARTS, read_probes
from train.stance.corpora import SIDES, Example, argkp, perspectrum
from train.stance.pairs import read_pairs, split_pairs

FOLDER = Path(__file__).parent / "groups"
Group = dict[str, list[Any]]
LETTERS = dict(zip("facu-", LABELS, strict=True))
PAGES = Path(__file__).parents[2] / "benchmarks" / "gold" / "pages"
HELD_PAGES = sorted(PAGES.parent.glob("pages*/*.toml"))
NEAR = 0.75
"""Cosine of two propositions' vectors from which they ask about the same thing."""


def read_groups(names: str = "*") -> list[Example]:
    """Return a pair for each cell of the files with such names. In debates an argument's side is told from
    the other side only, as in the public sets: how much must be said to take one is for news to teach.
    """
    return [
        example
        for path in sorted(FOLDER.glob(f"{names}.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for example in cells(json.loads(line), path.name.startswith("debate"))
    ]


def cells(group: Group, debate: bool = False) -> Iterator[Example]:
    """Yield a pair for each statement and proposition of a group."""
    for text, letters, *before in group["statements"]:
        for proposition, letter in zip(group["propositions"], letters, strict=True):
            label = LETTERS[letter]
            rivals = SIDES if debate and label in SIDES else LABELS
            yield Example(text, proposition, (label,), rivals, context=" ".join(before))


def held(data: Path) -> list[str]:
    """Return the propositions of our own dev and test pairs, of constructions, of the public dev sets and of
    the pages that are read from text to verdict (``benchmarks/sides.py``)."""
    parts = split_pairs(read_pairs())
    own = {pair.proposition for part in ("dev", "test") for pair in parts[part]}
    own |= {probe.asked.proposition for part in PARTS for probe in read_probes(part)}
    own |= {one.text for path in HELD_PAGES for one in read_dossier(path).propositions}
    return sorted(own | {e.proposition for e in perspectrum(data, "dev") + argkp(data, "dev")})


def without(group: Group, kept: Sequence[bool]) -> Group:
    """Return the group with those propositions only that are kept."""

    def chosen(values: Sequence[str]) -> list[str]:
        return [value for value, keep in zip(values, kept, strict=True) if keep]

    statements = [[text, "".join(chosen(letters)), *before] for text, letters, *before in group["statements"]]
    return {"propositions": chosen(group["propositions"]), "statements": statements}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("new", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    vectors = load()
    away = vectors(held(given.data))
    groups = [json.loads(line) for path in given.new for line in path.read_text().splitlines() if line]
    left = 0
    with given.out.open("w", encoding="utf-8") as lines:
        for group in groups:
            nearest = np.max(vectors(group["propositions"]) @ away.T, axis=1)
            left += int((nearest >= NEAR).sum())
            if nearest.min() < NEAR:
                kept = without(group, (nearest < NEAR).tolist())
                lines.write(json.dumps(kept, ensure_ascii=False) + "\n")
    print(f"{len(groups)} groups read, {left} propositions left out")


if __name__ == "__main__":
    main()
