"""The cast of one document: every person, country and body in it, with the names and roles printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.attribution.sentences import is_abbreviation
from onrecord.model import Document, Mention, Party, PartyKind
from onrecord.resolution import offices
from onrecord.resolution.lexicon import Known, form_key, given_names, known, organisation_words
from onrecord.resolution.mentions import Name, demonyms, find_names
from onrecord.resolution.outlets import outlet_of
from onrecord.resolution.roles import Role, implied, parse_role
from onrecord.resolution.spelling import fold, same_person, sound
from onrecord.resolution.spelling import words as name_words
from onrecord.when import bounds

_BREAK = re.compile(r"[,;:()\n\"“”«»—–]|[.?!](?=\s)")
_STEP = re.compile(r"\s+|(?<=-)")
_APPOSITION = re.compile(r"\s*,\s+(?:who is |who was |then )?(?=[\w“])")
_STOP = re.compile(r"[.;:()\n\"“”—–](?!\w)|,|\bwho\b|\bwhich\b")
_STATE_PARTY = re.compile(r"\s*[,(]\s?([RDI])-([A-Z][\w.]+(?: [A-Z][\w.]+)?)\)?")
_PARTY_OF = re.compile(r"\s*,\s+(Republican|Democrat|Independent) of ([A-Z]\w+(?: [A-Z]\w+)?)")
_PARTY_LETTERS = {"R": "republican", "D": "democratic", "I": "independent"}
_SITE = re.compile(r"\w\.(?:com|org|net|[A-Za-z][a-z])$")
_REACH = 110  # how far before a name its titles may begin, in characters


@dataclass(slots=True)
class Figure:
    """One party while the document is being read. ``roles`` as printed, in text order, each with its position."""

    kind: PartyKind
    name: str
    words: tuple[str, ...]
    known: Known | None = None
    roles: list[tuple[Role, int]] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    gender: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    at: list[int] = field(default_factory=list)
    offices: list[offices.Office] = field(default_factory=list)
    full: int = 0

    @property
    def party(self) -> Party:
        """The party as it goes on record."""
        return Party(self.name, self.kind)

    @property
    def sex(self) -> str:
        """``m``, ``f`` or ``u``: what titles and the given name say most often."""
        votes = [(n, g) for g, n in self.gender.items() if g in "mf"]
        return max(votes)[1] if votes else "u"

    def bag(self) -> frozenset[str]:
        """Everything that is said of whose office this is, with what follows from it."""
        found = set(self.attributes)
        for role, _ in self.roles:
            found |= role.bag
        return implied(frozenset(found))


@dataclass(frozen=True, slots=True)
class Found:
    """What a source phrase led to: a figure of the cast, or a party of its own."""

    figure: Figure | None
    party: Party
    confidence: float
    reason: str
    role: str | None = None
    affiliation: str | None = None


@dataclass(slots=True)
class Cast:
    """All figures of a document, the names in text order with the figure of each, and the day of publication."""

    text: str
    names: list[Name]
    owner: list[Figure | None]
    figures: list[Figure]
    day: date | None
    starts: list[int] = field(default_factory=list)
    demonyms: dict[str, str] = field(default_factory=dict)

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
    people = _People()
    for name in (*names, *title):
        if name.kind == "person" and len(name.words) > 1:
            people.full(name)
    owner: list[Figure | None] = [None] * len(names)
    others: dict[tuple[str, ...], Figure] = {}
    acronyms = _spelled_out(names)
    for i, name in enumerate(names):
        if name.kind == "known" and name.known is not None:
            owner[i] = _known_figure(others, name, name.known)
        elif name.kind in ("person", "unclear"):
            owner[i] = people.find(name) or people.famous(name, day)
        if owner[i] is None and name.kind in ("organisation", "unclear"):
            owner[i] = _organisation(others, name, acronyms)
        figure = owner[i]
        if figure is not None:
            figure.at.append(name.span.start)
            figure.forms[name.printed] += 1
    cast = Cast(text, names, owner, [*people.figures, *others.values()], day, [n.span.start for n in names])
    cast.demonyms = _places(others.values())
    _read_roles(cast)
    for figure in people.figures:
        _know(figure, cast)
    return cast


class _People:
    """Persons by surname; full names first, then what is said with the surname alone."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.by_word: dict[str, list[Figure]] = {}

    def full(self, name: Name) -> Figure:
        for figure in self.by_word.get(sound(name.words[-1]), ()):
            if same_person(figure.words, name.words):
                if len(name.words) > len(figure.words) and len(name.words) <= 4:
                    figure.name, figure.words = name.printed, name.words
                self._note(figure, name)
                figure.full += 1
                return figure
        figure = Figure("person", name.printed, name.words, full=1)
        self._note(figure, name)
        self._put(figure)
        return figure

    def _put(self, figure: Figure) -> None:
        self.figures.append(figure)
        for word in {sound(w) for w in figure.words}:
            self.by_word.setdefault(word, []).append(figure)

    def _note(self, figure: Figure, name: Name) -> None:
        if name.gender in "mf":
            figure.gender[name.gender] += 3
        given = next((given_names()[w] for w in name.words[:-1] if w in given_names()), "u")
        if given in "mf":
            figure.gender[given] += 1

    def find(self, name: Name) -> Figure | None:
        """Return the figure of a name: by the full name, else by the surname if it leaves one, else a new one."""
        if not name.words:
            return None
        if len(name.words) > 1:
            for figure in self.by_word.get(sound(name.words[-1]), ()):
                if same_person(figure.words, name.words):
                    return figure
            return self.full(name) if name.kind == "person" else None
        candidates = self.by_word.get(sound(name.words[0]), [])
        last = [f for f in candidates if sound(f.words[-1]) == sound(name.words[0])]
        candidates = last or candidates
        exact = [f for f in candidates if name.words[0] in f.words]
        candidates = exact or candidates
        if name.gender in "mf":
            candidates = [f for f in candidates if f.sex in (name.gender, "u")]
        if len(candidates) > 1:
            candidates = _foremost(candidates, name.span.start)
        if len(candidates) == 1:
            if name.gender in "mf":
                candidates[0].gender[name.gender] += 2
            return candidates[0]
        if candidates or name.kind != "person":
            return None
        printed = name.printed.title() if name.printed.isupper() and len(name.printed) > 3 else name.printed
        figure = Figure("person", printed, name.words)
        self._note(figure, name)
        self._put(figure)
        return figure

    def famous(self, name: Name, day: date | None) -> Figure | None:
        """Return a new figure for a lone surname that one holder of a highest office of the time bears."""
        if name.kind != "unclear" or len(name.words) != 1 or len(name.printed) < 4:
            return None
        held = [o for o in offices.named(name.words, day) if o.role.head in offices.HIGHEST]
        if len(offices.people(held)) != 1:
            return None
        figure = Figure("person", name.printed, name.words)
        self._put(figure)
        return figure


def _foremost(candidates: list[Figure], at: int) -> list[Figure]:
    """Keep the one whose full name is printed most often, of equals the one named last before."""
    most = max(f.full for f in candidates)
    kept = [f for f in candidates if f.full == most]
    before = [f for f in kept if any(a < at for a in f.at)]
    return [max(before, key=lambda f: max(a for a in f.at if a < at))] if len(kept) > 1 and before else kept


def _known_figure(others: dict[tuple[str, ...], Figure], name: Name, entry: Known) -> Figure:
    key = ("known", entry.kind, entry.name)
    if key not in others:
        others[key] = Figure(entry.kind, entry.name, tuple(fold(w) for w in entry.name.split()), entry)
    return others[key]


def _organisation(
    others: dict[tuple[str, ...], Figure], name: Name, acronyms: dict[str, tuple[str, ...]]
) -> Figure | None:
    if not name.words:
        return None
    words, printed = _bare(name)
    key = acronyms.get(words[0], words) if len(words) == 1 else words
    outlet = outlet_of(printed) or outlet_of(" ".join(key))
    if outlet is not None:
        key = ("outlet", outlet.name)
    if key not in others and outlet is not None:
        others[key] = Figure("outlet", outlet.name, name_words(outlet.name))
    elif key not in others:
        printed = _of_country(printed)
        paper = (len(key) > 1 and key[-1] in organisation_words("outlets_words")) or _SITE.search(
            printed
        ) is not None
        full = printed if key is words else " ".join(w.capitalize() for w in key)
        others[key] = Figure("outlet" if paper else "organisation", full, key)
    elif outlet is None and key is words and len(words) > 1:
        others[key].name = printed
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


def _spelled_out(names: Sequence[Name]) -> dict[str, tuple[str, ...]]:
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


def _places(others: Iterable[Figure]) -> dict[str, str]:
    """Return adjectives of places that only this text knows -> the place, which becomes a country."""
    lone = {f.words[0]: f for f in others if len(f.words) == 1 and f.known is None}
    found = demonyms(lone)
    for place in found.values():
        lone[place].kind = "country"
    return found


def _read_roles(cast: Cast) -> None:
    """Give every person the roles printed before and after the name."""
    text = cast.text
    people = [
        (n, f) for n, f in zip(cast.names, cast.owner, strict=True) if f is not None and f.kind == "person"
    ]
    for i, (name, figure) in enumerate(people):
        role = role_before(text, name)
        if role is not None:
            _take(figure, cast.plain(role), name.span.start)
        following = people[i + 1][0].front if i + 1 < len(people) else len(text)
        for after in _roles_after(text, name.span.end, following):
            _take(figure, cast.plain(after), name.span.start)
        figure.attributes |= _party_and_state(text, name.span.end)


def _take(figure: Figure, role: Role, at: int) -> None:
    figure.roles.append((role, at))
    if role.gender in "mf":
        figure.gender[role.gender] += 2


def role_before(text: str, name: Name) -> Role | None:
    """Return the longest role phrase that ends where the name begins, or before a comma in front of it."""
    begin = name.span.start
    role = _longest(text, begin, name.front)
    if role is None and name.front == begin and text[max(0, begin - 2) : begin] == ", ":
        role = _longest(text, begin - 2, begin - 2)
        if role is not None and not role.definite:
            return None
    return role


def _longest(text: str, end: int, front: int) -> Role | None:
    lowest = max(0, end - _REACH)
    cut = lowest
    for mark in _BREAK.finditer(text, lowest, max(front, lowest)):
        if mark.group() != "." or not _abbreviation(text, mark.start()):
            cut = mark.end()
    phrase = text[cut:end]
    starts = [0, *(m.end() for m in _STEP.finditer(phrase))]
    for start in starts[-14:]:
        candidate = phrase[start:].strip()
        if candidate:
            role = parse_role(candidate, strict=True)
            if role is not None and role.whole:
                return role
    return None


def _abbreviation(text: str, at: int) -> bool:
    word = re.search(r"[\w.]*$", text[max(0, at - 12) : at])
    return word is not None and is_abbreviation(word.group())


def _roles_after(text: str, end: int, following: int) -> list[Role]:
    comma = _APPOSITION.match(text, end, min(len(text), end + 20))
    if comma is None:
        return []
    stop = _STOP.search(text, comma.end(), min(len(text), comma.end() + 200))
    close = stop.start() if stop else min(len(text), comma.end() + 200)
    if following < close:
        return []
    found = []
    for part in re.split(r"\s+and\s+(?=[a-zA-Z])", text[comma.end() : close])[:3]:
        role = parse_role(part)
        if role is None:
            break
        found.append(role)
    return found


def _party_and_state(text: str, end: int) -> set[str]:
    match = _STATE_PARTY.match(text, end)
    if match:
        state = known().get(form_key(match[2]))
        return {_PARTY_LETTERS[match[1]], *([state.name.lower()] if state else [])}
    match = _PARTY_OF.match(text, end)
    return {match[1].lower().replace("democrat", "democratic"), match[2].lower()} if match else set()


def _know(figure: Figure, cast: Cast) -> None:
    """Add from the table of offices what the document leaves out: the full name of a holder, the country."""
    matches = offices.named(figure.words, cast.day)
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


def _fits(figure: Figure, office: offices.Office, cast: Cast) -> bool:
    """Whether a surname alone may be this holder: same class of office printed, or one of the highest offices."""
    if sound(office.surname) != sound(figure.words[0]):
        return False
    heads = {role.head for role, _ in figure.roles}
    return (
        office.role.head in heads if heads else office.role.head in offices.HIGHEST and office.near(cast.day)
    )
