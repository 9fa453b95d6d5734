"""Whose text a page says it prints: the agency of its dateline, a republication note, a copyright line."""

from __future__ import annotations

import re
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.resolution.lexicon import form_key, known, organisation_words
from onrecord.resolution.outlets import outlet_of

_HEAD, _TAIL = 1500, 1200
"""How far from either end of a text a credit stands, in characters."""
_WORD = r"[A-ZÀ-Þ](?:[\w.&’'-]*\w)?"
_RESERVED = re.compile(r"(?i)\s+all rights(?: reserved)?$")
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
                name = _RESERVED.sub("", found[1])
                before = found[0][: found.start(1) - found.start()]
                if _key(name) == own or _stands_for(name, before) or (where == "tail" and _is_when(name)):
                    continue
                if _may_credit(name, byline=where == "byline"):
                    return _full(name)
    agency = outlet_of(byline) if byline else None
    return agency.name if agency and agency.kind == "agency" and _key(agency.name) != own else None


def _may_credit(name: str, *, byline: bool) -> bool:
    """Say whether a name may be an outlet's; after *by*, one of several words seldom is."""
    words = name.lower().split()
    if name.lower() in table("credits")["no_outlet"]:
        return False
    if not byline or len(words) == 1 or words[0] == "the" or outlet_of(name):
        return True
    return not organisation_words("outlets_words").union(["agency"]).isdisjoint(words)


def _stands_for(name: str, before: str) -> bool:
    """Say whether a name in brackets is short for the words before it: International Monetary Fund (IMF)."""
    capitals = "".join(word[0] for word in before.split() if word[0].isupper())
    return len(name) > 1 and name.isupper() and not outlet_of(name) and capitals.endswith(name)


def _is_when(name: str) -> bool:
    """Say whether a name is a day's, a month's or a place's: *first published in January*, *in Britain*."""
    dates, place = table("dates"), known().get(form_key(name))
    is_place = place is not None and place.kind == "country" and not outlet_of(name)
    return is_place or name in (*dates["weekdays"]["names"], *dates["months"]["names"])


def _key(name: str) -> str:
    return _full(name).casefold().removeprefix("the ")


def _full(name: str) -> str:
    name = name.rstrip(".'’")
    outlet = outlet_of(name)
    return outlet.name if outlet else name


@cache
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of ``credits.toml``, where ``NAME`` stands for a capitalised name."""
    return tuple(re.compile(p.replace("NAME", _NAME), re.MULTILINE) for p in table("credits")[where])
