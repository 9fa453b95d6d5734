"""Countries, bodies, outlets and other organisations of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.resolution.figures import Figure
from onrecord.resolution.lexicon import Known, form_key, known, organisation_words
from onrecord.resolution.outlets import outlet_of
from onrecord.resolution.runs import Name
from onrecord.resolution.settling import demonyms
from onrecord.resolution.spelling import fold
from onrecord.resolution.spelling import words as name_words

_SITE = re.compile(r"\w\.(?:com|org|net|[A-Za-z][a-z])$")


def known_figure(others: dict[tuple[str, ...], Figure], entry: Known) -> Figure:
    """Return the figure of a country, body or building that the tables know."""
    key = ("known", entry.kind, entry.name)
    if key not in others:
        others[key] = Figure(entry.kind, entry.name, tuple(fold(w) for w in entry.name.split()), entry)
    return others[key]


def organisation(
    others: dict[tuple[str, ...], Figure], name: Name, acronyms: dict[str, tuple[str, ...]]
) -> Figure | None:
    """Return the figure of any other organisation, by its words, initials or last word; outlets under
    their full name."""
    if not name.words:
        return None
    words, printed = _bare(name)
    key = acronyms.get(words[0], words) if len(words) == 1 else words
    outlet = outlet_of(printed) or outlet_of(" ".join(key))
    if outlet is not None:
        return outlet_figure(others, outlet.name)
    if key not in others:
        printed = _of_country(printed)
        paper = (len(key) > 1 and key[-1] in organisation_words("outlets_words")) or _SITE.search(
            printed
        ) is not None
        full = printed if key is words else " ".join(w.capitalize() for w in key)
        others[key] = Figure("outlet" if paper else "organisation", full, key)
    elif key is words and len(words) > 1:
        others[key].name = printed
    return others[key]


def outlet_figure(others: dict[tuple[str, ...], Figure], name: str) -> Figure:
    """Return the figure of an outlet by its full name."""
    key = ("outlet", name)
    if key not in others:
        others[key] = Figure("outlet", name, name_words(name))
    return others[key]


def _of_country(printed: str) -> str:
    """Return "Foreign Ministry of Ukraine" for "Ukrainian Foreign Ministry" and the like."""
    first, _, rest = printed.partition(" ")
    entry = known().get(form_key(first))
    if (
        entry
        and entry.kind == "country"
        and rest.endswith(("Ministry", "Parliament", "Embassy", "Army", "Navy"))
    ):
        return f"{rest} of {entry.name}"
    return printed


def spelled_out(names: Sequence[Name]) -> dict[str, tuple[str, ...]]:
    """Return initials and last words -> the words of the one organisation in the text that they shorten."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(w for w in name.words if w not in ("of", "the", "for", "and"))
        if len(words) > 1 and name.kind in ("organisation", "unclear"):
            found.setdefault("".join(w[0] for w in words), set()).add(_bare(name)[0])
        if len(words) > 1 and name.kind == "organisation":
            found.setdefault(words[-1], set()).add(_bare(name)[0])
    return {short: min(keys) for short, keys in found.items() if len(keys) == 1}


def _bare(name: Name) -> tuple[tuple[str, ...], str]:
    """Return the words and the printed form without the article."""
    if name.words[0] == "the" and len(name.words) > 1:
        return name.words[1:], name.printed[4:]
    return name.words, name.printed


def places(others: Iterable[Figure]) -> dict[str, str]:
    """Return adjectives of places that only this text knows -> the place, which becomes a country."""
    lone = {f.words[0]: f for f in others if len(f.words) == 1 and f.known is None}
    found = demonyms(lone)
    for place in found.values():
        lone[place].kind = "country"
    return found
