"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.output import Format
from onrecord.errors import OnrecordError
from onrecord.reading.documents import given_date
from onrecord.store.opening import DEFAULT_FILE
from onrecord.when import bounds

RecordFile = Annotated[Path, typer.Option("--record", "-r", help="The record file.", show_default=True)]
DEFAULT_RECORD = Path(DEFAULT_FILE)
Form = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How to print; else a table at a terminal, JSON lines in a pipe."),
]
Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, globs, archives, urls, or - for standard input.")
]
Published = Annotated[
    str | None,
    typer.Option(help="Publication date (EDTF: 2024-06-17, 2024-06) that overrides what is found."),
]
TaggerName = Annotated[
    str, typer.Option("--tagger", help="default (the trained model), fast (smaller), rules.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        help="Processes; without it add and demo take all cores (one for up to 8 small files), others one.",
    ),
]
Limit = Annotated[int, typer.Option(min=0, help="How many at most; 0 for all.")]


def check_published(published: str | None) -> None:
    """Refuse what is no date of publication before anything is read."""
    try:
        given_date(published)
    except ValueError:
        raise OnrecordError(f"--published {published}: {_NO_DATE}") from None


def check_days(*days: str | None) -> None:
    """Refuse what is no date for ``--since`` or ``--until``."""
    for day in days:
        if day and bounds(day) == (None, None):
            raise OnrecordError(f"{day}: {_NO_DATE}")


def refuse(given: typer.Context, names: Iterable[str], why: str) -> None:
    """Refuse the first of some options that was given on the command line; ``why`` goes on after its name."""
    for name in names:
        source = given.get_parameter_source(name)
        if source and source.name == "COMMANDLINE":
            raise OnrecordError(f"--{name} {why}")


_NO_DATE = "not a date. Write it as 2024-06-17, 2024-06 or 2024."
