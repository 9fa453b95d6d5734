"""What people decide: append-only rows that outrank the machine and survive every re-run."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

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
