"""Reports as they are compared: their words levelled, and how telling each is in the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum, log

from onrecord.attribution.lexicon import table
from onrecord.resolution.spelling import fold, sound

_WORD = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![^\W_]|[.,]\d)|[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ies|ied|als?|ed|es|ly|y|s|e)$")


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


def level(quote: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the levelled words of a quote and its stems.

    >>> level("“We kept the promises,”")
    (('we', 'kept', 'the', 'promises'), ('kept', 'promi'))
    """
    words = tuple(map(_levelled, words_in(quote)))
    return words, tuple(sorted({found for word in words if (found := stem(word))}))


def words_in(text: str) -> list[str]:
    """Return the printed words of a text."""
    found: list[str] = _WORD.findall(text)
    return found


@lru_cache(maxsize=200_000)
def _levelled(word: str) -> str:
    return fold(word).replace(",", "")  # 1,000 is 1000


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return a levelled word without its endings, a number word as a numeral; empty for one that tells
    nothing.

    >>> stem("promises"), stem("twelve"), stem("the")
    ('promi', '12', '')
    """
    if word in _stop() or (len(word) < 3 and not word.isdigit()):
        return ""
    if word in _numbers():
        return str(_numbers()[word])
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


@cache
def _numbers() -> dict[str, int]:
    return dict(table("wording")["numbers"])


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
        return fsum(map(self, stems))  # the same in any order
