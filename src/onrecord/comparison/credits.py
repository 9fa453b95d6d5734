"""Whose text a page says it prints: the agency of its dateline, a republication note, a copyright line."""

from __future__ import annotations

import re
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.resolution.lexicon import organisation_words
from onrecord.resolution.outlets import outlet_of

_HEAD, _TAIL = 1500, 1200
"""How far from either end of a text a credit stands, in characters."""
_WORD = r"[A-ZÀ-Þ](?:[\w.&’'-]*\w)?"
_NAME = rf"((?:The )?{_WORD}(?: (?:of (?:the )?)?{_WORD}){{0,4}})"


def credit(text: str, byline: str | None = None, outlet: str | None = None) -> str | None:
    """Return the outlet or agency whose text a page says it prints, by its full name where known, else None.

    What names the page's own outlet is no credit. A photograph's credit is none: the name in brackets must
    follow the place at the head of a paragraph and be followed by a dash.

    >>> credit("KARSK, May 3 (Reuters) - The mayor left.", outlet="The Karsk Courier")
    'Reuters'
    >>> credit("The mayor left.\\nThis article first appeared in The Karsk Courier.")
    'The Karsk Courier'
    >>> credit("The mayor left.\\nBy Ana Brisk"), credit("The mayor left.\\nBy Reuters")
    (None, 'Reuters')
    """
    own = _key(outlet) if outlet else None
    for where, start, end in (
        ("head", 0, _HEAD),
        ("byline", 0, _HEAD),
        ("tail", max(0, len(text) - _TAIL), len(text)),
    ):
        for pattern in _patterns(where):
            for found in pattern.finditer(text[:end], start):
                if _key(found[1]) != own and _may_credit(found[1], byline=where == "byline"):
                    return _full(found[1])
    known = outlet_of(byline) if byline else None
    return known.name if known and known.kind == "agency" and _key(known.name) != own else None


def _may_credit(name: str, *, byline: bool) -> bool:
    """Say whether a name may be an outlet's; after *by*, one of several words seldom is."""
    words = name.lower().split()
    if name.lower() in table("credits")["no_outlet"]:
        return False
    if not byline or len(words) == 1 or words[0] == "the" or outlet_of(name):
        return True
    return not organisation_words("outlets_words").union(["agency"]).isdisjoint(words)


def _key(name: str) -> str:
    return _full(name).casefold().removeprefix("the ")


def _full(name: str) -> str:
    name = name.rstrip(".'’")
    known = outlet_of(name)
    return known.name if known else name


@cache
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of ``credits.toml``, where ``NAME`` stands for a capitalised name."""
    return tuple(re.compile(p.replace("NAME", _NAME), re.MULTILINE) for p in table("credits")[where])
