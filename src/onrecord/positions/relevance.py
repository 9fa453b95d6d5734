"""A first filter: statements plainly not about a proposition, by their words, then by what they mean.

Every piece of the proposition looks for its nearest piece in the statement, by the cosine between rows of the
networks' word table ("member" finds "membership", "ban" finds "forbid"); rare pieces weigh more. The
vocabulary lists its pieces from common to rare, so a piece's place stands for its document frequency.

What passes is asked for the nearness of statement and proposition as sentences (see
:mod:`onrecord.encoding.sentences`), an eighth of the cost of asking the network.

What stands among statements that pass, passes with them: a page on a matter says "it" and "a yes" of it for
paragraphs on end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.attribution.network import tokenizer
from onrecord.encoding.sentences import load
from onrecord.encoding.sketches import average, weights_of
from onrecord.encoding.words import Floats, plain, words
from onrecord.positions.stance import Asked

LEAST, LEAST_ALONE = 0.06, 0.008
"""What a statement must reach by words, with what stands before it, and alone. With its context, 2 of 100
real passages that take a side are let go, and 3 of 10 about something else (labels of ours, not the test
part)."""

NEAR = 0.33
"""What one with a context must reach by words there and before it and by meaning. Of what the words keep, 1
of 57 real passages that take a side is let go, but 1 of 505 whose side the network names; and a fifth of
those about something else, half of those beside another text's proposition (ours, not the test part)."""

BEFORE = 0.5
"""What the words before a statement count for, beside its own, where words are asked alone."""

APART = 0.25
"""The part of a proposition's weight that must set it apart from others, to be asked for."""

NOISE = 0.15
"""Cosine that pieces have by chance."""


AROUND, OF_THEM = 5, 0.5
"""So many of those told before and as many after, on the same proposition, and the share of them all, itself
among them, that keeps one; two at least. On 60 plain invented pages on a matter 19 in 100 sides are let go
(30 without), and 69 in 100 pairs kept (53); of real passages 2 in 100 sides (4), and 75 in 100 pairs (64). A
share of .4 lets go 14 and 1, but of statements mostly about something else (``stance_speed.py``) it keeps
8.0 in 100, .5 keeps 7.2, and 6.5 are kept without. From text to verdict .4 finds 31.3 of 100 sides of the 24
plain dev pages, .5 finds 30.6: chosen for the time on older processors."""


HOLDS = 0.7
"""How much of a proposition another one meets that is the same with more to it."""


def related(pairs: Sequence[Asked]) -> list[bool]:
    """Tell for each pair whether the statement, or what it follows, may be about the proposition.

    The pairs are in the order of their texts: what has many like it around it is kept, if anything stands
    before it. What may be about a narrower one among the pairs may be about the plain one, too.
    """
    own = [overlap(one.statement, one.proposition) for one in pairs]
    before = [overlap(one.context, one.proposition) for one in pairs]
    kept = [
        mine + BEFORE * theirs >= (LEAST if one.context else LEAST_ALONE)
        for one, mine, theirs in zip(pairs, own, before, strict=True)
    ]
    asked = [i for i, keep in enumerate(kept) if keep and pairs[i].context]
    for i, cosine in zip(asked, _cosines([pairs[i] for i in asked]), strict=True):
        kept[i] = own[i] + before[i] + cosine >= NEAR
    kept = _among_kept(pairs, kept)
    met: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one, keep in zip(pairs, kept, strict=True):
        if keep:
            met[one.statement, one.context].append(one.proposition)
    return [
        keep or any(holds(other, one.proposition) for other in met.get((one.statement, one.context), ()))
        for one, keep in zip(pairs, kept, strict=True)
    ]


def _among_kept(pairs: Sequence[Asked], kept: Sequence[bool]) -> list[bool]:
    """Keep what stands among pairs on the same proposition that are kept."""
    on: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(pairs):
        if one.context:
            on[one.proposition].append(i)
    found = list(kept)
    for places in on.values():
        sums = np.cumsum([0, *(kept[i] for i in places)])
        for at, i in enumerate(places):
            low, high = max(0, at - AROUND), min(len(places), at + AROUND + 1)
            found[i] = kept[i] or bool(sums[high] - sums[low] >= max(2, OF_THEM * (high - low)))
    return found


def _cosines(pairs: Sequence[Asked]) -> list[float]:
    """How near each statement is to its proposition in meaning."""
    texts = sorted({text for one in pairs for text in (one.statement, one.proposition)})
    vectors = dict(zip(texts, load()(texts), strict=True))
    return [float(vectors[one.statement] @ vectors[one.proposition]) for one in pairs]


@lru_cache(maxsize=1024)
def holds(narrow: str, plain_one: str) -> bool:
    """Whether a proposition is another one with more to it."""
    return overlap(narrow, plain_one) >= HOLDS


def overlap(statement: str, proposition: str, others: Sequence[str] = ()) -> float:
    """Return the share of the proposition's weight, in [0, 1], that the statement's pieces meet.

    What ``others``, the propositions beside it, say in like words weighs less or nothing: what is left is
    what sets it apart from them; where that is too little, all of it counts.
    """
    rows, _ = _content(plain(statement))
    wanted, weights = _content(plain(proposition))
    if not len(rows) or not len(wanted):
        return 0.0
    beside = [found for other in others if len(found := _content(plain(other))[0])]
    if beside:
        own = weights * (1 - np.clip((wanted @ np.concatenate(beside).T).max(1), 0, 1))
        weights = own if own.sum() >= APART * weights.sum() else weights
    nearest = (wanted @ rows.T).max(1)
    met = np.clip((nearest - NOISE) / (1 - NOISE), 0, 1)
    return float((weights * met).sum() / weights.sum())


@lru_cache(maxsize=256)
def _content(text: str) -> tuple[Floats, Floats]:
    """Return the unit rows of the pieces that carry weight, ``[pieces, 384]``, and their weights."""
    ids = np.array(tokenizer().encode(text, add_special_tokens=False).ids, np.int64)
    weights = weights_of(ids)
    ids, weights = ids[weights > 0.5], weights[weights > 0.5]
    rows = words()(ids) - average()
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), weights
