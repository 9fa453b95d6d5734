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


def check_proposition(connection: Connection, name: str) -> None:
    """Raise :class:`NotFoundError` where dossiers were held against the record, and none has it."""
    known = sorted(set(connection.execute(select(tables.proposition.c.name)).scalars()))
    if known and name not in known:
        raise NotFoundError(
            f"{name}: no dossier of this record has such a proposition. Known: {', '.join(known)}."
        )


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
