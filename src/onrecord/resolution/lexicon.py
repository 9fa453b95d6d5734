"""What resolution knows beforehand: countries, bodies, buildings, role nouns, given names. Loaded once."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.attribution.lexicon import table
from onrecord.model import PartyKind
from onrecord.resolution.spelling import fold


@dataclass(frozen=True, slots=True)
class Known:
    """A country, body or building by one of its forms: the party it stands for.

    ``use`` is how the form stands for it: ``name``, ``adjective``, ``people``, ``capital``, ``building``,
    ``legislature`` or ``state``. ``country`` is the country the party belongs to, or is.
    """

    name: str
    kind: PartyKind
    use: str
    country: str | None = None


def rows(name: str, language: str = "en") -> list[dict[str, str]]:
    """Return the rows of the data file ``resources/<language>/<name>.csv``; lines that begin with ``#``
    are notes."""
    text = (files("onrecord") / "resources" / language / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def known() -> dict[str, Known]:
    """Return countries, states, bodies and buildings by the folded form; earlier entries win."""
    found: dict[str, Known] = {}

    def put(form: str, entry: Known) -> None:
        if form:
            found.setdefault(form_key(form), entry)

    for metonym in table("metonyms")["metonym"]:
        country = metonym.get("country") or (metonym["party"] if metonym["kind"] == "country" else None)
        for form in metonym["forms"]:
            put(form, Known(metonym["party"], metonym["kind"], "building", country))
    for body in table("bodies")["body"]:
        for form in (body["name"], *body.get("aliases", ())):
            put(form, Known(body["name"], "organisation", "name"))
    countries = rows("countries")
    for column, use in _USES.items():
        bearers = Counter(form for row in countries for form in set((row[column] or "").split("|")))
        for row in countries:
            for form in (row[column] or "").split("|"):
                if bearers[form] == 1:  # "Congolese" is of neither
                    put(form, Known(row["name"], "country", use, row["name"]))
    for row in rows("states"):
        for form in (row["name"], *(row["abbreviations"] or "").split("|")):
            put(form, Known(row["name"], "country", "state"))
        put(row["people"], Known(row["name"], "country", "people"))
    return found


_USES = {
    "name": "name",
    "aliases": "name",
    "adjectives": "adjective",
    "people": "people",
    "capitals": "capital",
}


def form_key(form: str) -> str:
    """Return the key under which a printed form is looked up: folded words; short capitals keep their case.

    >>> form_key("The  Kremlin’s"), form_key("U.S."), form_key("us")
    ('kremlin', 'US', 'us')
    """
    parts = form.split()
    if len(parts) > 1 and parts[0].lower() == "the":
        parts = parts[1:]
    return " ".join(_key(part) for part in parts)


def _key(word: str) -> str:
    plain = fold(word)
    return plain.upper() if len(plain) <= 3 and word[:1].isupper() and word[:2].upper() == word[:2] else plain


@cache
def home_countries() -> dict[str, str]:
    """Return known parties, lower case -> the country they belong to, lower case."""
    return {entry.name.lower(): entry.country.lower() for entry in known().values() if entry.country}


@cache
def body_nouns() -> dict[str, tuple[str, ...]]:
    """Return which bodies a common noun may stand for: ``alliance`` -> NATO."""
    nouns: dict[str, list[str]] = {}
    for body in table("bodies")["body"]:
        for noun in body.get("nouns", ()):
            nouns.setdefault(noun, []).append(body["name"])
    return {noun: tuple(names) for noun, names in nouns.items()}


@cache
def words_of(group: str) -> frozenset[str]:
    """Return one word list of ``titles.toml``, such as ``sources``.

    Raises:
        KeyError: there is no such list.
    """
    return frozenset(table("titles")["words"][group])


@cache
def unnamed_voices() -> dict[str, str]:
    """Return labels of a transcript that name nobody -> what such a speaker is called."""
    return dict(table("titles")["unnamed_voices"])


@cache
def houses() -> dict[str, str]:
    """Return seats of government, in small letters without spaces -> their country."""
    return dict(table("titles")["houses"])


@cache
def organisation_words(group: str) -> frozenset[str]:
    """Return one word list of ``organisations.toml``."""
    return frozenset(table("organisations")[group])


@cache
def honorifics() -> dict[str, str]:
    """Return honorifics in lower case without the full stop -> ``m``, ``f`` or ``u``."""
    return dict(table("titles")["honorifics"])


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviated titles in lower case without the full stop -> the role in full."""
    return dict(table("titles")["abbreviations"])


@cache
def role_phrases() -> dict[tuple[str, ...], str]:
    """Return role nouns and phrases as words -> their class."""
    titles: dict[str, Any] = table("titles")
    phrases: dict[tuple[str, ...], str] = {}
    for name, forms in titles["roles"].items():
        for form in forms:
            phrases.setdefault(tuple(form.split()), name)
    for plain in titles["abbreviations"].values():
        phrases.setdefault(tuple(plain.split()), "officer")
    return phrases


@cache
def covers() -> dict[str, frozenset[str]]:
    """Return for each class of description the classes of role that it may stand for, itself included."""
    given: dict[str, list[str]] = table("titles")["covers"]
    return {name: frozenset((name, *given.get(name, ()))) for name in table("titles")["roles"]}


@cache
def role_gender() -> dict[str, str]:
    """Return role nouns that tell the gender -> ``m`` or ``f``."""
    gendered: dict[str, list[str]] = table("titles")["gendered"]
    return {word: gender for gender, forms in gendered.items() for word in forms}


@cache
def given_names() -> dict[str, str]:
    """Return folded first names -> ``m``, ``f`` or ``u`` (given to both)."""
    return {fold(row["name"]): row["gender"] for row in rows("given_names")}
