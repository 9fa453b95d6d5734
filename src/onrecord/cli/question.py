"""Commands that ask a record: statements, show, documents, parties, issues, verify, export."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli import options, output
from onrecord.cli.hints import meant, unknown
from onrecord.cli.marking import in_short
from onrecord.cli.origins import counted, page
from onrecord.cli.output import out
from onrecord.cli.positions import opened as held_against
from onrecord.cli.standings import sure
from onrecord.cli.take import STATEMENT_COLUMNS, for_table, who
from onrecord.errors import NotFoundError, OnrecordError
from onrecord.exports.rows import from_record
from onrecord.exports.standings import stance_rows
from onrecord.exports.tables import WRITERS
from onrecord.model import SAYINGS
from onrecord.positions.counts import many
from onrecord.positions.retold import EARLIER
from onrecord.record import Record
from onrecord.store.querying import Filter, Row, column_names
from onrecord.when import day

TABLES = (
    "statement",
    "attribution",
    "report",
    "document",
    "party",
    "alias",
    "tenure",
    "hop",
    "trace",
    "setaside",
    "issue",
    "judgement",
    "dossier",
    "proposition",
    "stance",
    "condition",
    "commitment",
    "link",
    "run",
    "unit",
    "utterance",
    "origin",
    "carrier",
    "copy",
    "lead",
)
_BLANKED = str.maketrans(dict.fromkeys(output.CONTROLS, " "))
"""Spaces for what is never printed, so that spans still fit."""


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (statements, show, documents, parties, issues, verify, export):
        app.command()(command)


def statements(
    record: options.RecordFile = options.DEFAULT_RECORD,
    speaker: Annotated[
        str | None, typer.Option(help="A part of a name, a form it appears in, or an id.")
    ] = None,
    about: Annotated[str | None, typer.Option(help='Words that must occur; "a phrase" in quotes.')] = None,
    outlet: Annotated[str | None, typer.Option(help="A part of the outlet's name.")] = None,
    since: Annotated[str | None, typer.Option(help="Said on or after: 2024, 2024-06 or 2024-06-17.")] = None,
    until: Annotated[str | None, typer.Option(help="Said on or before.")] = None,
    kind: Annotated[str | None, typer.Option(help="direct, mixed or indirect.")] = None,
    document: Annotated[str | None, typer.Option(help="A document's id, path or file name.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Beliefs, decisions and sayings within sayings, too.")
    ] = False,
    limit: options.Limit = 50,
    form: options.Form = None,
) -> None:
    """List who said what, by date.

    Example: onrecord statements --speaker Rutte --about membership --since 2024-12
    """
    options.check_days(since, until)
    if kind not in (None, "direct", "mixed", "indirect"):
        raise OnrecordError(f"--kind {kind}: not a kind. Choose direct, mixed or indirect.")
    if about is not None and not re.search(r"\w", about):
        raise OnrecordError(f"--about {about!r}: no words in it. Give words that must occur.")
    keep = Filter(speaker, about, outlet, since, until, kind, document, sayings=not everything)
    with Record(record, create=False) as opened:
        rows = [from_record(row) for row in opened.statements(keep, limit)]
        total = opened.count(keep)
        hint = "" if total else unknown(opened, keep)
    shown = [for_table(row) for row in rows] if output.chosen(form) is output.Format.table else rows
    none = f"No statements fit.{hint} Leave out a filter, or add documents."
    output.show(shown, form, STATEMENT_COLUMNS, none)
    output.note_rest(len(rows), total)


def _utterance(record: Record, statement: Row) -> Row | None:
    """Return what a saying was grouped with; None where a run was stopped before it was compared."""
    try:
        return record.origins(statement["id"])
    except NotFoundError:
        return None


def show(
    statement: Annotated[str, typer.Argument(help="The id, or how it starts.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    dossier: Annotated[
        Path | None, typer.Option(help="Say where it stands on the propositions of this dossier, too.")
    ] = None,
    form: options.Form = None,
) -> None:
    """Show one statement in its paragraph, and why the program thinks so.

    Example: onrecord show r-4f1c
    """
    with Record(record, create=False) as opened:
        row = opened.statement(statement)
        utterance = _utterance(opened, row) if row["act"] in SAYINGS else None
        traced = opened.trace_of(row["id"])
        there = opened.document(traced["transcript_id"])["text"] if traced and traced["transcript"] else ""
    stances = _stances(row["id"], dossier, record) if dossier else []
    if output.chosen(form) is not output.Format.table:
        flat = row | {"document": row["document"]["path"]}
        more: Row = {"paragraph": paragraph(row)[0], "utterance": utterance, "trace": traced}
        more |= {"stances": stances} if dossier else {}
        output.show([from_record(flat) | more], form, (), "")
        return
    document = row["document"]
    outlet = document["outlet"] or "outlet unknown"
    out.print(_marked(row), soft_wrap=True)
    out.print()
    facts: list[tuple[str, str | Text | None]] = [
        ("said by", who(row)),
        ("of", row["affiliation"]),
        ("when", f"{day(row['said'])} ({row['said_because']})"),
        ("where", row["occasion"]),
        ("to", row["addressee"]),
        ("carried by", ", then ".join(f"{hop['name']} ({hop['relation']})" for hop in row["via"])),
        *(_carried(row["id"], utterance) if utterance else ()),
        *(in_short(traced, there) if traced else ()),
        ("stance", "; ".join(f"{one['stance']} on {one['proposition']} ({sure(one)})" for one in stances)),
        ("stance", "about no proposition of the dossier" if dossier and not stances else ""),
        ("kind", f"{row['kind']}, {row['act']}"),
        ("confidence", f"{row['confidence']:.2f}"),
        ("because", "; ".join(row["because"])),
        ("within", row["parent"]),
        ("holds", ", ".join(f"{child['id']} ({child['speaker'] or '?'})" for child in row["children"])),
        ("in", " · ".join((document["title"] or "untitled", outlet, day(document["published"])))),
        ("file", f"{document['path']} {row['content']}"),
        ("id", row["id"]),
    ]
    for name, value in facts:
        if value:
            shown = value if isinstance(value, Text) else str(value)
            out.print(Text.assemble((f"{name:>11}  ", "dim"), shown), soft_wrap=True)


def _stances(statement: str, dossier: Path, record: Path) -> list[Row]:
    held, _ = held_against(dossier, record)
    return [row for row in stance_rows(held) if row["id"].removesuffix(EARLIER) == statement]


def _carried(statement: str, utterance: Row) -> list[tuple[str, str]]:
    """Return how often a statement's saying was printed, its other reports, and whence this one came."""
    reports = [report for origin in utterance["origins"] for report in origin["reports"]]
    (own,) = (report for report in reports if report["id"] == statement)
    others = [f"{one['id']} ({page(one)})" for one in reports if one is not own]
    leads = [f"{lead['statement']} in {page(lead)}" for lead in own["leads"]]
    return [
        ("printed in", counted(utterance)),
        ("also as", ", ".join(others)),
        ("chain", " → ".join(own["chain"]) if len(own["chain"]) > 2 else ""),
        ("leads to", ", ".join(leads)),
    ]


def paragraph(row: Row) -> tuple[str, int]:
    """Return the paragraphs that hold a statement, and where they start in the document's text."""
    text = row["document"]["text"]
    spans = [pair for role in ("source", "cue", "content") for pair in row[role]]
    start = text.rfind("\n", 0, min(s for s, _ in spans)) + 1
    end = text.find("\n", max(e for _, e in spans))
    return text[start : end if end >= 0 else len(text)], start


def _marked(row: Row) -> Text:
    words, start = paragraph(row)
    marked = Text(words.translate(_BLANKED))
    for role, style in (("content", "bold"), ("cue", "italic"), ("source", "underline")):
        for first, last in row[role]:
            marked.stylize(style, first - start, last - start)
    return marked


def documents(
    record: options.RecordFile = options.DEFAULT_RECORD,
    limit: options.Limit = 50,
    form: options.Form = None,
) -> None:
    """List the documents, with outlet, date and number of statements.

    Example: onrecord documents --limit 0 --format csv
    """
    with Record(record, create=False) as opened:
        rows = opened.documents()
    shown = rows[: limit or None]
    if output.chosen(form) is output.Format.table:
        shown = [row | {"published": day(row["published"])} for row in shown]
    columns = (
        *(("id", "id"), ("published", "published"), ("outlet", "outlet"), ("title", "title")),
        *(("statements", "statements"), ("path", "path")),
    )
    output.show(shown, form, columns, "No documents yet. Add some with: onrecord add FILES")
    output.note_rest(len(shown), len(rows))


def parties(
    name: Annotated[str | None, typer.Argument(help="A part of a name, or an id.")] = None,
    record: options.RecordFile = options.DEFAULT_RECORD,
    limit: options.Limit = 50,
    form: options.Form = None,
) -> None:
    """List the parties, by number of statements, with the forms they appear under.

    Example: onrecord parties Zelensk
    """
    with Record(record, create=False) as opened:
        rows = opened.parties(name)
        hint = meant(opened, name) if name else ""
    shown = rows[: limit or None]
    columns = (
        ("id", "id"),
        ("name", "name"),
        ("kind", "kind"),
        ("statements", "statements"),
        ("origins", "origins"),
        ("forms", "forms"),
    )
    output.show(shown, form, columns, f"No such party.{hint}" if name else "No parties yet.")
    output.note_rest(len(shown), len(rows))


def issues(
    record: options.RecordFile = options.DEFAULT_RECORD,
    form: options.Form = None,
) -> None:
    """List what could not be read, with the reason and what to do.

    Example: onrecord issues --record nato.db
    """
    with Record(record, create=False) as opened:
        rows = opened.rows("issue")
    output.show(rows, form, (("path", "path"), ("reason", "reason"), ("detail", "detail")), "No issues.")


def verify(
    record: options.RecordFile = options.DEFAULT_RECORD,
    form: options.Form = None,
) -> None:
    """Hash every document and slice every span again; exit 1 on any difference.

    Example: onrecord verify && echo sound
    """
    with Record(record, create=False) as opened:
        found = opened.verify()
        documents, total = len(opened.documents()), opened.count(Filter(sayings=False))
    rows = [{"table": item.table, "id": item.id, "detail": item.detail} for item in found]
    sliced = "statements and other attributions sliced"
    sound = f"{record}: sound. {many(documents, 'document')} hashed, {total} {sliced}, no difference."
    output.show(rows, form, (("table", "table"), ("id", "id"), ("detail", "detail")), sound)
    if found:
        raise typer.Exit(1)


def export(
    target: Annotated[Path, typer.Argument(help="A file (.csv, .jsonl, .parquet), or a folder with --all.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    what: Annotated[
        str | None, typer.Option(help=f"Without it statement; one of: {', '.join(TABLES)}.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every one of these tables, each a file in the folder.")
    ] = False,
    kind: Annotated[
        str | None, typer.Option("--as", help="With --all: csv (without it), jsonl or parquet.")
    ] = None,
) -> None:
    """Write the record's tables to files.

    Example: onrecord export statements.csv; onrecord export folder/ --all --as parquet
    """
    ending = target.suffix.lstrip(".")
    if kind and not everything:
        raise OnrecordError(f"--as {kind}: belongs to --all; a file's ending says its form.")
    if what and everything:
        raise OnrecordError(f"--what {what}: belongs to a single file; --all writes every table.")
    if everything and ending in WRITERS:
        raise OnrecordError(f"{target}: a file's name. Name a folder; --all writes a file for each table.")
    ending, what = (kind or "csv") if everything else ending, what or "statement"
    if ending not in WRITERS:
        raise OnrecordError(f"{target}: unknown form {ending!r}. Use one of: {', '.join(WRITERS)}.")
    if what not in TABLES:
        raise OnrecordError(f"--what {what}: no such table. Use one of: {', '.join(TABLES)}.")
    with Record(record, create=False) as opened:
        if everything or what == "trace":
            opened.trace()
        if everything:
            target.mkdir(parents=True, exist_ok=True)
        wanted = {target / f"{name}.{ending}": name for name in TABLES} if everything else {target: what}
        for path, name in wanted.items():
            rows = opened.rows(name)
            WRITERS[ending](rows, path, column_names(name))
            output.err.print(f"{path}: {many(len(rows), 'row')}")
