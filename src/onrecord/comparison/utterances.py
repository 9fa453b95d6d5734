"""Reports -> utterances: which of them carry the same saying, by one party on one occasion."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from onrecord.attribution.lexicon import table
from onrecord.comparison.sameness import Sameness
from onrecord.comparison.sayings import Rarity, Saying

_KEYS = 10
"""Rarest stems by which a saying is looked up with its party ..."""
_PAIRED = 5
"""... and of which every two look it up without."""
_NEIGHBOURS = 24
"""With how many of the next sayings under one key, by date, each is compared: so the work stays linear."""
_MEAN = 0.1
"""The mean score at which two groups are one, ..."""
_MOST = 5
"""... over so many reports of each."""
_LONG = 120
"""A saying of more words (a turn of a transcript) is held against those about as long only."""


@dataclass(frozen=True, slots=True)
class Same:
    """Two reports (ids) of one saying, and how sure that is, in [0, 1]."""

    one: str
    other: str
    score: float


def same_sayings(
    sayings: Sequence[Saying], sameness: Sameness, threshold: float | None = None
) -> Iterator[Same]:
    """Yield the pairs that score at least the threshold, without one that of ``utterances.toml``."""
    least: float = table("utterances")["threshold"] if threshold is None else threshold
    for i, j in candidates(sayings, sameness.rarity):
        a, b = sayings[i], sayings[j]
        if _comparable(a, b):
            found = sameness.value(a, b, least)
            if found >= least:
                yield Same(a.id, b.id, found)


def candidates(sayings: Sequence[Saying], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield the positions of the sayings to be compared, each pair once.

    Two sayings are compared that stand under one key, each with its next neighbours by date: a party with a
    telling word, or two telling words. Time and memory grow linearly with the number of sayings.
    """
    total = len(sayings)
    order = sorted(range(total), key=lambda i: (_day(sayings[i]), sayings[i].id))
    numbers: dict[str, int] = {stem: number for number, stem in enumerate(sorted(rarity.held))}
    parties: dict[str, int] = {}
    keys, owners = array("q"), array("q")
    for rank, i in enumerate(order):
        rarest = sorted(sayings[i].stems, key=lambda stem: (rarity.held[stem], stem))[:_KEYS]
        stems = [numbers[stem] for stem in rarest if rarity.held[stem] > 1]
        pairs = combinations(sorted(stems[:_PAIRED]), 2)
        found = [one * len(numbers) + other for one, other in pairs]
        party = sayings[i].party
        if party:  # below zero, so that no party's key is that of two words
            own = parties.setdefault(party, len(parties) + 1)
            found += [-own * len(numbers) - stem for stem in stems]
        keys.extend(found)
        owners.extend([rank] * len(found))
    for pair in _neighbours(np.array(keys, np.int64), np.array(owners, np.int64), total).tolist():
        yield order[pair // total], order[pair % total]


def _neighbours(keys: NDArray[np.int64], owners: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Return ``one * total + other`` for owners near each other under one key, distinct and in order."""
    by_key = np.argsort(keys, kind="stable")
    keys, owners = keys[by_key], owners[by_key]
    found = [np.empty(0, np.int64)]
    for step in range(1, _NEIGHBOURS + 1):
        same = keys[step:] == keys[:-step]
        if not same.any():
            break
        found.append(np.unique(owners[:-step][same] * total + owners[step:][same]))
    return np.unique(np.concatenate(found))


def _day(saying: Saying) -> int:
    first, last = saying.days
    return last or first or saying.published or 0


def _comparable(a: Saying, b: Saying) -> bool:
    if a.turn and b.turn:  # each is what was said itself; a transcript printed twice is a copy
        return False
    sizes = sorted((len(a.words), len(b.words)))
    return sizes[1] <= _LONG or sizes[0] * 2 >= sizes[1]


def grouped(sayings: Sequence[Saying], same: Iterable[Same], sameness: Sameness) -> list[list[str]]:
    """Return the ids of the reports of each utterance, in the order of the sayings.

    Pairs join groups, the surest first, where the groups' reports score enough on the average (average
    linkage, Sokal and Michener 1958, over each group's fullest reports): so that a phrase that two sayings
    have in common does not make them one.
    """
    groups = {saying.id: [saying] for saying in sayings}
    for pair in sorted(same, key=lambda pair: (-pair.score, pair.one, pair.other)):
        one, other = groups[pair.one], groups[pair.other]
        if one is not other and (len(one) == len(other) == 1 or _mean(one, other, sameness) >= _MEAN):
            one.extend(other)
            for saying in other:
                groups[saying.id] = one
    return [[saying.id for saying in group] for name, group in groups.items() if group[0].id == name]


def _mean(one: Sequence[Saying], other: Sequence[Saying], sameness: Sameness) -> float:
    first, second = _fullest(one), _fullest(other)
    return sum(sameness.value(a, b) for a in first for b in second) / (len(first) * len(second))


def _fullest(group: Sequence[Saying]) -> list[Saying]:
    return sorted(group, key=lambda saying: (-len(saying.words), saying.id))[:_MOST]
