"""Commands by which a person corrects the record: merge, split. Judgements survive every re-run."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.output import out
from onrecord.record import Record

Note = Annotated[str, typer.Option(help="Why; kept with the judgement.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(merge)
    app.command()(split)


def merge(
    party: Annotated[str, typer.Argument(help="A party's name or id.")],
    into: Annotated[str, typer.Argument(help="The party it is the same as; this name stays.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    note: Note = "",
) -> None:
    """Say that two parties are one.

    Example: onrecord merge "V. Orsk" "Velim Orsk"
    """
    with Record(record, create=False) as opened:
        opened.merge(party, into, note=note)
    out.print(f"{party} is now part of {into}. Undo with: onrecord split {party!r} --record {record}")


def split(
    party: Annotated[str, typer.Argument(help="The name, as printed, or id that stands apart.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    note: Note = "",
) -> None:
    """Say that a party is none of those it was merged with.

    Example: onrecord split "Orsk"
    """
    with Record(record, create=False) as opened:
        opened.split(party, note=note)
    out.print(f"{party} stands apart now.")
