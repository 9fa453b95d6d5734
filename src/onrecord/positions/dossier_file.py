"""A dossier read from TOML, and what is said of one that lacks something.

The smallest one is a question and a ``[[proposition]]`` with ``id`` and ``text``; docs/dossier.md shows all.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Callable, Collection, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, get_args

from onrecord.errors import DossierError
from onrecord.positions.dossier import (
    Decision,
    Dossier,
    DossierParty,
    PartyKind,
    Proposition,
    Rule,
    Source,
    Status,
    Step,
    Voice,
)
from onrecord.resolution.lexicon import form_key
from onrecord.when import bounds

Table = Mapping[str, Any]
T = TypeVar("T")
HUGE = 1e100
"""What no weight reaches."""
SHIPPED = files("onrecord") / "resources" / "dossiers"


def read_dossier(path: str | os.PathLike[str]) -> Dossier:
    """Read a dossier file, or a shipped one by its name: ``demo``, ``ukraine-nato``.

    Raises:
        DossierError: it is missing, is not TOML, or does not say what it must.
    """
    where = os.fspath(path)
    shipped = SHIPPED / f"{where}.toml"
    try:
        by_name = not Path(path).is_file() and Path(where).name == where and shipped.is_file()
        text = (shipped if by_name else Path(path)).read_text("utf-8-sig")
    except FileNotFoundError:
        names = ", ".join(sorted(one.name.removesuffix(".toml") for one in SHIPPED.iterdir()))
        raise DossierError(
            f'{where}: no such file. Begin one with: onrecord dossier new "question". Shipped: {names}.'
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
    except (ValueError, RecursionError) as error:
        raise DossierError(f"{where}: not TOML: {error}.") from None
    read = _Reader(table, where, ("question", "proposition", "party", "decision"))
    question = read.text("question")
    propositions = read.many("proposition", _proposition)
    if not propositions:
        raise DossierError(f"{where}: no [[proposition]]. Add at least one, with an id and a text.")
    parties = read.many("party", _party)
    _unique(where, "proposition id", [one.id for one in propositions])
    _unique(where, "proposition text", [one.text for one in propositions])
    _unique(where, "party name", [one.name for one in parties])
    _apart(where, parties)
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
        value = self.table.get(name, "")
        if not isinstance(value, str):
            raise DossierError(f'{self.where}: {name} is {value!r}; it must be text: {name} = "...".')
        if not value.strip():
            raise DossierError(f'{self.where}: {name} is missing. Write {name} = "...".')
        return value.strip()

    def maybe(self, name: str, kind: type[T], default: T) -> T:
        value = self.table.get(name, default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value) if abs(value) < HUGE else math.inf
        if value is not default and not isinstance(value, kind):
            raise DossierError(f"{self.where}: {name} is {value!r}; it must be of type {kind.__name__}.")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        value = self.maybe(name, list, [])
        if odd := [part for part in value if not isinstance(part, str) or not part.strip()]:
            raise DossierError(f"{self.where}: {name} holds {odd[0]!r}, which is no text.")
        return tuple(part.strip() for part in value)

    def date(self, name: str) -> str | None:
        value = self.table.get(name)
        if value is not None and not _dated(str(value)):
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
        if isinstance(self.table.get(name), dict):
            raise DossierError(f"{self.where}: [{name}] stands in single brackets. Write [[{name}]].")
        places = [(v, f"{self.where}, {name} {n}") for n, v in enumerate(self.maybe(name, list, []), 1)]
        return tuple(make(_table(value, place), place) for value, place in places)


def _dated(edtf: str) -> bool:
    """Whether a text is a date or an interval of two: each part a date, or open at one end."""
    parts = edtf.split("/")
    known = [bounds(part) != (None, None) for part in parts if part not in ("", "..")]
    first, last = bounds(edtf)
    ordered = first is None or last is None or first <= last
    return len(parts) <= 2 and any(known) and all(known) and ordered


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
    if odd := [name for name, number in weights.items() if not _is_weight(number)]:
        raise DossierError(f"{where}: the weight of {odd[0]} is {weights[odd[0]]!r}; it must be a number.")
    return Decision(
        read.text("question"),
        read.text("body"),
        read.choice("rule", Rule),
        read.words("members"),
        {name: float(number) for name, number in weights.items()},
        read.maybe("threshold", float, 0.0),
        read.maybe("members_threshold", float, 0.0),
        read.text("decider") if "decider" in table else None,
        read.many("step", _step),
        read.one("source", _source),
    )


def _is_weight(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number < HUGE


def _check_decision(where: str, dossier: Dossier) -> None:
    decision = dossier.decision
    if decision is None:
        return
    if decision.question not in (ids := [one.id for one in dossier.propositions]):
        raise DossierError(
            f"{where}, decision: question is {decision.question!r}. Choose one of: {', '.join(ids)}."
        )
    names = {party.name for party in dossier.parties}
    wanted = [*decision.members, *decision.weights, *([decision.decider] if decision.decider else [])]
    if odd := [name for name in wanted if name not in names]:
        raise DossierError(f"{where}, decision: {odd[0]} is no [[party]]. Add it, or mend the name.")
    if odd := [
        n for step in decision.steps for n in step.done_by if n not in (*decision.members, decision.decider)
    ]:
        raise DossierError(f"{where}, decision: {odd[0]} has done a step but is no member.")
    if decision.rule == "one decider" and not decision.decider:
        raise DossierError(f"{where}, decision: the rule is one decider, but decider is missing.")
    if decision.rule != "one decider" and not decision.members:
        raise DossierError(f"{where}, decision: members is missing. List the parties that vote.")
    if decision.weights and decision.rule not in ("majority", "qualified majority"):
        raise DossierError(f"{where}, decision: weights do not count where the rule is {decision.rule}.")
    if odd := [name for name in decision.members if decision.weights and name not in decision.weights]:
        raise DossierError(f"{where}, decision: {odd[0]} has no weight, but others have one.")
    if odd := [name for name in decision.weights if name not in decision.members]:
        raise DossierError(f"{where}, decision: {odd[0]} has a weight but is no member.")
    if decision.weights and not sum(decision.weights.values()):
        raise DossierError(f"{where}, decision: all weights are 0.")
    qualified = decision.rule == "qualified majority"
    if qualified and not decision.threshold:
        raise DossierError(f"{where}, decision: threshold is missing. Write a share, such as 0.65.")
    if not qualified and (decision.threshold or decision.members_threshold):
        raise DossierError(f"{where}, decision: a threshold belongs to the rule qualified majority.")
    if not 0 <= decision.threshold <= 1 or not 0 <= decision.members_threshold <= 1:
        raise DossierError(f"{where}, decision: a threshold is a share between 0 and 1, such as 0.65.")
    _unique(where, "step id", [step.id for step in decision.steps])
    _unique(where, "member", list(decision.members))


def _apart(where: str, parties: Collection[DossierParty]) -> None:
    """Refuse a name under which two parties would be found."""
    owners: dict[str, str] = {}
    for party in parties:
        for form in (party.name, *party.also):
            owner = owners.setdefault(form_key(form), party.name)
            if owner != party.name:
                raise DossierError(f"{where}: {form!r} names {owner} and {party.name}. Keep it with one.")


def _unique(where: str, what: str, names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise DossierError(f"{where}: {what} {twice[0]!r} stands twice.")
