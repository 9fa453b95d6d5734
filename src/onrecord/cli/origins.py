"""The command that lays out one saying, or one document: who printed it, and on what they rest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from onrecord.cli import options, output
from onrecord.cli.output import out
from onrecord.errors import NotFoundError
from onrecord.positions.counts import Count
from onrecord.record import Record
from onrecord.store.querying import Row
from onrecord.when import day

_SHOWN = 160
STATEMENT = "r-"
"""How the ids of statements begin."""


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(origins)


def origins(
    item: Annotated[
        str, typer.Argument(help="A statement's id, or how it starts; or a document's id or path.")
    ],
    record: options.RecordFile = options.DEFAULT_RECORD,
    form: options.Form = None,
) -> None:
    """Show who else printed a saying and on how many texts they rest; of a document, what was copied.

    Example: onrecord origins r-4f1c
    """
    with Record(record, create=False) as opened:
        try:
            found = opened.origins(item)
        except NotFoundError:
            if re.fullmatch(f"{STATEMENT}[0-9a-f]*", item):
                raise
            copied = opened.copies(item)
            _show_copies(copied, form)
            return
    if output.chosen(form) is not output.Format.table:
        output.show([found], form, (), "")
        return
    out.print(Text(f"{found['speaker'] or 'not named'}, {day(found['said'])}", "bold"))
    out.print(Text(found["quote"]), soft_wrap=True)
    out.print(f"\n{counted(found)}\n")
    for number, origin in enumerate(found["origins"], 1):
        out.print(_origin(number, origin))
    out.print("\nHow it reached each page:")
    for branch in found["tree"]:
        out.print(_branch(branch, Tree(_name(branch))))


def counted(utterance: Row) -> str:
    """Return how often a saying was printed: "14 documents, 2 origins"."""
    return str(Count(utterance["documents"], len(utterance["origins"])))


def _origin(number: int, origin: Row) -> Tree:
    text = f"text of {origin['outlet']}" if origin["outlet"] else "own text"
    first = f"{origin['printed_by'] or Path(origin['document']).name}, {day(origin['published'])}"
    head = Text.assemble((f"{number}. {first}", "bold"), f" · {text}")
    if origin["because"]:
        head.append(f" · {'; '.join(origin['because'])}", "dim")
    made = Tree(head)
    for row in origin["reports"]:
        quote = " ".join(row["quote"].split())
        shown = quote if len(quote) <= _SHOWN else quote[: _SHOWN - 1] + "…"
        line = Text.assemble((row["id"], "cyan"), f" {day(row['published'])} {page(row)}: {shown}")
        leaf = made.add(line)
        for lead in row["leads"]:
            leaf.add(Text(f"leads to {lead['statement']} in {page(lead)}: {lead['because']}", "dim"))
    return made


def page(row: Row) -> str:
    """Return where a report stands, as a person calls it: the outlet, or the file's name."""
    return str(row["outlet"] or Path(row["document"]).name)


def _branch(branch: Row, made: Tree) -> Tree:
    for further in branch["further"]:
        _branch(further, made.add(_name(further)))
    return made


def _name(branch: Row) -> Text:
    return Text.assemble(branch["name"], *((f"  {name}", "cyan") for name in branch["reports"]))


def _show_copies(copied: Row, form: output.Format | None) -> None:
    rows = [
        row | {"which": which, "sentences": len(row["passages"]), "percent": f"{row['share']:.0%}"}
        for which, name in (("rests on", "rests_on"), ("copied by", "copies"))
        for row in copied[name]
    ]
    columns = (("this", "which"), ("document", "document"), ("outlet", "outlet"), ("published", "published"))
    more = (("common", "percent"), ("sentences", "sentences"), ("because", "because"))
    output.show(rows, form, (*columns, *more), "No other document in the record shares text with it.")
