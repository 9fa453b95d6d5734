"""What a party asks before it agrees: each condition once, its tellings, and the yes that it qualifies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onrecord.positions.conditions import Condition, conditions
from onrecord.positions.dossier import Proposition
from onrecord.positions.likeness import keywords, likeness
from onrecord.positions.stance import Stance
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Speaking
from onrecord.when import bounds

SAME = 0.5
"""Likeness of what two clauses ask from which they are one condition."""
NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Qualification:
    """A condition of a party, in its fullest telling, and the propositions (ids) whose yes hangs on it.

    ``tellings`` are the conditions as each statement has them, oldest first; ``condition`` is one of them.
    """

    voice: Speaking
    condition: Condition
    propositions: tuple[str, ...]
    tellings: tuple[Condition, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements that tell of it, each once."""
        return tuple(dict.fromkeys(one.statement for one in self.tellings))


Bearing = Callable[[Statement, str, Iterable[Condition]], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Told:
    condition: Condition
    statement: Statement
    voice: Speaking
    propositions: frozenset[str]
    words: frozenset[str]


def qualifications(
    stances: Iterable[Stance],
    statements: Mapping[str, Statement],
    speaking: Callable[[Statement], Speaking | None],
    propositions: Sequence[Proposition],
) -> list[Qualification]:
    """Return the conditions of those who speak for a party, by party and by when they were first named.

    Tellings of one party in like words are one condition, where they are the same person's or of the same
    days. Of several propositions that a statement is conditional on, those count on which it bears most.
    """
    bears = bearing(propositions)
    groups: list[list[_Told]] = []
    for told in sorted(_told(stances, statements, speaking, bears), key=_when):
        group = next((g for g in groups if any(_same(told, other) for other in g)), None)
        groups.append([told]) if group is None else group.append(told)
    made = [_made(group, propositions) for group in groups]
    return sorted(made, key=lambda one: one.voice.party)


def bearing(propositions: Sequence[Proposition]) -> Bearing:
    """Return how much a statement bears on a proposition (its id) rather than on the others of its dossier.

    That is in how many words it has part that this proposition, or its id, does not share with all others; a
    condition that asks for an end to what the proposition takes for granted speaks against that one. Between
    equals the plainer proposition, of fewer words of its own, is meant.
    """
    words = {one.id: keywords(f"{one.id} {one.text}") for one in propositions}
    common = frozenset.intersection(*words.values()) if len(words) > 1 else frozenset()

    def bears(statement: Statement, proposition: str, held: Iterable[Condition] = ()) -> tuple[int, int]:
        own = words[proposition] - common
        asked = keywords(" ".join(one.asks.of(statement.text) for one in held))
        whole = keywords(" ".join([statement.quote, statement.cue_words]))
        return len(own & (whole - asked)) - len(own & asked), -len(own)

    return bears


def _told(
    stances: Iterable[Stance],
    statements: Mapping[str, Statement],
    speaking: Callable[[Statement], Speaking | None],
    bears: Bearing,
) -> Iterable[_Told]:
    holding: dict[str, list[Stance]] = {}
    for stance in stances:
        if stance.condition:
            holding.setdefault(stance.statement, []).append(stance)
    for name, own in holding.items():
        statement = statements.get(name)
        voice = speaking(statement) if statement else None
        if statement is None or voice is None or voice.weight == 0:
            continue
        held = conditions(statement)
        about = [stance for stance in own if stance.stance == "conditional"] or own
        score = {stance.proposition: bears(statement, stance.proposition, held) for stance in about}
        most = frozenset(name for name, value in score.items() if value == max(score.values()))
        spans = {span for stance in about for span in stance.condition}
        for one in held:
            if one.span in spans:
                yield _Told(one, statement, voice, most, keywords(one.asks.of(statement.text)))


def _when(told: _Told) -> tuple[bool, str, str, int]:
    day = told.statement.day
    return day is None, str(day), told.statement.id, told.condition.span.start


def _same(one: _Told, other: _Told) -> bool:
    if one.voice.party != other.voice.party or likeness(one.words, other.words) < SAME:
        return False
    return one.voice.person == other.voice.person or _days_meet(one.statement, other.statement)


def _days_meet(one: Statement, other: Statement) -> bool:
    """Whether two statements may be of the same days, as far as their dates tell."""
    days = [bounds(statement.said or statement.published or "") for statement in (one, other)]
    (first, last), (begin, end) = days
    if first is None or last is None or begin is None or end is None:
        return True
    return first - NEAR <= end and begin - NEAR <= last


def _made(group: Sequence[_Told], propositions: Sequence[Proposition]) -> Qualification:
    """Make one condition of its tellings: in the fullest quotation, on the propositions that most mean."""
    best = min(group, key=lambda t: (t.statement.kind == "indirect", -len(t.words), _when(t)))
    votes = {one.id: sum(one.id in told.propositions for told in group) for one in propositions}
    most = max(votes.values())
    tellings = tuple(told.condition for told in group)
    return Qualification(best.voice, best.condition, tuple(n for n in votes if votes[n] == most), tellings)
