"""Whether two different printings are the same spoken words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from onrecord.attribution.lexicon import table
from onrecord.resolution.spelling import sound

_SHORTEST_NAME = 4


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two rows of keys are one: joined or hyphenated, as numerals or in words, "'s" for "is".

    >>> same_words(["counter", "offensive"], ["counteroffensive"]), same_words(["20", "4"], ["24"])
    (True, True)
    >>> same_words(["'s"], ["is"]), same_words(["is"], ["was"])
    (True, False)
    >>> same_words(["5", "6"], ["11"]), same_words(["20", "4"], ["204"])
    (False, False)
    """
    if "".join(one) == "".join(other) and _may_join(one) and _may_join(other):
        return True
    if len(one) == len(other) and all(map(_either, one, other)):
        return True
    values = numbers(one)
    return bool(values) and _years(values) == _years(numbers(other))


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


def numbers(keys: Sequence[str]) -> tuple[float, ...]:
    """Return the numbers that keys print, one after another; empty where one of them prints none.

    >>> numbers(["5", "million"]), numbers(["2", "hundred", "and", "50"]), numbers(["war"])
    ((5000000.0,), (250.0,), ())
    >>> numbers(["5", "6"]), numbers(["20", "4", "7"])
    ((5.0, 6.0), (24.0, 7.0))
    >>> numbers(["a", "hundred"]), numbers(["a", "boat"])
    ((100.0,), ())
    """
    scales: dict[str, int] = table("wording")["scales"]
    found: list[float] = []
    total = part = 0.0
    room: float = 0  # what is added to a number is below its last place: twenty-four, but five, six
    for key, following in zip_longest(keys, keys[1:], fillvalue=""):
        if key == "a" and following in scales and not room:
            continue
        if key in scales:
            part = (part if room else 1) * scales[key]
            if scales[key] > 100:
                total, part = total + part, 0.0
            room = scales[key]
        elif key[0].isdigit() and key.replace(".", "", 1).isdecimal():
            value = float(key)
            if room and (value >= room or not value):
                found.append(total + part)
                total = part = 0.0
            part += value
            room = 10 if value >= 20 and value % 10 == 0 and value < 100 else 1
        elif key != "and" or not room:
            return ()
    return (*found, total + part) if room else ()


def _may_join(keys: Sequence[str]) -> bool:
    """Say whether keys may be one word, or one numeral: 200 000, but not 5, 6."""
    return not all(key.isdecimal() for key in keys) or all(len(key) == 3 for key in keys[1:])


def _years(values: tuple[float, ...]) -> tuple[float, ...]:
    """Return numbers of two digits each, as years are said, as one.

    >>> _years((19.0, 91.0)), _years((24.0, 7.0))
    ((1991.0,), (24.0, 7.0))
    """
    if len(values) == 2 and all(10 <= value < 100 and value % 1 == 0 for value in values):
        return (values[0] * 100 + values[1],)
    return values
