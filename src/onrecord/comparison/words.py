"""A text as the words that were spoken, each pinned to the characters that print it.

Contractions are spelled out, case, accents, numerals and national spellings levelled, so that equal keys mean
the same spoken word. What is printed but was not said (stage directions, words cut off, brackets of an
editor) is kept apart as asides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from onrecord.attribution.lexicon import table
from onrecord.model import Span

_TOKEN = re.compile(
    r"(?P<edited>\[[^\W\d_]{1,4}\][^\W\d_]+(?:['’][^\W_]+)*|[^\W\d_]+\[[^\W\d_]{1,5}\][^\W\d_]*)"
    r"|(?P<aside>[(\[][^()\[\]]{0,200}[)\]])"
    r"|(?P<cut>[^\W_]+(?:['’][^\W_]+)*-(?=\s{0,3}(?:[—–]|--)))"
    r"|(?P<initials>(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|(?i:bn|tn|mn|m|k))?(?![^\W_]))"
    r"|(?P<percent>[Pp]er\scent\b)"
    r"|(?P<word>(?:(?<![^\W_])['’‘](?=em\b|cause\b|til\b))?[^\W_]+(?:['’‘][^\W_]+)*)"
    r"|(?P<sign>[%&])"
    r"|(?P<currency>[$€£])"
)
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_SCALED = re.compile(r"(\d[\d.]*)(bn|tn|mn|m|k)")
_ENDING = re.compile(r"(n't|'[a-z]+)$")


@dataclass(slots=True)
class Words:
    """The spoken words of some spans of a text, in text order.

    ``keys[i]`` is printed by ``text[starts[i]:ends[i]]``; a contraction gives several words with one span.
    ``asides`` are printed passages that are no words of the speaker: ``(i, span)`` stands before word ``i``.
    ``pieces[i]`` is the number of the span that word ``i`` lies in.
    """

    text: str
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    asides: list[tuple[int, Span]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """Return the characters that print words ``first`` to ``last`` (exclusive); empty where there are
        none. A currency said after its number is printed by the sign before it."""
        if first < last:
            start, end = self.starts[first], self.ends[last - 1]
            if start == end:
                start = max(self.text.rfind(sign, 0, start) for sign in _lists("currencies"))
            return Span(start, end)
        at = self.ends[first - 1] if first else (self.starts[0] if self.starts else 0)
        return Span(at, at)

    def between(self, index: int) -> str:
        """Return what is printed between word ``index - 1`` and word ``index``."""
        return self.text[self.ends[index - 1] : self.starts[index]] if 0 < index < len(self) else ""

    def left_out(self, index: int) -> bool:
        """Say whether an ellipsis stands before word ``index``."""
        return _ELLIPSIS.search(self.between(index)) is not None


def words_of(text: str, spans: Iterable[Span]) -> Words:
    """Return the spoken words of the spans; linear in their length, never raises on spans inside the text.

    >>> words_of("We’re [still] here.", [Span(0, 19)]).keys
    ['we', 'are', 'here']
    """
    found = Words(text)
    for piece, (start, end) in enumerate(spans):
        _read(found, piece, start, end)
    return found


def _read(found: Words, piece: int, start: int, end: int) -> None:
    unit, numbers = "", 0  # the "dollars" of "$5 billion" are said after the number
    for match in _TOKEN.finditer(found.text, start, end):
        group, printed = match.lastgroup, match.group()
        first, last = match.span()
        keys = () if group in ("aside", "cut", "currency") else keys_of(printed)
        if unit and not (keys and (keys[0] in _numbers()[1] if numbers else keys[0][0].isdigit())):
            _push(found, piece, unit, found.ends[-1] if found.ends else start)
            unit, numbers = "", 0
        if group == "currency":
            unit, numbers = str(_lists("currencies")[printed]), 0
        elif not keys and any(map(str.isalnum, printed)):
            found.asides.append((len(found), Span(first, last)))
        for key in keys:
            _push(found, piece, key, first, last)
            numbers += 1
    if unit:
        _push(found, piece, unit, found.ends[-1] if found.ends else start)


def _push(found: Words, piece: int, key: str, start: int, end: int | None = None) -> None:
    """Add a word; one without an end is said but not printed there."""
    found.keys.append(key)
    found.starts.append(start)
    found.ends.append(start if end is None else end)
    found.pieces.append(piece)


@lru_cache(maxsize=200_000)
def keys_of(printed: str) -> tuple[str, ...]:
    """Return the spoken words that one printed word stands for; none for a filler.

    >>> keys_of("Don’t"), keys_of("U.S."), keys_of("1,000"), keys_of("seven"), keys_of("uh")
    (('do', 'not'), ('u.s',), ('1000',), ('7',), ())
    >>> keys_of("5bn"), keys_of("per cent"), keys_of("favourable")
    (('5', 'billion'), ('%',), ('favorable',))
    """
    if printed in ("US", "U.S.", "U.S"):
        return ("u.s",)
    plain = printed.translate(_APOSTROPHES).lower()
    if plain[0].isdigit():
        plain = plain.replace(",", "")
        scaled = _SCALED.fullmatch(plain)
        return (scaled[1], _lists("short_scales")[scaled[2]]) if scaled else (plain,)
    plain = plain.replace(".", "").replace("[", "").replace("]", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if plain in words_named("fillers"):
        return ()
    spelled = _lists("spelled_out").get(" ".join(plain.split()))
    if spelled:
        return tuple(spelled)
    ending = _ENDING.search(plain)
    if ending and ending.start():
        last = _lists("endings").get(ending[1]) or (ending[1] if ending[1] in _lists("either") else None)
        if last:
            return (*keys_of(plain[: ending.start()]), last)
    if plain.endswith("in'"):
        plain = plain[:-1] + "g"
    return (_level(plain.strip("'")),) if plain.strip("'") else ()


def _level(word: str) -> str:
    number = _numbers()[0].get(word)
    if number:
        return number
    spelling = _lists("spelling")
    if word in spelling["words"]:
        return str(spelling["words"][word])
    for one, other in spelling["endings"]:
        if word.endswith(one) and len(word) > len(one) + 2:
            return word[: -len(one)] + str(other)
    return word


@cache
def _lists(name: str) -> dict[str, Any]:
    found: dict[str, Any] = table("wording")[name]
    return found


@cache
def words_named(name: str) -> frozenset[str]:
    """Return one word list of ``wording.toml``: fillers, negations, directions, common."""
    return frozenset(table("wording")["words"][name])


@cache
def _numbers() -> tuple[dict[str, str], frozenset[str]]:
    data = table("wording")
    plain = {word: str(number) for word, number in data["numbers"].items()} | data["ordinals"]
    return plain, frozenset(data["scales"])


@lru_cache(maxsize=200_000)
def weight(key: str) -> float:
    """Return how much evidence a word is that two passages are one: from 0.25 (the) to 1.

    >>> weight("the") < weight("war") < weight("blockade")
    True
    """
    if key in words_named("common"):
        return 0.25
    return 0.6 if len(key) < 4 else 0.8 if len(key) < 6 else 1.0
