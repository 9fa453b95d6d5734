"""One party while its document is being read, and where a source phrase led."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from onrecord.model import Party, PartyKind
from onrecord.resolution import offices
from onrecord.resolution.lexicon import Known
from onrecord.resolution.roles import Role, implied


@dataclass(slots=True)
class Figure:
    """One party while the document is being read. ``roles`` as printed, in text order, each with its
    position."""

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
