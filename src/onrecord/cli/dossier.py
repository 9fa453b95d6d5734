"""Commands around a dossier's file: dossier new, report."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options, output
from onrecord.cli.output import out
from onrecord.cli.positions import AsOf, DossierFile, opened
from onrecord.errors import OnrecordError
from onrecord.exports.report import report_html
from onrecord.positions.proposing import NONE_FOUND, propose
from onrecord.record import Record


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    group = typer.Typer(
        no_args_is_help=True,
        help="Begin a dossier: a question, its propositions and parties.\n\n"
        'Example: onrecord dossier new "Will Tolm close its harbour?" -o tolm.toml',
    )
    group.callback()(lambda: None)  # so that "new" stays a word of its own
    group.command()(new)
    app.add_typer(group, name="dossier")
    app.command()(report)


def new(
    question: Annotated[str, typer.Argument(help="The question, one sentence.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    target: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; else it is printed.")
    ] = None,
) -> None:
    """Propose a dossier from a record: propositions and parties to keep, mend or strike.

    Example: onrecord dossier new "Will Tolm close its harbour?" -o tolm.toml
    """
    if not question.strip():
        raise OnrecordError('The question is empty. Write one sentence: "Will Tolm close its harbour?"')
    if target and target.exists():
        raise OnrecordError(f"{target}: is there already. Give another name with --output.")
    with Record(record, create=False) as store:
        text = propose(question, store.read_statements())
    if NONE_FOUND in text:
        output.err.print(f"{NONE_FOUND} Write your own under [[proposition]].", soft_wrap=True)
    if target is None:
        typer.echo(text, nl=False)
        return
    target.write_text(text, "utf-8")
    then = shlex.join(["onrecord", "positions", str(target), "--record", str(record)])
    out.print(f"{target}: mend it, then: {then}", soft_wrap=True)


def report(
    dossier: DossierFile,
    target: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("report.html"),
    record: options.RecordFile = options.DEFAULT_RECORD,
    as_of: AsOf = None,
) -> None:
    """Write one page, without scripts, to print: decision, stances, conditions, pledges, disputes.

    Example: onrecord report dossier.toml -o report.html
    """
    held, _ = opened(dossier, record, as_of=as_of)
    target.write_text(report_html(held), "utf-8")
    output.err.print(f"{target}: written.")
