"""Copies between the record's documents: what is new is read, and held against the rest; the rest is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from sqlalchemy import Connection, delete, select

from onrecord import __version__
from onrecord.comparison.copies import Copy, Passage, Printed, find_copies
from onrecord.comparison.credits import credit
from onrecord.comparison.stories import Hashes, Story, fingerprints, story
from onrecord.model import Span
from onrecord.store import tables
from onrecord.store.querying import Row
from onrecord.store.writing import insert_all

_STORIES = 600
"""Stories kept while documents are held against each other."""


def compare_documents(connection: Connection) -> tuple[dict[str, Printed], list[Copy]]:
    """Bring the copies up to date with the documents; return the documents by id, and the copies."""
    read = _reader(connection)
    fresh = _take_fingerprints(connection, read)
    printed, prints = _fingerprinted(connection)
    found = list(find_copies(printed, prints, read, _stored(connection), fresh))
    connection.execute(delete(tables.copy))
    insert_all(connection, tables.copy, map(_row, found))
    return {one.id: one for one in printed}, found


def _reader(connection: Connection) -> Callable[[str], Story]:
    document, aside = tables.document.c, tables.setaside.c

    @lru_cache(maxsize=_STORIES)
    def read(name: str) -> Story:
        text = connection.execute(select(document.text).where(document.id == name)).scalar_one()
        rows = connection.execute(select(aside.start, aside.end).where(aside.document_id == name))
        return story(text, [Span(start, end) for start, end in rows])

    return read


def _take_fingerprints(connection: Connection, read: Callable[[str], Story]) -> set[str]:
    """Store the fingerprints of the documents that have none of this version; return their ids."""
    table, document = tables.fingerprint, tables.document.c
    connection.execute(delete(table).where(table.c.version != __version__))
    query = select(document.id).outerjoin(table, table.c.document_id == document.id)
    fresh = connection.scalars(query.where(table.c.document_id.is_(None)).order_by(document.id)).all()
    insert_all(connection, table, (_fingerprint_row(connection, name, read(name)) for name in fresh))
    return set(fresh)


def _fingerprint_row(connection: Connection, name: str, found: Story) -> Row:
    document = tables.document.c
    query = select(document.kind, document.text, document.byline, document.outlet)
    kind, *printed = connection.execute(query.where(document.id == name)).one()
    return {
        "document_id": name,
        "version": __version__,
        "credit": credit(*printed) if kind == "article" else None,
        "hashes": fingerprints(found).astype("<u8").tobytes(),
    }


def _fingerprinted(connection: Connection) -> tuple[list[Printed], list[Hashes]]:
    document, kept = tables.document.c, tables.fingerprint.c
    query = select(document.id, document.published, document.outlet, kept.credit, document.kind, kept.hashes)
    query = query.join(tables.fingerprint, kept.document_id == document.id).order_by(document.id)
    printed, prints = [], []
    for *facts, hashes in connection.execute(query):
        printed.append(Printed(*facts))
        prints.append(np.frombuffer(hashes, "<u8").astype(np.uint64))
    return printed, prints


def _stored(connection: Connection) -> Iterator[Copy]:
    copy = tables.copy.c
    query = select(copy.first_id, copy.copy_id, copy.share, copy.passages, copy.because)
    for first, other, share, passages, because in connection.execute(query):
        yield Copy(first, other, share, tuple(_passages(passages)), because)


def _passages(rows: Sequence[tuple[list[int], list[int], float]]) -> Iterator[Passage]:
    for first, copy, likeness in rows:
        yield Passage(Span(*first), Span(*copy), likeness)


def _row(copy: Copy) -> Row:
    return {
        "first_id": copy.first,
        "copy_id": copy.copy,
        "share": copy.share,
        "passages": [[list(p.first), list(p.copy), p.likeness] for p in copy.passages],
        "because": copy.because,
    }
