"""Commands that take documents in: add, extract."""

from __future__ import annotations

import os
import shlex
import sys
from typing import Annotated

import typer

from onrecord.attribution import DEFAULT_TAGGER
from onrecord.cli import options, output
from onrecord.cli.output import Format, err, out
from onrecord.executors.local import process_units
from onrecord.exports.rows import Row, from_report
from onrecord.exports.tables import json_line
from onrecord.model import SAYINGS, Issue
from onrecord.positions.counts import many
from onrecord.reading import expand
from onrecord.record import Record
from onrecord.store.running import Counts
from onrecord.when import day

STATEMENT_COLUMNS = (("id", "id"), ("said", "said"), ("who", "who"), ("kind", "kind"), ("statement", "quote"))
FEW = 5
"""What could not be read, and is said at once; the rest stands among the issues."""


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(add)
    app.command()(extract)


def add(
    sources: options.Sources,
    record: options.RecordFile = options.DEFAULT_RECORD,
    published: options.Published = None,
    tagger: options.TaggerName = DEFAULT_TAGGER,
    jobs: options.Jobs = None,
) -> None:
    """Read documents into a record. What is known already is passed over.

    Example: onrecord add articles/ page.html archive.zip --record nato.db
    """
    options.check_published(published)
    with Record(record) as opened, output.progress(None, "Adding") as bar:

        def tick(unit: str, counts: Counts) -> None:
            done = counts.documents + counts.known
            bar.update(bar.task_ids[0], completed=done, description=os.path.basename(unit)[:40])  # noqa: PTH119

        counts = opened.add(sources, published=published, tagger=tagger, jobs=jobs, progress=tick)
        total = opened.count()
    for issue in counts.problems[:FEW]:
        err.print(f"{issue.path}: {issue.detail}", soft_wrap=True)
    out.print(_summary(counts, total, str(record), published), soft_wrap=True)
    if not counts.documents and not counts.known:
        raise typer.Exit(1)


def _summary(counts: Counts, total: int, record: str, published: str | None) -> str:
    lines = [f"{many(counts.documents, 'document')} added to {record}, {counts.known} known already."]
    if counts.known and published:
        lines.append("What is known already keeps its date; --published counts for what is new.")
    if counts.issues:
        lines.append(
            f"{counts.issues} could not be read. See all with: onrecord issues --record {shlex.quote(record)}"
        )
    lines.append(
        f"{many(total, 'statement')} in the record. See them with: "
        f"onrecord statements --record {shlex.quote(record)}"
    )
    return "\n".join(lines)


def extract(
    sources: options.Sources,
    form: options.Form = None,
    published: options.Published = None,
    tagger: options.TaggerName = DEFAULT_TAGGER,
    jobs: options.Jobs = 1,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="In the table, beliefs, decisions and sayings within sayings, too (JSON and CSV have all).",
        ),
    ] = False,
) -> None:
    """Print the statements of documents, without a record.

    Example: onrecord extract article.txt --format jsonl | jq .quote
    """
    options.check_published(published)
    form = output.chosen(form)
    rows: list[Row] = []
    issues: list[Issue] = []
    read = 0
    units = process_units(expand(sources), published=published, tagger=tagger, jobs=jobs or 1)
    for _, results, _ in units:
        for result in results:
            if isinstance(result, Issue):
                issues.append(result)
                continue
            read += 1
            found = [from_report(result.document, report) for report in result.resolved.reports]
            if form is Format.jsonl:
                sys.stdout.writelines(map(json_line, found))
            else:
                rows += found
    if form is not Format.jsonl:
        shown = [row for row in rows if everything or form is Format.csv or _is_plain_saying(row)]
        made = [for_table(row) for row in shown] if form is Format.table else shown
        output.show(made, form, STATEMENT_COLUMNS, "No statements found.")
    for issue in issues:
        err.print(f"{issue.path}: {issue.detail}", soft_wrap=True)
    if not read:
        raise typer.Exit(1)


def _is_plain_saying(row: Row) -> bool:
    return row["act"] in SAYINGS and row["parent"] is None


def for_table(row: Row) -> Row:
    """Return a statement as a table shows it: with its speaker in one line, and the date in words."""
    return row | {"who": who(row), "said": day(row["said"])}


def who(row: Row) -> str:
    """Return a statement's speaker, role (if the name does not have it) and relays as one line."""
    speaker = row["speaker"]
    if not speaker:
        return "?"
    name = speaker["name"] if isinstance(speaker, dict) else speaker
    role = speaker["role"] if isinstance(speaker, dict) else row["role"]
    via = "".join(f", via {hop['name']}" for hop in row["via"])
    told = role and role.lower() not in name.lower()
    return (f"{name} ({role})" if told else str(name)) + via
