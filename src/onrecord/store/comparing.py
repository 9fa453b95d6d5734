"""Utterances, origins, copies and leads of the record: derived, worked out anew from what it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from onrecord.comparison.copies import Copy, Printed, find_copies
from onrecord.comparison.credits import credit
from onrecord.comparison.origins import Copies, Origin, Told, by_documents, origins
from onrecord.comparison.relays import Lead, leads
from onrecord.comparison.sayings import Rarity, Saying, level
from onrecord.comparison.stories import Hashes, Story, fingerprints, story
from onrecord.comparison.utterances import Same, grouped, same_sayings
from onrecord.model import SAYINGS, Span, content_id
from onrecord.store import tables
from onrecord.when import bounds

_STORIES = 600
"""Stories kept while documents are held against each other."""
_ROWS = 5000
Row = dict[str, Any]


def compare(connection: Connection) -> None:
    """Write utterances, origins, copies and leads anew; grows about linearly with the record."""
    printed, prints = _documents(connection)
    copies = list(find_copies(printed, prints, _reader(connection)))
    prints.clear()
    sayings = list(sayings_of(connection))
    same = list(same_sayings(sayings))
    for table in (tables.lead, tables.carrier, tables.origin, tables.utterance, tables.copy):
        connection.execute(delete(table))
    _insert(connection, tables.copy, map(_copy_row, copies))
    documents = {one.id: one for one in printed}
    via = _via(connection)
    relayed = [(one, via[one.id]) for one in sayings if one.id in via]
    found = leads(relayed, ((documents[one.document].outlet, one) for one in sayings), Rarity(sayings))
    _insert(connection, tables.lead, map(_lead_row, found))
    evidence = _Evidence(documents, by_documents(copies), via, {one.report: one.source for one in found})
    _write_utterances(connection, sayings, same, evidence)


def behind(connection: Connection) -> bool:
    """Say whether the record holds sayings not yet compared: a run before this one was killed."""
    carrier, view = tables.carrier.c, tables.statement.c
    query = select(view.id).outerjoin(tables.carrier, carrier.report_id == view.id)
    query = query.where(carrier.report_id.is_(None), view.act.in_(sorted(SAYINGS)))
    return connection.execute(query.limit(1)).first() is not None


def _documents(connection: Connection) -> tuple[list[Printed], list[Hashes]]:
    column = tables.document.c
    query = select(column.id, column.published, column.outlet, column.byline, column.kind, column.text)
    printed, prints = [], []
    for name, published, outlet, byline, kind, text in connection.execute(query.order_by(column.id)):
        owed = credit(text, byline, outlet) if kind == "article" else None
        printed.append(Printed(name, published, outlet, owed, kind))
        prints.append(fingerprints(story(text, _set_aside(connection, name))))
    return printed, prints


def _set_aside(connection: Connection, document_id: str) -> list[Span]:
    aside = tables.setaside.c
    query = select(aside.start, aside.end).where(aside.document_id == document_id)
    return [Span(start, end) for start, end in connection.execute(query)]


def _reader(connection: Connection) -> Any:
    @lru_cache(maxsize=_STORIES)
    def read(name: str) -> Story:
        query = select(tables.document.c.text).where(tables.document.c.id == name)
        return story(connection.execute(query).scalar_one(), _set_aside(connection, name))

    return read


def sayings_of(connection: Connection) -> Iterator[Saying]:
    """Yield the record's sayings in the form in which they are compared, by id."""
    view = tables.statement.c
    columns = (
        *(view.id, view.document_id, view.quote, view.kind, view.speaker_id, view.speaker),
        *(view.speaker_kind, view.said, view.published),
    )
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
        )


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What says on which text a report rests."""

    documents: Mapping[str, Printed]
    copies: Copies
    via: Mapping[str, list[str]]
    leads: Mapping[str, str]


def _write_utterances(
    connection: Connection,
    sayings: Sequence[Saying],
    same: Sequence[Same],
    evidence: _Evidence,
) -> None:
    by_id = {saying.id: saying for saying in sayings}
    best: dict[str, tuple[str, Same]] = {}
    for pair in same:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if one not in best or pair.score.value > best[one][1].score.value:
                best[one] = (other, pair)
    rows: dict[Table, list[Row]] = defaultdict(list)
    for names in grouped(sayings, same):
        reports = [by_id[name] for name in names]
        content = _contents(connection, names)
        told = [
            Told(
                one.id, evidence.documents[one.document], content[one.id], tuple(evidence.via.get(one.id, ()))
            )
            for one in reports
        ]
        found = origins(told, evidence.copies, evidence.leads)
        _add(connection, rows, reports, found, best)
        if len(rows[tables.carrier]) >= _ROWS:
            _flush(connection, rows)
    _flush(connection, rows)


def _add(
    connection: Connection,
    rows: dict[Table, list[Row]],
    reports: Sequence[Saying],
    found: Sequence[Origin],
    best: Mapping[str, tuple[str, Same]],
) -> None:
    name = content_id("u", *sorted(one.id for one in reports))
    rows[tables.utterance].append(_utterance_row(connection, name, reports, len(found)))
    where = {one.id: one.document for one in reports}
    for origin in found:
        own = content_id("o", *origin.reports)
        rows[tables.origin].append(
            {
                "id": own,
                "utterance_id": name,
                "document_id": origin.document,
                "outlet": origin.outlet,
                "documents": len({where[report] for report in origin.reports}),
                "because": list(origin.because),
            }
        )
        for report in origin.reports:
            like, pair = best.get(report, (None, None))
            rows[tables.carrier].append(
                {
                    "report_id": report,
                    "utterance_id": name,
                    "origin_id": own,
                    "like_id": like,
                    "score": round(pair.score.value, 3) if pair else None,
                    "because": list(pair.score.reasons) if pair else [],
                }
            )


def _utterance_row(connection: Connection, name: str, reports: Sequence[Saying], number: int) -> Row:
    """Return an utterance's row: party and date as most reports have them, the fullest direct quote."""
    parties = Counter(one.party for one in reports if one.party)
    order = {"direct": 0, "mixed": 1, "indirect": 2}
    fullest = min(reports, key=lambda one: (order[one.kind], -len(one.words), one.id))
    report = tables.report.c
    query = select(report.id, report.said, report.quote).where(
        report.id.in_([one.id for one in reports[:500]])
    )
    stored = {row.id: row for row in connection.execute(query)}
    dates = Counter(row.said for row in stored.values())
    return {
        "id": name,
        "party_id": min(parties, key=lambda p: (-parties[p], p)) if parties else None,
        "said": min(dates, key=lambda d: (d.startswith("XXXX"), -len(d), -dates[d], d)),
        "quote": stored[fullest.id].quote,
        "reports": len(reports),
        "documents": len({one.document for one in reports}),
        "origins": number,
    }


def _contents(connection: Connection, names: Sequence[str]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    column = tables.attribution.c
    for at in range(0, len(names), 500):
        query = select(column.id, column.content).where(column.id.in_(names[at : at + 500]))
        for name, content in connection.execute(query):
            found[name] = tuple(Span(*pair) for pair in content)
    return found


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


def _copy_row(copy: Copy) -> Row:
    return {
        "first_id": copy.first,
        "copy_id": copy.copy,
        "share": copy.share,
        "passages": [[list(p.first), list(p.copy), p.likeness] for p in copy.passages],
        "because": copy.because,
    }


def _flush(connection: Connection, rows: dict[Table, list[Row]]) -> None:
    for table in (tables.utterance, tables.origin, tables.carrier):
        _insert(connection, table, rows.pop(table, []))


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) >= _ROWS:
            connection.execute(insert(table), some)
            some = []
    if some:
        connection.execute(insert(table), some)
