"""Whether two reports are of one saying: what they share, weighed, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from math import exp, inf, log

from onrecord.attribution.lexicon import table
from onrecord.comparison.meaning import Meaning
from onrecord.comparison.sayings import Rarity, Saying, stem, words_in
from onrecord.resolution.spelling import sound

_GAP = 30
_LEAST = 2.0
"""What is shared by sayings of a word or two tells little: no share is taken of less than this weight."""
_APART = 0.65
"""Sayings without a telling word in common were never nearer than this, in 2,500 pairs of real reports; the
more they have in common, the nearer they can be."""
_REACH = 4
"""How many words after a negation the one that it denies is looked for."""


@dataclass(frozen=True, slots=True)
class Score:
    """How sure it is that two reports are of one saying, in [0, 1], and why."""

    value: float
    reasons: tuple[str, ...]


class Sameness:
    """A callable from two sayings of a record to a score: a logistic sum of :meth:`measures`.

    The weights stand in ``utterances.toml``.
    """

    def __init__(self, sayings: Iterable[Saying], meaning: Meaning | None = None) -> None:
        self.rarity = Rarity(sayings)
        self._meaning = meaning or Meaning()

    def __call__(self, a: Saying, b: Saying) -> Score:
        """Return how sure it is that the two are of one saying; a reason is a measure with what it adds."""
        weights, words = _weights(), _words()
        found = self.measures(a, b)
        parts = {name: weights[name] * value for name, value in found.items()}
        reasons = tuple(
            f"{words[name]} {found[name]:.2f} ({part:+.1f})"
            for name, part in sorted(parts.items(), key=lambda item: -abs(item[1]))
            if abs(part) >= 0.05
        )
        return Score(_probability(_sum(found)), reasons)

    def value(self, a: Saying, b: Saying, least: float = 0.0) -> float:
        """Return the score alone; 0 where it cannot reach ``least``, whatever the two mean.

        What they mean is looked at last, because it costs a hundred times what the words cost.
        """
        found = self._worded(a, b)
        nearest = min(1.0, _APART + (1.2 - _APART) * max(found["shared"], found["verbatim"]))
        if _sum({**found, **_nearness(nearest, found["same_party"])}) < _odds(least):
            return 0.0
        near = _nearness(self._meaning(a.words, b.words), found["same_party"])
        return _probability(_sum({**found, **near}))

    def measures(self, a: Saying, b: Saying) -> dict[str, float]:
        """Return what the two share, each in [0, 1].

        ``near``: the square of their nearness in meaning; ``near_own``: the same, of one party; ``shared``:
        the telling words in common, as a part of the one with fewer; ``alike``: as a part of both;
        ``verbatim``: the part of the shorter one in rows of words in common; ``same_party`` (half where one's
        name is part of the other's); ``other_party``, the less the more of the words are the same;
        ``other_numbers``: of the one with fewer, the part that the other has not; ``denied``: only one of
        them denies a telling word in common; ``apart``: the days between, of thirty; ``printed``: the days
        between the pages, of thirty.
        """
        found = self._worded(a, b)
        return {**_nearness(self._meaning(a.words, b.words), found["same_party"]), **found}

    def _worded(self, a: Saying, b: Saying) -> dict[str, float]:
        rarity = self.rarity
        one, other = set(a.stems), set(b.stems)
        common = rarity.of(one & other)
        weights = rarity.of(one), rarity.of(other)
        verbatim = min(1.0, _in_rows(a.words, b.words) / max(4, min(len(a.words), len(b.words))))
        one_denies = denied(a.words) ^ denied(b.words)
        same, different = _parties(a, b)
        return {
            "shared": common / max(min(weights), _LEAST),
            "alike": common / max(sum(weights) - common, _LEAST),
            "verbatim": verbatim,
            "same_party": same,
            "other_party": different * (1 - verbatim),
            "other_numbers": other_numbers(one, other),
            "denied": float(bool(one_denies & one & other)),
            "apart": _apart(a, b),
            "printed": _printed(a, b),
        }


def _nearness(cosine: float, same_party: float) -> dict[str, float]:
    return {"near": cosine**2, "near_own": cosine**2 * same_party}


def _sum(found: Mapping[str, float]) -> float:
    weights = _weights()
    return weights["constant"] + sum(weights[name] * value for name, value in found.items())


def _probability(total: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, total))))


def _odds(probability: float) -> float:
    return log(probability / (1 - probability)) if 0 < probability < 1 else -inf


def _in_rows(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many words of ``one`` stand in rows of three or more that ``other`` has, too."""
    at: dict[tuple[str, str], list[int]] = {}
    for j in range(len(other) - 1):
        at.setdefault((other[j], other[j + 1]), []).append(j)
    held = i = 0
    while i < len(one) - 1:
        size = 0
        for j in at.get((one[i], one[i + 1]), ())[:8]:
            n = 2
            while i + n < len(one) and j + n < len(other) and one[i + n] == other[j + n]:
                n += 1
            size = max(size, n)
        held += size if size >= 3 else 0
        i += max(size, 1)
    return held


def other_numbers(one: set[str], other: set[str]) -> float:
    """Return how many of the numbers among stems the other has not, as a part of the one with fewer."""
    first, second = ({word for word in stems if word[0].isdigit()} for stems in (one, other))
    return 1 - len(first & second) / min(len(first), len(second)) if first and second else 0.0


def denied(words: tuple[str, ...]) -> set[str]:
    """Return the stems of the words denied: of each negation the first telling word after it.

    *Not only* denies nothing.

    >>> denied(("it", "is", "not", "unfair")), denied(("it", "is", "not", "only", "unfair"))
    ({'unfair'}, set())
    """
    negations = _negations()
    found: set[str] = set()
    for i, word in enumerate(words):
        if (word in negations or word.endswith("n't")) and words[i + 1 : i + 2] not in _goes_further():
            stems = filter(None, map(stem, words[i + 1 : i + 1 + _REACH]))
            found.update(islice(stems, 1))
    return found


def _parties(a: Saying, b: Saying) -> tuple[float, float]:
    if a.party is None or b.party is None:
        return 0.0, 0.0
    if a.party == b.party:
        return 1.0, 0.0
    if not (a.named and b.named):
        return 0.0, 0.0
    one, other = _sounds(a.name), _sounds(b.name)
    if one and other and (one <= other or other <= one):
        return 0.5, 0.0
    return 0.0, float(not one & other)


@lru_cache(maxsize=65536)
def _sounds(name: str) -> frozenset[str]:
    return frozenset(sound(word) for word in words_in(name) if len(word) > 2)


def _apart(a: Saying, b: Saying) -> float:
    """Return the days between the times they may have been said, of thirty; unknown is in the middle."""
    (first, last), (start, end) = a.days, b.days
    if last is None or end is None:
        return 0.3 if first is None and start is None else 0.15
    gap = max((first or last) - end, (start or end) - last, 0)
    return min(gap, _GAP) / _GAP


def _printed(a: Saying, b: Saying) -> float:
    if a.published is None or b.published is None:
        return 0.15
    return min(abs(a.published - b.published), _GAP) / _GAP


@cache
def _weights() -> dict[str, float]:
    return dict(table("utterances")["weights"])


@cache
def _words() -> dict[str, str]:
    return dict(table("utterances")["words"])


@cache
def _negations() -> frozenset[str]:
    return frozenset(table("utterances")["negations"])


@cache
def _goes_further() -> frozenset[tuple[str, ...]]:
    return frozenset((word,) for word in table("utterances")["goes_further"])
