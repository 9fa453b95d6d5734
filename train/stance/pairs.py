"""Our own labelled pairs, and their parts: train, dev and test never share a statement or a proposition."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from onrecord.positions.stance import Asked

FOLDER = Path(__file__).parent / "pairs"
SHARES = (("train", 70), ("dev", 15), ("test", 15))


@dataclass(frozen=True, slots=True)
class Pair:
    statement: str
    proposition: str
    label: str
    form: str

    @property
    def asked(self) -> Asked:
        """The pair as the network is asked about it."""
        return Asked(self.statement, self.proposition)


def read_pairs(folder: Path = FOLDER) -> list[Pair]:
    pairs = []
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                pairs.append(Pair(row["statement"], row["proposition"], row["label"], row["form"]))
    return pairs


def components(pairs: list[Pair]) -> dict[str, str]:
    """Map every proposition to the name of its component: those tied by statements that they share."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = name = above[above[name]]
        return name

    for pair in pairs:
        above[root("s " + pair.statement)] = root("p " + pair.proposition)
    members: dict[str, list[str]] = defaultdict(list)
    for proposition in {pair.proposition for pair in pairs}:
        members[root("p " + proposition)].append(proposition)
    return {p: min(group) for group in members.values() for p in group}


def part_of(component: str) -> str:
    """Draw a part by the hash of the component's first proposition, so that it never moves."""
    draw = int(hashlib.sha256(component.encode()).hexdigest()[:8], 16) % 100
    for part, share in SHARES:
        draw -= share
        if draw < 0:
            return part
    raise AssertionError("shares do not add up to 100")


def split_pairs(pairs: list[Pair]) -> dict[str, list[Pair]]:
    names = components(pairs)
    parts: dict[str, list[Pair]] = {part: [] for part, _ in SHARES}
    for pair in pairs:
        parts[part_of(names[pair.proposition])].append(pair)
    return parts
