"""The opposite of a proposition: whoever is for the one is against the other."""

from __future__ import annotations

import re

_AUXILIARY = re.compile(r"\b(should|must|will|would|is|are|can|does|has|was)( not)?\b", re.I)
_OTHERWISE = re.compile(r"\b(if|or|no|never|nobody|cannot)\b|n't", re.I)


def opposite(proposition: str) -> str | None:
    """Put "not" behind the first auxiliary, or take it away; None where that would not turn it round.

    >>> opposite("The bridge should be built.")
    'The bridge should not be built.'
    >>> opposite("The bridge should not be built.")
    'The bridge should be built.'
    """
    if _OTHERWISE.search(proposition):
        return None
    turned, count = _AUXILIARY.subn(lambda m: m[1] if m[2] else f"{m[1]} not", proposition, count=1)
    return turned if count else None
