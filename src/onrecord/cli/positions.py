"""Commands that hold a dossier against a record: stances, positions, decision and what bears on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.attribution import DEFAULT_TAGGER
from onrecord.cli import options, output, standings
from onrecord.cli.output import Format
from onrecord.errors import OnrecordError
from onrecord.executors.local import process_units
from onrecord.exports import standings as rows_of
from onrecord.model import Issue
from onrecord.positions.conditions import condition_spans
from onrecord.positions.dossier import Dossier
from onrecord.positions.dossier_file import read_dossier
from onrecord.positions.retold import with_retold
from onrecord.positions.shipped import shipped_judge
from onrecord.positions.stance import SIDES
from onrecord.positions.stance import stances as find_stances
from onrecord.positions.statements import Statement, from_report
from onrecord.positions.survey import Survey
from onrecord.positions.tempering import tempered, touching
from onrecord.reading import expand
from onrecord.record import Record
from onrecord.when import bounds

Row = dict[str, Any]
Rows = Callable[[Survey, str | None, str | None], Iterable[Row]]
"""The rows that answer a question: of one party, on one proposition, where these are named."""
Show = Callable[[Survey, str | None, list[Row]], None]
"""Prints those rows at a terminal."""
DossierFile = Annotated[
    Path,
    typer.Argument(help="The dossier: a TOML file, or a shipped one by its name.", show_default=False),
]
Party = Annotated[str | None, typer.Option(help="One party only, by a name that the dossier knows.")]
PropositionId = Annotated[str | None, typer.Option(help="One proposition only, by its id.")]
AsOf = Annotated[str | None, typer.Option(help="How it stood on a day: 2024-06-17, 2024-06 or 2024.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(stances)
    for name, (rows, show, words) in QUESTIONS.items():
        app.command(name)(_asking(name, rows, show, words))


def stances(
    given: typer.Context,
    dossier: DossierFile,
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, archives or urls, instead of a record.")
    ] = None,
    record: options.RecordFile = options.DEFAULT_RECORD,
    party: Party = None,
    proposition: PropositionId = None,
    stance: Annotated[
        str | None, typer.Option(help=f"Only such; one of: {', '.join(SIDES)}.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    form: options.Form = None,
    published: options.Published = None,
    tagger: options.TaggerName = DEFAULT_TAGGER,
) -> None:
    """List what each statement says on each proposition that it is about.

    Example: onrecord stances dossier.toml article.txt --format jsonl
    """
    if stance not in (None, *SIDES):
        raise OnrecordError(f"--stance {stance}: unknown. Choose one of: {', '.join(SIDES)}.")
    if sources:
        options.refuse(given, ("record",), "is not used with files; leave out one of the two.")
        held = _of_files(dossier, sources, party, proposition, as_of, published, tagger)
        name = _party_of(held, party) if party else None
    else:
        options.refuse(given, ("published", "tagger"), "is for files; a record's documents are read already.")
        held, name = opened(dossier, record, party, proposition, as_of)
    rows = [r for r in rows_of.stance_rows(held, name, proposition) if stance in (None, r["stance"])]
    _print(rows, form, lambda: standings.show_stances(held, name, rows), "stances")


def _of_files(
    path: Path,
    sources: Sequence[str],
    party: str | None,
    proposition: str | None,
    as_of: str | None,
    published: str | None,
    tagger: str,
) -> Survey:
    dossier = _checked(read_dossier(path), party, proposition)
    last = day_of(as_of)
    reported: list[Statement] = []
    seen: set[str] = set()
    with output.progress(None, "Reading") as bar:
        for _, results, _ in process_units(expand(sources), published=published, tagger=tagger):
            for result in results:
                if isinstance(result, Issue):
                    output.err.print(f"{result.path}: {result.detail}", soft_wrap=True)
                elif result.document.id not in seen:
                    seen.add(result.document.id)
                    reported += [from_report(result.document, report) for report in result.resolved.reports]
            bar.update(bar.task_ids[0], completed=len(seen))
        if not seen:
            raise typer.Exit(1)
        bar.update(bar.task_ids[0], description="Judging")
        statements = list(with_retold(reported))
        by_id = {statement.id: statement for statement in statements}
        found = find_stances(statements, dossier, shipped_judge(), condition_spans, touching(dossier))
    return Survey(dossier, statements, list(tempered(found, by_id, dossier)), as_of=last)


def _asking(question: str, rows: Rows, show: Show, words: str) -> Callable[..., None]:
    """Return the command that asks one question of a dossier and a record; all take the same options."""

    def command(
        dossier: DossierFile,
        record: options.RecordFile = options.DEFAULT_RECORD,
        party: Party = None,
        proposition: PropositionId = None,
        as_of: AsOf = None,
        form: options.Form = None,
    ) -> None:
        held, name = opened(dossier, record, party, proposition, as_of)
        found = list(rows(held, name, proposition))
        _print(found, form, lambda: show(held, name, found), question)

    command.__doc__ = words
    return command


def _decision(held: Survey, party: str | None, proposition: str | None) -> list[Row]:
    if party and held.members and party not in held.members:
        raise OnrecordError(f"{party} is no member of what decides: {', '.join(held.members)}.")
    return [rows_of.decision_row(held, party, proposition)]


def _positions(held: Survey, party: str | None, proposition: str | None) -> Iterable[Row]:
    if party is None:
        return rows_of.position_rows(held, None, proposition)
    return rows_of.strip_rows(held, party, proposition)


QUESTIONS: dict[str, tuple[Rows, Show, str]] = {
    "positions": (
        _positions,
        standings.show_positions,
        """List where each party stands; with --party, its strip: what it said when, and how that moved.

        The rule (latest-clear) is described in docs/positions.md.

        Example: onrecord positions dossier.toml --party "United States"
        """,
    ),
    "conditions": (
        rows_of.condition_rows,
        standings.show_conditions,
        """List what parties ask before they agree: each condition once, whose, on what, and by when.

        Example: onrecord conditions dossier.toml --party Poland
        """,
    ),
    "commitments": (
        rows_of.commitment_rows,
        standings.show_commitments,
        """List who pledged what, for whom, how much and by when, and what became of it.

        Example: onrecord commitments dossier.toml --as-of 2024-12-31
        """,
    ),
    "disputes": (
        rows_of.dispute_rows,
        standings.show_disputes,
        """List reports and their denials, changes of side, office-holder and condition, and contradictions.

        With --proposition only the changes: the others are of no single proposition.

        Example: onrecord disputes dossier.toml --party "United States"
        """,
    ),
    "decision": (
        _decision,
        standings.show_decision,
        """Say where each member stands whose agreement counts, what the rule gives, and what is missing.

        With --proposition, as if that one were decided by the same rule.

        Example: onrecord decision dossier.toml --as-of 2023-12-31
        """,
    ),
}


def _print(rows: list[Row], form: Format | None, show: Callable[[], None], question: str) -> None:
    if output.chosen(form) is Format.table:
        show()
    else:
        output.show(rows, form, (), standings.NOTHING[question])


def opened(
    dossier: Path,
    record: Path,
    party: str | None = None,
    proposition: str | None = None,
    as_of: str | None = None,
) -> tuple[Survey, str | None]:
    """Return the survey of a record and the party's name as the dossier has it.

    Raises:
        OnrecordError: the date is none, or the dossier knows no such party or proposition.
    """
    read = _checked(read_dossier(dossier), party, proposition)
    last = day_of(as_of)
    with Record(record, create=False) as store, output.progress(None, "Judging") as bar:
        held = store.survey(
            read, last, progress=lambda done, total: bar.update(bar.task_ids[0], completed=done, total=total)
        )
    return held, _party_of(held, party) if party else None


def _checked(dossier: Dossier, party: str | None, proposition: str | None) -> Dossier:
    """Return a dossier that has the party and the proposition asked for, before any work is done."""
    if proposition:
        dossier.proposition(proposition)
    if party and dossier.parties:
        dossier.party(party)
    return dossier


def _party_of(held: Survey, party: str) -> str:
    if held.dossier.parties:
        return held.dossier.party(party).name
    known = [*held.parties, *(one.name for one in held.cast.parties)]
    found = next((name for name in known if name.casefold() == party.casefold()), None)
    if found is None:
        some = ", ".join(held.parties) or "none that took a stance"
        raise OnrecordError(f"{party}: no such party. In this record: {some}.")
    return found


def day_of(as_of: str | None) -> date | None:
    """Return the last day of a date given on the command line."""
    last = bounds(as_of)[1] if as_of else None
    if as_of and last is None:
        raise OnrecordError(f"--as-of {as_of}: not a date. Write it as 2024-06-17, 2024-06 or 2024.")
    return last
