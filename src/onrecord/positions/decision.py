"""The decision: where each member whose agreement counts stands, what the rule gives, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from onrecord.errors import DossierError
from onrecord.positions.dossier import Decision, Dossier, Step
from onrecord.positions.occasions import Occasion
from onrecord.positions.standing import Place, Position, position
from onrecord.when import bounds

Result = Literal["adopted", "not adopted"]
ROUNDING = 1e-12
"""The part of a sum that floating point may be off by: 0.55 of 100 is reached by 55."""
PLACES: tuple[Place, ...] = ("for", "conditional", "against", "unclear", "silent")


@dataclass(frozen=True, slots=True)
class Vote:
    """A member's place; ``named_in`` of the documents read up to the date name it."""

    member: str
    position: Position
    weight: float
    named_in: int

    @property
    def place(self) -> Place:
        """For, conditional, against, unclear, or silent."""
        return self.position.stance


@dataclass(frozen=True, slots=True)
class Tally:
    """What the rule gives at a date.

    ``result`` is what it would be if all voted as they stand; ``possible`` whether it could be adopted if
    everyone agreed who is not against; ``missing`` are the members whose yes it still takes (under a
    majority: among whom the rest must be found); ``needs`` says in words what the rule asks.
    """

    decision: Decision
    as_of: date | None
    votes: tuple[Vote, ...]
    result: Result
    possible: bool
    missing: tuple[str, ...]
    needs: str
    steps: tuple[Step, ...]

    def members(self, place: Place) -> tuple[str, ...]:
        """Return the members that stand somewhere, in the dossier's order."""
        return tuple(vote.member for vote in self.votes if vote.place == place)


@dataclass(frozen=True, slots=True)
class Searched:
    """A document as far as silence goes: its day, and which parties it names."""

    day: date | None
    names: frozenset[str]


def tally(
    dossier: Dossier,
    found: Sequence[Occasion],
    searched: Sequence[Searched],
    as_of: date | None = None,
    proposition: str | None = None,
) -> Tally:
    """Return how the decision stood at a date; without one all counts that is known.

    With another ``proposition`` (an id) the same rule is held against that one; the steps are not its own.

    Raises:
        DossierError: the dossier has no [decision].
    """
    decision = dossier.decision
    if decision is None:
        raise DossierError("The dossier has no [decision]: add one with question, body, rule and members.")
    if proposition not in (None, decision.question):
        decision = replace(decision, question=dossier.proposition(proposition or "").id, steps=())
    read = [one for one in searched if as_of is None or (one.day is not None and one.day <= as_of)]
    votes = tuple(
        Vote(
            name,
            position(name, decision.question, found, as_of),
            decision.weights.get(name, 1.0),
            sum(name in one.names for one in read),
        )
        for name in members(dossier, as_of)
    )
    yes = {vote.member for vote in votes if vote.place == "for"}
    open_ = {vote.member for vote in votes if vote.place != "against"}
    adopted = _carried(decision, votes, yes)
    missing = () if adopted else tuple(v.member for v in votes if v.member in _needed(decision, votes) - yes)
    return Tally(
        decision,
        as_of,
        votes,
        "adopted" if adopted else "not adopted",
        adopted or _carried(decision, votes, open_),
        missing,
        _needs(decision, votes, yes),
        tuple(_step_at(step, as_of) for step in decision.steps),
    )


def members(dossier: Dossier, as_of: date | None = None) -> tuple[str, ...]:
    """Return the parties whose agreement counts at a date: who had joined by then, and who decides alone."""
    decision = dossier.decision
    if decision is None:
        return ()
    names = tuple(name for name in decision.members if _joined(dossier, name, as_of))
    if decision.rule == "one decider" and decision.decider and decision.decider not in names:
        return (decision.decider, *names)
    return names


def _joined(dossier: Dossier, member: str, as_of: date | None) -> bool:
    """Whether a member had joined the body by a date; one of which no date is known had."""
    joined = next((party.joined for party in dossier.parties if party.name == member), None)
    since = bounds(joined)[0] if joined else None
    return as_of is None or since is None or since <= as_of


def _needed(decision: Decision, votes: Sequence[Vote]) -> set[str]:
    if decision.rule == "one decider":
        return {decision.decider or ""}
    return {vote.member for vote in votes}


def _carried(decision: Decision, votes: Sequence[Vote], yes: set[str]) -> bool:
    """Whether the rule is met when these members agree; where there are none yet, it is not."""
    if not votes:
        return False
    if decision.rule == "one decider":
        return decision.decider in yes
    if decision.rule == "unanimity":
        return all(vote.member in yes for vote in votes)
    weight = sum(vote.weight for vote in votes if vote.member in yes)
    total = sum(vote.weight for vote in votes)
    if decision.rule == "majority":
        return weight > total / 2 * (1 + ROUNDING)
    if not total:
        return False
    enough, many = decision.threshold * total, decision.members_threshold * len(votes)
    return weight >= enough * (1 - ROUNDING) and len(yes) >= many * (1 - ROUNDING)


def _needs(decision: Decision, votes: Sequence[Vote], yes: set[str]) -> str:
    if not votes:
        return "no member has joined yet"
    have, total = sum(v.weight for v in votes if v.member in yes), sum(v.weight for v in votes)
    if decision.rule == "one decider":
        return f"{decision.decider} decides alone"
    if decision.rule == "unanimity":
        return f"all {len(votes)} must agree; {len(yes)} do"
    if decision.rule == "majority":
        return f"more than half of {total:.12g} must agree; {have:.12g} do"
    share, least = (
        f"{part:.1%}".replace(".0%", "%") for part in (decision.threshold, decision.members_threshold)
    )
    members = f" and {least} of the members" * bool(decision.members_threshold)
    return f"{share} of {total:.12g}{members} must agree; {have:.12g}, of {len(yes)} members, do"


def _step_at(step: Step, as_of: date | None) -> Step:
    """Return a step as it stood at a date: open before the last day on which it may have been done or
    waived.
    """
    first, last = bounds(step.date) if step.date else (None, None)
    when = last or first
    if as_of is None or when is None or when <= as_of:
        return step
    return replace(step, status="open", date=None, done_by=())
