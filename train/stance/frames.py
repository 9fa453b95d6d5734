"""Statements made from frames: what "denied that" or "only once" does to any proposition at all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from train.stance.corpora import Example

_PARTS = re.compile(r"^(.+?) (should|must|will|is going to|would)( not)? (.+?)\.?$", re.I)
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "frames.toml").read_text(encoding="utf-8"))


def moods(proposition: str) -> dict[str, str]:
    """The proposition as a clause in the moods that frames ask for; empty where it has no modal verb."""
    found = _PARTS.match(proposition.strip())
    if found is None or "," in found[1]:
        return {}
    subject, modal, negated, rest = found.groups()
    subject = subject[0].lower() + subject[1:]
    no, contrary = ("not ", "") if negated else ("", "not ")
    return {
        "that": f"{subject} {modal} {no}{rest}",
        "should_not": f"{subject} {modal} {contrary}{rest}",
        "would": f"{subject} would {no}{rest}",
        "will": f"{subject} will {no}{rest}",
        "to": f"{subject} {no}to {rest}",
        "were": f"{subject} were {no}to {rest}",
        "were_not": f"{subject} were {contrary}to {rest}",
    }


def framed(propositions: Sequence[str], count: int, rng: np.random.Generator) -> list[Example]:
    """Draw ``count`` statements about propositions, labels in equal shares; without a modal verb, none."""
    written = [(p, found) for p in propositions if (found := moods(p))]
    labels = list(tables()["frames"])
    examples = []
    for i in range(count):
        proposition, clauses = written[rng.integers(len(written))]
        label = labels[i % len(labels)]
        frames = tables()["frames"][label]
        statement = fill(frames[rng.integers(len(frames))], clauses, rng)
        examples.append(Example(statement, proposition, (label,)))
    return examples


def crossed(propositions: Sequence[str], count: int, rng: np.random.Generator) -> list[Example]:
    """Statements in which the proposition's subject meets another's verb: off, for all their common words."""
    written = [(p, found) for p in propositions if (found := _PARTS.match(p.strip()))]
    examples = []
    for _ in range(count):
        (proposition, mine), (_, strange) = (written[rng.integers(len(written))] for _ in range(2))
        if mine[4] == strange[4]:
            continue
        labels = tables()["frames"]
        frames = labels[list(labels)[rng.integers(len(labels))]]
        clauses = moods(f"{mine[1]} {strange[2]} {strange[4]}.")
        if clauses:
            statement = fill(frames[rng.integers(len(frames))], clauses, rng)
            examples.append(Example(statement, proposition, ("off",)))
    return examples


def fill(frame: str, clauses: dict[str, str], rng: np.random.Generator) -> str:
    """Put clauses and randomly drawn fillings into a frame."""
    slots = tables()["slots"]

    def filling(found: re.Match[str]) -> str:
        name = found[1]
        return clauses[name] if name in clauses else slots[name][rng.integers(len(slots[name]))]

    statement = _SLOT.sub(filling, frame)
    return statement[0].upper() + statement[1:] if frame.endswith((".", ".”")) else statement
