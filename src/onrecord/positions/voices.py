"""Who speaks for whom: from a statement's speaker to a party of the dossier, by name, office and date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from onrecord.attribution.lexicon import table
from onrecord.positions.dossier import Dossier, DossierParty, Voice
from onrecord.positions.likeness import keywords
from onrecord.positions.statements import Statement
from onrecord.resolution.lexicon import form_key, given_names, known
from onrecord.resolution.spelling import fold, same_person, sound, words
from onrecord.when import bounds

_SPEAKING = frozenset({"leader", "minister", "spokesperson", "envoy"})


@dataclass(frozen=True, slots=True)
class Speaking:
    """For which party somebody speaks, in which capacity (resources/en/capacities.toml), and why we think so.

    ``person`` is the name under which the dossier or the text knows them. ``weight`` is 0 where the words do
    not count for the party's position: a former office-holder, an unnamed official.
    """

    party: str
    capacity: str
    person: str
    office: str
    weight: float
    reason: str


class Voices:
    """The dossier's parties, found by their names and by those who speak for them."""

    def __init__(self, dossier: Dossier) -> None:
        self._parties = {party.name: party for party in dossier.parties}
        self._forms: dict[str, str] = {}
        self._voices: dict[str, list[tuple[tuple[str, ...], DossierParty, Voice]]] = defaultdict(list)
        for party in dossier.parties:
            for form in (party.name, *party.also, *_known_forms(party)):
                self._forms.setdefault(form_key(form), party.name)
            for voice in party.voices:
                for name in (voice.name, *voice.also):
                    parts = words(name)
                    if parts:
                        self._voices[sound(parts[-1])].append((parts, party, voice))
        raw = (form for party in dossier.parties for form in (party.name, *party.also))
        self._offices = _lone_offices(dossier)
        self._office = _any_of(self._offices)
        self._mention = _any_of([*self._forms, *raw])
        self.mentions_and_voices = cache(self._mentions_and_voices)
        """Text -> ``(party, voice, start, end)`` each; ``voice`` is None where the party itself is named."""

    def of(self, statement: Statement) -> Speaking | None:
        """Return for whom a statement's speaker speaks; None for nobody in the dossier, or nobody known."""
        if not statement.speaker:
            return None
        if statement.speaker_kind == "person" or self._is_voice(statement.speaker):
            return self._person(statement)
        return self._body(statement.speaker, statement.speaker_kind == "unnamed", statement)

    def named_in(self, text: str) -> list[str]:
        """Return the parties that a text names, in the order of their first mention."""
        return list(dict.fromkeys(party for party, _, _ in self.mentions(text)))

    def mentions(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield ``(party, start, end)`` for every mention of a party by name, adjective, seat or voice."""
        for party, _, start, end in self.mentions_and_voices(text):
            yield party, start, end

    def _mentions_and_voices(self, text: str) -> list[tuple[str, str | None, int, int]]:
        found: list[tuple[str, str | None, int, int]] = []
        for match in self._mention.finditer(text):
            party = self._forms.get(form_key(match.group()))
            if party and not _only_a_place(text, match):
                found.append((party, None, match.start(), match.end()))
        for match in self._office.finditer(text):
            if match.group()[0].isupper():
                found.append((self._offices[_office_key(match.group())], None, match.start(), match.end()))
        for match in _CAPITALISED.finditer(text):
            for owner, voice in self._bearers(text, match):
                found.append((owner.name, voice.name, match.start(), match.end()))
        return sorted(found, key=lambda mention: mention[2])

    def _bearers(self, text: str, surname: re.Match[str]) -> list[tuple[DossierParty, Voice]]:
        """Return the voice that a surname names, if any: where parties share it, by the names before it."""
        parts = words(surname.group())
        group = self._voices.get(sound(parts[-1]), ()) if parts else ()
        if len({party.name for _, party, _ in group}) > 1:
            given = _GIVEN.search(text, max(0, surname.start() - 60), surname.start())
            whole = (*words(given.group()), *parts) if given else ()
            group = [entry for entry in group if same_person(entry[0], whole)]
            if len({party.name for _, party, _ in group}) > 1:
                return []
        return [(party, voice) for _, party, voice in group[:1]]

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The telling words of all the parties' and voices' names: they tell nothing of the matter."""
        names = [form for party in self._parties.values() for form in (party.name, *party.also)]
        names += [voice.name for party in self._parties.values() for voice in party.voices]
        return keywords(" ".join(names))

    def voices_in(self, text: str) -> list[tuple[str, str]]:
        """Return ``(party, voice's name)`` for each voice whose surname stands in a text."""
        found = [(party, voice) for party, voice, _, _ in self.mentions_and_voices(text) if voice]
        return list(dict.fromkeys(found))

    def _is_voice(self, name: str) -> bool:
        parts = words(name)
        group = self._voices.get(sound(parts[-1]), ()) if len(parts) > 1 else ()
        return any(same_person(own, parts) and len(own) == len(parts) for own, _, _ in group)

    def in_office(self, statement: Statement) -> bool:
        """Whether a statement's speaker held an office of the dossier that day, whatever the text says."""
        return any(_held(voice, statement) for _, voice in self._matching(statement.speaker or ""))

    def _matching(self, name: str) -> list[tuple[DossierParty, Voice]]:
        """Return the voices that a person's name may be; a Jr is not their father."""
        parts = words(name)
        group = self._voices.get(sound(parts[-1]), ()) if parts else ()
        junior = _JUNIOR.search(name)
        return [
            (party, voice)
            for own, party, voice in group
            if same_person(own, parts)
            if not junior or any(map(_JUNIOR.search, (voice.name, *voice.also)))
        ]

    def _person(self, statement: Statement) -> Speaking | None:
        name, role = statement.speaker or "", statement.role or ""
        matching = self._matching(name)
        if len(words(name)) == 1 and len({p.name for p, v in matching if _held(v, statement)}) > 1:
            matching = []  # a bare surname that several parties have
        for party, voice in sorted(matching, key=lambda pair: not _held(pair[1], statement)):
            dated = statement.day and voice.since  # then the dossier's dates decide
            if not _held(voice, statement) or (is_former(role) and not dated):
                return Speaking(
                    party.name,
                    "former",
                    voice.name,
                    voice.office,
                    0.0,
                    f"{voice.name} held the office of {voice.office} for {party.name} at another time",
                )
            held = capacity_of(voice.office) or "body"
            why = f"{voice.name} is {voice.office} for {party.name}{_dates(voice)}"
            return Speaking(party.name, held, voice.name, voice.office, weight_of(held), why)
        capacity = capacity_of(role) if role else None
        party_name = self._party_in(statement.affiliation or "") or self._party_in(role)
        if party_name and is_former(role):
            why = f"the text calls {name} {role}, of {party_name}"
            return Speaking(party_name, "former", name, role, 0.0, why)
        if capacity in _SPEAKING and party_name and not is_never(f"{role} {statement.affiliation or ''}"):
            why = f"the text calls {name} {role}, of {party_name}"
            return Speaking(party_name, capacity, name, role, weight_of(capacity), why)
        own = self._forms.get(form_key(name))
        if own:
            return Speaking(own, "person", name, role, weight_of("person"), f"{name} speaks for themselves")
        return None

    def _body(self, name: str, unnamed: bool, statement: Statement) -> Speaking | None:
        exact, entry = self._forms.get(form_key(name)), known().get(form_key(name))
        if exact and not (entry and entry.use == "people"):
            return Speaking(exact, "party", name, "", weight_of("party"), f"“{name}” stands for {exact}")
        plain = capacity_of(name) or ("body" if self._all_of_a_body(name) else None)
        owner = self._party_in(name) or self._owner_of_voice(name, statement)
        owner = owner or (self._party_in(statement.affiliation or "") if plain else None)
        owner = owner or (self._party_meant(statement.quote) if plain == "spokesperson" else None)
        if owner is None or is_never(name):
            return None
        if plain and (not unnamed or plain in _SPEAKING):
            return Speaking(owner, plain, name, "", weight_of(plain), f"“{name}” speaks for {owner}")
        return Speaking(owner, "unnamed", name, "", weight_of("unnamed"), f"“{name}” is unnamed, of {owner}")

    def _party_meant(self, quote: str) -> str | None:
        """Return the party that words begin with, where a spokesman has no other: “Kelm will vote for it”."""
        party, start, _ = next(self.mentions(quote), (None, 0, 0))
        return party if start <= len("“that the ") else None

    def _all_of_a_body(self, name: str) -> bool:
        """Whether a name is a body's and all its members': “the G7 nations”."""
        whole = _MEMBERS.fullmatch(name)
        party = self._parties.get(self._forms.get(form_key(whole[1]), "")) if whole else None
        return party is not None and party.kind != "country"

    def _party_in(self, words_: str) -> str | None:
        """Return the one party that a phrase names, if it is one."""
        found = {
            party for m in self._mention.finditer(words_) if (party := self._forms.get(form_key(m.group())))
        }
        if len(found) == 1:
            return found.pop()
        return self._forms.get(form_key(words_)) if words_ else None

    def _owner_of_voice(self, phrase: str, statement: Statement) -> str | None:
        """Return for whom the person named in “spokesman of Per Aldestrand” spoke, if in office."""
        named = set(self.voices_in(phrase))
        found = {
            party.name
            for party in self._parties.values()
            for voice in party.voices
            if (party.name, voice.name) in named and _held(voice, statement)
        }
        return found.pop() if len(found) == 1 else None


def _only_a_place(text: str, match: re.Match[str]) -> bool:
    """Whether a capital's name stands for no government: "the Kelm summit", "in Kelm", "William Hague"."""
    entry = known().get(form_key(match.group()))
    if entry is None or entry.use != "capital":
        return False
    before = [fold(word) for word in text[max(0, match.start() - 30) : match.start()].split()[-1:]]
    return bool(_MEETING.match(text, match.end())) or any(w in _AT or w in given_names() for w in before)


_MEMBERS = re.compile(r"(?:[Tt]he\s+)?(.+?)\s+(?:nations|countries|states|members|allies)")
_JUNIOR = re.compile(r"(?i)\b(?:jr|junior)\b")
_AT = ("in", "at", "near", "outside")
_MEETING = re.compile(
    r"\s+(?:\w+\s+)?(?:summit|conference|meeting|declaration|talks|agreement|accords?|forum|communiqué)\b",
    re.I,
)
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÞŠŽČĆĐ][\w’'-]+")
_GIVEN = re.compile(r"(?:\b[A-ZÀ-ÞŠŽČĆĐ][\w.’'-]*\s+){1,3}$")


def _known_forms(party: DossierParty) -> Iterator[str]:
    """Yield the forms under which the shipped data know a country or body and its seats of government."""
    for form, entry in known().items():
        if entry.use != "state" and party.name in (entry.name, entry.country):
            yield form


def _lone_offices(dossier: Dossier) -> dict[str, str]:
    """Return the offices that only one party of the dossier has, in lower case -> the party."""
    owners: dict[str, set[str]] = defaultdict(set)
    for party in dossier.parties:
        for voice in party.voices:
            owners[_office_key(voice.office)].add(party.name)
    return {office: next(iter(names)) for office, names in owners.items() if len(names) == 1}


def _office_key(office: str) -> str:
    return " ".join(map(fold, office.split()))


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    longest = sorted({form for form in forms if form.strip()}, key=len, reverse=True)
    body = "|".join(r"\s+".join(map(_stopped, form.split())) for form in longest) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{body})(?:(?=['’]s\b)|(?![\w-]))", re.I)


def _stopped(word: str) -> str:
    """Return a pattern for a word; short capitals also stand with full stops: U.S."""
    if word.isalpha() and word.isupper() and 2 <= len(word) <= 3:
        return f"(?:{word}|{re.escape('.'.join(word) + '.')})"
    return re.escape(word)


def _held(voice: Voice, statement: Statement) -> bool:
    """Whether the office was held when it was said; what is undated is given the benefit of the doubt."""
    day = statement.day
    since, until = bounds(voice.since or "..")[0], bounds(voice.until or "..")[1]
    return day is None or ((since is None or since <= day) and (until is None or day <= until))


def _dates(voice: Voice) -> str:
    parts = (f"since {voice.since}" if voice.since else "", f"until {voice.until}" if voice.until else "")
    return "".join(f", {part}" for part in parts if part)


@cache
def _capacities() -> tuple[tuple[str, float, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (entry["id"], entry["weight"], _words(entry["words"]), _words(entry.get("but", ())))
        for entry in table("capacities")["capacity"]
    )


@cache
def _never() -> tuple[re.Pattern[str], re.Pattern[str]]:
    never = table("capacities")["never"]
    return _words(never["words"]), _words(never["but"])


@cache
def _former() -> re.Pattern[str]:
    return _words(table("capacities")["former"])


def _words(listed: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in listed) or '(?!)'})(?!\w)", re.I)


def capacity_of(office: str) -> str | None:
    """Return the capacity that the words of an office give, or None.

    >>> capacity_of("Deputy Prime Minister"), capacity_of("Press Secretary"), capacity_of("plumber")
    ('minister', 'spokesperson', None)
    """
    for name, _, words_, but in _capacities():
        if words_.search(but.sub(" ", office)):
            return name
    return None


def weight_of(capacity: str) -> float:
    """Return how much a stance counts in a capacity."""
    weights: dict[str, float] = table("capacities")["weights"]
    return {name: weight for name, weight, _, _ in _capacities()}.get(capacity, weights.get(capacity, 0.0))


def is_former(role: str) -> bool:
    """Whether a role as printed is past or yet to come."""
    return bool(_former().search(role))


def is_never(phrase: str) -> bool:
    """Whether a phrase names people who never speak for the body beside them: its opposition, its press."""
    words_, but = _never()
    return bool(words_.search(but.sub(" ", phrase)))
