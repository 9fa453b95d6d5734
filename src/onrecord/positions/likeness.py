"""How much two passages talk of the same thing: the share of their telling words that they have in common."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.attribution.lexicon import table
from onrecord.resolution.spelling import fold

_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*")
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ies|ied|als?|ed|es|ly|y|s|e)$")


@lru_cache(maxsize=16384)
def keywords(text: str) -> frozenset[str]:
    """Return the telling words of a text, folded and without their endings.

    >>> sorted(keywords("the auditors have opened their accounts"))
    ['account', 'audit', 'open']
    """
    return frozenset(_telling(word) for word in _WORD.findall(text)) - {""}


@lru_cache(maxsize=65536)
def _telling(word: str) -> str:
    """Return a word folded and without its ending, nothing for a stop word."""
    folded = fold(word)
    return "" if folded in _stop() else stem(folded)


def stem(word: str) -> str:
    """Return a word without its ending, crudely: both words of a pair lose theirs.

    >>> stem("deliveries") == stem("delivery"), stem("pressing") == stem("pressed")
    (True, True)
    """
    for _ in range(2):
        shorter = _ENDINGS.sub("", word)
        if len(shorter) < 3:
            return word
        word = shorter
    return word


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how many words two sets share, as a part of the smaller set (of four words at least).

    >>> likeness(frozenset("abcd"), frozenset("abxyz"))
    0.5
    """
    return len(one & other) / max(4, min(len(one), len(other))) if one and other else 0.0


@cache
def _stop() -> frozenset[str]:
    return frozenset(table("stopwords")["words"])
