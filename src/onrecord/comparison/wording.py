"""Whether two different printings are the same spoken words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.resolution.spelling import sound

_SHORTEST_NAME = 4


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two rows of keys are one: joined or hyphenated, as numerals or in words, "'s" for "is".

    >>> same_words(["counter", "offensive"], ["counteroffensive"]), same_words(["20", "4"], ["24"])
    (True, True)
    >>> same_words(["'s"], ["is"]), same_words(["is"], ["was"])
    (True, False)
    """
    if "".join(one) == "".join(other):
        return True
    if len(one) == len(other) and all(map(_either, one, other)):
        return True
    value = number(one)
    return value is not None and value == number(other)


def same_name(one: str, other: str) -> bool:
    """Say whether two printed words are spellings of one name (Kyiv, Kiev); both must be capitalised.

    >>> same_name("Zelenskyy", "Zelensky"), same_name("Poland", "Holland"), same_name("lose", "loose")
    (True, False, False)
    """
    names = all(len(word) >= _SHORTEST_NAME and word[0].isupper() for word in (one, other))
    return names and sound(one) == sound(other)


def _either(one: str, other: str) -> bool:
    endings = _endings()
    return one == other or other in endings.get(one, ()) or one in endings.get(other, ())


@cache
def _endings() -> dict[str, list[str]]:
    return dict(table("wording")["either"])


def number(keys: Sequence[str]) -> float | None:
    """Return the number that keys print, or None.

    >>> number(["5", "million"]), number(["2", "hundred", "and", "50"]), number(["war"])
    (5000000.0, 250.0, None)
    """
    scales: dict[str, int] = table("wording")["scales"]
    total = part = 0.0
    seen = False
    for key in keys:
        if key in scales:
            part = (part if seen else 1) * scales[key]
            if scales[key] > 100:
                total, part = total + part, 0.0
        elif key == "and" and seen:
            continue
        elif key[0].isdigit() and key.replace(".", "", 1).isdecimal():
            part += float(key)
        else:
            return None
        seen = True
    return total + part if seen else None
