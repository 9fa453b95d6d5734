"""Who held which public office when: ``resources/en/offices.csv`` (by hand) and ``heads.csv`` (World
Factbook)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from onrecord.resolution.lexicon import rows
from onrecord.resolution.roles import Role, bag_of, parse_role
from onrecord.resolution.spelling import same_person, sound, words
from onrecord.when import bounds

_CLOSE = timedelta(days=3 * 365)
_SURNAME_FIRST = frozenset({"China", "Taiwan", "North Korea", "South Korea", "Vietnam"})
HIGHEST = frozenset(
    {"president", "prime_minister", "chancellor", "secretary_general", "vice_president", "monarch"}
)
"""Classes of office whose holder news names without saying who it is."""


@dataclass(frozen=True, slots=True)
class Office:
    """One holder's time in one office; ``since`` and ``until`` are EDTF, an empty end is open."""

    holder: str
    words: tuple[str, ...]
    title: str
    whose: str
    country: str
    since: str
    until: str
    role: Role
    listed: bool = False  # only in the list of all the world's heads: many share the surname

    @property
    def surname(self) -> str:
        """The folded surname: the first word in the languages that put it first."""
        return self.words[0] if self.country in _SURNAME_FIRST else self.words[-1]

    def held(self, on: date | None) -> bool:
        """Whether it was held on a day; without a day, whether it is still held."""
        if on is None:
            return not self.until
        first, last = bounds(self.since)[0], bounds(self.until)[1] if self.until else None
        return (first is None or first <= on) and (last is None or on <= last)

    def near(self, on: date | None) -> bool:
        """Whether it was held within three years of a day."""
        if on is None:
            return True
        first, last = bounds(self.since)[0], bounds(self.until)[1] if self.until else None
        return (first is None or first <= on + _CLOSE) and (last is None or on <= last + _CLOSE)


def named(name: Sequence[str], on: date | None) -> list[Office]:
    """Return the offices held, at that time or not long before or after, by people of that name (folded
    words)."""
    if not name:
        return []
    near = [o for o in _by_surname().get(sound(name[-1]), ()) if o.near(on)]
    if len(name) == 1:
        return [o for o in near if sound(o.surname) == sound(name[0])]
    return [o for o in near if same_person(o.words, name)]


def people(offices: Iterable[Office]) -> dict[str, list[Office]]:
    """Group offices by holder."""
    grouped: dict[str, list[Office]] = {}
    for office in offices:
        grouped.setdefault(office.holder, []).append(office)
    return grouped


def holders(head: frozenset[str], bag: frozenset[str], on: date | None) -> list[Office]:
    """Return the offices of the given classes for the country or body in ``bag`` that were held on a day."""
    if not bag:
        return []
    return [o for o in _all() if o.role.head in head and bag <= o.role.bag and o.held(on)]


@cache
def _all() -> tuple[Office, ...]:
    found: list[Office] = []
    seen: set[tuple[str, str, str]] = set()
    for row, listed in (*((r, False) for r in rows("offices")), *((r, True) for r in rows("heads"))):
        office = replace(_office(row), listed=listed)
        key = (sound(office.words[-1]), office.role.head, office.country or office.whose)
        if office.until or key not in seen:
            seen.add(key)
            found.append(office)
    return tuple(found)


def _office(row: dict[str, str]) -> Office:
    title, whose, country = row["office"], row["organisation"] or row["country"], row["country"]
    role = parse_role(f"{title} of {whose}") or Role(title, "official")
    bag = role.bag | bag_of(row["organisation"] or "") | bag_of(country or "") | bag_of(title)
    known = Role(
        title, role.head, bag, whose, bool(row["until"]), False, "u", row["since"], row["until"] or None
    )
    return Office(
        row["holder"], words(row["holder"]), title, whose, country, row["since"], row["until"] or "", known
    )


@cache
def _by_surname() -> dict[str, list[Office]]:
    found: dict[str, list[Office]] = {}
    for office in _all():
        for word in {office.words[-1], office.words[0]}:
            found.setdefault(sound(word), []).append(office)
    return found
