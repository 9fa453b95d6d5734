"""The command that holds press quotes against transcripts: trace."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer
from typer.core import TyperCommand

from onrecord.attribution import DEFAULT_TAGGER
from onrecord.cli import options, output
from onrecord.cli.hints import unknown
from onrecord.cli.marking import one_line, side_by_side
from onrecord.cli.origins import STATEMENT
from onrecord.cli.output import Format, err, out
from onrecord.comparison.passages import Transcript, Voice, transcript_of
from onrecord.comparison.shelf import Shelf
from onrecord.comparison.trace import Quote, fields, quoted, trace
from onrecord.errors import OnrecordError
from onrecord.executors.local import process_units
from onrecord.exports.rows import Row, from_record, from_report
from onrecord.exports.tables import json_line
from onrecord.model import SAYINGS, Issue, Report
from onrecord.pipeline import Processed
from onrecord.positions.counts import many
from onrecord.reading import expand
from onrecord.record import Record
from onrecord.store.querying import Filter

_COLUMNS = (
    *(("id", "id"), ("grade", "grade"), ("speaker", "name"), ("score", "score")),
    *(("transcript", "transcript"), ("statement", "quote")),
)


class _Several(TyperCommand):
    """Lets ``--against`` take several values: ``--against A B`` is ``--against A --against B``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        return super().parse_args(ctx, list(_spread(args, "--against")))


def _spread(args: Iterable[str], name: str) -> Iterator[str]:
    taking = given = False
    for arg in args:
        if arg.startswith("-") and arg != "-":
            taking, given = arg == name, False
        elif taking and given:
            yield name
        given = taking and arg != name
        yield arg


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(name="trace", cls=_Several)(trace_command)


def trace_command(
    given: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(help="With --against: articles. Else a statement's id, or nothing for all."),
    ] = None,
    against: Annotated[
        list[str] | None, typer.Option(help="Transcripts (files, folders, globs, urls); no record is used.")
    ] = None,
    record: options.RecordFile = options.DEFAULT_RECORD,
    speaker: Annotated[str | None, typer.Option(help="A part of a name, or an id.")] = None,
    since: Annotated[str | None, typer.Option(help="Said on or after: 2024, 2024-06 or 2024-06-17.")] = None,
    until: Annotated[str | None, typer.Option(help="Said on or before.")] = None,
    form: options.Form = None,
    published: options.Published = None,
    tagger: options.TaggerName = DEFAULT_TAGGER,
    jobs: options.Jobs = 1,
) -> None:
    """Hold quotes against transcripts: verbatim, altered, spliced, other speaker or not found.

    Example: onrecord trace article.txt --against transcripts/
    """
    form = output.chosen(form)
    options.check_published(published)
    options.check_days(since, until)
    if against:
        options.refuse(given, ("speaker", "since", "until"), "asks a record; leave it out with --against.")
        options.refuse(given, ("record",), "is not used with --against; leave out one of the two.")
        rows = _given(what or [], against, published, tagger, jobs or 1)
        _print(rows, form)
        return
    if what and len(what) > 1:
        raise OnrecordError("Give one statement's id, or articles with --against TRANSCRIPTS.")
    options.refuse(given, ("published", "tagger", "jobs"), "is for articles; give --against TRANSCRIPTS.")
    if what:
        options.refuse(given, ("speaker", "since", "until"), "is for all quotes; leave it out with an id.")
        if not what[0].startswith(STATEMENT[: len(what[0])]):
            raise OnrecordError(f"{what[0]}: no statement's id. For a file give --against TRANSCRIPTS.")
    with Record(record, create=False) as opened:
        if what:
            row = opened.statement(what[0])
            if row["kind"] == "indirect":
                _closest(opened, row, form)
                return
            keep = Filter(statement=row["id"], sayings=False)
        else:
            keep = Filter(speaker=speaker, since=since, until=until)
        found = opened.trace(keep)
        rows = (_contract(from_record(row), row) | {"texts": _texts(opened, row)} for row in found)
        hint = unknown(opened, keep) if not found else ""
        _print(rows, form, hint, brief=not what)


def _contract(statement: Row, traced: Row) -> Row:
    """Return a line of the contract (docs/trace.md): the statement, then its trace."""
    names = ("grade", "transcript", "match", "turn_speaker", "differences", "score", "searched")
    start = {name: statement[name] for name in ("document", "content", "quote", "speaker")}
    return start | {name: traced[name] for name in names} | {"id": statement["id"], "said": statement["said"]}


def _texts(opened: Record, row: Row) -> tuple[str, str]:
    there = row["transcript_id"]
    return opened.document(row["document_id"])["text"], opened.document(there)["text"] if there else ""


def _given(
    sources: list[str], against: list[str], published: str | None, tagger: str, jobs: int
) -> Iterator[Row]:
    """Trace the quotes of articles against transcripts, both given as files."""
    if not sources:
        raise OnrecordError(
            "No articles. Name them before --against: onrecord trace ARTICLE --against TRANSCRIPT"
        )
    transcripts: dict[str, Transcript] = {}
    with output.progress(None, "Reading the transcripts"):
        for done in _processed(against, None, tagger, jobs):
            transcripts[done.document.path] = transcript_of(done.document, done.resolved.reports)
    if not transcripts:
        raise OnrecordError("None of the transcripts could be read. Check the paths after --against.")
    shelf = Shelf(list(transcripts.values()))
    for done in _processed(sources, published, tagger, jobs):
        document = done.document
        for report in [] if document.turns else done.resolved.reports:
            if report.attribution.kind == "indirect" or report.attribution.act not in SAYINGS:
                continue
            found = trace(_quote(document.text, report), shelf)
            there = transcripts[found.transcript].text if found.transcript else ""
            row = _contract(from_report(document, report), fields(found))
            yield row | {"texts": (document.text, there)}


def _quote(text: str, report: Report) -> Quote:
    content, kind, speaker = report.attribution.content, report.attribution.kind, report.speaker
    name = speaker.party.name if speaker else ""
    voice = Voice(name, name, speaker.party.kind, speaker.role) if speaker else None
    return Quote(text, quoted(text, content, kind), kind == "mixed", voice, report.said.edtf)


def _processed(sources: list[str], published: str | None, tagger: str, jobs: int) -> Iterator[Processed]:
    for _, results, _ in process_units(expand(sources), published=published, tagger=tagger, jobs=jobs):
        for result in results:
            if isinstance(result, Issue):
                err.print(f"{result.path}: {result.detail}", soft_wrap=True)
            else:
                yield result


def _print(rows: Iterable[Row], form: Format, hint: str = "", *, brief: bool = False) -> None:
    """Print rows of the contract, each with the two texts its spans index under ``texts``.

    ``brief``: at a terminal, quotes without a transcript to hold them against are counted, not shown.
    ``hint`` says, where there are none, what of a filter the record does not know.
    """
    shown = alone = 0
    kept: list[Row] = []
    for row in rows:
        here, there = row.pop("texts")
        shown += 1
        if form is Format.jsonl:
            sys.stdout.write(json_line(row))
        elif form is Format.csv:
            kept.append(row)
        elif brief and row["grade"] == "not found" and not row["searched"]:
            alone += 1
        else:
            out.print(side_by_side(row, here, there))
    if alone:
        quotes = many(alone, "quote")
        out.print(f"Not shown: {quotes} of parties of whom no transcript of those days is in the record.")
    if form is Format.csv:
        output.show(kept, form, _COLUMNS, "")
    if not shown:
        why = "direct and mixed statements of articles are held against transcripts."
        err.print(f"No quotes to trace{f'.{hint}' if hint else f': {why}'}", soft_wrap=True)


def _closest(opened: Record, row: Row, form: Format) -> None:
    """Print the passages closest to an indirect statement."""
    found = opened.closest(row["id"])
    rows = [
        {
            "id": row["id"],
            "quote": row["quote"],
            "transcript": candidate.transcript,
            "match": [list(candidate.span)],
            "turn_speaker": candidate.turn_speaker,
            "score": candidate.score,
            "because": list(candidate.because),
            "passage": one_line(candidate.words),
        }
        for candidate in found
    ]
    columns = (
        ("score", "score"),
        ("speaker", "turn_speaker"),
        ("transcript", "transcript"),
        ("words", "passage"),
    )
    if form is Format.table:
        out.print(f"Indirect: {row['quote']}")
        out.print("Passages closest in meaning; whether they say it is yours to judge.")
    output.show(rows, form, columns, "No passage of that party's transcripts of those days comes close.")
