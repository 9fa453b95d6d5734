"""Which printed parties are one: what the texts show, then what people judged, worked out anew each time."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from onrecord.errors import NotFoundError
from onrecord.store import tables
from onrecord.store.judging import judgements


def link_parties(connection: Connection) -> None:
    """Set every party's canonical party: the machine's answer first, then the judgements in their order."""
    canonical: dict[str, str] = {}
    because: dict[str, str] = {}
    for row in judgements(connection, "merge", "split"):
        subject, note = row["subject"], f"judged by {row['author']} on {row['made'][:10]}"
        if row["kind"] == "split":
            canonical.pop(subject, None)
            because[subject] = f"{note}: stands apart"
            continue
        root = canonical.get(row["value"]["into"], row["value"]["into"])
        group = [party for party, of in canonical.items() if of == subject]
        for party in (subject, *group):
            canonical[party], because[party] = root, f"{note}: the same"
    party = tables.party
    for (party_id,) in connection.execute(select(party.c.id)).all():
        row = {"canonical_id": canonical.get(party_id, party_id), "same_because": because.get(party_id)}
        connection.execute(update(party).where(party.c.id == party_id).values(row))


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
