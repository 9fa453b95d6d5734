"""Press quotes of the record held against the record's own transcripts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, literal_column, select

from onrecord.comparison.closest import Candidate, closest
from onrecord.comparison.passages import Transcript, Voice, searchable
from onrecord.comparison.shelf import NEAR_DAYS, apart
from onrecord.comparison.trace import Quote, fields, quoted, trace
from onrecord.comparison.voices import same_voice
from onrecord.comparison.words import Words
from onrecord.model import Span
from onrecord.store import tables
from onrecord.store.querying import Row, chunks

_MOST_TURNS = 300
_MOST_TRANSCRIPTS = 10
_MOST_PHRASES = 60
_KEPT = 64


class _Turn(NamedTuple):
    document: str
    published: str | None
    voice: Voice


class Transcripts:
    """The record's transcripts, found by full-text search and read when needed; some are kept at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: OrderedDict[str, Transcript] = OrderedDict()
        table = tables.document.c
        query = select(table.id, table.path, table.published).where(table.kind == "transcript")
        query = query.order_by(table.published, table.id)
        self._dates: dict[str, str | None] = {}
        self.paths: dict[str, str] = {}
        for name, path, published in connection.execute(query):
            self._dates[name], self.paths[name] = published, path

    def pick(self, quote: Words, speaker: Voice | None, said: str | None) -> Iterator[Transcript]:
        """Yield the transcripts that hold most of the quote's rows of three words; the speaker's and near
        ones first. Then those of the party and days: what is printed otherwise there shares no such row."""
        turns = self._found(_phrases(quote))
        own = [turn.document for turn in turns if same_voice(speaker, turn.voice)]
        near = dict.fromkeys(turn.document for turn in turns if apart(turn.published, said) <= NEAR_DAYS)
        best = [turn.document for turn in turns]
        both = [name for name in own if name in near]
        some = [name for names in (both, own, near) for name in list(dict.fromkeys(names))[:3]]
        chosen = list(dict.fromkeys([*some, *best]))[:_MOST_TRANSCRIPTS]
        yield from map(self.read, chosen)
        rest = [name for name in self.of_party(speaker, said) if name not in chosen]
        yield from map(self.read, rest[:_MOST_TRANSCRIPTS])

    def of_party(self, speaker: Voice | None, said: str | None) -> list[str]:
        """Return the ids of the transcripts of those days in which the speaker speaks."""
        near = [name for name, published in self._dates.items() if apart(published, said) <= NEAR_DAYS]
        if speaker is None or not speaker.name:
            return near
        spoken = {turn.document for turn in self._voices(near) if same_voice(speaker, turn.voice)}
        return [name for name in near if name in spoken]

    def read(self, name: str) -> Transcript:
        """Return a transcript by its document's id, with its turns as they were attributed."""
        if name not in self._kept:
            self._kept[name] = _read(self._connection, name)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(name)
        return self._kept[name]

    def _voices(self, names: list[str]) -> Iterator[_Turn]:
        view = tables.statement.c
        query = select(view.document_id, view.published, view.speaker, view.speaker_kind, view.role)
        for some in chunks(names):
            for name, published, *who in self._connection.execute(
                query.where(view.document_id.in_(some)).distinct()
            ):
                yield _Turn(name, published, Voice(who[0] or "", *who))

    def _found(self, phrases: Sequence[str]) -> list[_Turn]:
        """Return the turns that hold the phrases, those with the most and rarest first."""
        if not phrases:
            return []
        search, view = tables.statement_search, tables.statement.c
        report, document = tables.report.c, tables.document.c
        ranked = (
            select(search.c.id)
            .join(tables.report, report.id == search.c.id)
            .join(tables.document, document.id == report.document_id)
            .where(search.c.quote.op("MATCH")(" OR ".join(phrases)), document.kind == "transcript")
            .order_by(literal_column("rank"), search.c.id)
            .limit(_MOST_TURNS)
        )
        ids = [row.id for row in self._connection.execute(ranked)]
        query = select(view.id, view.document_id, view.published, view.speaker, view.speaker_kind, view.role)
        found = {
            row.id: _Turn(row.document_id, row.published, Voice(row.speaker or "", *row[3:]))
            for row in self._connection.execute(query.where(view.id.in_(ids)))
            if row.document_id in self._dates
        }
        return [found[name] for name in ids if name in found]


def _phrases(quote: Words) -> list[str]:
    """Return the quote's rows of three printed words as FTS5 phrases, evenly chosen where there are many."""
    printed = sorted(set(zip(quote.starts, quote.ends, quote.pieces, strict=True)))
    printed = [word for word in printed if word[0] < word[1]]
    size = min(3, len(printed))
    rows = [printed[i : i + size] for i in range(len(printed) - size + 1)] if size else []
    rows = [row for row in rows if row[0][2] == row[-1][2]]
    step = max(1, len(rows) // _MOST_PHRASES)
    return [
        '"' + " ".join(quote.text[start:end] for start, end, _ in row).replace('"', " ") + '"'
        for row in rows[::step]
    ]


def _read(connection: Connection, name: str) -> Transcript:
    document = connection.execute(select(tables.document).where(tables.document.c.id == name)).one()
    view = tables.statement.c
    columns = (view.source, view.cue, view.content, view.speaker, view.speaker_kind, view.role)
    rows = list(connection.execute(select(*columns).where(view.document_id == name).order_by(view.start)))
    turns, voices = [], []
    for row in (row for row in rows if row.source and not row.cue):  # a turn has a label and no cue
        label = Span(*row.source[0]).of(document.text)
        turns.append(Span(row.content[0][0], row.content[-1][1]))
        voices.append(Voice(label, row.speaker, row.speaker_kind, row.role))
    turns = turns or [Span(0, len(document.text))]
    return searchable(name, document.text, document.published, turns, voices or [Voice("")])


def quote_of(row: Row, text: str) -> Quote:
    """Return what is to be traced of a statement, a row of the record's ``statement`` view."""
    content = tuple(Span(*pair) for pair in row["content"])
    name = row["speaker"]
    speaker = Voice(name, name, row["speaker_kind"], row["role"]) if name else None
    return Quote(text, quoted(text, content, row["kind"]), row["kind"] == "mixed", speaker, row["said"])


def trace_statements(connection: Connection, rows: Sequence[Row]) -> Iterator[Row]:
    """Trace the direct and mixed statements of articles, store each result, and yield the rows with it.

    What was stored before for a statement is replaced.
    """
    library = Transcripts(connection)
    text = lru_cache(maxsize=1)(partial(_text, connection))  # statements come by document
    for row in rows:
        if not _is_quote(row, library):
            continue
        found = fields(trace(quote_of(row, text(row["document_id"])), library))
        connection.execute(delete(tables.trace).where(tables.trace.c.report_id == row["id"]))
        stored = {key: value for key, value in found.items() if key != "transcript"}
        stored |= {"report_id": row["id"], "transcript_id": found["transcript"]}
        connection.execute(insert(tables.trace).values(stored))
        yield row | _with_paths(found, library.paths)


def trace_of(connection: Connection, row: Row) -> Row | None:
    """Return the trace of one statement; None for one that quotes nothing, or where no transcripts are."""
    library = Transcripts(connection)
    if not library.paths or not _is_quote(row, library):
        return None
    found = fields(trace(quote_of(row, _text(connection, row["document_id"])), library))
    return _with_paths(found, library.paths)


def altered(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those persons' statements whose words a transcript of the record has otherwise, or of another.

    What a body says, a communiqué for instance, is in no transcript: a passage like it is another's.
    What was traced before is taken from the store, and what is traced now is stored.
    """
    traced, view = tables.trace.c, tables.statement
    grades: dict[str, str] = {}
    for every in chunks(sorted(ids) if Transcripts(connection).paths else []):
        persons = view.c.id.in_(every) & view.c.speaker_kind.in_(("person", "office"))
        some = list(connection.execute(select(view.c.id).where(persons)).scalars())
        known = select(traced.report_id, traced.grade).where(traced.report_id.in_(some))
        grades |= {row.report_id: row.grade for row in connection.execute(known)}
        query = select(view).where(view.c.id.in_(set(some) - set(grades)))
        rows = connection.execute(query.order_by(view.c.document_id, view.c.start)).mappings().all()
        grades |= {row["id"]: row["grade"] for row in trace_statements(connection, list(map(dict, rows)))}
    return {name for name, grade in grades.items() if grade in ("altered", "other speaker")}


def _is_quote(row: Row, library: Transcripts) -> bool:
    return row["kind"] != "indirect" and row["document_id"] not in library.paths


def _text(connection: Connection, name: str) -> str:
    query = select(tables.document.c.text).where(tables.document.c.id == name)
    return str(connection.execute(query).scalar_one())


def _with_paths(found: dict[str, Any], paths: dict[str, str]) -> dict[str, Any]:
    where = found["transcript"]
    return found | {
        "transcript": paths[where] if where else None,
        "transcript_id": where,
        "searched": [paths[name] for name in found["searched"]],
    }


def closest_passages(connection: Connection, row: Row) -> list[Candidate]:
    """Return the passages closest to an indirect statement, in the party's transcripts of those days."""
    library = Transcripts(connection)
    quote = quote_of(row, "") if row["speaker"] else None
    names = library.of_party(quote.speaker if quote else None, row["said"])
    found = closest(row["quote"], [library.read(name) for name in names[:_KEPT]])
    return [replace(one, transcript=library.paths[one.transcript]) for one in found]
