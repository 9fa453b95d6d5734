"""Write what was found in a document: all of its rows or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select, update
from sqlalchemy.dialects.sqlite import insert

from onrecord.model import Attribution, Issue, Party, Report, Spans, content_id
from onrecord.pipeline import Processed
from onrecord.store import tables
from onrecord.store.querying import chunks
from onrecord.when import bounds

Row = Mapping[str, Any]
_PIECE = 5000


def write_document(connection: Connection, run_id: int, processed: Processed) -> bool:
    """Write one document with its parties, attributions, reports and hops; False if it was there already."""
    document = processed.document
    known = select(tables.document.c.id).where(tables.document.c.id == document.id)
    if connection.execute(known).first():
        return False
    _insert(connection, tables.document, [_document_row(run_id, processed)])
    _insert(connection, tables.setaside, _setaside_rows(processed))
    resolved = processed.resolved
    _write_parties(connection, list(_parties(processed)))
    _insert(
        connection,
        tables.alias,
        [{"party_id": a.party.id, "form": a.form, "document_id": document.id} for a in resolved.aliases],
    )
    _insert(connection, tables.tenure, _tenure_rows(processed))
    reports = resolved.reports
    _insert(connection, tables.attribution, [_attribution_row(r, processed.tagger) for r in reports])
    _insert(connection, tables.report, [_report_row(report) for report in reports])
    _insert(connection, tables.hop, [row for report in reports for row in _hop_rows(report)])
    if reports:
        words = [{"id": report.id, "quote": report.quote} for report in reports]
        connection.execute(insert(tables.statement_search), words)
    return True


def write_issue(connection: Connection, run_id: int, issue: Issue) -> None:
    """Write an issue; the same one twice stays one row, of its latest run."""
    row = {
        "id": content_id("i", issue.path, issue.reason, issue.detail),
        "run_id": run_id,
        "path": issue.path,
        "reason": issue.reason,
        "detail": issue.detail,
    }
    statement = insert(tables.issue).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"run_id": run_id}))


def insert_all(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Write rows, so many at a time that they need not be held at once."""
    some = iter(rows)
    while piece := list(islice(some, _PIECE)):
        connection.execute(insert(table), piece)


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table).on_conflict_do_nothing(), rows)


def _write_parties(connection: Connection, parties: Sequence[Party]) -> None:
    """Write parties; of the printings of one name the best stays, whichever document came first."""
    _insert(connection, tables.party, [_party_row(party) for party in parties])
    column = tables.party.c
    ids = sorted({party.id for party in parties})
    for some in chunks(ids):
        query = select(column.id, column.name).where(column.id.in_(some))
        kept = {row.id: row.name for row in connection.execute(query)}
        for party in parties:
            if party.id in kept and _printing(party.name) < _printing(kept[party.id]):
                kept[party.id] = party.name
                named = update(tables.party).where(column.id == party.id).values(name=party.name)
                connection.execute(named)


def _printing(name: str) -> tuple[bool, str]:
    """Return the order of a name's printings: a label's capitals last, else the more capitals the better.

    >>> min(["ANA BRISK", "Ana Brisk", "ana brisk"], key=_printing), min(["Nato", "NATO"], key=_printing)
    ('Ana Brisk', 'NATO')
    """
    return name.isupper() and len(name.split()) > 1, name


def _parties(processed: Processed) -> Iterable[Party]:
    resolved = processed.resolved
    parties = [alias.party for alias in resolved.aliases]
    parties += [report.speaker.party for report in resolved.reports if report.speaker]
    parties += [hop.party for report in resolved.reports for hop in report.via]
    for tenure in resolved.tenures:
        parties += [tenure.holder, *([tenure.organisation] if tenure.organisation else [])]
    return dict.fromkeys(parties)


def _party_row(party: Party) -> Row:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "disambiguation": party.disambiguation,
        "canonical_id": party.id,
    }


def _document_row(run_id: int, processed: Processed) -> Row:
    document = processed.document
    names = [column.name for column in tables.document.c if column.name != "run_id"]
    return {name: getattr(document, name) for name in names} | {"run_id": run_id}


def _setaside_rows(processed: Processed) -> list[Row]:
    return [
        {"document_id": processed.document.id, "start": s.span.start, "end": s.span.end, "reason": s.reason}
        for s in processed.document.set_aside
    ]


def _tenure_rows(processed: Processed) -> list[Row]:
    document_id = processed.document.id
    return [
        {
            "id": content_id("t", document_id, t.holder.id, t.office, t.since or "", t.until or ""),
            "document_id": document_id,
            "party_id": t.holder.id,
            "office": t.office,
            "organisation_id": t.organisation.id if t.organisation else None,
            "since": t.since,
            "until": t.until,
            "source": t.source,
        }
        for t in processed.resolved.tenures
    ]


def _attribution_row(report: Report, tagger: str) -> Row:
    found: Attribution = report.attribution
    return {
        "id": report.id,
        "document_id": report.document,
        "kind": found.kind,
        "act": found.act,
        "source": _pairs(found.source),
        "cue": _pairs(found.cue),
        "content": _pairs(found.content),
        "start": found.content[0].start,
        "confidence": found.confidence,
        "parent_id": report.parent,
        "tagger": tagger,
    }


def _report_row(report: Report) -> Row:
    first, last = bounds(report.said.edtf)
    speaker = report.speaker
    return {
        "id": report.id,
        "document_id": report.document,
        "party_id": speaker.party.id if speaker else None,
        "role": speaker.role if speaker else None,
        "affiliation": speaker.affiliation if speaker else None,
        "said": report.said.edtf,
        "said_from": first.isoformat() if first else None,
        "said_to": last.isoformat() if last else None,
        "said_because": report.said.reason,
        "addressee": report.addressee,
        "occasion": report.occasion,
        "quote": report.quote,
        "confidence": report.confidence,
        "because": list(report.reasons),
    }


def _hop_rows(report: Report) -> list[Row]:
    return [
        {
            "report_id": report.id,
            "position": position,
            "party_id": hop.party.id,
            "relation": hop.relation,
            "start": hop.span.start if hop.span else None,
            "end": hop.span.end if hop.span else None,
        }
        for position, hop in enumerate(report.via)
    ]


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
