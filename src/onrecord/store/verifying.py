"""Prove a record: every document's hash again, every span sliced again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.model import Span, quote_of
from onrecord.store import tables


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in the record that does not hold: which row and what is wrong with it."""

    table: str
    id: str
    detail: str


def verify(connection: Connection) -> Iterator[Difference]:
    """Yield every difference between what the record shows and the texts it stores."""
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        yield Difference("file", "", "SQLite finds the file damaged")
        return
    stored = "SELECT id, sha256, CAST(text AS BLOB) FROM document ORDER BY id"
    for name, digest, data in connection.exec_driver_sql(stored):
        if hashlib.sha256(data).hexdigest() != digest:
            yield Difference("document", name, "the text does not have the hash it was stored with")
        text = bytes(data).decode("utf-8", "replace")
        for check in (_statements, _setaside):
            try:
                yield from list(check(connection, name, text))
            except (ValueError, TypeError, AttributeError) as error:
                yield Difference("document", name, f"rows about it are damaged ({type(error).__name__})")
    yield from _links(connection)


def _statements(connection: Connection, document_id: str, text: str) -> Iterator[Difference]:
    found, report, hop = tables.attribution.c, tables.report.c, tables.hop.c
    query = (
        select(
            *(found.id, found.start, found.source, found.cue, found.content),
            *(report.quote, report.document_id),
        )
        .outerjoin(tables.report, report.id == found.id)
        .where(found.document_id == document_id)
    )
    for row in connection.execute(query):
        for role in ("source", "cue", "content"):
            if not all(0 <= start < end <= len(text) for start, end in getattr(row, role)):
                yield Difference("attribution", row.id, f"a {role} span lies outside the text")
        if row.document_id is None:
            yield Difference("report", row.id, "an attribution has no report")
            continue
        if row.document_id != document_id:
            yield Difference("report", row.id, "it is of another document than its attribution")
        if row.start != row.content[0][0]:
            yield Difference("attribution", row.id, "it does not start where its content does")
        if quote_of(text, [Span(*pair) for pair in row.content]) != row.quote:
            yield Difference("report", row.id, "the quote is not what its content spans slice to")
    hops = (
        select(hop.report_id, hop.start, hop.end)
        .join(tables.report, report.id == hop.report_id)
        .where(report.document_id == document_id, hop.start.is_not(None))
    )
    for report_id, start, end in connection.execute(hops):
        if end is None or not 0 <= start < end <= len(text):
            yield Difference("hop", report_id, "a hop's span lies outside the text")


def _setaside(connection: Connection, document_id: str, text: str) -> Iterator[Difference]:
    aside = tables.setaside.c
    for row in connection.execute(select(aside.start, aside.end).where(aside.document_id == document_id)):
        if not 0 <= row.start < row.end <= len(text):
            yield Difference("setaside", document_id, f"[{row.start}, {row.end}) lies outside the text")


def _links(connection: Connection) -> Iterator[Difference]:
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Difference(str(row[0]), str(row[1]), f"points at a row of {row[2]} that is not there")
    lost = "SELECT id FROM report WHERE id NOT IN (SELECT id FROM statement_search)"
    for row in connection.exec_driver_sql(lost):
        yield Difference("statement_search", str(row[0]), "its words cannot be searched for")
