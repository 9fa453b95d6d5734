"""Which printed parties are one: what the texts show, then what people judged, worked out anew each time."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from onrecord.errors import NotFoundError
from onrecord.model import Alias, Party, Tenure
from onrecord.resolution.linking import link
from onrecord.store import tables
from onrecord.store.judging import judgements

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
    _judge(connection, canonical, because)
    column = tables.party.c
    before = connection.execute(select(column.id, column.canonical_id, column.same_because)).all()
    for party_id, was, why in before:
        if (was, why) != (canonical[party_id], because.get(party_id)):
            row = {"canonical_id": canonical[party_id], "same_because": because.get(party_id)}
            connection.execute(update(tables.party).where(column.id == party_id).values(row))


def _judge(connection: Connection, canonical: dict[str, str], because: dict[str, str]) -> None:
    for row in judgements(connection, "merge", "split"):
        subject, note = row["subject"], f"judged by {row['author']} on {row['made'][:10]}"
        if row["kind"] == "split":
            heir = next((p for p, of in canonical.items() if of == subject and p != subject), subject)
            for party in [p for p, of in canonical.items() if of == subject and p != subject]:
                canonical[party] = heir
            canonical[subject], because[subject] = subject, f"{note}: stands apart"
            continue
        root = canonical.get(row["value"]["into"], row["value"]["into"])
        for party in [party for party, of in canonical.items() if of == canonical.get(subject)]:
            canonical[party], because[party] = root, f"{note}: the same"


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
    """Return the id of the party printed under a name (or of the id itself).

    Raises:
        NotFoundError: there is none.
    """
    party = tables.party.c
    query = select(party.id).where((party.id == name) | (party.name == name)).order_by(party.id).limit(1)
    found = connection.execute(query).scalar()
    if found is None:
        raise NotFoundError(f"{name}: no party is printed so. List the forms with: onrecord parties")
    return str(found)
