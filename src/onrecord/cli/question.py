"""Commands that ask a record: statements, show, documents, parties, issues, verify, export."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli import options, output
from onrecord.cli.marking import in_short
from onrecord.cli.origins import counted, page
from onrecord.cli.output import out
from onrecord.cli.take import STATEMENT_COLUMNS, who
from onrecord.errors import OnrecordError
from onrecord.exports.rows import from_record
from onrecord.exports.tables import WRITERS
from onrecord.model import SAYINGS
from onrecord.record import Record
from onrecord.store.querying import Filter, Row
from onrecord.when import day

TABLES = (
    "statement",
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
    "utterance",
    "origin",
    "carrier",
    "copy",
    "lead",
)


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
    keep = Filter(speaker, about, outlet, since, until, kind, document, sayings=not everything)
    with Record(record, create=False) as opened:
        rows = [from_record(row) for row in opened.statements(keep, limit)]
        total = opened.count(keep)
        meant = _meant(opened, speaker) if speaker and not total else ""
    shown = [row | {"who": who(row)} for row in rows] if output.chosen(form) is output.Format.table else rows
    none = f"No statements fit.{meant} Leave out a filter, or add documents."
    output.show(shown, form, STATEMENT_COLUMNS, none)
    if len(rows) < total:
        output.err.print(f"{len(rows)} of {total}; --limit 0 shows all.")


def show(
    statement: Annotated[str, typer.Argument(help="The id, or how it starts.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    form: options.Form = None,
) -> None:
    """Show one statement in its paragraph, and why the program thinks so.

    Example: onrecord show r-4f1c
    """
    with Record(record, create=False) as opened:
        row = opened.statement(statement)
        utterance = opened.origins(row["id"]) if row["act"] in SAYINGS else None
        traced = opened.trace_of(row["id"])
        there = opened.document(traced["transcript_id"])["text"] if traced and traced["transcript"] else ""
    if output.chosen(form) is not output.Format.table:
        flat = row | {"document": row["document"]["path"]}
        more = {"paragraph": paragraph(row)[0], "utterance": utterance, "trace": traced}
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
    marked = Text(words)
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
        rows = opened.documents(limit)
    columns = (
        *(("id", "id"), ("published", "published"), ("outlet", "outlet"), ("title", "title")),
        *(("statements", "statements"), ("path", "path")),
    )
    output.show(rows, form, columns, "No documents yet. Add some with: onrecord add FILES")


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
        rows = opened.parties(name, limit)
        meant = _meant(opened, name) if name else ""
    columns = (
        ("id", "id"),
        ("name", "name"),
        ("kind", "kind"),
        ("statements", "statements"),
        ("origins", "origins"),
        ("forms", "forms"),
    )
    output.show(rows, form, columns, f"No such party.{meant}" if name else "No parties yet.")


def _meant(opened: Record, name: str) -> str:
    """Where nobody has a name, return a question whether one written much alike was meant, or nothing."""
    if opened.parties(name):
        return ""
    forms: dict[str, str] = {}
    for party in opened.parties():
        if party["statements"]:
            for word in (party["name"], *party["name"].split()):
                forms.setdefault(word.casefold(), party["name"])
    near = get_close_matches(name.casefold(), forms, 1, 0.75)
    return f" Did you mean {forms[near[0]]}?" if near else ""


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
    sound = f"{record}: sound. {documents} documents hashed, {total} statements sliced, no difference."
    output.show(rows, form, (("table", "table"), ("id", "id"), ("detail", "detail")), sound)
    if found:
        raise typer.Exit(1)


def export(
    target: Annotated[Path, typer.Argument(help="A file (.csv, .jsonl, .parquet), or a folder with --all.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    what: Annotated[str, typer.Option(help=f"One of: {', '.join(TABLES)}.")] = "statement",
    everything: Annotated[
        bool, typer.Option("--all", help="Every one of these tables, each a file in the folder.")
    ] = False,
    kind: Annotated[str, typer.Option("--as", help="With --all: csv, jsonl or parquet.")] = "csv",
) -> None:
    """Write the record's tables to files.

    Example: onrecord export statements.csv; onrecord export folder/ --all --as parquet
    """
    ending = kind if everything else target.suffix.lstrip(".")
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
            WRITERS[ending](rows, path)
            output.err.print(f"{path}: {len(rows)} rows")
