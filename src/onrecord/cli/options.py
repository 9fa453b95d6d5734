"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.output import Format

RecordFile = Annotated[Path, typer.Option("--record", "-r", help="The record file.", show_default=True)]
DEFAULT_RECORD = Path("onrecord.db")
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
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; all cores by default.")]
Limit = Annotated[int, typer.Option(min=0, help="How many at most; 0 for all.")]
