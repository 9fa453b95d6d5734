"""Commands by which a person corrects the record: merge, split, judge. Judgements survive every re-run."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.output import out
from onrecord.errors import OnrecordError
from onrecord.positions.counts import many
from onrecord.positions.dossier_file import read_dossier
from onrecord.positions.stance import SIDES, UNDO
from onrecord.record import Record
from onrecord.store.querying import Row

STANCES = (*SIDES, "off", UNDO)
STATES = ("open", "kept", "broken", "overtaken", "none", UNDO)
Note = Annotated[str, typer.Option(help="Why; kept with the judgement.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(merge)
    app.command()(split)
    app.command()(judge)


def merge(
    party: Annotated[str, typer.Argument(help="A party's whole name, in any form, or id.")],
    into: Annotated[str, typer.Argument(help="The party it is the same as; this name stays.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    note: Note = "",
) -> None:
    """Say that two parties are one.

    Example: onrecord merge "V. Orsk" "Velim Orsk"
    """
    with Record(record, create=False) as opened:
        merged, stays = opened.merge(party, into, note=note)
    undo = f"onrecord split {merged['id']} --record {shlex.quote(str(record))}"
    out.print(f"{_named(merged)} is now part of {_named(stays)}. Undo with: {undo}", soft_wrap=True)


def split(
    party: Annotated[str, typer.Argument(help="The name, as printed, or id that stands apart.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    note: Note = "",
) -> None:
    """Say that a party is none of those it was merged with; what merge moved comes away as a whole.

    Example: onrecord split "Orsk"
    """
    with Record(record, create=False) as opened:
        left, kept = opened.split(party, note=note)
    now = f"{_named(left)} now has {_statements(left)}; {_named(kept)} keeps {_statements(kept)}."
    out.print(now, soft_wrap=True)


def _named(party: Row) -> str:
    return f"{party['name']} ({party['id']})"


def _statements(party: Row) -> str:
    return many(party["statements"], "statement")


def judge(
    subject: Annotated[str, typer.Argument(help="The id of a statement, or of a pledge.")],
    record: options.RecordFile = options.DEFAULT_RECORD,
    proposition: Annotated[str | None, typer.Option(help="The proposition's id in the dossier.")] = None,
    dossier: Annotated[
        Path | None, typer.Option(help="Whose proposition, where several dossiers call one so.")
    ] = None,
    stance: Annotated[str | None, typer.Option(help=f"One of: {', '.join(STANCES)}.")] = None,
    state: Annotated[str | None, typer.Option(help=f"Of a pledge; one of: {', '.join(STATES)}.")] = None,
    outcome: Annotated[str | None, typer.Option(help="The statement that shows a pledge's state.")] = None,
    note: Note = "",
) -> None:
    """Say where a statement stands, or what became of a pledge.

    Example: onrecord judge r-4f1c --proposition member --stance for --note "irony"
    """
    if (stance is None) == (state is None) or (stance is not None and proposition is None):
        raise OnrecordError("Give --proposition and --stance for a statement, or --state for a pledge.")
    if (stance is None and (proposition or dossier)) or (state is None and outcome):
        raise OnrecordError("--proposition and --dossier belong to --stance, --outcome to --state.")
    for name, given, known in (("stance", stance, STANCES), ("state", state, STATES)):
        if given not in (None, *known):
            raise OnrecordError(f"--{name} {given}: unknown. Choose one of: {', '.join(known)}.")
    with Record(record, create=False) as opened:
        if stance and proposition:
            held = read_dossier(dossier) if dossier else None
            opened.judge_stance(subject, proposition, stance, dossier=held, note=note)
            now = f"{stance} on {proposition}, whatever the model says"
            out.print(f"{subject} is {'what the model says on ' + proposition if stance == UNDO else now}.")
        elif state:
            opened.judge_commitment(subject, state, outcome=outcome, note=note)
            out.print(f"{subject} is {'what the texts say' if state == UNDO else state}.")
