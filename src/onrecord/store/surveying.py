"""A dossier held against the record: statements out, stances kept, what follows from them written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.errors import NotFoundError
from onrecord.model import Span, content_id
from onrecord.positions.conditions import condition_spans
from onrecord.positions.dossier import Dossier, Proposition
from onrecord.positions.relevance import holds
from onrecord.positions.retold import EARLIER, with_retold
from onrecord.positions.stance import CLEAR, TAKING_SIDES, Judge, Stance, overridden, stances
from onrecord.positions.statements import Statement
from onrecord.positions.survey import Survey
from onrecord.positions.tempering import tempered, touching
from onrecord.store import tables, tracing
from onrecord.store.judging import judgements
from onrecord.store.recalling import read_statements, read_texts, spans

Row = dict[str, Any]
Progress = Callable[[int, int], None]
"""Called with how many pieces of the work are done, and how many there are."""
_PIECE = 200
"""Pairs of a statement and a proposition that are judged, and committed, at once, or a few more."""
OFF = "off"
"""What is kept for a statement that is not about a proposition, so that it is not asked twice."""


def survey(
    connection: Connection,
    dossier: Dossier,
    judge: Judge,
    model: str,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Survey:
    """Return a dossier's survey of the record; ``model`` names the version of ``judge``.

    Only statements that this version has not judged on a proposition yet are judged now, and what is judged
    is committed bit by bit: a stopped run goes on where it was. Judgements of people stand before the
    machine's stances. The derived tables (docs/record.md) are written anew.
    """
    statements = list(with_retold(read_statements(connection)))
    named = write_dossier(connection, dossier)
    about = touching(dossier)
    work = _unjudged(connection, dossier, named, statements, model, about)
    connection.commit()
    for done, (asked, some) in enumerate(work):
        if progress:
            progress(done, len(work))
        part = replace(dossier, propositions=asked)
        found = {
            (one.statement, one.proposition): one
            for one in stances(some, part, judge, condition_spans, about)
        }
        rows = [
            _stance_row(s.id, proposition_id(one), found.get((s.id, one.id)), model)
            for s in some
            for one in asked
            if about(s, one.id)
        ]
        _keep(connection, rows)
        connection.commit()
    by_id = {statement.id: statement for statement in statements}
    stand = tempered(_read_stances(connection, named), by_id, dossier)
    judged = overridden(
        stand,
        _judgements(connection, named),
        lambda name: condition_spans(by_id[name]) if name in by_id else (),
    )
    altered = tracing.altered(connection, {one.statement for one in judged if one.stance in CLEAR})
    made = Survey(
        dossier,
        statements,
        judged,
        list(read_texts(connection)),
        judgements(connection, "commitment"),
        as_of,
        frozenset(altered),
    )
    if as_of is None:
        _write_derived(connection, dossier_id(dossier), made, named)
    return made


def _judgements(connection: Connection, named: dict[str, str]) -> list[dict[str, Any]]:
    """Return people's judgements on a dossier's propositions, under the names that these have in it.

    One that was made before any dossier was held against the record knows its proposition by name only.
    """
    found = []
    for row in judgements(connection, "stance"):
        value = row["value"]
        words = value.get("words")
        name = named.get(words) if words else value["proposition"]
        if name in named.values():
            found.append({**row, "value": {**value, "proposition": name}})
    return found


def dossier_id(dossier: Dossier) -> str:
    """Return a dossier's id, from its question: an edited file is the same dossier."""
    return content_id("o", dossier.question)


def proposition_id(proposition: Proposition) -> str:
    """Return a proposition's id in the record, from its words: other words are another proposition."""
    return content_id("q", proposition.text)


def write_dossier(connection: Connection, dossier: Dossier) -> dict[str, str]:
    """Write a dossier and its propositions; return the record's ids of the propositions -> their own."""
    own = dossier_id(dossier)
    rule = dossier.decision.rule if dossier.decision else None
    row = {"id": own, "question": dossier.question, "rule": rule}
    new = insert(tables.dossier).values(row)
    connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=row))
    connection.execute(delete(tables.proposition).where(tables.proposition.c.dossier_id == own))
    named = {proposition_id(one): one.id for one in dossier.propositions}
    rows = [
        {"id": proposition_id(one), "dossier_id": own, "name": one.id, "text": one.text}
        for one in dossier.propositions
    ]
    connection.execute(insert(tables.proposition), rows)
    return named


def check_takes_side(connection: Connection, statement: str, act: str) -> None:
    """Say why a statement can take no side, if it cannot; ``statement`` is its id, of earlier words too.

    Raises:
        NotFoundError: it is no saying, belief, wish or decision, or tells no earlier words of its speaker.
    """
    if act not in TAKING_SIDES:
        raise NotFoundError(f"{statement}: somebody {act} something; that takes no side.")
    if statement.endswith(EARLIER):
        known = {one.id for one in with_retold(read_statements(connection))}
        if statement not in known:
            raise NotFoundError(f"{statement}: tells no earlier words of its speaker. Leave out {EARLIER}.")


def _unjudged(
    connection: Connection,
    dossier: Dossier,
    named: dict[str, str],
    statements: Sequence[Statement],
    model: str,
    about: Callable[[Statement, str], bool],
) -> list[tuple[tuple[Proposition, ...], Sequence[Statement]]]:
    """Return what a version of the judge has not judged yet: propositions, and statements to ask on them.

    What may be ``about`` a proposition depends on the names in the dossier, so what is not is not kept. A
    proposition that a new one is a narrower form of is asked again, as if both had been there at first.
    """
    table = tables.stance.c
    query = select(table.statement_id, table.proposition_id).where(
        table.model == model, table.proposition_id.in_(list(named))
    )
    known: dict[str, set[str]] = {}
    for row in connection.execute(query):
        known.setdefault(row.statement_id, set()).add(row.proposition_id)
    ids = {one.id: proposition_id(one) for one in dossier.propositions}
    fresh: dict[frozenset[str], list[Statement]] = {}
    for statement in statements:
        judged = known.get(statement.id, set())
        due = frozenset(name for name, own in ids.items() if own not in judged and about(statement, name))
        fresh.setdefault(due, []).append(statement)
    work: list[tuple[tuple[Proposition, ...], Sequence[Statement]]] = []
    for due, some in fresh.items():
        new = [one for one in dossier.propositions if one.id in due]
        asked = tuple(
            one
            for one in dossier.propositions
            if one in new or any(holds(narrow.text, one.text) for narrow in new)
        )
        size = -(-_PIECE // max(1, len(asked)))
        work += [(asked, some[i : i + size]) for i in range(0, len(some) if asked else 0, size)]
    return work


def _keep(connection: Connection, rows: Sequence[Row]) -> None:
    """Write stances, over those of another version."""
    new = insert(tables.stance)
    same = {name: new.excluded[name] for name in rows[0] if name not in ("statement_id", "proposition_id")}
    new = new.on_conflict_do_update(index_elements=["statement_id", "proposition_id"], set_=same)
    connection.execute(new, rows)


def _stance_row(statement: str, proposition: str, found: Stance | None, model: str) -> Row:
    return {
        "statement_id": statement,
        "proposition_id": proposition,
        "stance": found.stance if found else OFF,
        "act": found.act if found else None,
        "confidence": found.confidence if found else None,
        "because": _pairs(found.because) if found else [],
        "condition": _pairs(found.condition) if found else [],
        "model": model,
    }


def _read_stances(connection: Connection, named: dict[str, str]) -> Iterator[Stance]:
    table = tables.stance
    query = select(table).where(table.c.proposition_id.in_(list(named)), table.c.stance != OFF)
    for row in connection.execute(query.order_by(table.c.statement_id, table.c.proposition_id)).mappings():
        yield Stance(
            row["statement_id"],
            named[row["proposition_id"]],
            row["stance"],
            row["act"],
            row["confidence"],
            spans(row["because"]),
            spans(row["condition"]),
        )


def _write_derived(connection: Connection, own: str, made: Survey, named: dict[str, str]) -> None:
    """Replace the dossier's conditions, commitments and links."""
    ids = {name: id for id, name in named.items()}
    for table in (tables.condition, tables.commitment, tables.link):
        connection.execute(delete(table).where(table.c.dossier_id == own))
    _write(connection, tables.condition, _condition_rows(own, made, ids))
    _write(connection, tables.commitment, _commitment_rows(own, made))
    _write(connection, tables.link, _link_rows(own, made, ids))


def _condition_rows(own: str, made: Survey, ids: dict[str, str]) -> Iterator[Row]:
    for one in made.conditions:
        for proposition, told in product(one.propositions, one.tellings):
            yield {
                "dossier_id": own,
                "statement_id": told.statement,
                "proposition_id": ids[proposition],
                "start": told.span.start,
                "end": told.span.end,
                "party": one.voice.party,
                "marker": told.marker,
                "asks": told.asks.of(made.by_id[told.statement].text),
                "by": told.by,
            }


def _commitment_rows(own: str, made: Survey) -> Iterator[Row]:
    for one in made.commitments:
        yield {
            "dossier_id": own,
            "id": one.id,
            "party": one.party,
            "person": one.person,
            "start": one.what.start,
            "end": one.what.end,
            "words": one.words,
            "said": one.said,
            "beneficiary": one.beneficiary,
            "amount": one.amount,
            "deadline": one.deadline,
            "by": one.by,
            "state": one.state,
            "outcome": one.outcome,
            "because": one.because,
            "statements": list(one.statements),
        }


def _link_rows(own: str, made: Survey, ids: dict[str, str]) -> Iterator[Row]:
    for denial in made.denials:
        for later in denial.denials:
            for earlier in denial.charges:
                yield _link(own, "denies", later, earlier, denial.party, None, denial.state, denial.why)
    for change in made.reversals:
        kind = {"reversal": "reverses"}.get(change.kind, change.kind)
        ends = change.later.statements[0], change.earlier.statements[0]
        why = "; ".join(change.explanations)
        yield _link(own, kind, *ends, change.party, ids[change.proposition], change.grade, why)
    for clash in made.contradictions:
        ends = clash.later, clash.earlier
        yield _link(own, "contradicts", *ends, " and ".join(clash.parties), None, clash.grade, clash.why)


def _link(
    own: str, kind: str, later: str, earlier: str, party: str, proposition: str | None, grade: str, why: str
) -> Row:
    return {
        "dossier_id": own,
        "kind": kind,
        "later_id": later,
        "earlier_id": earlier,
        "party": party,
        "proposition_id": proposition,
        "grade": grade,
        "because": why,
    }


def _write(connection: Connection, table: Any, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(insert(table).on_conflict_do_nothing(), listed)


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
