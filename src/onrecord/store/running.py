"""Runs: what was asked for, what came of it, and which units are done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import sqlite

from onrecord import __version__
from onrecord.model import Issue
from onrecord.pipeline import Processed
from onrecord.reading import FAULT
from onrecord.reading.decode import storable
from onrecord.store import tables
from onrecord.store.writing import write_document, write_issue


@dataclass(slots=True)
class Counts:
    """What a run has come to so far. ``known`` documents were in the record before.

    ``problems`` are the issues themselves.
    """

    documents: int = 0
    statements: int = 0
    known: int = 0
    issues: int = 0
    problems: list[Issue] = field(default_factory=list, compare=False)


def start_run(connection: Connection, sources: list[str], tagger: str, now: datetime) -> int:
    """Write the run's row and return its id."""
    row = {
        "started": now.isoformat(timespec="seconds"),
        "version": __version__,
        "tagger": tagger,
        "sources": [storable(source) for source in sources],
    }
    return int(connection.execute(insert(tables.run).values(row).returning(tables.run.c.id)).scalar_one())


def write_results(
    connection: Connection, run_id: int, results: list[Processed | Issue], counts: Counts
) -> None:
    """Write documents and issues and count them."""
    for result in results:
        if isinstance(result, Issue):
            write_issue(connection, run_id, result)
            counts.issues += 1
            counts.problems.append(result)
        elif write_document(connection, run_id, result):
            counts.documents += 1
            counts.statements += len(result.resolved.reports)
            _forget_fault(connection, result.document.path)
        else:
            counts.known += 1


def _forget_fault(connection: Connection, path: str) -> None:
    """A document that failed inside before, and now went in, is no issue any more."""
    issue = tables.issue.c
    connection.execute(delete(tables.issue).where(issue.path == path, issue.reason == FAULT))


def finish_run(connection: Connection, run_id: int, counts: Counts, now: datetime) -> None:
    """Close the run's row with its counts."""
    row = {
        "documents": counts.documents,
        "statements": counts.statements,
        "known": counts.known,
        "issues": counts.issues,
        "finished": now.isoformat(timespec="seconds"),
    }
    connection.execute(update(tables.run).where(tables.run.c.id == run_id).values(row))


def fingerprint(unit: str, published: str | None) -> str | None:
    """Return a hash of a file's bytes and the date given for it; None for what cannot be read as a file."""
    path = Path(unit)
    digest = hashlib.sha256((published or "").encode() + b"\0" + path.name.encode("utf-8", "surrogateescape"))
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return None  # reading it says why
    return digest.hexdigest()


def is_done(connection: Connection, mark: str) -> bool:
    """Say whether a unit with this fingerprint went in whole."""
    query = select(tables.unit.c.path).where(tables.unit.c.fingerprint == mark)
    return connection.execute(query).first() is not None


def mark_done(connection: Connection, run_id: int, unit: str, mark: str) -> None:
    """Note that a unit went in whole, so that a later run passes over it."""
    row = {"fingerprint": mark, "path": storable(unit), "run_id": run_id}
    connection.execute(sqlite.insert(tables.unit).values(row).on_conflict_do_nothing())
