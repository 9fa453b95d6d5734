"""Print rows: a table at a terminal, JSON lines in a pipe; progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from onrecord.exports.tables import flat, write_csv, write_jsonl

Row = Mapping[str, Any]
Column = tuple[str, str]
"""A heading and the key of its value."""
WIDE = frozenset({"statement", "title", "what", "detail", "forms", "because", "words", "path"})
"""Headings of columns that hold whole sentences, or paths."""
ROOM = 100
"""Columns of a terminal from which a table is readable."""

CONTROLS = frozenset(map(chr, (*range(32), *range(127, 160)))) - {"\t", "\n"}
_DROPPED = str.maketrans(dict.fromkeys(CONTROLS, ""))


class _Console(Console):
    """Prints what pages say without their control characters, which a terminal would obey."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        for one in super().render(renderable, options):
            yield one if one.control else one._replace(text=one.text.translate(_DROPPED))


out = _Console(highlight=False, soft_wrap=False, markup=False)
err = _Console(stderr=True, highlight=False, markup=False)


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


def chosen(wanted: Format | None) -> Format:
    """Return the format asked for, or the one that fits where the output goes."""
    return wanted or (Format.table if sys.stdout.isatty() else Format.jsonl)


def show(rows: Sequence[Row], wanted: Format | None, columns: Sequence[Column], empty: str) -> None:
    """Print rows in the format; the table has the named columns only, the others have everything.

    ``empty`` tells what it means that there is nothing: beside JSON lines and CSV, on standard error.
    """
    form = chosen(wanted)
    if form is not Format.table and empty and not rows:
        err.print(empty, soft_wrap=True)
    if form is Format.jsonl:
        write_jsonl(rows, sys.stdout)
    elif form is Format.csv:
        write_csv(rows, sys.stdout)
    elif rows:
        print_table(rows, columns)
    else:
        out.print(empty, soft_wrap=True)


def note_rest(shown: int, total: int) -> None:
    """Say on standard error that a limit left rows out."""
    if shown < total:
        err.print(f"{shown} of {total}; --limit 0 shows all.")


def print_table(rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """Print some of the rows' values: a table where there is room, else an entry a row, long text below."""
    if out.width >= ROOM or len(columns) <= 3:
        out.print(_table(rows, columns))
        return
    for row in rows:
        short = [_named(heading, row.get(key)) for heading, key in columns if heading not in WIDE]
        out.print(Text("  ".join(filter(None, short)), "bold"))
        for heading, key in columns:
            if heading in WIDE and (words := cell(row.get(key))):
                out.print(Padding(Text(words), (0, 0, 0, 4)))
    out.print()


def _named(heading: str, value: Any) -> str:
    """Return a value as it stands away from its heading: a count with what it counts."""
    if isinstance(value, int):
        return f"{value} {heading.removesuffix('s') if value == 1 else heading}"
    return f"{heading} {cell(value)}" if isinstance(value, float) else cell(value)


def _table(rows: Iterable[Row], columns: Sequence[Column]) -> Table:
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, _ in columns:
        whole = heading in ("id", "stance", "since", "state", "sure")
        made.add_column(heading, ratio=1 if heading in WIDE else None, overflow="fold", no_wrap=whole)
    for row in rows:
        made.add_row(*(Text(cell(row.get(key))) for _, key in columns))
    return made


def cell(value: Any) -> str:
    """Return a value as one cell's text."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return str(flat(value))


@contextmanager
def progress(total: int | None, label: str) -> Iterator[Progress]:
    """Show a bar on standard error, at a terminal only."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty()) as bar:
        bar.add_task(label, total=total)
        yield bar
