"""Spellings of one name brought together: diacritics, transliterations and short forms of given names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.attribution.lexicon import table

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "’": "'",
        "‘": "'",
    }
)
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_RULES = (
    (re.compile(r"kh"), "h"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"(?:tch|ch)$"), "c"),
    (re.compile(r"(?:ck|q)"), "k"),
    (re.compile(r"(?:[yij]+|ey)$"), "i"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"ii+"), "i"),
    (re.compile(r"^ie"), "e"),
    (re.compile(r"(.)\1"), r"\1"),
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in lower case without diacritics, possessive ending or full stops.

    >>> fold("Kwaśniewski’s"), fold("U.S.")
    ('kwasniewski', 'us')
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word).casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a key that the transliterations of one Slavic or Arabic name share.

    >>> sound("Zelenskyy") == sound("Zelensky") == sound("Zelenskiy") == sound("Zelenskij")
    True
    >>> sound("Kiev") == sound("Kyiv"), sound("Orban") == sound("Urban")
    (True, False)
    """
    key = fold(word)
    key = _same().get(key, key)
    for pattern, by in _RULES:
        key = pattern.sub(by, key)
    return key


def words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without generational suffixes.

    >>> words("Mikuláš Dzurinda, Jr.")
    ('mikulas', 'dzurinda')
    """
    return tuple(w for w in (fold(m.group()) for m in _WORD.finditer(name)) if w not in SUFFIXES)


def same_given(one: str, other: str) -> bool:
    """Whether two given names (folded) may be one: equal, transliterated, short form, or an initial.

    >>> same_given("volodymyr", "vladimir"), same_given("j", "james"), same_given("mark", "john")
    (True, True, False)
    """
    if sound(one) == sound(other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names (folded words, given names first) may be of one person: surname and given
    name agree.

    >>> same_person(("john", "f", "kerry"), ("john", "kerry")), same_person(("bill", "orr"), ("ann", "orr"))
    (True, False)
    """
    if not one or not other or sound(one[-1]) != sound(other[-1]):
        return False
    if len(one) == 1 or len(other) == 1 or same_given(one[0], other[0]):
        return len(one) < 3 or len(other) < 3 or same_given(one[1], other[1]) or len(one) != len(other)
    return any(sound(w) == sound(other[0]) for w in one[1:-1]) or any(
        sound(w) == sound(one[0]) for w in other[1:-1]
    )


@cache
def _same() -> dict[str, str]:
    return {word: group[0] for group in table("spellings")["groups"] for word in group}
