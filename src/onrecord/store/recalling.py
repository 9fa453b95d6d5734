"""What the record holds, as the positions read it: statements with their texts, and the documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from onrecord.model import Span
from onrecord.positions.outcomes import Text
from onrecord.positions.stance import TAKING_SIDES
from onrecord.positions.statements import Statement
from onrecord.store import tables


def read_statements(connection: Connection) -> Iterator[Statement]:
    """Yield what of the record can take a side, with the documents' texts, by document and place."""
    view = tables.statement
    texts = dict(connection.execute(select(tables.document.c.id, tables.document.c.text)).all())
    hops: dict[str, list[tuple[str, str]]] = defaultdict(list)
    query = select(tables.hop.c.report_id, tables.party.c.name, tables.hop.c.relation)
    query = query.join(tables.party, tables.party.c.id == tables.hop.c.party_id).order_by(
        tables.hop.c.position
    )
    for report, name, relation in connection.execute(query):
        hops[report].append((name, relation))
    origins = dict(_origins(connection))
    wanted = view.c.act.in_(sorted(TAKING_SIDES))
    for row in connection.execute(
        select(view).where(wanted).order_by(view.c.document, view.c.start)
    ).mappings():
        origin = origins.get(row["id"], row["document_id"])
        yield _statement(row, texts[row["document_id"]], hops.get(row["id"], []), origin)


def _origins(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield for each saying the text that it rests on: a document of the record, or an outlet and a day.

    The record's origins are parts of one utterance; several utterances may rest on one text.
    """
    carrier, origin, utterance = tables.carrier.c, tables.origin.c, tables.utterance.c
    query = (
        select(carrier.report_id, origin.document_id, origin.outlet, utterance.said)
        .join(tables.origin, origin.id == carrier.origin_id)
        .join(tables.utterance, utterance.id == carrier.utterance_id)
    )
    for report, document, outlet, said in connection.execute(query):
        yield report, f"{outlet}, {said}" if outlet else document


def _statement(row: Any, text: str, hops: Sequence[tuple[str, str]], origin: str) -> Statement:
    return Statement(
        id=row["id"],
        document=row["document_id"],
        path=row["document"],
        text=text,
        content=spans(row["content"]),
        source=spans(row["source"]),
        cue=spans(row["cue"]),
        kind=row["kind"],
        act=row["act"],
        speaker=row["speaker"],
        speaker_kind=row["speaker_kind"],
        role=row["role"],
        affiliation=row["affiliation"],
        said=row["said"],
        published=row["published"],
        outlet=row["outlet"],
        via=tuple(name for name, _ in hops),
        translated=any(relation == "translated" for _, relation in hops),
        parent=row["parent"],
        origin=origin,
        confidence=row["confidence"],
    )


def read_texts(connection: Connection) -> Iterator[Text]:
    """Yield the record's documents, by date."""
    aside: dict[str, list[Span]] = defaultdict(list)
    for row in connection.execute(select(tables.setaside)).mappings():
        aside[row["document_id"]].append(Span(row["start"], row["end"]))
    document = tables.document.c
    query = select(document.id, document.text, document.published).order_by(document.published, document.path)
    for id, text, published in connection.execute(query):
        yield Text(id, text, published, tuple(aside.get(id, ())))


def spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """Return spans as they stand in JSON columns."""
    return tuple(Span(start, end) for start, end in pairs)
