"""Questions to the record, each one SQL statement; the answers are plain dictionaries."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, exists, func, or_, select

from onrecord.errors import NotFoundError
from onrecord.model import SAYINGS
from onrecord.positions.retold import EARLIER
from onrecord.store import tables
from onrecord.store.opening import DEFAULT_FILE
from onrecord.when import bounds

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """What to keep of the statements; None keeps all.

    ``speaker`` and ``outlet`` match a part of any of their names, ``about`` is full text (words are joined
    by and, ``"a phrase"`` in quotation marks); ``since`` and ``until`` are ISO days, months or years on when
    it was said. ``sayings`` leaves out beliefs, wishes and
    decisions, and what lies within another statement.
    """

    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    document: str | None = None
    sayings: bool = True
    statement: str | None = None


def statements(connection: Connection, keep: Filter, limit: int = 0) -> list[Row]:
    """Return statements by date said, then document and place. ``limit`` 0 is all."""
    view = tables.statement.c
    query = select(tables.statement).where(*_conditions(keep))
    query = query.order_by(view.said_from.is_(None), view.said_from, view.document, view.start, view.id)
    rows = _rows(connection, query.limit(limit) if limit else query)
    hops = _hops(connection, [row["id"] for row in rows])
    return [row | {"via": hops.get(row["id"], [])} for row in rows]


def count(connection: Connection, keep: Filter) -> int:
    """Return how many statements a filter keeps."""
    query = select(func.count()).select_from(tables.statement).where(*_conditions(keep))
    return connection.execute(query).scalar_one()


def _conditions(keep: Filter) -> list[ColumnElement[bool]]:
    view = tables.statement.c
    found: list[ColumnElement[bool]] = []
    if keep.sayings:
        found += [view.act.in_(sorted(SAYINGS)), view.parent.is_(None)]
    if keep.speaker:
        found.append(_speaker_is(keep.speaker))
    if keep.about:
        search = tables.statement_search
        match = search.c.quote.op("MATCH")(_match(keep.about))
        found.append(view.id.in_(select(search.c.id).where(match)))
    if keep.outlet:
        found.append(view.outlet.icontains(keep.outlet, autoescape=True))
    if keep.since:
        known, last = view.said_from.is_not(None), view.said_to
        found.append(or_(last >= _iso(bounds(keep.since)[0], keep.since), and_(known, last.is_(None))))
    if keep.until:
        known, first = view.said_to.is_not(None), view.said_from
        found.append(or_(first <= _iso(bounds(keep.until)[1], keep.until), and_(known, first.is_(None))))
    if keep.kind:
        found.append(view.kind == keep.kind)
    if keep.statement:
        found.append(view.id == keep.statement)
    if keep.document:
        found.append(_is_document(view.document_id, view.document, keep.document))
    return found


def _iso(day: date | None, printed: str) -> str:
    return day.isoformat() if day else printed


def _speaker_is(name: str) -> ColumnElement[bool]:
    view = tables.statement.c
    other = (
        select(tables.party.c.canonical_id)
        .join(tables.alias, tables.alias.c.party_id == tables.party.c.id)
        .where(or_(func.lower(tables.alias.c.form) == name.lower(), tables.alias.c.form == name))
    )
    contains = view.speaker.icontains(name, autoescape=True)
    return or_(view.speaker_id == name, contains, view.speaker_id.in_(other))


def _match(words: str) -> str:
    """Full-text search in words that FTS5 can never take for its own syntax."""
    parts = re.findall(r'"[^"]+"|\S+', words)
    return " ".join('"' + part.replace('"', "") + '"' for part in parts if part.strip('"')) or '""'


def _hops(connection: Connection, ids: list[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    hop, party = tables.hop.c, tables.party.c
    for some in chunks(ids):
        query = (
            select(hop.report_id, party.name, party.kind, hop.relation, hop.start, hop.end)
            .join(tables.party, party.id == hop.party_id)
            .where(hop.report_id.in_(some))
            .order_by(hop.report_id, hop.position)
        )
        for row in _rows(connection, query):
            found[row.pop("report_id")].append(row)
    return found


def statement(connection: Connection, statement_id: str) -> Row:
    """Return one statement with all of its document's columns under ``document``.

    The id of earlier words that a statement tells of itself (``r-....before``) gives that statement.

    Raises:
        NotFoundError: no id starts so, or more than one does.
    """
    view, start = tables.statement, statement_id.removesuffix(EARLIER)
    rows = _rows(connection, select(view).where(view.c.id.startswith(start, autoescape=True)).limit(2))
    if not rows:
        known = command(connection, "statements")
        raise NotFoundError(f"{statement_id}: no such statement. List them with: {known}")
    if len(rows) > 1:
        raise NotFoundError(f"{statement_id}: several statements start so. Give more of the id.")
    row = rows[0]
    row["via"] = _hops(connection, [row["id"]]).get(row["id"], [])
    row["document"] = document(connection, row["document_id"])
    children = select(view.c.id, view.c.speaker, view.c.quote).where(view.c.parent == row["id"])
    row["children"] = _rows(connection, children)
    return row


def document(connection: Connection, document_id: str) -> Row:
    """Return one document, text included, by its id, its path or the file's name; the latest of several.

    Raises:
        NotFoundError: there is none.
    """
    table = tables.document
    query = select(table).where(_is_document(table.c.id, table.c.path, document_id))
    exact = case((table.c.id == document_id, 0), (table.c.path == document_id, 1), else_=2)
    rows = _rows(connection, query.order_by(exact, table.c.run_id.desc(), table.c.id).limit(1))
    if not rows:
        known = command(connection, "documents")
        raise NotFoundError(f"{document_id}: no such document. List them with: {known}")
    return rows[0]


def _is_document(id: Any, path: Any, wanted: str) -> ColumnElement[bool]:
    """Return the condition that a document has this id, this path or, alone in it, this file's name."""
    names = (path.endswith(f"{sign}{wanted}", autoescape=True) for sign in ("/", "\\", "!"))
    return or_(id == wanted, path == wanted, *names)


def documents(connection: Connection, limit: int = 0) -> list[Row]:
    """Return all documents with the number of their statements, without their texts."""
    table, report, found = tables.document, tables.report, tables.attribution
    columns = [column for column in table.c if column.name != "text"]
    number = (
        select(func.count())
        .select_from(report)
        .join(found, found.c.id == report.c.id)
        .where(report.c.document_id == table.c.id)
        .where(found.c.act.in_(sorted(SAYINGS)), found.c.parent_id.is_(None))
    )
    query = select(*columns, number.scalar_subquery().label("statements"))
    query = query.order_by(table.c.published.is_(None), table.c.published, table.c.path)
    return _rows(connection, query.limit(limit) if limit else query)


def parties(connection: Connection, name: str | None = None, limit: int = 0) -> list[Row]:
    """Return canonical parties by number of statements, with the origins of these and the forms printed."""
    party, view, alias = tables.party, tables.statement, tables.alias
    spoken = (
        select(view.c.speaker_id, func.count().label("statements"))
        .add_columns(func.count(tables.carrier.c.origin_id.distinct()).label("origins"))
        .outerjoin(tables.carrier, tables.carrier.c.report_id == view.c.id)
        .where(view.c.act.in_(sorted(SAYINGS)), view.c.parent.is_(None))
        .group_by(view.c.speaker_id)
        .subquery()
    )
    number = func.coalesce(spoken.c.statements, 0)
    query = (
        select(party.c.id, party.c.name, party.c.kind, number.label("statements"))
        .add_columns(func.coalesce(spoken.c.origins, 0).label("origins"))
        .outerjoin(spoken, spoken.c.speaker_id == party.c.id)
        .where(party.c.id == party.c.canonical_id)
        .order_by(number.desc(), party.c.name)
    )
    if name:
        own = tables.party.alias()
        other = exists().where(
            and_(
                own.c.canonical_id == party.c.id,
                alias.c.party_id == own.c.id,
                alias.c.form.icontains(name, autoescape=True),
            )
        )
        query = query.where(or_(party.c.id == name, party.c.name.icontains(name, autoescape=True), other))
    rows = _rows(connection, query.limit(limit) if limit else query)
    forms = _forms(connection, [row["id"] for row in rows])
    return [row | {"forms": sorted(forms.get(row["id"], set()) | {row["name"]})} for row in rows]


def _forms(connection: Connection, ids: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    party, alias = tables.party.c, tables.alias.c
    for some in chunks(ids):
        query = (
            select(party.canonical_id, party.name, alias.form)
            .outerjoin(tables.alias, alias.party_id == party.id)
            .where(party.canonical_id.in_(some))
        )
        for canonical, name, form in connection.execute(query):
            found[canonical] |= {name, form} if form else {name}
    return found


def party_named(connection: Connection, name: str) -> Row:
    """Return the one canonical party that an id or a whole name, in any form and case, stands for.

    Where several are printed so, it is the one that is listed under that name.

    Raises:
        NotFoundError: none does, or several do; the message lists them, and those of whose name it is a part.
    """
    rows = parties(connection, name)
    exact = [row for row in rows if name.casefold() in (row["id"], *(f.casefold() for f in row["forms"]))]
    listed_so = [row for row in exact if row["name"].casefold() == name.casefold()]
    for found in (exact, listed_so):
        if len(found) == 1:
            return found[0]
    if exact:
        raise NotFoundError(f"{name}: several parties have that name: {listed(exact)}. Give an id.")
    meant = f" Did you mean {listed(rows)}?" if rows else ""
    known = command(connection, "parties")
    raise NotFoundError(f"{name}: no party is printed so.{meant} List the forms with: {known}")


def listed(parties: Sequence[Row]) -> str:
    """Return the first of some parties with their kinds and ids, as a message names them."""
    return ", ".join(f"{row['name']} ({row['kind']}, {row['id']})" for row in parties[:5])


def command(connection: Connection, name: str) -> str:
    """Return a command as it is typed to ask this record: with ``--record``, unless it is the default one."""
    path = connection.engine.url.database or DEFAULT_FILE
    return f"onrecord {name}" + f" --record {shlex.quote(path)}" * (path != DEFAULT_FILE)


def table_rows(connection: Connection, name: str) -> list[Row]:
    """Return all rows of a table or view, by its name in the vocabulary."""
    return _rows(connection, select(_table(name)))


def column_names(name: str) -> list[str]:
    """Return the columns of a table or view, by its name in the vocabulary."""
    return [column.name for column in _table(name).c]


def _table(name: str) -> Table:
    table = tables.metadata.tables.get(name)
    return tables.VIEWS.tables[name] if table is None else table


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]


def chunks(ids: list[str], size: int = 500) -> Iterable[list[str]]:
    """Return ids in lists of at most ``size``: SQLite allows so many parameters and no more."""
    return (ids[at : at + size] for at in range(0, len(ids), size))
