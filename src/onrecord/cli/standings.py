"""How stances, positions, conditions, pledges, disputes and the decision are printed at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from onrecord.cli import output
from onrecord.cli.output import out
from onrecord.exports.evidence import ascribed_rows
from onrecord.positions.counts import Count, many
from onrecord.positions.dossier import Proposition
from onrecord.positions.survey import Survey
from onrecord.when import day

Row = dict[str, Any]
SHOWN, WORDS, OFFICE = 4, 240, 40
"""Passages shown of each side, and characters of each and of an office; --format jsonl has them all."""
NOTHING = {
    "stances": "No statement is about a proposition.",
    "positions": "Nobody took a position.",
    "conditions": "No conditions named.",
    "commitments": "No pledges.",
    "disputes": "No disputes.",
    "decision": "",
}
"""What it says that a question has no rows."""
_CLEAR = ("for", "conditional", "against")


def show_stances(held: Survey, party: str | None, rows: list[Row]) -> None:
    """Print a table of statements and what they say on propositions, with the sums below."""
    columns = (("said", "said"), ("who", "speaker"), ("on", "proposition"), ("stance", "stance"))
    shown = [
        row | {"said": day(row["said"]), "words": _short(row["words"]), "sure": sure(row)} for row in rows
    ]
    if not rows:
        out.print(NOTHING["stances"])
        return
    output.print_table(shown, (*columns, ("sure", "sure"), ("statement", "words"), ("id", "id")))
    for one in held.dossier.propositions:
        own = [row for row in rows if row["proposition"] == one.id]
        if own:
            counts = Counter(row["stance"] for row in own)
            sums = ", ".join(f"{counts[s]} {s}" for s in (*_CLEAR, "unclear") if counts[s])
            count = Count.of(held.by_id[row["id"]] for row in own)
            out.print(f"{one.id}: {many(len(own), 'statement')} in {count}: {sums}", highlight=False)


def sure(row: Row) -> str:
    """Return how sure a stance is, or who judged it."""
    return f"by {row['judged_by']}" if row["judged_by"] else f"{row['confidence']:.2f}"


def show_positions(held: Survey, party: str | None, rows: list[Row]) -> None:
    """Print where each party stands, or one party's strip over time."""
    if party is not None:
        _print_strip(held, party, rows)
        return
    for one in held.dossier.propositions:
        own = [row for row in rows if row["proposition"] == one.id]
        if own:
            out.print(_heading(one))
            _print_places(own, "party", len(held.read))
    if not rows:
        out.print(NOTHING["positions"])


def _heading(one: Proposition) -> Text:
    return Text.assemble((f"“{one.text}”", "bold"), f" ({one.id})")


def _print_places(rows: Sequence[Row], name: str, searched: int) -> None:
    """Print who stands where; those of whom nothing was read in a line of their own."""
    heard = [
        row | {"words": _main_words(row), "since": day(row["since_said"]) if row["since"] else ""}
        for row in rows
        if row["stance"] != "silent"
    ]
    columns = ((name, name), ("stance", "stance"), ("since", "since"), ("words", "words"))
    if heard:
        output.print_table(heard, columns)
    silent = [row for row in rows if row["stance"] == "silent"]
    if silent:
        named = [
            f"{row[name]} ({row['documents_naming_it']})" for row in silent if row["documents_naming_it"]
        ]
        others = [row[name] for row in silent if not row["documents_naming_it"]]
        note = f"Silent in {Count(documents=searched).in_documents}"
        note += f", with how many name it: {', '.join(named)}" if named else ""
        note += f"{';' if named else ','} named in none: {', '.join(others)}" if others else ""
        out.print(f"{note}.\n")


def _main_words(row: Row) -> str:
    """Return who said what a position rests on most, and how often it was said."""
    if not row["rests_on"]:
        return "what it said lies more than two years back" if row["lapsed"] else ""
    first = row["rests_on"][0]
    if not first["evidence"]:
        return f"{_who(first)} ({_rests(row)})"
    one = first["evidence"][0]
    return f"{_who(first)}, {day(one['said'])}: {_short(one['words'])} ({_where(one)}; {_rests(row)})"


def _carried(row: Row) -> str:
    return f"({Count(row['documents'], row['origins'])})"


def _rests(row: Row) -> str:
    """Return on how much a position rests, of which the words shown are but a part."""
    return f"the position rests on {Count(row['documents'], row['origins'])}"


def _who(occasion: Row) -> str:
    office = _short(occasion["office"], OFFICE)
    return f"{occasion['person']} ({office})" if office else str(occasion["person"])


def _short(words: str, most: int = WORDS) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def _print_strip(held: Survey, party: str, rows: Sequence[Row]) -> None:
    if not rows:
        out.print(
            f"{party} said nothing on these propositions in {Count(documents=len(held.read)).in_documents}."
        )
    for one in held.dossier.propositions:
        own = [row for row in rows if row["proposition"] == one.id]
        if own:
            out.print(Text.assemble((party, "bold"), " on ", _heading(one)), soft_wrap=True)
            for row in own:
                _print_turn(row)
            out.print()
    others = ascribed_rows(held, party)
    if others:
        out.print(Text(f"What others say of {party} (no part of its position)", "bold"))
        for lean in ("for", "against"):
            _print_evidence(lean, [row for row in others if row["leans"] == lean])


def _print_turn(row: Row) -> None:
    """Print one day of a strip; what took no side is only counted."""
    note = "" if row["change"] in ("first", "same") else f", {row['change']}"
    out.print(Text.assemble((f"  {day(row['said']):>10}  ", "dim"), (row["position"], "bold"), note))
    clear = [one for one in row["occasions"] if one["stance"] in _CLEAR]
    for occasion in clear:
        counts = "" if occasion["counts"] else f", {occasion['capacity']}: does not count"
        head = f"{' ' * 14}{_who(occasion)}: {occasion['stance']} {_carried(occasion)}{counts}"
        out.print(head, soft_wrap=True)
        for one in occasion["evidence"][:2]:
            words = Text.assemble(" " * 16, (_short(one["words"]), "italic"), (f"  {_where(one)}", "dim"))
            out.print(words, soft_wrap=True)
    unclear = [_who(one) for one in row["occasions"] if one["stance"] not in _CLEAR]
    if unclear:
        out.print(Text(f"{' ' * 14}took no side: {', '.join(unclear)}", "dim"), soft_wrap=True)


def _where(one: Row) -> str:
    judged = f", judged by {one['judged_by']}" if one["judged_by"] else ""
    return f"{one['outlet'] or Path(one['document']).name}, {one['id']}{judged}"


def _print_evidence(name: str, entries: Sequence[Row]) -> None:
    for one in entries[:SHOWN]:
        line = Text.assemble(
            (f"  {name:>8}  ", "dim"),
            f"{day(one['said'])}  {one['speaker'] or '?'}: ",
            (_short(one["words"]), "italic"),
            (f"  {_where(one)}", "dim"),
        )
        out.print(line, soft_wrap=True)
    if len(entries) > SHOWN:
        out.print(Text(f"  {'':>8}  and {len(entries) - SHOWN} more", "dim"))


def show_conditions(held: Survey, party: str | None, rows: list[Row]) -> None:
    """Print what parties ask before they agree."""
    columns = (("party", "party"), ("yes to", "propositions"), ("by", "by"), ("words", "words"), ("id", "id"))
    shown = [row | {"words": _said(row)} for row in rows]
    output.show(shown, output.Format.table, columns, NOTHING["conditions"])


def show_commitments(held: Survey, party: str | None, rows: list[Row]) -> None:
    """Print who pledged what, and what became of it."""
    columns = (("party", "party"), ("by", "by"), ("state", "state"), ("words", "words"), ("id", "id"))
    shown = [
        row
        | {"by": row["by"] or _short(row["deadline"] or "", 20)}
        | {"words": _said(row) + (f"\n→ {_outcome(row)}" if row["because"] else "")}
        for row in rows
    ]
    output.show(shown, output.Format.table, columns, NOTHING["commitments"])


def _outcome(row: Row) -> str:
    """Return what became of a pledge, and which page or person says so."""
    page = row["outcome_in"]
    told = page and f"{page['outlet'] or Path(page['document']).name}, {day(page['published'])}"
    by = row["judged_by"] and f"judged by {row['judged_by']}"
    note = "; ".join(part for part in (told, by) if part)
    return _short(row["because"]) + f" ({note})" * bool(note)


def _said(row: Row) -> str:
    return f"{row['person']}, {day(row['said'])}: {_short(row['words'])} {_carried(row)}"


def show_disputes(held: Survey, party: str | None, rows: list[Row]) -> None:
    """Print each dispute with the passages of both sides."""
    for row in rows:
        on = ", ".join([row["proposition"], *row.get("also_on", ())]) if row["proposition"] else ""
        turn = f": {row['from']}, then {row['to']}" if "from" in row else ""
        head = f"{row['party']}{f' on {on}' * bool(on)}{turn}"
        note = "; ".join(part for part in (row["grade"], row["because"]) if part)
        out.print(Text.assemble((row["kind"], "bold"), f"  {head}  ", (note, "dim")), soft_wrap=True)
        told = row["kind"] == "report and denial"
        for name, label in (("earlier", "reported"), ("later", "denied"), ("beside", "beside")):
            _print_evidence(label if told else name, row[name])
        out.print()
    if not rows:
        out.print(NOTHING["disputes"])


def show_decision(held: Survey, party: str | None, rows: list[Row]) -> None:
    """Print how the decision stands: the rule, each member's place, the steps."""
    (row,) = rows
    out.print(Text(row["question"], "bold"))
    out.print(Text.assemble("Held against: ", _heading(held.dossier.proposition(row["proposition"]))))
    when = f" on {row['as_of']}" if row["as_of"] else ""
    out.print(f"{row['body']}, {row['rule']}: {row['needs']}. So{when}: {row['result']}.", soft_wrap=True)
    out.print(", ".join(_sums(row["sums"])) + _standing_on(row) + "\n", soft_wrap=True)
    _print_places(row["members"], "member", row["documents_searched"])
    for step in row["steps"]:
        notes = "".join(f" ({note})" for note in _notes(step))
        out.print(f"  {step['status']:>6}  {step['text']}{notes}", soft_wrap=True)


def _notes(step: Row) -> Iterator[str]:
    if step["date"]:
        yield step["date"]
    if step["done_by"]:
        yield f"done by {', '.join(step['done_by'])}"
    if awaited := len(step["awaits"]):
        yield f"awaits {awaited} of {awaited + len(step['done_by'])}"


def _sums(sums: Mapping[str, int]) -> list[str]:
    return [f"{sums[place]} {place}" for place in (*_CLEAR, "unclear", "silent") if sums[place]]


def _standing_on(row: Row) -> str:
    if row["result"] == "adopted":
        return "."
    if not any(row["sums"].values()):
        return ""
    if not row["possible"]:
        stopping = row["missing"] if row["rule"] == "one decider" else row["against"]
        return f". Those against are enough to stop it: {', '.join(stopping)}."
    wanted = ", ".join(row["conditional"])
    return f". With a condition: {wanted}." if wanted else "."
