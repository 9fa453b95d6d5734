"""What people decide: append-only rows that outrank the machine and survive every re-run."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from onrecord.errors import NotFoundError
from onrecord.store import tables


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


def proposition_named(connection: Connection, name: str) -> str | None:
    """Return the record's id of the proposition that dossiers call so; None before any was held against it.

    Raises:
        NotFoundError: none of the record's dossiers has it, or several have one of other words.
    """
    table = tables.proposition.c
    rows = connection.execute(select(table.name, table.id, table.text).distinct()).all()
    found = {row.id: row.text for row in rows if row.name == name}
    if rows and not found:
        known = ", ".join(sorted({row.name for row in rows}))
        raise NotFoundError(f"{name}: no dossier of this record has such a proposition. Known: {known}.")
    if len(found) > 1:
        texts = " / ".join(sorted(found.values()))
        raise NotFoundError(f"{name}: several dossiers call a proposition so: {texts} Say --dossier FILE.")
    return next(iter(found), None)


def check_pledge(connection: Connection, subject: str) -> None:
    """Raise :class:`NotFoundError` where dossiers were held against the record and found no such pledge.

    ``subject`` is a pledge's id, or that of a statement which tells of it.
    """
    found = connection.execute(select(tables.commitment.c.id, tables.commitment.c.statements)).all()
    told = {name for row in found for name in (row.id, *row.statements)}
    told |= {row["subject"] for row in judgements(connection, "commitment")}
    held = connection.execute(select(tables.dossier.c.id).limit(1)).scalar()
    if held and subject not in told:
        raise NotFoundError(f"{subject}: no pledge. See them with: onrecord commitments DOSSIER")
