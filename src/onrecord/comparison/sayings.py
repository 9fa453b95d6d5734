"""Whether two reports may be of one saying: what they share, weighed, with the reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log

from onrecord.attribution.lexicon import table
from onrecord.resolution.spelling import fold, sound

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ies|ied|als?|ed|es|ly|y|s|e)$")
_GAP = 30
_LEAST = 2.0
"""What is shared by sayings of a word or two tells little: no share is taken of less than this weight."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A report as it is compared. ``days`` are the first and last day it may have been said, as ordinals.

    ``words`` are the levelled words of the content, ``stems`` the telling ones without endings, in
    alphabetical order, ``party`` the id of the canonical speaker and ``name`` that one's printed name.
    ``turn`` tells a speaker's turn in a transcript.
    """

    id: str
    document: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    kind: str = "indirect"
    party: str | None = None
    name: str = ""
    named: bool = True
    days: tuple[int | None, int | None] = (None, None)
    published: int | None = None
    turn: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How sure it is that two reports are of one saying, in [0, 1], and why."""

    value: float
    reasons: tuple[str, ...]


def level(quote: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the levelled words of a quote and its stems.

    >>> level("“We kept the promises,”")
    (('we', 'kept', 'the', 'promises'), ('kept', 'promi'))
    """
    words = tuple(_levelled(found) for found in _WORD.findall(quote))
    return words, tuple(sorted({stem for word in words if (stem := _stem(word))}))


@lru_cache(maxsize=200_000)
def _levelled(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if word in _stop() or (len(word) < 3 and not word.isdigit()):
        return ""
    word = sound(word) if not word.isascii() else word
    for _ in range(2):
        shorter = _ENDINGS.sub("", word)
        if len(shorter) < 3:
            break
        word = shorter
    return word


@cache
def _stop() -> frozenset[str]:
    return frozenset(table("stopwords")["words"])


class Rarity:
    """How telling each stem is in a record: 1 for one that a single report has, 0 for one that all have."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self.held: Counter[str] = Counter()
        self.total = 1
        for saying in sayings:
            self.held.update(saying.stems)
            self.total += 1
        self._least = log(self.total + 1)

    def __call__(self, stem: str) -> float:
        """Return the weight of a stem in [0, 1]."""
        return log((self.total + 1) / (self.held[stem] or 1)) / self._least

    def of(self, stems: Iterable[str]) -> float:
        """Return the sum of the weights of stems."""
        return sum(map(self, stems))


def measures(a: Saying, b: Saying, rarity: Rarity) -> dict[str, float]:
    """Return what the two share, each in [0, 1].

    ``shared``: the telling words in common, as a part of the one with fewer; ``alike``: as a part of both;
    ``telling``: how much they are in all; ``run``: how telling the longest row of words in common is;
    ``verbatim``: the part of the shorter one in rows in common; ``same_party``; ``other_party`` (half where
    their names have a word in common), the less the more of the words are the same; ``other_numbers``: both
    have numbers and none in common; ``apart``: the days between, of thirty; ``printed``: the days between the
    pages, of thirty.
    """
    one, other = set(a.stems), set(b.stems)
    common = rarity.of(one & other)
    weights = rarity.of(one), rarity.of(other)
    longest, rows = _rows(a.words, b.words)
    verbatim = min(1.0, rows / max(4, min(len(a.words), len(b.words))))
    same, different = _parties(a, b)
    return {
        "shared": common / max(min(weights), _LEAST),
        "alike": common / max(sum(weights) - common, _LEAST),
        "telling": min(1.0, common / 5),
        "run": min(1.0, rarity.of({stem for word in longest if (stem := _stem(word))}) / 2),
        "verbatim": verbatim,
        "same_party": same,
        "other_party": different * (1 - verbatim),
        "other_numbers": _numbers(a, b),
        "apart": _apart(a, b),
        "printed": _printed(a, b),
    }


def _rows(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """Return the longest row of words in common, and how many words of ``one`` stand in rows of three."""
    at: dict[tuple[str, str], list[int]] = {}
    for j in range(len(other) - 1):
        at.setdefault((other[j], other[j + 1]), []).append(j)
    longest, held, i = (0, 0), 0, 0
    while i < len(one) - 1:
        size = 0
        for j in at.get((one[i], one[i + 1]), ())[:8]:
            n = 2
            while i + n < len(one) and j + n < len(other) and one[i + n] == other[j + n]:
                n += 1
            size = max(size, n)
        longest = max(longest, (size, -i))
        held += size if size >= 3 else 0
        i += max(size, 1)
    start = -longest[1]
    return one[start : start + longest[0]], held


def _numbers(a: Saying, b: Saying) -> float:
    one, other = ({stem for stem in saying.stems if stem[0].isdigit()} for saying in (a, b))
    return float(bool(one and other) and not one & other)


def _parties(a: Saying, b: Saying) -> tuple[float, float]:
    if a.party is None or b.party is None:
        return 0.0, 0.0
    if a.party == b.party:
        return 1.0, 0.0
    if not (a.named and b.named) or _words(a.name) & _words(b.name):
        return 0.0, 0.5
    return 0.0, 1.0


@lru_cache(maxsize=65536)
def _words(name: str) -> frozenset[str]:
    return frozenset(sound(word) for word in _WORD.findall(name) if len(word) > 2)


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


def score(a: Saying, b: Saying, rarity: Rarity) -> Score:
    """Return how sure it is that the two are reports of one saying: a logistic sum of the measures.

    The weights stand in ``utterances.toml``; each reason is a measure with what it adds to the sum.
    """
    weights = _weights()
    found = measures(a, b, rarity)
    parts = {name: weights[name] * value for name, value in found.items()}
    total = weights["constant"] + sum(parts.values())
    words: dict[str, str] = table("utterances")["words"]
    reasons = tuple(
        f"{words[name]} {found[name]:.2f} ({part:+.1f})"
        for name, part in sorted(parts.items(), key=lambda item: -abs(item[1]))
        if abs(part) >= 0.05
    )
    return Score(1 / (1 + exp(-max(-50.0, min(50.0, total)))), reasons)


@cache
def _weights() -> dict[str, float]:
    return dict(table("utterances")["weights"])
