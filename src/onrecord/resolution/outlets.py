"""News outlets, agencies and platforms named in a text -> parties of kind outlet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.attribution.lexicon import table
from onrecord.model import Party, Span
from onrecord.resolution.clauses import any_of
from onrecord.resolution.lexicon import form_key, given_names, known, organisation_words, words_of
from onrecord.resolution.roles import role_at
from onrecord.resolution.spelling import fold

_WORD = re.compile(r"(?<![\w@])\d?[A-Za-zÀ-ž][\w'’&+.-]*")
_MAX_NAME = 48  # longest alias, in characters


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by its full name; ``kind``: agency, paper, magazine, broadcaster, site, platform, media."""

    name: str
    kind: str

    @property
    def party(self) -> Party:
        """Return it as a party."""
        return Party(self.name, "outlet")


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """An outlet where the text names it."""

    span: Span
    outlet: Outlet


@cache
def _table() -> tuple[dict[str, Outlet], dict[str, Outlet], dict[str, tuple[str, ...]]]:
    """Return outlets by form and by domain, and the forms by their first word, the longest first."""
    lines = (files("onrecord") / "resources" / "en" / "outlets.csv").read_text("utf-8").splitlines()
    forms: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        outlet = Outlet(row["name"], row["kind"])
        for form in (row["name"], *(row["aliases"] or "").split("|")):
            if form:
                forms.setdefault(form, outlet)
                if form.startswith("The "):
                    forms.setdefault(f"the {form[4:]}", outlet)
        for domain in (row["domains"] or "").split("|"):
            if domain:
                domains.setdefault(domain, outlet)
    first: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        first.setdefault(form.split()[0], []).append(form)
    return forms, domains, {word: tuple(found) for word, found in first.items()}


def outlet_of(name: str) -> Outlet | None:
    """Return the outlet that a name, abbreviation, domain or url stands for, None if it is not known.

    >>> outlet_of("WSJ").name, outlet_of("www.reuters.com").name
    ('The Wall Street Journal', 'Reuters')
    """
    forms, domains, _ = _table()
    plain = " ".join(name.split())
    if plain in forms:
        return forms[plain]
    host = re.sub(r"^(?:https?://)?(?:www\.|m\.|amp\.|edition\.)?", "", plain.lower()).split("/")[0]
    while host.count(".") and host not in domains:
        host = host.partition(".")[2]
    return domains.get(host) or _folded().get(plain.casefold().removeprefix("the "))


@cache
def _folded() -> dict[str, Outlet]:
    return {form.casefold().removeprefix("the "): outlet for form, outlet in _table()[0].items()}


def named(text: str) -> tuple[NamedOutlet, ...]:
    """Return the outlets that a text names, in text order, none overlapping; the longest name wins."""
    forms, _, first = _table()
    here = introduced(text)
    local: dict[str, tuple[str, ...]] = {form.split()[0]: () for form in here}
    for form in sorted(here, key=len, reverse=True):
        local[form.split()[0]] += (form,)
    found: list[NamedOutlet] = []
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        match = _listed(text, word, forms, first)
        match = match or (_listed(text, word, here, local) if local else None) or _by_shape(text, word)
        if match:
            found.append(match)
            end = match.span.end
    return tuple(found)


def introduced(text: str) -> dict[str, Outlet]:
    """Return what the text itself calls a newspaper, an agency, a broadcaster, by its printed name.

    >>> sorted(introduced("The Neue Orm daily and the KHAT news agency differ, the broadcaster Lurra said."))
    ['KHAT', 'Lurra', 'Neue Orm']
    """
    found: dict[str, Outlet] = {}
    small: frozenset[str] = frozenset()
    for pattern, name_first in _introductions():
        for match in pattern.finditer(text):
            printed = match["name"]
            owned = re.split(r"['’]s\s+", printed)  # "Kvesta's Lurra"; "Lurra's Ann Orm"
            name = " ".join(_own_name(owned[-1 if name_first else 0].split()))
            small = small or frozenset(re.findall(r"(?<![\w’'-])[a-z]{2,}", text))
            if name.lower() in small:
                continue  # a word like any other
            if name and (kind := _noun_kinds().get(" ".join((match["noun"] or "").lower().split()), "paper")):
                found.setdefault(name, Outlet(name, kind))
    return found


def _own_name(words: list[str]) -> list[str]:
    """Leave out what only says where an outlet is, and what is no name at all."""
    lead = {"the", "a", "an", *_day_names_lower()}
    while words and (words[0].lower() in lead or _places(words[0])):
        words = words[1:]
    bare = re.sub(r"['’]s?$", "", words[-1]) if words else ""
    common = organisation_words("starters") | words_of("filler") | words_of("modifiers")
    if not words or _places(" ".join([*words[:-1], bare])) or words[0].lower() in common:
        return []
    shouted = len(words) > 1 and all(w.isupper() for w in words)
    if shouted or words[0].endswith(_COMPOUNDS) or (len(words) == 2 and fold(words[0]) in given_names()):
        return []
    institution = organisation_words("heads") - organisation_words("outlets_words")
    return [] if bare.lower() in institution or role_at([bare.lower()], 0)[0] else [*words[:-1], bare]


def _places(words: str) -> bool:
    return form_key(words) in known()


@cache
def _noun_kinds() -> dict[str, str]:
    """Return nouns for outlets -> their kind."""
    return {
        noun: kind for kind, nouns in table("relays")["anaphors"].items() for noun in nouns if kind != "any"
    }


@cache
def _introductions() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """``the Orm daily``, ``the daily Orm``, ``Orm reported, citing``."""
    capital = r"[A-ZÀ-Þ][\w'’-]*"
    names = rf"{capital}(?:[ \u00a0]{capital}){{0,3}}"
    nouns = sorted({n for n in _noun_kinds() if n not in _AMBIGUOUS}, key=len, reverse=True)
    noun = any_of(nouns)
    return (
        (re.compile(rf"(?<![\w.-])(?P<name>{names})\s+(?P<noun>{noun})\b(?!\s+[A-Z])"), True),
        (re.compile(rf"\b(?P<noun>{noun})\s+(?P<name>{names})"), False),
        (
            re.compile(
                rf"(?<![\w.-])(?P<name>{names}),\s+(?:the|a|an)\s+(?:[\w’'-]+\s+){{0,4}}?(?P<noun>{noun}|agency)(?=[,.])"
            ),
            True,
        ),
        (
            re.compile(
                rf"(?<![\w.-])(?P<name>{names})\s+(?:has\s+|had\s+)?reported\b(?P<noun>)[^.\n“”\"]{{0,60}},\s+citing\b"
            ),
            True,
        ),
    )


_COMPOUNDS = ("-based", "-led", "-run", "-owned", "-affiliated", "-controlled", "-backed")
_AMBIGUOUS = frozenset(
    {"paper", "site", "channel", "network", "station", "agency", "weekly", "portal", "website"}
)
"""Nouns that other things are called by, too: "a DuPont paper", "the Nile channel"."""


def _listed(
    text: str, word: re.Match[str], forms: dict[str, Outlet], first: dict[str, tuple[str, ...]]
) -> NamedOutlet | None:
    start = word.start()
    for key in _keys(word[0]):
        for form in first.get(key, ()):
            end = start + len(form)
            if text.startswith(form, start) and not _goes_on(form, text[end : end + 20]):
                return NamedOutlet(Span(start, end), forms[form])
    return None


def _goes_on(form: str, after: str) -> bool:
    """Whether a name is only the beginning of a longer one: ``the Times`` in ``the Times Picayune``."""
    if re.match(r"\w|[-.&]\w", after):
        return True
    name = re.match(r"\s([A-Z][a-z]+)", after)
    return bool(name and re.fullmatch(r"[Tt]he \w+", form) and name[1] not in _day_names())


@cache
def _day_names_lower() -> frozenset[str]:
    return frozenset(name.lower() for name in _day_names())


@cache
def _day_names() -> frozenset[str]:
    dates = table("dates")
    return frozenset([*dates["weekdays"]["names"], *dates["months"]["names"]])


def _keys(word: str) -> Iterator[str]:
    yield word
    plain = re.sub(r"['’]s?$|[.'’-]+$", "", word)
    if plain != word:
        yield plain
    if "/" not in plain and "." in plain:
        yield plain.split(".")[0]


def _by_shape(text: str, word: re.Match[str]) -> NamedOutlet | None:
    """Find ``Hesk.az``, ``the Lorvane Herald``, ``Okanbran state television``."""
    for pattern, kind in _shapes():
        match = pattern.match(text, word.start(), min(len(text), word.start() + 2 * _MAX_NAME))
        if match:
            article = re.match(r"(?:[Tt]he\s+)?", match[0])
            start = match.start() + (article.end() if article else 0)
            return NamedOutlet(
                Span(start, match.end()), Outlet(" ".join(text[start : match.end()].split()), kind)
            )
    return None


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    words = table("relays")["words"]
    capital = r"[A-ZÀ-Þ][\w'’-]*"
    endings = "|".join(map(re.escape, sorted(words["endings"], key=len, reverse=True)))
    tops = "|".join(words["domains"])
    return (
        (re.compile(rf"[A-Za-z0-9][\w-]+(?:\.[\w-]+)*\.(?i:{tops})\b(?!\.\w|@)"), "site"),
        (re.compile(rf"(?:the\s+)?(?:{capital}\s+){{0,3}}{any_of(words['general'])}"), "media"),
        (
            re.compile(
                rf"(?:[Tt]he\s+)?(?!The\b)(?:{capital}\s+){{1,3}}(?:{endings})(?:-[A-Z]\w+)?\b(?!\s+[A-Z]|['’]s\s+[A-Z])"
            ),
            "paper",
        ),
    )
