"""Occasions: what one voice of a party said on one proposition on one day, over all reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.positions.stance import CLEAR, Side, Stance
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Speaking

Entry = tuple[Stance, Statement, Speaking]
Grouped = dict[tuple[str, str, str, date | None], list[Entry]]
Weigher = Callable[[Statement], Speaking | None]
NEAR = timedelta(days=3)
_BESIDE = {
    "former": " (out of office)",
    "ascribed": " (as others tell)",
    "altered": " (in words that the transcript does not have)",
}
QUALIFIES = 0.5
"""A condition that has at least this share of the weight of the yes beside it makes it conditional."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One voice, one proposition, one day; ``day`` is None where nothing tells when it was.

    ``weight`` is the capacity's, ``support`` counts the independent origins that carry ``stance``,
    ``statements`` are the ids of the reports that say so and ``others`` of those that say differently.
    """

    party: str
    proposition: str
    person: str
    capacity: str
    office: str
    day: date | None
    stance: Side
    weight: float
    confidence: float
    support: int
    statements: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def clear(self) -> bool:
        """Whether a side is taken, by somebody who counts."""
        return self.stance in CLEAR and self.weight > 0


def occasions(
    found: Iterable[Stance], statements: Mapping[str, Statement], speaking: Weigher
) -> list[Occasion]:
    """Group stances into occasions, oldest first, undated ones before all.

    Reports that rest on one origin count once, whatever their number; between origins that differ, the
    greater sum of confidences decides. Stances of speakers who are nobody in the dossier are left out.
    """
    grouped: Grouped = defaultdict(list)
    for stance in found:
        statement = statements.get(stance.statement)
        voice = speaking(statement) if statement else None
        if statement is None or voice is None:
            continue
        name = voice.person + _BESIDE.get(voice.capacity, "")
        grouped[voice.party, stance.proposition, name, statement.day].append((stance, statement, voice))
    _join_days(grouped)
    made = [
        _occasion(proposition, name, day, entries) for (_, proposition, name, day), entries in grouped.items()
    ]
    return sorted(made, key=lambda o: (o.day or date.min, o.party, o.proposition, -o.weight, o.person))


def _join_days(grouped: Grouped) -> None:
    """Put what is only roughly dated with the occasion of the same voice just before it, if there is one.

    A report without a date of its own bears that of its publication, some days after what it tells of.
    """
    days: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    for party, proposition, name, day in grouped:
        if day is not None:
            days[party, proposition, name].append(day)
    for key, known in days.items():
        earlier, *rest = sorted(known)
        for later in rest:
            rough = all(_rough(statement) for _, statement, _ in grouped[*key, later])
            if rough and later - earlier <= NEAR:
                grouped[*key, earlier] += grouped.pop((*key, later))
            else:
                earlier = later


def _rough(statement: Statement) -> bool:
    return not statement.said or statement.said.startswith("XXXX") or statement.said.endswith("~")


def _occasion(proposition: str, name: str, day: date | None, entries: list[Entry]) -> Occasion:
    voice = max((voice for *_, voice in entries), key=lambda voice: (voice.weight, voice.office))
    origins: dict[str, list[Stance]] = defaultdict(list)
    for stance, statement, _ in entries:
        origins[statement.origin or statement.document].append(stance)
    votes: dict[Side, float] = defaultdict(float)
    backers: dict[Side, int] = defaultdict(int)
    for stances_ in origins.values():
        side = settled({s.stance: 0.0 for s in stances_} | _sums(stances_))
        votes[side] += max(s.confidence for s in stances_ if side in (s.stance, "unclear"))
        backers[side] += 1
    side = settled(votes)
    same = [stance for stance, *_ in entries if stance.stance == side]
    other = [stance for stance, *_ in entries if stance.stance != side and stance.stance in CLEAR]
    return Occasion(
        party=voice.party,
        proposition=proposition,
        person=name,
        capacity=voice.capacity,
        office=voice.office,
        day=day,
        stance=side,
        weight=voice.weight,
        confidence=max((stance.confidence for stance in same), default=0.0),
        support=backers[side],
        statements=tuple(s.statement for s in sorted(same, key=lambda s: -s.confidence)),
        others=tuple(stance.statement for stance in other),
    )


def _sums(found: Iterable[Stance]) -> dict[Side, float]:
    """Add up confidences; beside a condition a yes counts once: said again, it hangs on no less."""
    of: dict[Side, list[float]] = defaultdict(list)
    for stance in found:
        of[stance.stance].append(stance.confidence)
    if "conditional" in of and "for" in of:
        of["for"] = [max(of["for"])]
    return {side: sum(confidences) for side, confidences in of.items()}


def settled(votes: Mapping[Side, float]) -> Side:
    """Return the side that prevails: what is clear before what is not, a named condition before a plain yes.

    A yes and a yes on a condition stand together against a no; where both weigh the same, nothing is clear.

    >>> settled({"for": 1.0, "conditional": 0.6}), settled({"for": 0.9, "unclear": 3.0}), settled({})
    ('conditional', 'for', 'unclear')
    >>> settled({"for": 1.0, "against": 1.0})
    'unclear'
    >>> settled({"against": 1.0, "for": 0.6, "conditional": 0.6}), settled({"against": 1.0, "for": 0.9})
    ('conditional', 'against')
    """
    yes, condition, no = (votes.get(side, 0.0) for side in ("for", "conditional", "against"))
    if no == yes + condition:
        return "unclear"
    if no > yes + condition:
        return "against"
    return "conditional" if condition and condition >= QUALIFIES * yes else "for"
