"""A dossier: one question, its propositions and parties, who decides it and by which steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from onrecord.errors import DossierError

Rule = Literal["unanimity", "majority", "qualified majority", "one decider"]
Status = Literal["done", "waived", "open"]
PartyKind = Literal["country", "organisation", "group", "person"]


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

    ``weights`` has one number per member, or none at all (then each counts 1); ``threshold`` is the share of
    all weight, and ``members_threshold`` the share of the members, that a qualified majority needs.
    ``decider`` is the one whose word counts under ``one decider``.
    """

    question: str
    body: str
    rule: Rule
    members: tuple[str, ...]
    weights: Mapping[str, float]
    threshold: float = 0.0
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
        """Return a party by its name, another form of it, or a voice of its, in any case.

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
        forms = {form: one.name for one in self.parties for form in (*one.also, one.name)}
        near = [forms[form] for form in get_close_matches(name, forms, 1)]
        meant = f" Did you mean {near[0]}?" if near else ""
        known = _listed(self.parties, "name")
        raise DossierError(f"{name}: no such party.{meant} This dossier has: {known}.")


def _listed(things: Collection[Any], name: str) -> str:
    return ", ".join(getattr(thing, name) for thing in things) or "none"
