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
    document = tables.document.c
    for row in connection.execute(select(document.id, document.sha256, document.text).order_by(document.id)):
        if hashlib.sha256(row.text.encode()).hexdigest() != row.sha256:
            yield Difference("document", row.id, "the text does not have the hash it was stored with")
        yield from _statements(connection, row.id, row.text)
        yield from _setaside(connection, row.id, row.text)
    yield from _links(connection)


def _statements(connection: Connection, document_id: str, text: str) -> Iterator[Difference]:
    found, report, hop = tables.attribution.c, tables.report.c, tables.hop.c
    query = (
        select(found.id, found.source, found.cue, found.content, report.quote)
        .join(tables.report, report.id == found.id)
        .where(found.document_id == document_id)
    )
    for row in connection.execute(query):
        for role in ("source", "cue", "content"):
            if not all(0 <= start < end <= len(text) for start, end in getattr(row, role)):
                yield Difference("attribution", row.id, f"a {role} span lies outside the text")
        if quote_of(text, [Span(*pair) for pair in row.content]) != row.quote:
            yield Difference("report", row.id, "the quote is not what its content spans slice to")
    hops = (
        select(hop.report_id, hop.start, hop.end)
        .join(tables.report, report.id == hop.report_id)
        .where(report.document_id == document_id, hop.start.is_not(None))
    )
    for report_id, start, end in connection.execute(hops):
        if not 0 <= start < end <= len(text):
            yield Difference("hop", report_id, "a hop's span lies outside the text")


def _setaside(connection: Connection, document_id: str, text: str) -> Iterator[Difference]:
    aside = tables.setaside.c
    for row in connection.execute(select(aside.start, aside.end).where(aside.document_id == document_id)):
        if not 0 <= row.start < row.end <= len(text):
            yield Difference("setaside", document_id, f"[{row.start}, {row.end}) lies outside the text")


def _links(connection: Connection) -> Iterator[Difference]:
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Difference(str(row[0]), str(row[1]), f"points at a row of {row[2]} that is not there")
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        yield Difference("file", "", "SQLite finds the file damaged")
