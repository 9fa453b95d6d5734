"""What a survey found as plain rows: stances, positions, conditions, commitments, disputes, the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.exports.evidence import Row, ascribed_rows, counted, dated, evidence, occasion_row, pairs, told
from onrecord.model import Span
from onrecord.positions.commitments import Commitment
from onrecord.positions.decision import PLACES, Tally
from onrecord.positions.dossier import Step
from onrecord.positions.stance import Stance
from onrecord.positions.standing import position, strip
from onrecord.positions.statements import Statement
from onrecord.positions.survey import Survey


def stance_row(stance: Stance, statement: Statement) -> Row:
    """Return the contract's object for one statement and one proposition that it is about."""
    return {
        "id": stance.statement,
        "document": statement.path,
        "content": pairs(statement.content),
        "speaker": statement.speaker,
        "proposition": stance.proposition,
        "stance": stance.stance,
        "act": stance.act,
        "confidence": round(stance.confidence, 3),
        "condition": pairs(stance.condition),
        "because": pairs(stance.because),
    }


def stance_rows(survey: Survey, party: str | None = None, proposition: str | None = None) -> Iterator[Row]:
    """Yield the stances of a survey by date, those of one party or on one proposition only if asked."""
    known = [(s, survey.by_id[s.statement]) for s in survey.stances if s.statement in survey.by_id]
    order = {one.id: place for place, one in enumerate(survey.dossier.propositions)}
    for stance, statement in sorted(known, key=lambda pair: (*_when(pair[1]), order[pair[0].proposition])):
        if not survey.in_time(statement) or proposition not in (None, stance.proposition):
            continue
        voice = survey.speaking(statement)
        if party in (None, voice.party if voice else ""):
            yield stance_row(stance, statement) | {
                "party": voice.party if voice else None,
                "capacity": voice.capacity if voice else None,
                "said": statement.said,
                "quote": statement.quote,
                "words": told(statement),
                "judged_by": stance.judged_by,
            }


def _when(statement: Statement) -> tuple[bool, str, str, Span]:
    return statement.day is None, str(statement.day), statement.path, statement.reach


def position_rows(survey: Survey, party: str | None = None, proposition: str | None = None) -> Iterator[Row]:
    """Yield where each party stands on each proposition that it spoke on, or should have."""
    for one in survey.dossier.propositions:
        for name in survey.parties if party is None else [party]:
            held = position(name, one.id, survey.occasions, survey.as_of)
            spoke = any(o.party == name and o.proposition == one.id for o in survey.occasions)
            if proposition not in (None, one.id) or not (spoke or name in survey.members):
                continue
            yield {
                "party": name,
                "proposition": one.id,
                "stance": held.stance,
                "since": held.since.isoformat() if held.since else None,
                "since_said": dated(survey, held.since, held.statements),
                **counted(survey, held.statements),
                "documents_naming_it": sum(name in one.names for one in survey.read),
                "lapsed": held.lapsed,
                "rule": held.rule,
                "as_of": survey.as_of.isoformat() if survey.as_of else None,
                "rests_on": [occasion_row(survey, occasion) for occasion in held.rests_on],
            }


def strip_rows(survey: Survey, party: str, proposition: str | None = None) -> Iterator[Row]:
    """Yield a party's strip: the days on which it spoke, its position after each, and the words."""
    for one in survey.dossier.propositions:
        if proposition in (None, one.id):
            for turn in strip(party, one.id, survey.occasions, survey.as_of):
                yield {
                    "party": party,
                    "proposition": one.id,
                    "day": turn.day.isoformat() if turn.day else None,
                    "said": dated(
                        survey, turn.day, [i for o in turn.occasions for i in (*o.statements, *o.others)]
                    ),
                    "position": turn.position,
                    "change": turn.change,
                    "occasions": [occasion_row(survey, occasion) for occasion in turn.occasions],
                }


def condition_rows(survey: Survey, party: str | None = None, proposition: str | None = None) -> Iterator[Row]:
    """Yield what parties ask before they agree, each condition once, in its fullest telling."""
    for one in survey.conditions:
        if party not in (None, one.voice.party) or proposition not in (None, *one.propositions):
            continue
        told, statement = one.condition, survey.by_id[one.condition.statement]
        yield {
            "party": one.voice.party,
            "person": one.voice.person,
            "propositions": list(one.propositions),
            "words": told.span.of(statement.text),
            "asks": told.asks.of(statement.text),
            "by": told.by,
            "marker": told.marker,
            "said": statement.said,
            "span": list(told.span),
            "id": told.statement,
            "document": statement.path,
            "outlet": statement.outlet,
            **counted(survey, one.statements),
            "evidence": evidence(survey, one.statements),
        }


def commitment_rows(
    survey: Survey, party: str | None = None, proposition: str | None = None
) -> Iterator[Row]:
    """Yield the pledges with what became of them; on a proposition, those in statements that are about it."""
    pages = {statement.document: statement for statement in survey.statements}
    published = {text.id: text.published for text in survey.texts}
    for one in survey.commitments:
        about = proposition is None or any((i, proposition) in survey.stance_on for i in one.statements)
        if about and party in (None, one.party):
            yield {
                "id": one.id,
                "party": one.party,
                "person": one.person,
                "words": one.words,
                "for": one.beneficiary,
                "amount": one.amount,
                "deadline": one.deadline,
                "by": one.by,
                **counted(survey, one.statements),
                "state": one.state,
                "because": one.because,
                "outcome": one.outcome,
                "outcome_in": _outcome_page(one, survey.by_id, pages, published),
                "said": one.said,
                "span": list(one.what),
                "judged_by": one.judged_by,
                "evidence": evidence(survey, one.statements),
            }


def _outcome_page(
    one: Commitment,
    by_id: Mapping[str, Statement],
    pages: Mapping[str, Statement],
    published: Mapping[str, str | None],
) -> Row | None:
    """Return the page that tells what became of a pledge; None where none does, or a person said it alone."""
    told = by_id.get(one.outcome or "")
    if one.outcome is None or (told is None and one.judged_by):
        return None
    document = told.document if told else one.outcome.rpartition("@")[0]
    page = told or pages.get(document)
    return {
        "document": page.path if page else document,
        "outlet": page.outlet if page else None,
        "published": page.published if page else published.get(document),
    }


def dispute_rows(survey: Survey, party: str | None = None, proposition: str | None = None) -> Iterator[Row]:
    """Yield denials, then changes of side, then statements of fact that contradict each other."""
    for denial in survey.denials if proposition is None else ():
        if party in (None, denial.party):
            yield {
                "kind": "report and denial",
                "party": denial.party,
                "proposition": None,
                "grade": denial.state,
                "because": denial.why,
                **counted(survey, denial.charges),
                "reported_by": list(denial.reported_by),
                "denied_by": list(denial.denied_by),
                "earlier": evidence(survey, denial.charges),
                "later": evidence(survey, denial.denials),
                "beside": evidence(survey, denial.stands),
            }
    for change in survey.reversals:
        own = change.in_own_words
        beside = [own] if own and own not in change.later.statements else []
        if party in (None, change.party) and proposition in (None, change.proposition, *change.also_on):
            yield {
                "kind": change.kind,
                "party": change.party,
                "proposition": change.proposition,
                "grade": change.grade,
                "because": "; ".join(change.explanations),
                "also_on": list(change.also_on),
                "from": change.earlier.stance,
                "to": change.later.stance,
                "earlier": evidence(survey, change.earlier.statements, change.proposition),
                "later": evidence(survey, change.later.statements, change.proposition),
                "beside": evidence(survey, beside),
            }
    for clash in survey.contradictions if proposition is None else ():
        if party is None or party in clash.parties:
            yield {
                "kind": "contradiction",
                "party": " and ".join(clash.parties),
                "proposition": None,
                "grade": clash.grade,
                "because": clash.why,
                "earlier": evidence(survey, [clash.earlier]),
                "later": evidence(survey, [clash.later]),
                "beside": [],
            }


def awaits(tally: Tally, step: Step) -> list[str]:
    """Return the members that a step still waits for, where each does it for itself."""
    if not step.each_member or step.status != "open":
        return []
    return [vote.member for vote in tally.votes if vote.member not in step.done_by]


def decision_row(survey: Survey, party: str | None = None, proposition: str | None = None) -> Row:
    """Return the decision as it stands, with every member's place (or one's) and what it rests on."""
    tally = survey.tally(proposition)
    return {
        "question": survey.dossier.question,
        "proposition": tally.decision.question,
        "body": tally.decision.body,
        "rule": tally.decision.rule,
        "as_of": tally.as_of.isoformat() if tally.as_of else None,
        "result": tally.result,
        "needs": tally.needs,
        "possible": tally.possible,
        "missing": list(tally.missing),
        "against": list(tally.members("against")),
        "conditional": list(tally.members("conditional")),
        "sums": {place: len(tally.members(place)) for place in PLACES},
        "documents_searched": len(survey.read),
        "members": [
            {
                "member": vote.member,
                "stance": vote.place,
                "lapsed": vote.position.lapsed,
                "since": vote.position.since.isoformat() if vote.position.since else None,
                "since_said": dated(survey, vote.position.since, vote.position.statements),
                "weight": vote.weight,
                **counted(survey, vote.position.statements),
                "documents_naming_it": vote.named_in,
                "rests_on": [occasion_row(survey, o) for o in vote.position.rests_on[:3]],
                "said_of_it": ascribed_rows(survey, vote.member, tally.decision.question),
            }
            for vote in tally.votes
            if party in (None, vote.member)
        ],
        "steps": [
            {
                "id": step.id,
                "text": step.text,
                "status": step.status,
                "date": step.date,
                "done_by": list(step.done_by),
                "awaits": awaits(tally, step),
            }
            for step in tally.steps
        ],
    }
