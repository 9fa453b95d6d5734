"""Which unclear names are persons, by the company they keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.attribution.lexicon import pattern
from onrecord.resolution.lexicon import given_names
from onrecord.resolution.roles import role_at
from onrecord.resolution.runs import Name

_LAST_WORD = re.compile(r"([^\W_]+)[ \u00a0]$")
_APPOSED = re.compile(r",\s+((?:the |a |an |his |her |[A-Z][\w’'-]+ )[^,.;:\n]{2,70})[,.]")
_APPOSING = re.compile(r"(?:the|a|an|his|her|its|their|['’]s)\s[^,.;:\n]{3,50},\s$", re.I)
_STATELY = r"['’]s\s(?:[\w-]+\s){0,2}?(?i:%stately%)\b"
"""What states have and persons have not."""
_SUFFIXES = ("n", "an", "ian", "i", "er", "ese", "ish", "ic", "ean", "ns", "ans", "ians", "is", "ers")


def settle(text: str, names: list[Name]) -> list[Name]:
    """Settle unclear names by the company they keep: roles beside them, articles, a surname alone
    elsewhere."""
    score = _companies(text, names)
    sure = {n.words for n in names if n.kind == "person" and n.words and score[n.words] >= 0}
    for word in _places(names):
        score[(word,)] -= 100
    lone = {n.words[0] for n in names if len(n.words) == 1 and n.kind != "known" and score[n.words] >= 0}
    for words, value in score.items():
        recalled = 1 < len(words) < 4 and words[-1] in lone
        if value > 0 or (value == 0 and recalled):
            sure.add(words)
    surnames = {words[-1] for words in sure}
    return [_settled(name, score[name.words], sure, surnames) if _open(name) else name for name in names]


def _open(name: Name) -> bool:
    return name.kind in ("unclear", "person") and bool(name.words)


def _companies(text: str, names: Iterable[Name]) -> Counter[tuple[str, ...]]:
    """Return how much speaks for a person, of all the places of each name that may be one."""
    score: Counter[tuple[str, ...]] = Counter()
    for name in names:
        if _open(name):
            score[name.words] += _company(text, name)
    return score


def _places(names: Sequence[Name]) -> Iterator[str]:
    """Yield the lone names that are a place or its adjective, as the text has both; no person's surname."""
    surnames = {n.words[-1] for n in names if n.kind == "person" and len(n.words) > 1}
    lone = (n for n in names if _open(n) and len(n.words) == 1 and not n.titled)
    found = demonyms(n.words[0] for n in lone if n.words[0] not in surnames)
    yield from (*found, *found.values())


def _settled(name: Name, score: int, sure: Collection[tuple[str, ...]], surnames: Collection[str]) -> Name:
    """Return an unclear name with the kind that fits: sure persons, and surnames of such that stand alone."""
    alone = len(name.words) == 1
    if (score >= 0 and name.words[0] in surnames) if alone else name.words in sure:
        return replace(name, kind="person")
    if score < 0 or not alone:
        return replace(name, kind="unclear" if name.words[-1] in surnames else "organisation")
    return name


def demonyms(lone: Iterable[str]) -> dict[str, str]:
    """Return adjectives of places -> the place, of lone folded names that the text has both.

    >>> demonyms(["norlandia", "norlandian", "orm"])
    {'norlandian': 'norlandia'}
    """
    present = dict.fromkeys(w for w in lone if len(w) > 3)
    found: dict[str, str] = {}
    for word in present:
        for suffix in _SUFFIXES:
            stem = word.removesuffix(suffix)
            place = next((p for p in (stem, stem + "a", stem + "e") if p in present and p != word), None)
            if stem != word and len(stem) > 3 and place is not None:
                found[word] = place
    return found


def _company(text: str, name: Name) -> int:
    """Weigh what stands beside a name: above zero speaks for a person, below for a body or place."""
    if name.titled or name.gender in "mf":
        return 4
    before = text[max(0, name.front - 60) : name.front]
    after = text[name.span.end : name.span.end + 80]
    weight = 0
    word = _LAST_WORD.search(before)
    if word and name.front == name.span.start and role_at([word[1].lower()], 0)[0] and word[1].islower():
        weight += 4
    elif word and word[1].lower() == "the" and name.front == name.span.start:
        weight -= 3
    elif word and len(name.words) == 1 and word[1].lower() in ("in", "from", "across", "near", "outside"):
        weight -= 2
    if len(name.words) == 1 and after[:2] in ("’s", "'s"):
        weight -= 1 if name.kind == "unclear" else 0
        weight -= 3 if pattern(_STATELY, "titles", "words").match(after) else 0
    apposed = _APPOSED.match(after)
    if apposed and _role_soon(apposed[1]):
        weight += 4
    if _APPOSING.search(before) and _role_soon(before):
        weight += 3 if len(name.words) > 1 else 0
    if after.startswith(", who ") and not (word and word[1].lower() in ("of", "in", "from", "the")):
        weight += 3
    if given_names().get(name.words[0]) and len(name.words) > 1:
        weight += 2
    return weight


def _role_soon(phrase: str) -> bool:
    lower = [w.lower() for w in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", phrase)]
    return any(role_at(lower, i)[0] for i in range(len(lower)))
