"""The command that measures: evaluate."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from onrecord.attribution import DEFAULT_TAGGER, load_tagger
from onrecord.cli import options, output
from onrecord.evaluation import Figures, agreement
from onrecord.evaluation import evaluate as evaluate_tagger

COLUMNS = (("tagger", "tagger"), ("figure", "figure"), ("P", "precision"), ("R", "recall"), ("F1", "f1"))


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(evaluate)


def evaluate(
    gold: Annotated[str, typer.Argument(help="A folder with text/*.txt and attributions/*.ann (brat).")],
    tagger: Annotated[
        list[str] | None, typer.Option("--tagger", help="default, fast or rules; again for more.")
    ] = None,
    people: Annotated[
        bool, typer.Option("--people", help="How far the annotators of the same text agree, too.")
    ] = False,
    form: options.Form = None,
) -> None:
    """Compare taggers with attributions that people marked, side by side.

    Example: onrecord evaluate polnear/dev --tagger default --tagger rules
    """
    rows: list[dict[str, Any]] = []
    with output.progress(None, "Reading the gold"):
        for name in tagger or [DEFAULT_TAGGER]:
            rows += _rows(name, evaluate_tagger(gold, load_tagger(name)))
        if people:
            rows += _rows("people", agreement(gold))
    output.show(rows, form, (*COLUMNS, ("gold", "gold")), "Nothing to compare.")


def _rows(name: str, figures: Figures) -> list[dict[str, Any]]:
    return [{"tagger": name} | row._asdict() for row in figures.rows()]
