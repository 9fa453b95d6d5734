"""Where a party stands: its position on a proposition at a date, by a named rule, with what it rests on.

The rule is ``latest-clear``: of the occasions on which somebody who speaks for the party took a side, those
of the last two years count, each by its capacity, its confidence and how long before the latest one it lies
(half after ten days); the side with most weight is the position. So days of dense coverage are settled by
all of it, and otherwise the latest word stands. A condition named beside a yes makes it conditional.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile, takewhile
from typing import Literal

from onrecord.positions.occasions import Occasion, settled
from onrecord.positions.stance import Side

RULE = "latest-clear"
WINDOW = timedelta(days=730)
HALF_LIFE = 10.0
"""Days before the latest occasion after which an older one counts half."""

Place = Side | Literal["silent"]
Change = Literal["first", "same", "own words", "office-holder changed", "other voice"]


@dataclass(frozen=True, slots=True)
class Position:
    """A party's position on a proposition at a date, always derived.

    ``rests_on`` are the occasions behind it, the weightiest first; ``since`` is the day of the first of the
    latest unbroken row of occasions with this stance. ``lapsed``: all that was said is older than the window.
    """

    party: str
    proposition: str
    stance: Place
    since: date | None = None
    rests_on: tuple[Occasion, ...] = ()
    lapsed: bool = False
    rule: str = RULE

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all the reports that it rests on."""
        return tuple(dict.fromkeys(i for occasion in self.rests_on for i in occasion.statements))


def position(party: str, proposition: str, found: Sequence[Occasion], as_of: date | None = None) -> Position:
    """Return where a party stood at a date (at the latest one known, without it).

    ``found`` may hold occasions of other parties and propositions; they are passed over. What is undated
    counts only without a date, and then as older than all that is dated.
    """
    own = [o for o in found if o.party == party and o.proposition == proposition]
    seen = [o for o in own if (o.day <= as_of if o.day and as_of else as_of is None)]
    clear = [o for o in seen if o.clear]
    end = as_of or max((o.day for o in seen if o.day and o.weight > 0), default=None)
    recent = [o for o in clear if o.day is None or end is None or end - o.day <= WINDOW]
    if not recent:
        heard = any(o.weight > 0 for o in seen)
        return Position(party, proposition, "unclear" if heard else "silent", lapsed=bool(clear))
    latest = max((o.day for o in recent if o.day), default=None)
    votes: dict[Side, float] = {}
    for o in recent:
        votes[o.stance] = votes.get(o.stance, 0.0) + _weight(o, latest)
    side = settled(votes)
    rests = [o for o in recent if o.stance == side]
    rests.sort(key=lambda o: (-_weight(o, latest), o.person))
    return Position(party, proposition, side, _since(recent, side), tuple(rests))


def _weight(occasion: Occasion, latest: date | None) -> float:
    weight = occasion.weight * occasion.confidence * (1 + 0.25 * (occasion.support - 1))
    if latest is None:
        return weight
    age = (latest - occasion.day).days if occasion.day else WINDOW.days
    return float(weight * 0.5 ** (age / HALF_LIFE))


def _since(recent: Iterable[Occasion], side: Side) -> date | None:
    newest = sorted(recent, key=lambda o: o.day or date.min, reverse=True)
    upheld = dropwhile(lambda o: o.stance != side, newest)
    return min((o.day for o in takewhile(lambda o: o.stance == side, upheld) if o.day), default=None)


@dataclass(frozen=True, slots=True)
class Turn:
    """One day in a party's strip: its occasions, the position after it, and how that came to differ."""

    party: str
    proposition: str
    day: date | None
    position: Place
    change: Change
    occasions: tuple[Occasion, ...]


def strip(party: str, proposition: str, found: Sequence[Occasion], as_of: date | None = None) -> list[Turn]:
    """Return the days on which a party spoke on a proposition, oldest first, with its position after each."""
    own = [o for o in found if o.party == party and o.proposition == proposition]
    days = sorted({o.day for o in own if o.day and (as_of is None or o.day <= as_of)})
    turns: list[Turn] = []
    undated = tuple(o for o in own if o.day is None)
    if undated and as_of is None:
        turns.append(
            Turn(party, proposition, None, position(party, proposition, undated).stance, "first", undated)
        )
    for day in days:
        here = tuple(o for o in own if o.day == day)
        now = position(party, proposition, own, day)
        turns.append(Turn(party, proposition, day, now.stance, _change(turns, now, here), here))
    return turns


def _change(turns: Sequence[Turn], now: Position, here: Sequence[Occasion]) -> Change:
    before = next(
        (turn for turn in reversed(turns) if turn.position in ("for", "against", "conditional")), None
    )
    if before is None:
        return "first"
    if now.stance == before.position:
        return "same"
    heard = [o for o in here if o.clear and o.stance == now.stance]
    speakers = {o.person for o in heard}
    earlier = [o for turn in turns for o in turn.occasions if o.clear]
    if any(o.person in speakers for o in earlier):
        return "own words"
    offices = {o.office for o in heard if o.office}
    if any(o.office in offices and o.person not in speakers for o in earlier):
        return "office-holder changed"
    return "other voice"
