"""Reports -> utterances: which of them carry the same saying, by one party on one occasion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.attribution.lexicon import table
from onrecord.comparison.sayings import Rarity, Saying, Score, score

_KEYS = 10
"""Rarest stems by which a saying is looked up with its party ..."""
_PAIRED = 5
"""... and of which every two look it up without."""
_NEIGHBOURS = 24
"""With how many of the next sayings under one key, by date, each is compared: so the work stays linear."""
_MEAN = 0.5
"""The mean score at which two groups are one, ..."""
_MOST = 5
"""... over so many reports of each."""
_LONG = 120
"""A saying of more words (a turn of a transcript) is held against those about as long only."""


@dataclass(frozen=True, slots=True)
class Same:
    """Two reports (ids) of one saying."""

    one: str
    other: str
    score: Score


def same_sayings(sayings: Sequence[Saying]) -> Iterator[Same]:
    """Yield the pairs that score above the threshold of ``utterances.toml``.

    Compared are sayings under one key, each with its next neighbours by date: a party with a telling word, or
    two telling words. Time grows linearly with the number of sayings.
    """
    rarity = Rarity(sayings)
    seen: set[int] = set()
    threshold: float = table("utterances")["threshold"]
    for group in _blocks(sayings, rarity):
        for at, i in enumerate(group):
            for j in group[at + 1 : at + 1 + _NEIGHBOURS]:
                key = min(i, j) * len(sayings) + max(i, j)
                if key in seen:
                    continue
                seen.add(key)
                a, b = sayings[i], sayings[j]
                if not _comparable(a, b):
                    continue
                found = score(a, b, rarity)
                if found.value >= threshold:
                    yield Same(a.id, b.id, found)


def _blocks(sayings: Sequence[Saying], rarity: Rarity) -> Iterator[list[int]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in sorted(range(len(sayings)), key=lambda i: (_day(sayings[i]), sayings[i].id)):
        saying = sayings[i]
        rarest = sorted(saying.stems, key=lambda stem: (rarity.held[stem], stem))[:_KEYS]
        rarest = [stem for stem in rarest if rarity.held[stem] > 1]
        if saying.party:
            for stem in rarest:
                blocks[saying.party, stem].append(i)
        for at, one in enumerate(rarest[:_PAIRED]):
            for other in rarest[at + 1 : _PAIRED]:
                blocks[min(one, other) + " ", max(one, other)].append(i)
    return (group for group in blocks.values() if len(group) > 1)


def _day(saying: Saying) -> int:
    first, last = saying.days
    return last or first or saying.published or 0


def _comparable(a: Saying, b: Saying) -> bool:
    sizes = sorted((len(a.words), len(b.words)))
    return sizes[1] <= _LONG or sizes[0] * 2 >= sizes[1]


def grouped(sayings: Sequence[Saying], same: Iterable[Same]) -> list[list[str]]:
    """Return the ids of the reports of each utterance, in the order of the sayings.

    Pairs join groups, the surest first, where the groups' reports score enough on the average (average
    linkage, Sokal and Michener 1958, over each group's fullest reports): so that a phrase that two sayings
    have in common does not make them one.
    """
    rarity = Rarity(sayings)
    groups = {saying.id: [saying] for saying in sayings}
    for pair in sorted(same, key=lambda pair: (-pair.score.value, pair.one, pair.other)):
        one, other = groups[pair.one], groups[pair.other]
        if one is not other and (len(one) == len(other) == 1 or _mean(one, other, rarity) >= _MEAN):
            one.extend(other)
            for saying in other:
                groups[saying.id] = one
    return [[saying.id for saying in group] for name, group in groups.items() if group[0].id == name]


def _mean(one: Sequence[Saying], other: Sequence[Saying], rarity: Rarity) -> float:
    first, second = _fullest(one), _fullest(other)
    return sum(score(a, b, rarity).value for a in first for b in second) / (len(first) * len(second))


def _fullest(group: Sequence[Saying]) -> list[Saying]:
    return sorted(group, key=lambda saying: (-len(saying.words), saying.id))[:_MOST]
