"""Transcript labels -> speakers: "MS. ORR:", "PRESIDENT VARN:", "THE PRESIDENT:", "Q"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from onrecord.attribution.lexicon import table
from onrecord.model import Party
from onrecord.resolution import offices
from onrecord.resolution.descriptions import described
from onrecord.resolution.figures import Figure, Found
from onrecord.resolution.lexicon import given_names, honorifics, houses, unnamed_voices, words_of
from onrecord.resolution.outlets import outlet_of
from onrecord.resolution.parties import Cast
from onrecord.resolution.roles import Role, parse_role, role_at
from onrecord.resolution.spelling import sound, words

_BEHIND = re.compile(r"\s*[(,—]\s*")
_HOLDER = re.compile(r"The ([^(]+?) ?\((\S+(?: [^\W\d_a-z]\S*)+)\)")
"""``The Minister for Ports (Jon Karsten)``: the office first, as parliaments print it."""


def label_speaker(
    cast: Cast, label: str, place: str = "", before: Mapping[str, Found | None] = MappingProxyType({})
) -> Found | None:
    """Return who a turn's label stands for, against the names and roles of the transcript, then the offices.

    What the label says in brackets or behind a comma is the speaker's role, not a part of the name. ``place``
    is what is known of where it was said: outlet, title, path; ``before`` who the earlier labels stand for.
    """
    printed = _HOLDER.sub(r"\2 (\1)", label.strip(" *_:\n\t"))
    plain, *behind = _BEHIND.split(printed)
    found = _who(cast, plain, place)
    if found is not None and found.figure is None and found.party.kind == "person":
        found = _in_full(plain, before) or found
    role = next(filter(None, (parse_role(part.strip(") ")) for part in behind)), None)
    if found is None or found.role or found.party.kind != "person" or role is None or not role.whole:
        return found
    title = role.title.title() if role.title.isupper() else role.title
    return replace(found, role=f"former {title}" if role.former else title, affiliation=role.affiliation)


def _in_full(plain: str, before: Mapping[str, Found | None]) -> Found | None:
    """Return whom the one earlier label stands for that has all words of this one, and a given name more:
    ``DR. VALE`` after ``DR. ANA VALE``."""
    fuller = [
        found
        for label, found in before.items()
        if found is not None and found.figure is not None and set(plain.split()) < set(label.split())
    ]
    return fuller[0] if fuller and all(one.party == fuller[0].party for one in fuller) else None


def _who(cast: Cast, plain: str, place: str) -> Found | None:
    low = plain.lower().strip(".: ")
    if not low:
        return None
    voice = low.rstrip(" 0123456789")  # "Speaker 2"
    if voice in unnamed_voices():
        name = low if voice != low else unnamed_voices()[low]
        return Found(None, Party(name, "unnamed"), 0.95, "an unnamed voice of the transcript")
    tokens = low.split()
    title = _title_length(tokens)
    surname = words(" ".join(tokens[title:]))
    if surname and _names_nobody(tokens):
        return Found(None, Party(low.removeprefix("the "), "unnamed"), 0.9, "a label that names no one")
    outlet = outlet_of(plain) if surname else None
    if outlet is not None and all(f.words[-1:] != surname[-1:] for f in cast.people()):
        return Found(None, outlet.party, 0.9, f"the label “{plain}” names an outlet")
    if surname:
        return _by_name(cast, plain, " ".join(tokens[:title]), surname)
    role = parse_role(low.removeprefix("the "))
    if role is None:
        return Found(None, Party(low, "unnamed"), 0.6, "a label that names no one")
    if not low.startswith("the "):
        return Found(None, Party(low, "unnamed"), 0.9, "an unnamed voice of the transcript", role.title)
    return _by_office(cast, plain, role, place)


def _names_nobody(tokens: Sequence[str]) -> bool:
    """Whether a label is such as ``AUDIENCE MEMBER``, ``SENIOR OFFICIAL TWO`` or ``UNIDENTIFIED MALE``."""
    lists = table("transcripts")
    plain = [word for word in tokens if word not in lists["counted"] and not word.strip("#").isdigit()]
    if not plain or plain[0] in given_names() or honorifics().get(plain[0].rstrip("."), "u") != "u":
        return False
    return plain[-1] in lists["nobody"] or any(word in lists["unidentified"] for word in plain)


def _title_length(tokens: list[str]) -> int:
    i = 0
    while i < len(tokens):
        word = tokens[i].rstrip(".")
        length = 1 if word in honorifics() or word == "the" else role_at(tokens, i)[0]
        if not length and word in words_of("label_titles"):
            length = 1
        if not length:
            break
        i += length
    return i


def _by_name(cast: Cast, label: str, title: str, surname: tuple[str, ...]) -> Found:
    sex = honorifics().get(title.rstrip("."), "u")
    role = parse_role(title) if title and sex == "u" else None
    fitting = _of_name(cast, surname, sex, role)
    if len(fitting) == 1:
        (one,) = fitting
        return Found(one, one.party, 0.95, f"the label “{label}” is {one.name}", _title(role))
    return _holder(cast, label, title, surname, role) or _as_printed(cast, label, surname, role)


def _of_name(cast: Cast, surname: tuple[str, ...], sex: str, role: Role | None) -> list[Figure]:
    """Return the persons of the text that bear a surname; by first name and role where they are several."""
    people = [f for f in cast.people() if len(f.words) > 1]
    fitting = [f for f in people if sound(f.words[-1]) == sound(surname[-1]) and _sex_fits(f, sex)]
    if not fitting and len(surname) == 1:  # names that put the surname first
        fitting = [f for f in people if sound(f.words[0]) == sound(surname[0])]
    if len(fitting) > 1 and len(surname) > 1:
        fitting = [f for f in fitting if sound(f.words[0]) == sound(surname[0])] or fitting
    if len(fitting) > 1 and role is not None:
        fitting = [f for f in fitting if any(r.head == role.head for r, _ in f.roles)] or fitting
    return fitting


def _sex_fits(figure: Figure, sex: str) -> bool:
    return sex == "u" or figure.sex in (sex, "u")


def _holder(cast: Cast, label: str, title: str, surname: tuple[str, ...], role: Role | None) -> Found | None:
    """Return the only one of a surname in the table of offices; without a title, of the text's countries."""
    held = [
        o
        for o in offices.named(surname, cast.day)
        if (role is None or o.role.head == role.head or not title)
        and (role is not None or not o.listed or o.country in cast.countries)
    ]
    names = offices.people([o for o in held if o.held(cast.day)] or held)
    if len(names) != 1:
        return None
    ((name, (office, *_)),) = names.items()
    reason = f"the label “{label}”: {office.title}, {office.whose} (table of offices)"
    return Found(None, Party(name, "person"), 0.8, reason, office.title, office.whose)


def _as_printed(cast: Cast, label: str, surname: tuple[str, ...], role: Role | None) -> Found:
    known = next((f for f in cast.people() if f.words == surname), None)
    if known:
        party = known.party
    else:
        party = Party(" ".join(_capital(w) for w in label.split()[-len(surname) :]), "person")
    return Found(known, party, 0.6, f"the label “{label}”", _title(role))


def _by_office(cast: Cast, label: str, role: Role, place: str) -> Found | None:
    where = re.sub(r"[\W_]", "", f"{place} {cast.text[:400]}".lower())
    bag = role.bag | {country for house, country in houses().items() if house in where}
    held = {o.holder: o for o in offices.holders(frozenset({role.head}), frozenset(bag), cast.day)}
    fitting, _ = described(cast, role, 0, {})
    if len(held) == 1:
        ((name, office),) = held.items()
        figure: Figure | None = next(
            (f for f in cast.people() if any(o.holder == name for o in f.offices)), None
        )
        party = figure.party if figure else Party(name, "person")
        return Found(
            figure, party, 0.85, f"the label “{label}”: held that office then", office.title, office.whose
        )
    if len(fitting) == 1:
        return Found(
            fitting[0], fitting[0].party, 0.85, f"the label “{label}”: the only one with that office"
        )
    return None


def _title(role: Role | None) -> str | None:
    return role.title.title() if role else None


def _capital(word: str) -> str:
    return "-".join(p.capitalize() if p.isupper() else p for p in word.split("-"))
