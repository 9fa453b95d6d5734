"""Contradictions between parties on a matter of fact: the same sentence with another number, or turned round.

Only what is nearly the same sentence is paired, so that what is listed can be read at a glance; it says that
the two do not agree, and nothing about who is right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Literal

from onrecord.attribution.sentences import sentences
from onrecord.positions.likeness import keywords
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Speaking, Voices
from onrecord.resolution.expressions import find

NEAR = timedelta(days=60)
ALIKE = 0.7
LEAST = 5
_NUMBER = re.compile(
    r"(?<![\w.])(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?:[\s-]?(?P<unit>(?i:percent|per cent|%|thousand|million|billion|trillion|bn|mn|tn|(?<=\d)[kmbt]))"
    r"(?!\w))?"
)
_TIMES = {
    **{"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    **{"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12, "tn": 10**12},
}
_ROUGH = re.compile(
    r"(?i)\b(?:about|around|roughly|nearly|almost|some|over|under|up to|approximately|estimated"
    r"|(?:more|less|fewer) than|at (?:least|most))\s+[^\w\s]?\d"
)
"""A rough number contradicts no other."""
_OWN = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|I|[Mm]y)\b")
"""Words by which a claim is about the speaker's own side."""
_NOT = re.compile(r"(?i)\b(?:not|never|no|none|nobody|nothing|without|n['’]t)\b|n['’]t\b")
_MODAL = re.compile(
    r"(?i)\b(?:will|would|should|must|may|might|can|could|shall|want|wants|hope|hopes|believe|believes|think|thinks|if)\b"
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements of fact, by different parties, that cannot both be so as they stand."""

    parties: tuple[str, str]
    earlier: str
    later: str
    grade: Literal["likely", "weak"]
    why: str


@dataclass(frozen=True, slots=True)
class _Claim:
    statement: Statement
    voice: Speaking
    words: frozenset[str]
    numbers: frozenset[float]
    printed: str
    negated: bool
    about: frozenset[str]


def contradictions(statements: Sequence[Statement], voices: Voices) -> list[Contradiction]:
    """Return the pairs of statements of different parties, at most 60 days apart, that do not agree."""
    claims = [claim for statement in statements for claim in _claims(statement, voices)]
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for word in claim.words:
            by_word[word].append(place)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for places in by_word.values():
        if len(places) <= 40:  # a word that so many claims share tells nothing
            for pair in combinations(places, 2):
                shared[pair] += 1
    found: dict[tuple[str, str], Contradiction] = {}
    for (one, other), number in sorted(shared.items()):
        if number >= LEAST - 1:
            clash = _clash(claims[one], claims[other])
            if clash:
                found.setdefault((clash.earlier, clash.later), clash)
    return list(found.values())


def _claims(statement: Statement, voices: Voices) -> Iterator[_Claim]:
    voice = voices.of(statement)
    if voice is None or voice.weight == 0 or statement.act not in ("says", "denies"):
        return
    for span in statement.content:
        for sentence in sentences(statement.text, span.start, span.end):
            text = sentence.of(statement.text)
            words = frozenset(w for w in keywords(text) if not w[:1].isdigit())
            if len(words) >= LEAST and not _MODAL.search(text):
                days = [date.span for date in find(text)]
                found = [] if _ROUGH.search(text) else list(_NUMBER.finditer(text))
                found = [n for n in found if not any(d.start <= n.start() < d.end for d in days)]
                printed = ", ".join(match.group().strip() for match in found)
                numbers = frozenset(map(_value, found))
                about = frozenset(voices.named_in(text)) | ({voice.party} if _OWN.search(text) else set())
                yield _Claim(statement, voice, words, numbers, printed, bool(_NOT.search(text)), about)


def _value(match: re.Match[str]) -> float:
    """Return what a number comes to, however it is written: 1,200,000 is 1.2 million."""
    return float(match["figure"].replace(",", "")) * _TIMES.get((match["unit"] or "").lower(), 1)


def _clash(one: _Claim, other: _Claim) -> Contradiction | None:
    if one.voice.party == other.voice.party or one.about != other.about:
        return None
    days = one.statement.day, other.statement.day
    if days[0] is None or days[1] is None or abs(days[0] - days[1]) > NEAR:
        return None
    common = one.words & other.words
    if len(common) < LEAST or len(common) < ALIKE * max(len(one.words), len(other.words)):
        return None
    first, last = sorted((one, other), key=lambda c: (str(c.statement.day), c.statement.id))
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        why = f"{first.printed} against {last.printed}"
    elif one.negated != other.negated and one.numbers == other.numbers:
        why = "one says that it is so, the other that it is not"
    else:
        return None
    grade: Literal["likely", "weak"] = (
        "likely" if one.statement.kind == other.statement.kind == "direct" else "weak"
    )
    return Contradiction(
        (first.voice.party, last.voice.party), first.statement.id, last.statement.id, grade, why
    )
