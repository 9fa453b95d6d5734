"""Stances: what each statement says on each proposition, from the scores of a model that is passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from onrecord.attribution.sentences import sentences
from onrecord.model import SAYINGS, Act, Span, Spans
from onrecord.positions.dossier import Dossier, Proposition
from onrecord.positions.statements import Statement

Side = Literal["for", "against", "conditional", "unclear"]
SIDES: tuple[Side, ...] = ("for", "against", "conditional", "unclear")
UNDO = "undo"
"""A judgement that takes back what was judged before it, so that the machine's answer stands again."""
CLEAR: frozenset[str] = frozenset({"for", "against", "conditional"})


class Asked(NamedTuple):
    """What a model is asked: where a statement stands on a proposition.

    ``statement`` is the reporting sentence or sentences as printed, or only what was said; ``proposition``
    one sentence; ``context`` what the page says before, for what *it* and *these claims* are.
    """

    statement: str
    proposition: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a model makes of one statement and one proposition; None instead where it is about something else.

    ``confidence`` is the calibrated probability of ``stance``; ``because`` are spans of the statement's text
    as given to the model.
    """

    stance: Side
    confidence: float
    because: Spans = ()


Judge = Callable[[Sequence[Asked]], Sequence[Verdict | None]]
"""Pairs -> a verdict each, None where the statement is not about the proposition. Pure."""


@dataclass(frozen=True, slots=True)
class Stance:
    """One statement towards one proposition. Spans are code points of the document's text.

    ``act`` is what the speaker does with it: asserts, denies, promises, asks, threatens, predicts.
    ``confidence`` is the model's, calibrated; 1 where a person judged it, who is then named in ``judged_by``.
    """

    statement: str
    proposition: str
    stance: Side
    act: str
    confidence: float
    because: Spans = ()
    condition: Spans = ()
    judged_by: str | None = None


_ACTS: Mapping[Act, str] = {
    **dict.fromkeys(("says", "believes", "decides", "notices"), "asserts"),
    "denies": "denies",
    "promises": "promises",
    "asks": "asks",
    "wants": "asks",
    "threatens": "threatens",
    "predicts": "predicts",
}
TAKING_SIDES: frozenset[str] = SAYINGS | {"believes", "wants", "decides"}
"""Acts that can take a side: sayings, and what somebody is said to think, to want or to have decided."""
LONGEST_PASSAGE = 480
"""Characters that are judged at once; a speech is cut into passages of whole sentences up to this length."""
HOLDING = frozenset({"promises", "threatens"})
"""Acts whose conditions are kept whatever the side: on them it depends what is done."""
BEFORE = 240
"""Characters of the text before a passage that are read as its context."""


def stance_act(act: Act) -> str:
    """Return the act of a stance for the act of an attribution."""
    return _ACTS[act]


def stances(
    statements: Iterable[Statement],
    dossier: Dossier,
    judge: Judge,
    conditions: Callable[[Statement], Spans] = lambda _: (),
    about: Callable[[Statement, str], bool] = lambda *_: True,
) -> list[Stance]:
    """Return a stance for every statement and every proposition that it is about, in their order.

    All pairs go to ``judge`` in one call, but those of a statement that is plainly not ``about`` a
    proposition (its id). ``conditions`` gives the spans on which a statement makes something depend; they are
    kept with what is *conditional*, promised or threatened.
    """
    kept = [statement for statement in statements if statement.act in TAKING_SIDES]
    work = [
        (statement, proposition, passage)
        for statement in kept
        for near in [[one for one in dossier.propositions if about(statement, one.id)]]
        for passage in (passages(statement) if near else ())
        for proposition in near
    ]
    pairs = [
        Asked(
            passage.of(statement.text),
            proposition.text,
            context(statement.text, _follows(statement, passage)),
        )
        for statement, proposition, passage in work
    ]
    by_pair: dict[tuple[str, str], list[tuple[Span, Verdict]]] = {}
    for (statement, proposition, passage), verdict in zip(work, judge(pairs), strict=True):
        if verdict is not None:
            by_pair.setdefault((statement.id, proposition.id), []).append((passage, verdict))
    found = []
    for statement in kept:
        for proposition in dossier.propositions:
            verdicts = by_pair.get((statement.id, proposition.id))
            if verdicts:
                found.append(_stance(statement, proposition, verdicts, conditions(statement)))
    return found


def passages(statement: Statement) -> list[Span]:
    """Return what of the text is judged: the reporting sentence, or a long speech in whole sentences.

    The reporting sentence has the source and the cue, which may turn the words round (*denied that*).
    """
    reach = statement.reach
    if reach.end - reach.start <= LONGEST_PASSAGE:
        return [reach]
    pieces: list[Span] = []
    for span in statement.content:
        start = len(pieces)
        for sentence in sentences(statement.text, span.start, span.end):
            if len(pieces) > start and sentence.end - pieces[-1].start <= LONGEST_PASSAGE / 2:
                pieces[-1] = Span(pieces[-1].start, sentence.end)
            else:
                pieces.append(sentence)
    return pieces


def _follows(statement: Statement, passage: Span) -> int:
    """Return where the context of a passage ends: before it; for earlier words before what is said now."""
    return min([passage.start, *(span.start for span in statement.source if statement.earlier)])


def context(text: str, start: int) -> str:
    """Return what stands before a passage, from the first whole word on.

    >>> context("The mayor spoke first. She left.", 23)
    'The mayor spoke first.'
    """
    begin = max(0, start - BEFORE)
    if begin:
        begin = min(text.find(" ", begin) + 1 or start, start)
    return text[begin:start].strip()


def _stance(
    statement: Statement, proposition: Proposition, verdicts: list[tuple[Span, Verdict]], conditions: Spans
) -> Stance:
    """Bring the passages of one statement together: a condition qualifies a yes, yes and no are unclear."""
    best: dict[Side, tuple[Span, Verdict]] = {}
    for passage, verdict in verdicts:
        held = best.get(verdict.stance)
        if held is None or verdict.confidence > held[1].confidence:
            best[verdict.stance] = (passage, verdict)
    clear = [side for side in best if side in CLEAR]
    side: Side = max(clear, key=lambda s: best[s][1].confidence) if clear else "unclear"
    if side == "for" and "conditional" in best:
        side = "conditional"
    if "for" in best and "against" in best:
        side = side if abs(best["for"][1].confidence - best["against"][1].confidence) > 0.1 else "unclear"
    passage, verdict = best.get(side) or max(verdicts, key=lambda pair: pair[1].confidence)
    promised = statement.act in HOLDING
    holding = [p for p, v in verdicts if v.stance == "conditional" or promised]
    because = tuple(Span(passage.start + s.start, passage.start + s.end) for s in verdict.because)
    return Stance(
        statement.id,
        proposition.id,
        side,
        stance_act(statement.act),
        round(verdict.confidence, 3),
        because or (passage,),
        tuple(c for c in conditions if any(p.start <= c.start and c.end <= p.end for p in holding)),
    )


def overridden(
    found: Iterable[Stance],
    judgements: Iterable[Mapping[str, object]],
    conditions: Callable[[str], Spans] = lambda _: (),
) -> list[Stance]:
    """Return the stances with the judgements of people in the machine's place, the latest one standing.

    A judgement has ``subject`` (a statement's id) and ``value`` with ``proposition`` and ``stance``: a side,
    ``off`` where the statement is not about it at all, or :data:`UNDO`, which takes back what was judged
    before. ``conditions`` gives the spans on which a statement
    (its id) makes something depend: they are kept with what is judged *conditional*.
    """
    judged: dict[tuple[str, str], tuple[str, str]] = {}
    for row in judgements:
        value = row["value"]
        assert isinstance(value, Mapping)
        key = (str(row["subject"]), str(value["proposition"]))
        judged[key] = (str(value["stance"]), str(row["author"]))
        if value["stance"] == UNDO:
            del judged[key]
    machine = {(stance.statement, stance.proposition): stance for stance in found}
    out = [stance for key, stance in machine.items() if key not in judged]
    for (statement, proposition), (side, author) in judged.items():
        known = machine.get(
            (statement, proposition), Stance(statement, proposition, "unclear", "asserts", 1.0)
        )
        for one in SIDES:
            if side == one:
                held = known.condition if one == "conditional" or known.act in HOLDING else ()
                held = held or (conditions(statement) if one == "conditional" else ())
                out.append(replace(known, stance=one, confidence=1.0, condition=held, judged_by=author))
    return out
