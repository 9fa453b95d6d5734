"""What one epoch sees: own pairs more than once, propositions turned round, strangers put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.positions.crossencoder import LABELS
from onrecord.positions.likeness import keywords
from train.stance.corpora import Example
from train.stance.frames import crossed, fill, framed
from train.stance.opposite import opposite
from train.stance.pairs import Pair
from train.stance.real import Labelled
from train.stance.topics import worded

FRAMED, BESIDE = 0.2, 0.1
ALONE = 0.3
"""Share of real passages that come without what stands before them."""
STRAY = 0.2
"""Share of those with words of the proposition's own that come after what stands before another passage."""
BEHIND = 0.25
"""Share of own pairs and of groups, with words of the proposition's own, that come after another's words."""
OFF, UNCLEAR = 0.8, 0.7
"""How many pairs that are about something else, and how many without a side, an epoch has for each with one,
of real passages and of groups."""
TURNED = {"for": "against", "against": "for"}


@dataclass(frozen=True, slots=True)
class Shares:
    """How often an epoch sees own pairs, what share of others, of real passages and of groups; what share is
    turned, how many are made."""

    times: int = 2
    others: float = 1.0
    real: float = 1.0
    groups: float = 0.0
    turned: float = 0.25
    framed: int = 2400
    crossed: int = 300
    worded: int = 1800
    strangers: int = 1200


def of_pair(pair: Pair) -> Example:
    return Example(pair.statement, pair.proposition, (pair.label,))


def of_labelled(one: Labelled) -> Example:
    return Example(one.asked.statement, one.asked.proposition, (one.label,), context=one.asked.context)


def turned(example: Example) -> Example:
    """The same statement against the opposite proposition, where it can be written; a yes becomes a no."""
    contrary = opposite(example.proposition)
    if contrary is None:
        return example
    return example._replace(proposition=contrary, right=tuple(TURNED.get(x, x) for x in example.right))


def strangers(examples: Sequence[Example], count: int, rng: np.random.Generator) -> list[Example]:
    """Statements beside propositions drawn from elsewhere: not about them."""
    first, second = (rng.integers(len(examples), size=count) for _ in range(2))
    return [
        Example(examples[i].statement, examples[j].proposition, ("off",), LABELS)
        for i, j in zip(first.tolist(), second.tolist(), strict=True)
        if examples[i].proposition != examples[j].proposition
    ]


def surrounded(examples: Sequence[Example], rng: np.random.Generator) -> list[Example]:
    """Dress statements as reports print them: a fragment gets a speaker, another sentence comes beside it."""
    dressed = []
    for example in examples:
        statement, draw = example.statement, rng.random()
        if draw < FRAMED:
            statement = reported(statement, rng)
        elif draw > 1 - BESIDE:
            other = examples[rng.integers(len(examples))]
            if other.proposition != example.proposition and len(statement) + len(other.statement) < 300:
                two = [statement, other.statement] if rng.random() < 0.5 else [other.statement, statement]
                statement = " ".join(s if s.endswith((".", "”", "?", "!")) else s + "." for s in two)
        dressed.append(example._replace(statement=statement))
    return dressed


def strayed(examples: Sequence[Example], rng: np.random.Generator) -> Iterator[Example]:
    """Take what stands before some passages away, or put what stands before another in its place.

    The other has another label towards the same proposition: where the words speak for themselves, what
    others say before them must not lean on the answer.
    """
    other = rivalling(examples, [e.context for e in examples], rng)
    for e in examples:
        draw = rng.random()
        if draw < ALONE:
            yield e._replace(context="")
        elif draw < ALONE + STRAY:
            yield e._replace(context=other(e))
        else:
            yield e


def preceded(examples: Sequence[Example], rng: np.random.Generator) -> Iterator[Example]:
    """Put another's words, with another label, before some statements that came with none before them."""
    other = rivalling(examples, [reported(e.statement, rng) for e in examples], rng)
    for e in examples:
        yield e if e.context or rng.random() > BEHIND else e._replace(context=other(e))


def rivalling(
    examples: Sequence[Example], before: Sequence[str], rng: np.random.Generator
) -> Callable[[Example], str]:
    """A function that draws for an example what stands before one of another label towards the same
    proposition, from ``before``, one an example; what it has, where its words do not name the matter.
    """
    of: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for e, words in zip(examples, before, strict=True):
        of[e.proposition].append((e.right, words))

    def draw(e: Example) -> str:
        others = [words for right, words in of[e.proposition] if right != e.right]
        if not others or not keywords(e.statement) & keywords(e.proposition):
            return e.context
        return others[rng.integers(len(others))]

    return draw


def reported(statement: str, rng: np.random.Generator) -> str:
    """Give a fragment a speaker."""
    if statement[0].islower():
        return fill("{who} said {when} that " + statement.removeprefix("that "), {}, rng)
    return statement


def balanced(examples: Sequence[Example], rng: np.random.Generator) -> list[Example]:
    """Draw those of an epoch: all that take a side, and a share of those that take none."""
    of = {label: [e for e in examples if e.right[0] == label] for label in LABELS}
    sides = sum(len(of[label]) for label in LABELS[:3])
    for label, share in (("unclear", UNCLEAR), ("off", OFF)):
        order = rng.permutation(len(of[label]))[: round(share * sides)]
        of[label] = [of[label][i] for i in order]
    return [e for label in LABELS for e in of[label]]


def kept(examples: Sequence[Example], share: float, rng: np.random.Generator) -> list[Example]:
    """Keep what is told of a share of the statements."""
    chosen = {s for s in sorted({e.statement for e in examples}) if rng.random() < share}
    return [e for e in examples if e.statement in chosen]


def mixed(
    own: Sequence[Example],
    others: Sequence[Example],
    rng: np.random.Generator,
    shares: Shares,
    real: Sequence[Example] = (),
    groups: Sequence[Example] = (),
    fresh: Sequence[Example] = (),
) -> list[Example]:
    """Draw the examples of one epoch; of ``fresh``, groups too, all that are balanced."""
    propositions = sorted({e.proposition for e in own})
    claims = sorted({e.proposition for e in others})
    grouped = [e for e in balanced(groups, rng) if rng.random() < shares.groups]
    chosen = surrounded([*own] * shares.times + grouped + balanced(fresh, rng), rng)
    chosen = [*preceded(chosen, rng)]
    chosen += (e for e in others if rng.random() < shares.others)
    for group in (propositions, claims):
        chosen += framed(group, shares.framed // 2, rng)
        chosen += crossed(group, shares.crossed // 2, rng)
    chosen += (e for e in strayed(balanced(real, rng), rng) if rng.random() < shares.real)
    chosen = [turned(e) if rng.random() < shares.turned else e for e in chosen]
    chosen += worded(shares.worded, rng)
    return chosen + strangers(own, shares.strangers // 2, rng) + strangers(others, shares.strangers // 2, rng)
