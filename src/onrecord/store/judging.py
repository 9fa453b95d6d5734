"""What people decide: append-only rows that outrank the machine and survive every re-run."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from onrecord.errors import NotFoundError
from onrecord.store import querying, tables


def judge(
    connection: Connection,
    kind: str,
    subject: str,
    value: dict[str, Any],
    *,
    author: str,
    made: datetime,
    note: str,
) -> int:
    """Append a judgement and return its number. ``kind`` says what ``subject`` and ``value`` mean.

    ``merge``: party ``subject`` is the same as party ``value["into"]``; ``split``: party ``subject`` is none
    of those it was merged with.
    """
    row = {
        "made": made.isoformat(timespec="seconds"),
        "author": author,
        "kind": kind,
        "subject": subject,
        "value": value,
        "note": note,
    }
    new = insert(tables.judgement).values(row).returning(tables.judgement.c.id)
    return int(connection.execute(new).scalar_one())


def judgements(connection: Connection, *kinds: str) -> list[dict[str, Any]]:
    """Return judgements of some kinds (of all, if none is named), oldest first."""
    query = select(tables.judgement).order_by(tables.judgement.c.id)
    if kinds:
        query = query.where(tables.judgement.c.kind.in_(kinds))
    return [dict(row) for row in connection.execute(query).mappings()]


def proposition_named(connection: Connection, name: str) -> str:
    """Return the record's id of the proposition that dossiers call so.

    Raises:
        NotFoundError: no dossier was held against the record, none of them has it, or several have one of
            other words.
    """
    table = tables.proposition.c
    rows = connection.execute(select(table.name, table.id, table.text).distinct()).all()
    found = {row.id: row.text for row in rows if row.name == name}
    if not rows:
        raise NotFoundError(f"{_none_held(connection)}, or give --dossier FILE.")
    if not found:
        known = ", ".join(sorted({row.name for row in rows}))
        raise NotFoundError(f"{name}: no dossier of this record has such a proposition. Known: {known}.")
    if len(found) > 1:
        texts = " / ".join(sorted(found.values()))
        raise NotFoundError(f"{name}: several dossiers call a proposition so: {texts} Say --dossier FILE.")
    return str(next(iter(found)))


def check_pledge(connection: Connection, subject: str) -> None:
    """Raise :class:`NotFoundError` where no dossier that was held against the record found such a pledge.

    ``subject`` is a pledge's id, or that of a statement which tells of it.
    """
    found = connection.execute(select(tables.commitment.c.id, tables.commitment.c.statements)).all()
    told = {name for row in found for name in (row.id, *row.statements)}
    told |= {row["subject"] for row in judgements(connection, "commitment")}
    held = connection.execute(select(tables.dossier.c.id).limit(1)).scalar()
    if held is None:
        raise NotFoundError(f"{_none_held(connection)}.")
    if subject not in told:
        known = querying.command(connection, "commitments DOSSIER")
        raise NotFoundError(f"{subject}: no pledge. See them with: {known}")


def _none_held(connection: Connection) -> str:
    run = querying.command(connection, "positions DOSSIER")
    return f"No dossier was held against this record yet. Run {run} first"
