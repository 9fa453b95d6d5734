"""Changes of side: earlier and later stance of one voice with both passages, and the innocent explanations.

A change is never called a lie. Where another person now holds the office it is a change of office-holder,
and where what was asked has come about it is a condition met; both stand apart from reversals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from onrecord.attribution.lexicon import pattern
from onrecord.model import SAYINGS, Span
from onrecord.positions.dossier import Proposition
from onrecord.positions.occasions import Occasion
from onrecord.positions.qualifying import bearing
from onrecord.positions.statements import Statement
from onrecord.when import bounds

Change = Literal["reversal", "office change", "condition met", "condition dropped"]
Grade = Literal["plain", "likely", "weak"]
NEAR = 800
"""Characters within which others may tell of a speaker's change of mind."""
SURE = 0.65
"""Confidence that both stances of a reversal must have; words that the page itself sets against those of now
(“despite having previously said that”) need no more than any stance."""
UNORDERED = "which of the two was said first is not known"
"""What by itself leaves a reversal weak: there may have been none, but the other one."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """An earlier and a later stance that differ. ``explanations`` are the innocent ones that apply.

    ``in_own_words`` is the id of the statement in which the speaker tells of the change, if any, ``also_on``
    are other propositions on which the same words turned.
    """

    kind: Change
    party: str
    proposition: str
    earlier: Occasion
    later: Occasion
    explanations: tuple[str, ...]
    grade: Grade
    in_own_words: str | None = None
    also_on: tuple[str, ...] = ()


def reversals(
    found: Sequence[Occasion], statements: Mapping[str, Statement], propositions: Sequence[Proposition] = ()
) -> list[Reversal]:
    """Return the changes of side among occasions, oldest first.

    A reversal is from *for* to *against* or back by one person, each time in a saying: what somebody is
    only said to think turns nothing. *Conditional* to *for* is listed where the later document says that the
    condition is met, or dropped. Words that turned on several propositions are one change, on the one of
    ``propositions`` that they bear on most.
    """
    own: dict[tuple[str, str, str], list[Occasion]] = defaultdict(list)
    offices: dict[tuple[str, str, str], list[Occasion]] = defaultdict(list)
    for occasion in found:
        if occasion.clear and occasion.day is not None and _said(occasion, statements):
            own[occasion.party, occasion.proposition, occasion.person].append(occasion)
            if occasion.office:
                offices[occasion.party, occasion.proposition, occasion.office].append(occasion)
    made = [r for row in own.values() for r in _of_one(sorted(row, key=_day), statements)]
    made += [r for row in offices.values() for r in _of_office(row, statements)]
    merged = _merged(made, statements, propositions)
    return sorted(merged, key=lambda r: (str(r.later.day), r.party, r.proposition, r.kind))


def _said(occasion: Occasion, statements: Mapping[str, Statement]) -> bool:
    return any(statements[name].act in SAYINGS for name in occasion.statements)


def _merged(
    made: Iterable[Reversal], statements: Mapping[str, Statement], propositions: Sequence[Proposition]
) -> Iterable[Reversal]:
    groups: list[list[Reversal]] = []
    for one in made:
        group = next((g for g in groups if _one_turn(g[0], one)), None)
        groups.append([one]) if group is None else group.append(one)
    bears = bearing(propositions)
    for group in groups:
        if len(group) == 1 or not propositions:
            yield from group
            continue
        score = {
            r.proposition: max(bears(statements[i], r.proposition, ()) for i in r.later.statements)
            for r in group
        }
        most = max(score.values())
        group.sort(key=lambda r: score[r.proposition], reverse=True)
        also = [r.proposition for r in group[1:] if score[r.proposition][0] == most[0]]
        yield replace(group[0], also_on=tuple(dict.fromkeys(also)))


def _one_turn(one: Reversal, other: Reversal) -> bool:
    """Whether two changes are one turn: by the same person, in the same words, on two propositions."""
    return (
        (one.kind, one.party, one.later.person) == (other.kind, other.party, other.later.person)
        and one.proposition != other.proposition
        and bool(set(one.later.statements) & set(other.later.statements))
    )


def _day(occasion: Occasion) -> str:
    return str(occasion.day)


def _of_one(row: Sequence[Occasion], statements: Mapping[str, Statement]) -> Iterable[Reversal]:
    sure = [o for o in row if o.confidence >= SURE or any(statements[name].earlier for name in o.statements)]
    for earlier, later in pairwise(sure):
        if {earlier.stance, later.stance} == {"for", "against"}:
            yield _reversal("reversal", earlier, later, statements)
        elif (earlier.stance, later.stance) == ("conditional", "for"):
            for kind, words in (
                ("condition met", "condition_met"),
                ("condition dropped", "condition_dropped"),
            ):
                where = _told(words, later, statements)
                if where:
                    change: Change = "condition met" if kind == "condition met" else "condition dropped"
                    yield Reversal(
                        change, later.party, later.proposition, earlier, later, (kind,), "likely", where
                    )
                    break
    turning = [o for o in sure if o.stance != "conditional"]
    for earlier, later in pairwise(turning):  # a condition in between does not hide a change of side
        between = [o for o in sure if _day(earlier) < _day(o) < _day(later)]
        if between and {earlier.stance, later.stance} == {"for", "against"}:
            yield _reversal("reversal", earlier, later, statements)


def _of_office(row: Sequence[Occasion], statements: Mapping[str, Statement]) -> Iterable[Reversal]:
    ordered = sorted(row, key=_day)
    final = {occasion.person: _day(occasion) for occasion in ordered}
    last: dict[str, Occasion] = {}
    for occasion in ordered:
        before = [o for o in last.values() if final[o.person] < _day(occasion)]
        if before and occasion.person not in last:
            earlier = max(before, key=_day)
            if earlier.stance != occasion.stance:
                yield _reversal("office change", earlier, occasion, statements)
        last[occasion.person] = occasion


def _reversal(
    kind: Change, earlier: Occasion, later: Occasion, statements: Mapping[str, Statement]
) -> Reversal:
    first, last = (_saying(occasion, statements) for occasion in (earlier, later))
    explanations = list(_explanations(earlier, later, first, last))
    if kind == "office change":
        explanations.insert(0, f"{later.person} succeeded {earlier.person} as {later.office}")
    where = _told("changed_mind", later, statements) if kind == "reversal" else None
    grades: tuple[Grade, ...] = ("plain", "likely", "weak")
    doubts = 2 if UNORDERED in explanations else min(2, len(explanations))
    grade = "plain" if where else grades[doubts]
    return Reversal(
        kind,
        later.party,
        later.proposition,
        earlier,
        later,
        tuple(explanations),
        grade,
        where,
    )


def _saying(occasion: Occasion, statements: Mapping[str, Statement]) -> Statement:
    """Return the first of an occasion's sayings."""
    told = [statements[name] for name in occasion.statements]
    return next((one for one in told if one.act in SAYINGS), told[0])


def _explanations(earlier: Occasion, later: Occasion, first: Statement, last: Statement) -> Iterable[str]:
    ended, begun = first.day, bounds(last.said or last.published or "..")[0]
    if ended and (begun is None or begun <= ended):
        yield UNORDERED
    if earlier.person == later.person and earlier.office != later.office:
        yield f"another capacity: {earlier.office or 'none'}, then {later.office or 'none'}"
    for name, statement in (("earlier", first), ("later", last)):
        if statement.translated:
            yield f"the {name} words are translated"
        if statement.speaker_kind == "unnamed":
            yield f"the {name} words are from an unnamed source"
        if statement.via:
            yield f"the {name} words came through {', '.join(statement.via)}"
    quoted = {first.kind != "indirect", last.kind != "indirect"}
    if quoted == {False}:
        yield "both are paraphrases"
    if quoted == {True, False}:
        paraphrase = "earlier" if first.kind == "indirect" else "later"
        yield f"the {paraphrase} words are a paraphrase, the others a quotation"
    if earlier.others or later.others:
        yield "reports of one of the two occasions differ"


def _told(words: str, later: Occasion, statements: Mapping[str, Statement]) -> str | None:
    """Return the id of the statement with which the later occasion's documents tell of the change."""
    told = statements[later.statements[0]]
    texts = {statements[i].document: statements[i] for i in later.statements}
    beside = [
        s
        for s in statements.values()
        if s.document in texts and (s.speaker == told.speaker or _tells_of(s, told))
    ]
    for statement in (*(statements[i] for i in later.statements), *beside):
        if _meant(words, statement.text, statement.reach):
            return statement.id
    for statement in texts.values():
        if words == "condition_met" and _meant(words, statement.text, Span(0, 600)):
            return statement.id
    return None


def _meant(words: str, text: str, within: Span) -> bool:
    """Whether words stand in a text and are not taken back: “when conditions are met”, “not changed”."""
    found, taken_back = _any_of(words).finditer(text, *within), pattern(_OPEN, "disputes")
    return any(not taken_back.search(text[max(0, m.start() - 60) : m.start()]) for m in found)


def _tells_of(statement: Statement, told: Statement) -> bool:
    """Whether a statement may tell of another's speaker: it is near, and no other person's own words."""
    near = statement.document == told.document and abs(statement.reach.start - told.reach.end) < NEAR
    return near and statement.speaker_kind != "person"


_OPEN = r"(?i)(?:\b(?:%open%)\b|n['’]t\b)[^.;:!?]{0,40}$"


def _any_of(name: str) -> re.Pattern[str]:
    return pattern(rf"(?i)\b(?:%{name}%)", "disputes")
