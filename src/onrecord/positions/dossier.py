"""A dossier: one question, its propositions and parties, who decides it and by which steps. Read from TOML.

The smallest one is a question and a ``[[proposition]]`` with ``id`` and ``text``; docs/dossier.md shows all.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from onrecord.errors import DossierError
from onrecord.when import bounds

Rule = Literal["unanimity", "majority", "qualified majority", "one decider"]
Status = Literal["done", "waived", "open"]
PartyKind = Literal["country", "organisation", "group", "person"]
Table = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is from: a document of the record and words that stand in it, or a url and a note."""

    document: str | None = None
    quote: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """A sentence that a party can be for or against."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A person who speaks for a party while in office; ``since`` and ``until`` are EDTF, None where open."""

    name: str
    office: str
    since: str | None = None
    until: str | None = None
    also: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class DossierParty:
    """A party of the dossier; ``joined`` is since when it is a member of the deciding body (EDTF)."""

    name: str
    kind: PartyKind = "country"
    also: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    joined: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step towards the decision, in order; ``done_by`` names the members that have done theirs."""

    id: str
    text: str
    status: Status = "open"
    date: str | None = None
    each_member: bool = False
    done_by: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides the proposition ``question``, and by which rule.

    ``weights`` has one number per member (1 where none is given); ``threshold`` is the share of all weight,
    and ``members_threshold`` the share of the members, that a qualified majority needs. ``decider`` is the
    one whose word counts under ``one decider``.
    """

    question: str
    body: str
    rule: Rule
    members: tuple[str, ...]
    weights: Mapping[str, float]
    threshold: float = 0.5
    members_threshold: float = 0.0
    decider: str | None = None
    steps: tuple[Step, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One question and everything that it takes to follow it."""

    question: str
    propositions: tuple[Proposition, ...]
    parties: tuple[DossierParty, ...] = ()
    decision: Decision | None = None

    def proposition(self, id: str) -> Proposition:
        """Return a proposition by its id.

        Raises:
            DossierError: there is none; the message lists those there are.
        """
        for one in self.propositions:
            if one.id == id:
                return one
        raise DossierError(
            f"{id}: no such proposition. This dossier has: {_listed(self.propositions, 'id')}."
        )

    def party(self, name: str) -> DossierParty:
        """Return a party by its name or another form of it, in any case.

        Raises:
            DossierError: there is none; the message lists those there are.
        """
        wanted = name.casefold()
        for one in self.parties:
            if wanted in (form.casefold() for form in (one.name, *one.also)):
                return one
        for one in self.parties:
            if wanted in (form.casefold() for voice in one.voices for form in (voice.name, *voice.also)):
                return one
        raise DossierError(f"{name}: no such party. This dossier has: {_listed(self.parties, 'name')}.")


SHIPPED = files("onrecord") / "resources" / "dossiers"


def read_dossier(path: str | os.PathLike[str]) -> Dossier:
    """Read a dossier file, or a shipped one by its name: ``demo``, ``ukraine-nato``.

    Raises:
        DossierError: it is missing, is not TOML, or does not say what it must.
    """
    where = os.fspath(path)
    shipped = SHIPPED / f"{where}.toml"
    try:
        by_name = not Path(path).exists() and Path(where).name == where and shipped.is_file()
        text = (shipped if by_name else Path(path)).read_text("utf-8")
    except FileNotFoundError:
        raise DossierError(
            f'{where}: no such file. Begin one with: onrecord dossier new "question"'
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DossierError(f"{where}: cannot be read as text ({error}).") from None
    return parse_dossier(text, where)


def parse_dossier(text: str, where: str = "dossier") -> Dossier:
    """Return the dossier that a TOML text describes; ``where`` names it in messages.

    >>> minimal = 'question = "Why?"\\n[[proposition]]\\nid = "p"\\ntext = "It should be so."'
    >>> parse_dossier(minimal).propositions[0].id
    'p'

    Raises:
        DossierError: something is missing, misspelt or contradicts something else.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DossierError(f"{where}: not TOML: {error}.") from None
    read = _Reader(table, where, ("question", "proposition", "party", "decision"))
    question = read.text("question")
    propositions = read.many("proposition", _proposition)
    if not propositions:
        raise DossierError(f"{where}: no [[proposition]]. Add at least one, with an id and a text.")
    parties = read.many("party", _party)
    _unique(where, "proposition id", [one.id for one in propositions])
    _unique(where, "party name", [one.name for one in parties])
    decision = read.one("decision", _decision)
    made = Dossier(question, propositions, parties, decision)
    _check_decision(where, made)
    return made


class _Reader:
    """A TOML table that is asked for its entries by name and kind, and says where it lacks one."""

    def __init__(self, table: Table, where: str, known: Collection[str]) -> None:
        self.table, self.where = table, where
        if odd := sorted(set(table) - set(known)):
            raise DossierError(f"{where}: unknown entry {odd[0]!r}. Known here: {', '.join(known)}.")

    def text(self, name: str) -> str:
        value = self.table.get(name)
        if not isinstance(value, str) or not value.strip():
            raise DossierError(f'{self.where}: {name} is missing. Write {name} = "...".')
        return value.strip()

    def maybe(self, name: str, kind: type[T], default: T) -> T:
        value = self.table.get(name, default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if value is not default and not isinstance(value, kind):
            raise DossierError(f"{self.where}: {name} is {value!r}; it must be of type {kind.__name__}.")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        value = self.maybe(name, list, [])
        if odd := [part for part in value if not isinstance(part, str)]:
            raise DossierError(f"{self.where}: {name} holds {odd[0]!r}, which is no text.")
        return tuple(value)

    def date(self, name: str) -> str | None:
        value = self.table.get(name)
        if value is not None and bounds(str(value)) == (None, None):
            raise DossierError(
                f"{self.where}: {name} = {value!r} is no date. Write 2024-06-17, 2024-06 or 2024."
            )
        return None if value is None else str(value)

    def choice(self, name: str, kind: Any, default: str | None = None) -> Any:
        value = self.table.get(name, default)
        if value not in get_args(kind):
            raise DossierError(
                f"{self.where}: {name} is {value!r}. Choose one of: {', '.join(get_args(kind))}."
            )
        return value

    def one(self, name: str, make: Callable[[Table, str], T]) -> T | None:
        value = self.table.get(name)
        return (
            None if value is None else make(_table(value, f"{self.where}, {name}"), f"{self.where}, {name}")
        )

    def many(self, name: str, make: Callable[[Table, str], T]) -> tuple[T, ...]:
        places = [(v, f"{self.where}, {name} {n}") for n, v in enumerate(self.maybe(name, list, []), 1)]
        return tuple(make(_table(value, place), place) for value, place in places)


def _table(value: object, where: str) -> Table:
    if not isinstance(value, dict):
        raise DossierError(f"{where}: must be a table, with a name and a value on each line.")
    return value


def _source(table: Table, where: str) -> Source:
    read = _Reader(table, where, ("document", "quote", "url", "note"))
    return Source(
        *(read.text(name) if name in table else None for name in ("document", "quote", "url", "note"))
    )


def _proposition(table: Table, where: str) -> Proposition:
    read = _Reader(table, where, ("id", "text"))
    return Proposition(read.text("id"), read.text("text"))


def _voice(table: Table, where: str) -> Voice:
    read = _Reader(table, where, ("name", "office", "since", "until", "also", "source"))
    dates = read.date("since"), read.date("until")
    first, last = bounds(dates[0] or "..")[0], bounds(dates[1] or "..")[1]
    if first and last and first > last:
        raise DossierError(f"{where}: until ({dates[1]}) lies before since ({dates[0]}).")
    return Voice(
        read.text("name"), read.text("office"), *dates, read.words("also"), read.one("source", _source)
    )


def _party(table: Table, where: str) -> DossierParty:
    read = _Reader(table, where, ("name", "kind", "also", "voice", "joined", "source"))
    return DossierParty(
        read.text("name"),
        read.choice("kind", PartyKind, "country"),
        read.words("also"),
        read.many("voice", _voice),
        read.date("joined"),
        read.one("source", _source),
    )


def _step(table: Table, where: str) -> Step:
    read = _Reader(table, where, ("id", "text", "status", "date", "each_member", "done_by", "source"))
    return Step(
        read.text("id"),
        read.text("text"),
        read.choice("status", Status, "open"),
        read.date("date"),
        read.maybe("each_member", bool, False),
        read.words("done_by"),
        read.one("source", _source),
    )


def _decision(table: Table, where: str) -> Decision:
    known = ("question", "body", "rule", "members", "weights", "threshold", "members_threshold", "decider")
    read = _Reader(table, where, (*known, "step", "source"))
    weights = read.maybe("weights", dict, {})
    if odd := [name for name, number in weights.items() if not isinstance(number, int | float) or number < 0]:
        raise DossierError(f"{where}: the weight of {odd[0]} is {weights[odd[0]]!r}; it must be a number.")
    return Decision(
        read.text("question"),
        read.text("body"),
        read.choice("rule", Rule),
        read.words("members"),
        {name: float(number) for name, number in weights.items()},
        read.maybe("threshold", float, 0.5),
        read.maybe("members_threshold", float, 0.0),
        read.text("decider") if "decider" in table else None,
        read.many("step", _step),
        read.one("source", _source),
    )


def _check_decision(where: str, dossier: Dossier) -> None:
    decision = dossier.decision
    if decision is None:
        return
    dossier.proposition(decision.question)
    names = {party.name for party in dossier.parties}
    wanted = [*decision.members, *decision.weights, *([decision.decider] if decision.decider else [])]
    if odd := [name for name in wanted if name not in names]:
        raise DossierError(f"{where}, decision: {odd[0]} is no [[party]]. Add it, or mend the name.")
    if odd := [n for step in decision.steps for n in step.done_by if n not in decision.members]:
        raise DossierError(f"{where}, decision: {odd[0]} has done a step but is no member.")
    if decision.rule == "one decider" and not decision.decider:
        raise DossierError(f"{where}, decision: the rule is one decider, but decider is missing.")
    if decision.rule != "one decider" and not decision.members:
        raise DossierError(f"{where}, decision: members is missing. List the parties that vote.")
    if not 0 <= decision.threshold <= 1 or not 0 <= decision.members_threshold <= 1:
        raise DossierError(f"{where}, decision: a threshold is a share between 0 and 1, such as 0.65.")
    _unique(where, "step id", [step.id for step in decision.steps])


def _unique(where: str, what: str, names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise DossierError(f"{where}: {what} {twice[0]!r} stands twice.")


def _listed(things: Collection[Any], name: str) -> str:
    return ", ".join(getattr(thing, name) for thing in things) or "none"
