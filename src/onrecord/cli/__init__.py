"""The command line: parse, call, print."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import NoReturn

import typer
from rich.text import Text
from sqlalchemy.exc import DBAPIError

from onrecord import __version__
from onrecord.cli import demo, dossier, judge, measure, origins, positions, question, take, trace
from onrecord.cli.output import err
from onrecord.errors import OnrecordError

INTERRUPTED = 130
"""The exit code that Typer makes of a keyboard interrupt."""

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="""Who said what, when, through whom: every line pinned to the words it came from.

    [bold]Start with:[/bold]  onrecord demo

    [bold]Or your own:[/bold]  onrecord add articles/ && onrecord statements --speaker Smith""",
)
for module in (take, question, trace, origins, positions, dossier, judge, measure, demo):
    module.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


def main() -> None:
    """Run the command line; errors of ours become one line and exit code 1, never a traceback."""
    _write_utf8()
    try:
        app()
    except OnrecordError as error:
        _fail(str(error))
    except DBAPIError as error:  # damaged, read-only, or in another run's hands for too long
        _fail(f"the record cannot be used ({error.orig}). Check it with: onrecord verify")
    except OSError as error:  # a folder that is not there, a full disk
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            err.print("onrecord: stopped. What was done is kept; run the same command again to go on.")
        raise


def _write_utf8() -> None:
    """Files and pipes get UTF-8, whatever the locale; a terminal that lacks a letter shows its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _fail(message: str) -> NoReturn:
    err.print(Text.assemble(("onrecord:", "bold red"), f" {message}"), soft_wrap=True)
    sys.exit(1)
