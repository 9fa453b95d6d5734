"""Questions about one saying or one document: who carries it, on what they rest, whence it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from onrecord.comparison.relays import Relayed, chains, tree
from onrecord.store import tables
from onrecord.store.querying import Filter, Row, chunks, statements


def utterance_of(connection: Connection, statement_id: str) -> Row | None:
    """Return the utterance that a statement carries, None for one that is no saying.

    ``origins`` has a row for each text that the reports rest on, the one with the most documents first, each
    with its ``reports``: statements with ``chain`` (from the speaker to the page), ``leads`` (hops that lead
    to a document in the record), and ``score``, ``like`` and ``because`` (which report it was found like, and
    why). ``tree`` has the chains as nested ``{"name", "reports", "further"}``.
    """
    carrier, utterance = tables.carrier.c, tables.utterance
    query = select(utterance).join(tables.carrier, carrier.utterance_id == utterance.c.id)
    found = connection.execute(query.where(carrier.report_id == statement_id)).mappings().first()
    if found is None:
        return None
    reports = _reports(connection, found["id"])
    return {
        "id": found["id"],
        "speaker": _name(connection, found["party_id"]),
        "said": found["said"],
        "quote": found["quote"],
        "reports": found["reports"],
        "documents": found["documents"],
        "origins": _origins(connection, found["id"], reports),
        "tree": [asdict(one) for one in tree((row["chain"], row["id"]) for row in reports)],
    }


def _reports(connection: Connection, utterance: str) -> list[Row]:
    carrier = tables.carrier.c
    query = select(
        carrier.report_id, carrier.origin_id, carrier.score, carrier.like_id.label("like"), carrier.because
    )
    rows = _rows(connection, query.where(carrier.utterance_id == utterance).order_by(carrier.report_id))
    leads = _leads(connection, [row["report_id"] for row in rows])
    found = []
    for row in rows:
        (one,) = statements(connection, Filter(statement=row["report_id"], sayings=False))
        kept = ("id", "document_id", "document", "outlet", "published", "kind", "quote", "speaker", "said")
        found.append(
            {name: one[name] for name in (*kept, "content")}
            | {"via": [hop["name"] for hop in one["via"]], "leads": leads[row["report_id"]]}
            | {"score": row["score"], "like": row["like"], "because": row["because"]}
            | {"origin": row["origin_id"]}
        )
    found.sort(key=lambda row: (row["published"] is None, row["published"], row["document"], row["id"]))
    way = chains(_relayed(connection, found))
    return [row | {"chain": list(way[row["id"]])} for row in found]


def _relayed(connection: Connection, reports: list[Row]) -> Iterator[Relayed]:
    """Yield reports with the one of them that each rests on: where its chain leads, or which it copied."""
    documents = [row["document_id"] for row in reports]
    copied = _first_of_copies(connection, documents)
    credits = _credits(connection, documents)
    here = {row["id"] for row in reports}
    pages = {row["document_id"]: row["outlet"] for row in reports}
    for row in reports:
        for lead in row["leads"]:  # the page's outlet may be known from the chain alone
            pages[lead["document_id"]] = pages.get(lead["document_id"]) or row["via"][lead["position"]]
    for row in reports:
        via, source = row["via"], None
        page = pages[row["document_id"]] or Path(row["document"]).name
        led = [lead for lead in row["leads"] if lead["statement"] in here]
        firsts = copied.get(row["document_id"], set())
        rested = (
            one["id"] for one in reports if one["document_id"] in firsts and one["origin"] == row["origin"]
        )
        if led:
            source, via = led[-1]["statement"], via[led[-1]["position"] + 1 :]
        elif source := next(rested, None):
            via = []
        elif credit := credits.get(row["document_id"]):
            via = [*via, credit]
        yield Relayed(row["id"], row["speaker"], tuple(via), page, source)


def _first_of_copies(connection: Connection, documents: list[str]) -> dict[str, set[str]]:
    """Return for each document the others of them that it was copied from."""
    copy = tables.copy.c
    found: dict[str, set[str]] = defaultdict(set)
    for some in chunks(documents):
        for first, other in connection.execute(
            select(copy.first_id, copy.copy_id).where(copy.copy_id.in_(some))
        ):
            found[other].add(first)
    return found


def _credits(connection: Connection, documents: list[str]) -> dict[str, str | None]:
    kept = tables.fingerprint.c
    found: dict[str, str | None] = {}
    for some in chunks(documents):
        rows = connection.execute(select(kept.document_id, kept.credit).where(kept.document_id.in_(some)))
        found.update((name, credit) for name, credit in rows)
    return found


def _origins(connection: Connection, utterance: str, reports: list[Row]) -> list[Row]:
    origin, document = tables.origin.c, tables.document.c
    query = (
        select(origin.id, document.path.label("document"), document.outlet.label("printed_by"))
        .add_columns(document.published, origin.outlet, origin.documents, origin.because)
        .join(tables.document, document.id == origin.document_id)
        .where(origin.utterance_id == utterance)
        .order_by(origin.documents.desc(), document.published, origin.id)
    )
    return [
        row | {"reports": [one for one in reports if one["origin"] == row["id"]]}
        for row in _rows(connection, query)
    ]


def _leads(connection: Connection, ids: list[str]) -> dict[str, list[Row]]:
    lead, document = tables.lead.c, tables.document.c
    query = (
        select(lead.report_id, lead.position, lead.document_id, document.path.label("document"))
        .add_columns(document.outlet, document.published, lead.source_id.label("statement"))
        .add_columns(lead.score, lead.because)
        .join(tables.document, document.id == lead.document_id)
        .where(lead.report_id.in_(ids))
        .order_by(lead.report_id, lead.position)
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(connection, query):
        found[row.pop("report_id")].append(row)
    return found


def copies_of(connection: Connection, document_id: str) -> Row:
    """Return the documents that one ``rests_on`` and those that are its ``copies``, the most copied first."""
    copy = tables.copy.c
    return {
        "rests_on": _copies(connection, copy.copy_id == document_id, copy.first_id),
        "copies": _copies(connection, copy.first_id == document_id, copy.copy_id),
    }


def _copies(connection: Connection, which: ColumnElement[bool], other: ColumnElement[str]) -> list[Row]:
    copy, document = tables.copy.c, tables.document.c
    query = (
        select(document.id, document.path.label("document"), document.outlet, document.published)
        .add_columns(copy.share, copy.because, copy.passages)
        .join(tables.copy, document.id == other)
        .where(which)
        .order_by(copy.share.desc(), document.id)
    )
    return _rows(connection, query)


def _name(connection: Connection, party: str | None) -> str | None:
    return connection.execute(select(tables.party.c.name).where(tables.party.c.id == party)).scalar()


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]
