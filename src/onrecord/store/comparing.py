"""Utterances, origins and leads of the record: derived, worked out anew from what it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from sqlalchemy import Connection, Table, delete, insert, select

from onrecord.comparison.copies import Printed
from onrecord.comparison.meaning import Meaning
from onrecord.comparison.origins import Copies, Told, by_documents, origins
from onrecord.comparison.relays import Lead, leads
from onrecord.comparison.sameness import Sameness
from onrecord.comparison.sayings import Saying, level
from onrecord.comparison.utterances import grouped, same_sayings
from onrecord.model import SAYINGS, Span, content_id
from onrecord.store import tables
from onrecord.store.copying import compare_documents
from onrecord.store.querying import Row, chunks
from onrecord.store.vectors import kept_encoder
from onrecord.store.writing import insert_all
from onrecord.when import bounds

_BATCH = 2000


def compare(connection: Connection) -> None:
    """Bring utterances, origins, copies and leads up to date; grows about linearly with the record.

    Copies are looked for where a new document takes part. How telling a word is depends on the whole record,
    and with it every score: so sayings are held against each other anew.
    """
    for table in (tables.trace, tables.lead, tables.carrier, tables.origin, tables.utterance):
        connection.execute(delete(table))
    documents, copies = compare_documents(connection)
    sayings = list(sayings_of(connection))
    sameness = Sameness(sayings, Meaning(kept_encoder(connection)))
    via = _via(connection)
    relayed = [(one, via[one.id]) for one in sayings if one.id in via]
    found = leads(relayed, ((documents[one.document].outlet, one) for one in sayings), sameness)
    insert_all(connection, tables.lead, map(_lead_row, found))
    sources: dict[str, list[str]] = defaultdict(list)
    for one in found:
        sources[one.report].append(one.source)
    _write_utterances(connection, sayings, sameness, _Evidence(documents, by_documents(copies), via, sources))


def behind(connection: Connection) -> bool:
    """Say whether the record holds sayings not yet compared: a run before this one was killed."""
    carrier, view = tables.carrier.c, tables.statement.c
    query = select(view.id).outerjoin(tables.carrier, carrier.report_id == view.id)
    query = query.where(carrier.report_id.is_(None), view.act.in_(sorted(SAYINGS)))
    return connection.execute(query.limit(1)).first() is not None


def sayings_of(connection: Connection) -> Iterator[Saying]:
    """Yield the record's sayings in the form in which they are compared, by id."""
    view = tables.statement.c
    columns = (
        *(view.id, view.document_id, view.quote, view.kind, view.speaker_id, view.speaker),
        *(view.speaker_kind, view.said, view.published),
    )
    document = tables.document.c
    spoken = set(connection.scalars(select(document.id).where(document.kind == "transcript")))
    query = select(*columns).where(view.act.in_(sorted(SAYINGS))).order_by(view.id)
    for row in connection.execute(query):
        words, stems = level(row.quote)
        first, last = bounds(row.said)
        published = bounds(row.published)[0] if row.published else None
        yield Saying(
            row.id,
            row.document_id,
            words,
            stems,
            row.kind,
            row.speaker_id,
            row.speaker or "",
            row.speaker_kind != "unnamed",
            (first.toordinal() if first else None, last.toordinal() if last else None),
            published.toordinal() if published else None,
            row.document_id in spoken,
        )


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What says on which text a report rests."""

    documents: Mapping[str, Printed]
    copies: Copies
    via: Mapping[str, list[str]]
    leads: Mapping[str, Sequence[str]]


def _write_utterances(
    connection: Connection, sayings: Sequence[Saying], sameness: Sameness, evidence: _Evidence
) -> None:
    by_id = {saying.id: saying for saying in sayings}
    same = list(same_sayings(sayings, sameness))
    best: dict[str, tuple[float, str]] = {}
    for pair in same:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            best[one] = max(best.get(one, (0.0, "")), (pair.score, other))
    groups = [[by_id[name] for name in names] for names in grouped(sayings, same, sameness)]
    for some in _batches(groups):
        details = _details(connection, [one.id for group in some for one in group])
        rows: dict[Table, list[Row]] = defaultdict(list)
        for group in some:
            _add(rows, group, details, evidence)
        for row in rows[tables.carrier]:
            value, like = best.get(row["report_id"], (None, None))
            because = sameness(by_id[row["report_id"]], by_id[like]).reasons if like else ()
            row |= {"like_id": like, "score": value and round(value, 3), "because": list(because)}
        for table in (tables.utterance, tables.origin, tables.carrier):
            connection.execute(insert(table), rows[table])


def _batches(groups: Iterable[list[Saying]]) -> Iterator[list[list[Saying]]]:
    some: list[list[Saying]] = []
    size = 0
    for group in groups:
        some.append(group)
        size += len(group)
        if size >= _BATCH:
            yield some
            some, size = [], 0
    if some:
        yield some


def _details(connection: Connection, names: list[str]) -> dict[str, Row]:
    """Return date, quote and content of reports by id."""
    report, attribution = tables.report.c, tables.attribution.c
    query = select(report.id, report.said, report.quote, attribution.content)
    query = query.join(tables.attribution, attribution.id == report.id)
    found = {}
    for some in chunks(names):
        for row in connection.execute(query.where(report.id.in_(some))).mappings():
            found[row["id"]] = dict(row)
    return found


def _add(
    rows: dict[Table, list[Row]], group: Sequence[Saying], details: Mapping[str, Row], evidence: _Evidence
) -> None:
    told = [
        Told(
            one.id,
            evidence.documents[one.document],
            tuple(Span(*pair) for pair in details[one.id]["content"]),
            tuple(evidence.via.get(one.id, ())),
        )
        for one in group
    ]
    found = origins(told, evidence.copies, evidence.leads)
    name = content_id("u", *sorted(one.id for one in group))
    rows[tables.utterance].append(_utterance_row(name, group, details) | {"origins": len(found)})
    where = {one.id: one.document for one in group}
    for origin in found:
        own = content_id("o", *origin.reports)
        number = len({where[report] for report in origin.reports})
        row = {"id": own, "utterance_id": name, "document_id": origin.document, "outlet": origin.outlet}
        rows[tables.origin].append(row | {"documents": number, "because": list(origin.because)})
        rows[tables.carrier] += [
            {"report_id": report, "utterance_id": name, "origin_id": own} for report in origin.reports
        ]


def _utterance_row(name: str, group: Sequence[Saying], details: Mapping[str, Row]) -> Row:
    """Return an utterance's row: the party of most reports, the closest date, the fullest direct quote."""
    parties = Counter(one.party for one in group if one.party)
    order = {"direct": 0, "mixed": 1, "indirect": 2}
    fullest = min(group, key=lambda one: (order[one.kind], -len(one.words), one.id))
    dates = Counter(details[one.id]["said"] for one in group)
    return {
        "id": name,
        "party_id": min(parties, key=lambda p: (-parties[p], p)) if parties else None,
        "said": min(dates, key=lambda d: (_days(d), -dates[d], d[-1:] in "~?%", d)),
        "quote": details[fullest.id]["quote"],
        "reports": len(group),
        "documents": len({one.document for one in group}),
    }


def _days(said: str) -> float:
    """Return how many days a date may mean, infinity where one side is open."""
    first, last = bounds(said)
    return (last - first).days if first and last else inf


def _via(connection: Connection) -> dict[str, list[str]]:
    hop, party = tables.hop.c, tables.party.c
    query = select(hop.report_id, party.name).join(tables.party, party.id == hop.party_id)
    found: dict[str, list[str]] = defaultdict(list)
    for report, name in connection.execute(query.order_by(hop.report_id, hop.position)):
        found[report].append(name)
    return found


def _lead_row(lead: Lead) -> Row:
    return {
        "report_id": lead.report,
        "position": lead.position,
        "document_id": lead.document,
        "source_id": lead.source,
        "score": lead.score,
        "because": lead.because,
    }
