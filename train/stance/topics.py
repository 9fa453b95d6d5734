"""Statements that word a matter otherwise than the proposition does: topics and frames of ``topics.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from train.stance.corpora import Example
from train.stance.frames import fill

TURNED = {"for": "against", "against": "for"}
OTHER_MATTER = 0.2
"""How often a statement speaks of another topic with the same names, and so is off."""

NEARBY = [-3, -2, -1, 1, 2, 3]
"""Where that topic stands in the file; neighbours are akin (membership, invitation, guarantees, arms)."""

_NAME = re.compile(r"\{([ABUPT])\}")


@cache
def tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "topics.toml").read_text(encoding="utf-8"))


def worded(count: int, rng: np.random.Generator) -> list[Example]:
    """Draw ``count`` statements about topics, labels in turn."""
    table = tables()
    labels = list(table["frames"])
    examples = []
    for i in range(count):
        names = {slot: str(rng.choice(found)) for slot, found in table["names"].items()}
        topic = int(rng.integers(len(table["topic"])))
        stranger = (topic + int(rng.choice(NEARBY))) % len(table["topic"])
        label = labels[i % len(labels)]
        if label == "off" and rng.random() < 0.5:
            label = labels[rng.integers(4)]
        spoken, right = (topic, label) if rng.random() > OTHER_MATTER else (stranger, "off")
        frames = table["frames"][label]
        matter = {
            part: _named(str(rng.choice(table["topic"][spoken][part])), names)
            for part in ("noun", "act", "result")
        }
        statement = fill(str(rng.choice(frames)), matter, rng)
        contrary = rng.random() < 0.3
        proposition = str(rng.choice(table["topic"][topic]["contrary" if contrary else "proposition"]))
        right = TURNED.get(right, right) if contrary else right
        examples.append(Example(statement, _named(proposition, names), (right,)))
    return examples


def _named(text: str, names: dict[str, str]) -> str:
    return _NAME.sub(lambda found: names[found[1]], text)
