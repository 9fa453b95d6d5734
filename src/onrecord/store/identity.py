"""Which printed parties are one: what the texts show, then what people judged, worked out anew each time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, update

from onrecord.errors import NotFoundError
from onrecord.model import Alias, Party, Tenure
from onrecord.resolution.linking import link
from onrecord.store import querying, tables
from onrecord.store.judging import judgements

Row = dict[str, Any]
Same = dict[str, str]
"""Of a printed party: its canonical one, or why it is that."""

SAME_FULL = "the texts print one name, or spellings of one"


def link_parties(connection: Connection) -> None:
    """Set every party's canonical party: the machine's answer first, then the judgements in their order."""
    parties = _parties(connection)
    canonical = {party_id: party_id for party_id in parties}
    because: dict[str, str] = {}
    linked = link(_aliases(connection, parties), _tenures(connection, parties))
    for party_id, target in linked.items():
        if target.id != party_id and target.id in parties:
            canonical[party_id], because[party_id] = target.id, SAME_FULL
    canonical, because = _judged(judgements(connection, "merge", "split"), canonical, because)
    column = tables.party.c
    before = connection.execute(select(column.id, column.canonical_id, column.same_because)).all()
    for party_id, was, why in before:
        if (was, why) != (canonical[party_id], because.get(party_id)):
            row = {"canonical_id": canonical[party_id], "same_because": because.get(party_id)}
            connection.execute(update(tables.party).where(column.id == party_id).values(row))


def _judged(rows: Iterable[Row], canonical: Same, because: Same) -> tuple[Same, Same]:
    """Return the canonical parties and why, after judgements in their order.

    A split takes back the first merge that moved its party, and all that came with it leaves with it; a party
    that no merge moved parts from those that the texts print as one with it.
    """
    kept: list[Row] = []
    moved: dict[int, set[str]] = {}
    now, why = dict(canonical), dict(because)
    for row in rows:
        of = row["subject"]
        back = next((one for one in kept if row["kind"] == "split" and of in moved[one["id"]]), None)
        if back is not None:
            kept.remove(back)
            now, why = dict(canonical), dict(because)
            moved = {one["id"]: _apply(one, now, why) for one in kept}
            if now.get(of) != now.get(back["value"]["into"]):
                continue
        kept.append(row)
        moved[row["id"]] = _apply(row, now, why)
    return now, why


def _apply(row: Row, canonical: Same, because: Same) -> set[str]:
    """Let one judgement count; return the parties that it moved to another one."""
    subject, note = row["subject"], f"judged by {row['author']} on {row['made'][:10]}"
    if row["kind"] == "split":
        others = [party for party, of in canonical.items() if of == subject != party]
        canonical.update(dict.fromkeys(others, others[0] if others else subject))
        because.pop(others[0] if others else subject, None)
        canonical[subject], because[subject] = subject, f"{note}: stands apart"
        return set()
    root = canonical.get(row["value"]["into"], row["value"]["into"])
    group = {party for party, of in canonical.items() if of == canonical.get(subject)}
    for party in group:
        canonical[party], because[party] = root, f"{note}: the same"
    return group


def _parties(connection: Connection) -> dict[str, Party]:
    column = tables.party.c
    query = select(column.id, column.name, column.kind, column.disambiguation).order_by(column.id)
    return {row.id: Party(row.name, row.kind, row.disambiguation) for row in connection.execute(query)}


def _aliases(connection: Connection, parties: dict[str, Party]) -> list[Alias]:
    column = tables.alias.c
    query = select(column.party_id, column.form).order_by(column.party_id, column.form, column.document_id)
    printed = [Alias(parties[row.party_id], row.form) for row in connection.execute(query)]
    return [*printed, *(Alias(party, party.name) for party in parties.values())]


def _tenures(connection: Connection, parties: dict[str, Party]) -> list[Tenure]:
    column = tables.tenure.c
    query = select(column.party_id, column.office, column.organisation_id, column.since, column.until)
    return [
        Tenure(parties[row.party_id], row.office, parties.get(row.organisation_id), row.since, row.until)
        for row in connection.execute(query.order_by(column.id))
    ]


def printed_party(connection: Connection, name: str) -> str:
    """Return the id of the party printed under a name, in any case, or another form (or of the id itself).

    Raises:
        NotFoundError: there is none, or there are several; the message lists them.
    """
    wanted, party, alias = name.casefold(), tables.party.c, tables.alias.c
    query = select(party.id, party.name, party.kind).order_by(party.id)
    printed = [dict(row) for row in connection.execute(query).mappings()]
    found = [row for row in printed if name in (row["id"], row["name"])]
    found = found or [row for row in printed if row["name"].casefold() == wanted]
    if not found:
        forms = connection.execute(select(alias.party_id, alias.form))
        so = {row.party_id for row in forms if row.form.casefold() == wanted}
        found = [row for row in printed if row["id"] in so]
    if not found:
        known = querying.command(connection, "parties")
        raise NotFoundError(f"{name}: no party is printed so. List the forms with: {known}")
    if len(found) > 1:
        some = querying.listed(found)
        raise NotFoundError(f"{name}: several parties are printed so: {some}. Give an id.")
    return str(found[0]["id"])


def canonical_ids(connection: Connection) -> dict[str, str]:
    """Return the canonical party of every printed one."""
    column = tables.party.c
    return {row.id: row.canonical_id for row in connection.execute(select(column.id, column.canonical_id))}


def merged_with(connection: Connection, party: str) -> set[str]:
    """Return the printed parties that are one with a printed party, itself among them."""
    canonical = canonical_ids(connection)
    return {one for one, of in canonical.items() if of == canonical[party]}
