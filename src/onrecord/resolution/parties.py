"""The cast of one document: every person, country and body in it, with the names and roles printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.model import Document, Mention
from onrecord.resolution import offices
from onrecord.resolution.bodies import known_figure, organisation, outlet_figure, places, spelled_out
from onrecord.resolution.figures import Figure
from onrecord.resolution.lexicon import given_names
from onrecord.resolution.mentions import find_names
from onrecord.resolution.outlets import named
from onrecord.resolution.people import People
from onrecord.resolution.printed_roles import party_and_state, role_before, roles_after
from onrecord.resolution.roles import Role, parse_role
from onrecord.resolution.runs import Name
from onrecord.resolution.spelling import fold, sound
from onrecord.when import bounds

_ITS = re.compile(r"\b[Ii]ts\s(?:[\w-]+\s){0,4}[\w-]+,?\s\Z")
_REACH, _BACK = 80, 200
"""Characters before a name in which "its" may stand, and before that in which whose it is."""
_PLACE = re.compile(r"\b(?:in|from|near|across|into|against|between|of) \Z")
"""What stands before a country."""


@dataclass(slots=True)
class Cast:
    """All figures of a document, the names in text order with the figure of each, and the day of
    publication."""

    text: str
    names: list[Name]
    owner: list[Figure | None]
    figures: list[Figure]
    day: date | None
    starts: list[int] = field(default_factory=list)
    demonyms: dict[str, str] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()

    def plain(self, role: Role) -> Role:
        """Return the role with adjectives of places that only this document knows replaced by the place."""
        if not any(word in self.demonyms for word in role.bag):
            return role
        return replace(role, bag=frozenset(self.demonyms.get(word, word) for word in role.bag))

    def within(self, start: int, end: int) -> Iterable[tuple[Name, Figure | None]]:
        """Yield the names that begin in ``[start, end)`` with their figures."""
        for i in range(bisect_left(self.starts, start), len(self.starts)):
            if self.starts[i] >= end:
                return
            yield self.names[i], self.owner[i]

    def people(self) -> list[Figure]:
        """Return the persons."""
        return [f for f in self.figures if f.kind == "person"]


def cast_of(document: Document, text: str, mentions: Sequence[Mention] = ()) -> Cast:
    """Read the cast of a document. ``text`` is the document's with the passages set aside blanked out."""
    names = find_names(text, mentions)
    day = bounds(document.published or "")[0] if document.published else None
    title = [n for n in find_names(document.title or "") if n.kind == "person" and len(n.words) > 1]
    countries = frozenset(n.known.country for n in names if n.known is not None and n.known.country)
    people = People()
    outlets, bearers = _outlets(text, names), _bearers(text, names)
    for i, name in enumerate((*names, *title)):
        if name.kind == "person" and len(name.words) > 1 and i not in outlets:
            people.full(name)
    owner: list[Figure | None] = [None] * len(names)
    others: dict[tuple[str, ...], Figure] = {}
    acronyms = spelled_out(names)
    for i, name in enumerate(names):
        if i in outlets:
            owner[i] = outlet_figure(others, outlets[i])
        elif name.kind == "known" and name.known is not None and i not in bearers:
            owner[i] = known_figure(others, name.known)
        elif name.kind in ("person", "unclear") or i in bearers:
            owner[i] = people.find(name, _holder(text, name, day)) or people.famous(name, day, countries)
        if owner[i] is None and name.kind in ("organisation", "unclear"):
            owner[i] = organisation(others, name, acronyms)
        figure = owner[i]
        if figure is not None:
            figure.at.append(name.span.start)
            figure.forms[name.printed] += 1
    cast = Cast(text, names, owner, [*people.figures, *others.values()], day, [n.span.start for n in names])
    cast.demonyms, cast.countries = places(others.values()), countries
    _read_roles(cast)
    for figure in people.figures:
        _know(figure, cast)
    return cast


def _holder(text: str, name: Name, day: date | None) -> tuple[str, ...]:
    """Return the words of who holds the high office that stands before a lone surname, if one person does."""
    if len(name.words) != 1 or not name.titled:
        return ()
    role = parse_role(text[name.front : name.span.start].strip())
    if role is None or role.head not in offices.HIGHEST:
        return ()
    held = [o for o in offices.named(name.words, day) if o.role.head == role.head]
    return held[0].words if len(offices.people(held)) == 1 else ()


def _outlets(text: str, names: Sequence[Name]) -> dict[int, str]:
    """Return which names, by number, are those of outlets that the text names -> the outlets' full names."""
    starts = [n.span.start for n in names]
    surnames = {n.words[-1] for n in names if len(n.words) > 1 and _person_like(n)}
    found: dict[int, str] = {}
    for mention in named(text):
        if mention.outlet.kind in ("media", "platform"):
            continue
        i = bisect_left(starts, mention.span.start)
        name = names[i] if i < len(names) and names[i].span.end <= mention.span.end else None
        if name is None or _person_like(name) or (len(name.words) == 1 and name.words[0] in surnames):
            continue
        found[i] = mention.outlet.name
    return found


def _bearers(text: str, names: Sequence[Name]) -> set[int]:
    """Return which names, by number, are surnames and not the countries that are called so, too: *Jordan*
    after *Mike Jordan*, in a text that has nothing happen in Jordan."""
    surnames = {name.words[-1] for name in names if len(name.words) > 1 and _person_like(name)}
    found: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        if name.kind == "known" and len(name.words) == 1 and name.words[0] in surnames:
            found.setdefault(name.printed, []).append(i)
    return {
        i
        for numbers in found.values()
        if not any(_PLACE.search(text, 0, names[i].span.start) for i in numbers)
        for i in numbers
    }


def _person_like(name: Name) -> bool:
    return name.kind == "person" and (name.titled or (len(name.words) > 1 and name.words[0] in given_names()))


def _read_roles(cast: Cast) -> None:
    """Give every person the roles printed before and after the name."""
    text = cast.text
    people = [
        (n, f) for n, f in zip(cast.names, cast.owner, strict=True) if f is not None and f.kind == "person"
    ]
    for i, (name, figure) in enumerate(people):
        role = role_before(text, name)
        if role is not None:
            _take(figure, cast.plain(_of_owner(cast, name, _of_place(cast, name, role))), name.span.start)
        following = people[i + 1][0] if i + 1 < len(people) else None
        for after in roles_after(text, name.span.end, following):
            _take(figure, cast.plain(after), name.span.start)
        figure.attributes |= party_and_state(text, name.span.end)


def _of_place(cast: Cast, name: Name, role: Role) -> Role:
    """Give "President Ann Orm of Kvesta" the country that follows the name, where the role names none."""
    if role.affiliation:
        return role
    after = re.match(r"\s+of\s+(?:the\s+)?(?=[A-Z])", cast.text[name.span.end : name.span.end + 12])
    if after is None:
        return role
    at = name.span.end + after.end()
    for _, figure in cast.within(at, at + 1):
        if figure is not None and figure.kind == "country":
            return replace(role, affiliation=figure.name, bag=role.bag | {figure.name.lower()})
    return role


def _of_owner(cast: Cast, name: Name, role: Role) -> Role:
    """Give "its foreign ministry spokesman, Ann Orm," the country or body that was named last before.

    A name of one word that nothing tells to be a person's may be that of either: "Kvesta objects. Its ..."
    """
    its = _ITS.search(cast.text, max(0, name.span.start - _REACH), name.span.start)
    if its is None or not (role.affiliation or "its").islower():
        return role
    owners = [
        figure
        for _, figure in cast.within(its.start() - _BACK, its.start())
        if figure is not None and (figure.kind != "person" or not (figure.full or figure.roles))
    ]
    if not owners:
        return role
    return replace(role, affiliation=owners[-1].name, bag=role.bag | {owners[-1].name.lower()})


def _take(figure: Figure, role: Role, at: int) -> None:
    figure.roles.append((role, at))
    if role.gender in "mf":
        figure.gender[role.gender] += 2


def _know(figure: Figure, cast: Cast) -> None:
    """Add from the table of offices what the document leaves out: the full name of a holder, the country."""
    matches = [o for o in offices.named(figure.words, cast.day) if _spoken_of(o, figure, cast)]
    if len(figure.words) == 1:
        matches = [o for o in matches if _fits(figure, o, cast)]
    by_holder = offices.people(matches)
    if len(by_holder) != 1:
        return
    ((holder, held),) = by_holder.items()
    figure.offices = held
    if len(figure.words) == 1:
        figure.name, figure.words = holder, held[0].words
        given = given_names().get(figure.words[0], "u")
        figure.gender[given] += 1


def _spoken_of(office: offices.Office, figure: Figure, cast: Cast) -> bool:
    """Whether the text names the country or the office; of those that news names without, it need not."""
    held = any(role.head == office.role.head for role, _ in figure.roles)
    return held or not office.listed or office.country in cast.countries


def _fits(figure: Figure, office: offices.Office, cast: Cast) -> bool:
    """Whether a surname alone may be this holder: same class of office printed, or one of the highest
    offices."""
    word = figure.words[0]
    if sound(office.surname) != sound(word) or (word in given_names() and word != fold(office.surname)):
        return False
    heads = {role.head for role, _ in figure.roles}
    return (
        office.role.head in heads if heads else office.role.head in offices.HIGHEST and office.near(cast.day)
    )
