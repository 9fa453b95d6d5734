"""Public data sets as examples: Perspectrum and ArgKP.

Every example says which labels it tells apart: these sets know only for and against, so that the other three
take no part in their loss.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.positions.crossencoder import LABELS
from onrecord.positions.stance import Asked

SIDES = ("for", "against")


class Example(NamedTuple):
    """A pair with the labels that are right and those that compete, or the odds that a teacher gives; and
    which pair of a pool it is, where the teacher's hidden states are kept.
    """

    statement: str
    proposition: str
    right: tuple[str, ...]
    rivals: tuple[str, ...] = LABELS
    odds: tuple[float, ...] = (0.0,) * len(LABELS)
    context: str = ""
    felt: int = -1

    @property
    def asked(self) -> Asked:
        """The pair as the network is asked about it."""
        return Asked(self.statement, self.proposition, self.context)


def perspectrum(data: Path, part: str) -> list[Example]:
    with (data / "perspectrum" / f"{part}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    side = {"support": "for", "oppose": "against"}
    return [Example(r["perspective"], r["claim"], (side[r["stance"]],), SIDES) for r in rows]


def argkp(data: Path, part: str) -> list[Example]:
    """Arguments, and for training the key points that sum them up."""
    found = []
    for name, column in (("arguments", "argument"), ("key_points", "key_point")):
        if name == "arguments" or part == "train":
            for row in _rows(data / "argkp" / f"{name}_{part}.csv"):
                label = "for" if row["stance"] == "1" else "against"
                found.append(Example(row[column], row["topic"], (label,), SIDES))
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
