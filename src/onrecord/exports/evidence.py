"""The statements behind a position, a condition or a dispute, as plain rows: words, source, how often."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from onrecord.attribution.sentences import sentences
from onrecord.model import Span, Spans, quote_of
from onrecord.positions.counts import Count
from onrecord.positions.occasions import Occasion
from onrecord.positions.statements import Statement
from onrecord.positions.survey import Survey

Row = dict[str, Any]
LEAD = 40
"""Characters between a source and its cue that may turn the words round: *did not*, *had long since*."""
LONG = 300
"""Characters from which a statement is shown by the sentences that decided its stance."""


def counted(survey: Survey, ids: Iterable[str]) -> Row:
    """Return in how many documents statements stand, and on how many origins these rest."""
    return asdict(Count.of(survey.by_id[i] for i in ids if i in survey.by_id))


def evidence(survey: Survey, ids: Iterable[str], proposition: str | None = None) -> list[Row]:
    """Return the statements behind something, as a reader needs them.

    ``words`` are what :func:`told` gives; of a long statement, the sentences that decided its stance. Where a
    person judged where it stands on the proposition, ``judged_by`` names them.
    """
    found = [survey.by_id[i] for i in ids if i in survey.by_id]
    stances = {one.id: survey.stance_on.get((one.id, proposition or "")) for one in found}
    judged = {name: stance.judged_by if stance else None for name, stance in stances.items()}
    return [
        {
            "id": one.id,
            "quote": one.quote,
            "words": _words(survey, one, proposition),
            "speaker": one.speaker,
            "role": one.role,
            "said": one.said,
            "outlet": one.outlet,
            "via": list(one.via),
            "origin": one.origin,
            "document": one.path,
            "content": pairs(one.content),
            "judged_by": judged[one.id],
        }
        for one in found
    ]


def dated(survey: Survey, day: date | None, ids: Iterable[str]) -> str | None:
    """Return a day as EDTF, as coarse as what was said on it is dated: ``2023-06`` for its last day."""
    if day is None:
        return None
    on = (one.said for one in (survey.by_id[i] for i in ids) if one.day == day and one.said)
    return max(on, key=lambda said: said == day.isoformat(), default=None) or day.isoformat()


def told(statement: Statement) -> str:
    """Return a statement's words; of indirect ones also those that report them, where they stand before.

    “opposition to the bridge” may be what somebody *denied*.

    >>> from onrecord.model import Span
    >>> text = "The town firmly denied opposition to it."
    >>> told(Statement("s", "d", "p", text, (Span(23, 39),), (Span(0, 8),), (Span(16, 22),)))
    'firmly denied opposition to it'
    """
    start = statement.content[0].start
    if (
        statement.kind == "direct"
        or not re.search(r"\w", statement.cue_words)
        or not 0 < start - statement.cue[0].start < LONG
    ):
        return statement.quote
    before = [span.end for span in statement.source if span.end <= statement.cue[0].start]
    begin = max(before, default=statement.cue[0].start)
    if statement.cue[0].start - begin > LEAD:
        begin = statement.cue[0].start
    spans = (Span(begin, statement.content[0].end), *statement.content[1:])
    return quote_of(statement.text, spans).strip(" ,")


def _words(survey: Survey, statement: Statement, proposition: str | None) -> str:
    stance = survey.stance_on.get((statement.id, proposition or ""))
    if stance is None or len(statement.quote) <= LONG:
        return told(statement)
    deciding = [
        sentence
        for span in statement.content
        for sentence in sentences(statement.text, span.start, span.end)
        if any(sentence.start < b.end and b.start < sentence.end for b in stance.because)
    ]
    return quote_of(statement.text, deciding) or told(statement)


def occasion_row(survey: Survey, occasion: Occasion) -> Row:
    """Return one occasion with its evidence."""
    return {
        "day": occasion.day.isoformat() if occasion.day else None,
        "person": occasion.person,
        "capacity": occasion.capacity,
        "office": occasion.office,
        "stance": occasion.stance,
        "counts": occasion.weight > 0,
        **counted(survey, occasion.statements),
        "confidence": occasion.confidence,
        "evidence": evidence(survey, occasion.statements, occasion.proposition),
        "reported_otherwise": evidence(survey, occasion.others, occasion.proposition),
    }


def ascribed_rows(survey: Survey, party: str, proposition: str | None = None) -> list[Row]:
    """Return what others say that a party is for or against, of one proposition if named: never part of its
    position.

    Of a long statement ``words`` are the sentence that tells it.
    """
    own = {
        one.statement: one
        for one in survey.ascribed
        if one.party == party
        if proposition is None or (one.statement, proposition) in survey.stance_on
    }
    rows = [row | {"leans": own[row["id"]].lean} for row in evidence(survey, own)]
    return [
        row | {"words": quote_of(survey.by_id[row["id"]].text, [own[row["id"]].span])}
        if len(row["quote"]) > LONG
        else row
        for row in rows
    ]


def pairs(spans: Spans) -> list[list[int]]:
    """Return spans as JSON has them."""
    return [[span.start, span.end] for span in spans]
