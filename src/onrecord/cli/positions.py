"""Commands that hold a dossier against a record: stances, positions, decision and what bears on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from onrecord.attribution import DEFAULT_TAGGER
from onrecord.cli import options, output
from onrecord.cli.output import Format, out
from onrecord.errors import OnrecordError
from onrecord.executors.local import process_units
from onrecord.exports import standings
from onrecord.model import Issue
from onrecord.positions.conditions import condition_spans
from onrecord.positions.dossier import Dossier, read_dossier
from onrecord.positions.shipped import shipped_judge
from onrecord.positions.stance import stances as find_stances
from onrecord.positions.statements import Statement, from_report
from onrecord.positions.survey import Survey
from onrecord.positions.tempering import tempered
from onrecord.reading import expand
from onrecord.record import Record
from onrecord.when import bounds, day

Row = dict[str, Any]
DossierFile = Annotated[Path, typer.Argument(help="The dossier, a TOML file.", show_default=False)]
Party = Annotated[str | None, typer.Option(help="One party only, by a name that the dossier knows.")]
PropositionId = Annotated[str | None, typer.Option(help="One proposition only, by its id.")]
AsOf = Annotated[str | None, typer.Option(help="How it stood on a day: 2024-06-17, 2024-06 or 2024.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (stances, positions, conditions, commitments, disputes, decision):
        app.command()(command)


def stances(
    dossier: DossierFile,
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, archives or urls, instead of a record.")
    ] = None,
    record: options.RecordFile = options.DEFAULT_RECORD,
    party: Party = None,
    proposition: PropositionId = None,
    as_of: AsOf = None,
    form: options.Form = None,
    published: options.Published = None,
    tagger: options.TaggerName = DEFAULT_TAGGER,
) -> None:
    """List what each statement says on each proposition that it is about.

    Example: onrecord stances dossier.toml article.txt --format jsonl
    """
    columns = (
        ("said", "said"),
        ("who", "speaker"),
        ("on", "proposition"),
        ("stance", "stance"),
        ("statement", "quote"),
    )
    empty = "No statement is about a proposition."
    if sources:
        output.show(_of_files(read_dossier(dossier), sources, published, tagger, form), form, columns, empty)
        return
    held, name = opened(dossier, record, party, proposition, as_of)
    output.show(list(standings.stance_rows(held, name, proposition)), form, columns, empty)


def _of_files(
    dossier: Dossier, sources: Sequence[str], published: str | None, tagger: str, form: Format | None
) -> list[Row]:
    statements: list[Statement] = []
    for _, results, _ in process_units(expand(sources), published=published, tagger=tagger):
        for result in results:
            if isinstance(result, Issue):
                output.err.print(f"{result.path}: {result.detail}", markup=False, soft_wrap=True)
            else:
                statements += [from_report(result.document, report) for report in result.resolved.reports]
    by_id = {statement.id: statement for statement in statements}
    judged = find_stances(statements, dossier, shipped_judge(), condition_spans)
    found = tempered(judged, by_id, dossier)
    rows = [standings.stance_row(stance, by_id[stance.statement]) for stance in found]
    if output.chosen(form) is Format.jsonl:
        return rows
    return [row | {"quote": by_id[row["id"]].quote, "said": by_id[row["id"]].said} for row in rows]


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
    read = read_dossier(dossier)
    if proposition:
        read.proposition(proposition)
    with Record(record, create=False) as store:
        held = store.survey(read, day_of(as_of))
    if party is None:
        return held, None
    if party in held.parties:
        return held, party
    return held, read.party(party).name


def day_of(as_of: str | None) -> date | None:
    """Return the last day of a date given on the command line."""
    last = bounds(as_of)[1] if as_of else None
    if as_of and last is None:
        raise OnrecordError(f"--as-of {as_of}: not a date. Write it as 2024-06-17, 2024-06 or 2024.")
    return last


def positions(
    dossier: DossierFile,
    record: options.RecordFile = options.DEFAULT_RECORD,
    party: Party = None,
    proposition: PropositionId = None,
    as_of: AsOf = None,
    form: options.Form = None,
) -> None:
    """List where each party stands; with --party, its strip: what it said when, and how its position moved.

    The rule (latest-clear) is described in docs/positions.md.

    Example: onrecord positions dossier.toml --party "United States"
    """
    held, name = opened(dossier, record, party, proposition, as_of)
    if name is not None:
        rows = list(standings.strip_rows(held, name, proposition))
        if output.chosen(form) is not Format.table:
            output.show(rows, form, (), "")
        else:
            _print_strip(held, name, rows)
        return
    columns = (
        ("party", "party"),
        ("on", "proposition"),
        ("stance", "stance"),
        ("since", "since"),
        ("who", "who"),
        ("words", "words"),
    )
    rows = list(standings.position_rows(held, None, proposition))
    shown = [row | _main_words(row["rests_on"]) for row in rows]
    output.show(
        shown if output.chosen(form) is Format.table else rows, form, columns, "Nobody took a position."
    )


def _main_words(occasions: Sequence[Row]) -> Row:
    if not occasions:
        return {"who": "", "words": ""}
    first = occasions[0]
    quote = first["evidence"][0]["quote"] if first["evidence"] else ""
    return {"who": _who(first), "words": " ".join(quote.split())[:200]}


def _who(occasion: Row) -> str:
    return f"{occasion['person']} ({occasion['office']})" if occasion["office"] else str(occasion["person"])


def _print_strip(held: Survey, party: str, rows: Sequence[Row]) -> None:
    if not rows:
        out.print(f"{party} said nothing on these propositions in {len(held.texts)} documents.")
    for one in held.dossier.propositions:
        own = [row for row in rows if row["proposition"] == one.id]
        if not own:
            continue
        out.print(Text.assemble((party, "bold"), f" on “{one.text}” ({one.id})"), soft_wrap=True)
        for row in own:
            note = "" if row["change"] in ("first", "same") else f", {row['change']}"
            out.print(
                Text.assemble((f"  {row['day'] or 'undated':>10}  ", "dim"), (row["position"], "bold"), note)
            )
            for occasion in row["occasions"]:
                _print_occasion(occasion)
        out.print()
    others = standings.ascribed_rows(held, party)
    if others:
        out.print(Text(f"What others say of {party} (no part of its position)", "bold"))
        for lean in ("for", "against"):
            _print_evidence(lean, [row for row in others if row["leans"] == lean])


def _print_occasion(occasion: Row) -> None:
    counts = "" if occasion["counts"] else f", {occasion['capacity']}: does not count"
    carried = f", {occasion['origins']} origins" if occasion["origins"] > 1 else ""
    out.print(
        f"              {_who(occasion)}: {occasion['stance']}{carried}{counts}", soft_wrap=True, markup=False
    )
    for one in occasion["evidence"][:2]:
        where = one["outlet"] or Path(one["document"]).name
        quote = " ".join(one["quote"].split())[:300]
        out.print(
            Text.assemble("                ", (quote, "italic"), (f"  {where}, {one['id']}", "dim")),
            soft_wrap=True,
        )


def conditions(
    dossier: DossierFile,
    record: options.RecordFile = options.DEFAULT_RECORD,
    party: Party = None,
    proposition: PropositionId = None,
    as_of: AsOf = None,
    form: options.Form = None,
) -> None:
    """List the words that make a party's yes depend on something, and what they ask.

    Example: onrecord conditions dossier.toml --party Poland
    """
    held, name = opened(dossier, record, party, proposition, as_of)
    columns = (
        ("party", "party"),
        ("person", "person"),
        ("on", "proposition"),
        ("said", "said"),
        ("words", "words"),
        ("by", "by"),
        ("id", "id"),
    )
    output.show(
        list(standings.condition_rows(held, name, proposition)), form, columns, "No conditions named."
    )


def commitments(
    dossier: DossierFile,
    record: options.RecordFile = options.DEFAULT_RECORD,
    party: Party = None,
    as_of: AsOf = None,
    form: options.Form = None,
) -> None:
    """List who pledged what, for whom, how much and by when, and what became of it.

    Example: onrecord commitments dossier.toml --as-of 2024-12-31
    """
    held, name = opened(dossier, record, party, None, as_of)
    columns = (
        ("said", "said"),
        ("party", "party"),
        ("words", "words"),
        ("for", "for"),
        ("amount", "amount"),
        ("by", "by"),
        ("state", "state"),
        ("because", "because"),
    )
    output.show(list(standings.commitment_rows(held, name)), form, columns, "No pledges.")


def disputes(
    dossier: DossierFile,
    record: options.RecordFile = options.DEFAULT_RECORD,
    party: Party = None,
    proposition: PropositionId = None,
    as_of: AsOf = None,
    form: options.Form = None,
) -> None:
    """List reports and their denials, changes of side and of office-holder, and contradictions.

    Example: onrecord disputes dossier.toml --party "United States"
    """
    held, name = opened(dossier, record, party, proposition, as_of)
    rows = list(standings.dispute_rows(held, name, proposition))
    if output.chosen(form) is not Format.table:
        output.show(rows, form, (), "")
        return
    for row in rows:
        on = f" on {row['proposition']}" if row["proposition"] else ""
        turn = f": {row['from']}, then {row['to']}" if "from" in row else ""
        head = f"{row['party']}{on}{turn}"
        out.print(
            Text.assemble((row["kind"], "bold"), f"  {head}  ", (f"{row['grade']}; {row['because']}", "dim")),
            soft_wrap=True,
        )
        for name_, entries in (
            ("earlier", row["earlier"]),
            ("later", row["later"]),
            ("beside", row["beside"]),
        ):
            _print_evidence(name_, entries)
        out.print()
    if not rows:
        out.print("No disputes.")


def _print_evidence(name: str, entries: Iterable[Row]) -> None:
    for one in entries:
        who = one["speaker"] or "?"
        where = one["outlet"] or Path(one["document"]).name
        quote = " ".join(one["quote"].split())[:240]
        line = Text.assemble(
            (f"  {name:>8}  ", "dim"),
            f"{day(one['said'])}  {who}: ",
            (quote, "italic"),
            (f"  {where}, {one['id']}", "dim"),
        )
        out.print(line, soft_wrap=True)


def decision(
    dossier: DossierFile,
    record: options.RecordFile = options.DEFAULT_RECORD,
    as_of: AsOf = None,
    form: options.Form = None,
) -> None:
    """Say where each member stands whose agreement counts, what the rule gives, and what is missing.

    Example: onrecord decision dossier.toml --as-of 2023-12-31
    """
    held, _ = opened(dossier, record, as_of=as_of)
    row = standings.decision_row(held)
    if output.chosen(form) is not Format.table:
        output.show([row], form, (), "")
        return
    out.print(Text(row["question"], "bold"))
    out.print(
        f"{row['body']}, {row['rule']}: {row['needs']}. So: {row['result']}." + _standing_on(row),
        soft_wrap=True,
    )
    shown = [
        m
        | _main_words(m["rests_on"])
        | {"searched": f"{m['documents_naming_it']} of {m['documents_searched']}"}
        for m in row["members"]
    ]
    columns = (
        ("member", "member"),
        ("stance", "stance"),
        ("since", "since"),
        ("who", "who"),
        ("words", "words"),
        ("named in", "searched"),
    )
    out.print(output.table(shown, columns))
    for step in row["steps"]:
        out.print(
            f"  {step['status']:>6}  {step['text']}" + (f" ({step['date']})" if step["date"] else ""),
            soft_wrap=True,
        )


def _standing_on(row: Row) -> str:
    if row["result"] == "adopted":
        return ""
    missing = f" Missing: {', '.join(row['missing'])}." if row["missing"] else ""
    return missing + ("" if row["possible"] else " Those against are enough to stop it.")
