"""The demonstration: an invented dispute, read into a record, and what to try on it."""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options, output
from onrecord.cli.output import out
from onrecord.cli.take import STATEMENT_COLUMNS, for_table
from onrecord.exports.rows import from_record
from onrecord.record import Record

DEMO = files("onrecord") / "resources" / "demo"


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(demo)


def demo(
    record: Annotated[Path, typer.Option("--record", "-r", help="Where to write the record.")] = Path(
        "demo.db"
    ),
    jobs: options.Jobs = None,
) -> None:
    """Read the shipped demonstration, an invented dispute, and say what to try next.

    Example: onrecord demo && onrecord statements --record demo.db
    """
    with as_file(DEMO) as folder, Record(record) as opened:
        with output.progress(None, "Reading the demonstration"):
            opened.add([folder / "articles", folder / "transcripts"], jobs=jobs)
        documents, parties = opened.documents(), opened.parties()
        total = opened.count()
        some = [from_record(row) for row in opened.statements(limit=8)]
    outlets = {row["outlet"] for row in documents if row["outlet"]}
    dates = sorted(row["published"] for row in documents if row["published"])
    out.print(
        f"{len(documents)} documents from {len(outlets)} outlets, {dates[0][:7]} to {dates[-1][:7]}, "
        f"with {total} statements by {sum(row['statements'] > 0 for row in parties)} parties, in {record}.\n"
    )
    output.show([for_table(row) for row in some], output.Format.table, STATEMENT_COLUMNS, "")
    speaker = next(row["name"] for row in parties if row["kind"] == "person")
    own = shlex.quote(str(record))
    tries = {
        f"onrecord statements --record {own} --speaker {shlex.quote(speaker)}": "what one said, by date",
        f"onrecord show {some[0]['id']} --record {own}": "one statement in its paragraph, and why",
        f"onrecord parties --record {own}": "who speaks, under which names",
        f"onrecord decision demo --record {own}": "who still has to agree, by the demonstration's dossier",
        f"onrecord verify --record {own}": "prove every line against its text",
        "onrecord add YOUR-ARTICLES/ --record my.db": "your own question",
    }
    out.print("Try next:")
    for command, what in tries.items():
        out.print(f"  {command}", style="bold", soft_wrap=True)
        out.print(f"      {what}")
