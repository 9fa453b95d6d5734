"""A quote and the passage it was taken from as a person reads them: the differing words marked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.store.querying import Row

_STYLES = {
    **{"verbatim": "bold green", "altered": "bold yellow", "spliced": "bold yellow"},
    **{"other speaker": "bold red", "not found": "bold red"},
}
_LONGEST = 900


def side_by_side(row: Row, here: str, there: str) -> Group:
    """Return a trace as a person reads it: quote and transcript side by side, differing words marked."""
    speaker = row["speaker"]["name"] if row["speaker"] else "?"
    heading = Text.assemble(
        (row["grade"], _STYLES[row["grade"]]), f"  {speaker}  ", (_name(row["document"]), "dim")
    )
    sides = Table(box=None, pad_edge=False, expand=True, padding=(0, 2, 0, 0))
    sides.add_column("the quote", ratio=1)
    sides.add_column(f"the transcript: {row['turn_speaker'] or ''}", ratio=1)
    content = [tuple(pair) for pair in row["content"]]
    sides.add_row(
        marked(here, content, [d for d in row["differences"] if not d["harmless"]], "quote"),
        marked(there, row["match"], [d for d in row["differences"] if not d["harmless"]], "transcript"),
    )
    notes = []
    if row["grade"] == "not found":
        some = (
            ", ".join(map(_name, row["searched"][:5]))
            or "none: no transcript of that party and those days is there"
        )
        notes.append(f"searched of that party and those days: {some}")
        sides = Table.grid()
        sides.add_row(marked(here, content, [], "quote"))
    else:
        notes.append(f"{_name(row['transcript'])} {row['match']}  score {row['score']:.2f}")
    return Group(heading, Padding(sides, (0, 0, 0, 2)), *(Text("  " + n, "dim") for n in notes), Text())


def in_short(traced: Row, there: str) -> list[tuple[str, Text]]:
    """Return a trace as lines for a list of facts: its grade, and the words of the transcript."""
    if traced["grade"] == "not found":
        if not traced["searched"]:
            return [("trace", Text("no transcript of that party and those days in the record"))]
        some = ", ".join(map(_name, traced["searched"][:5]))
        return [("trace", Text.assemble(("not found", _STYLES["not found"]), f" in {some}"))]
    grade = (traced["grade"], _STYLES[traced["grade"]])
    where = f" {_name(traced['transcript'])}, {traced['turn_speaker'] or 'no speaker'}"
    lines = [("trace", Text.assemble(grade, where))]
    if traced["grade"] != "verbatim":
        harmful = [d for d in traced["differences"] if not d["harmless"]]
        lines.append(("there", marked(there, traced["match"], harmful, "transcript")))
    return lines


def marked(text: str, spans: Iterable[Any], differences: Iterable[Row], side: str) -> Text:
    """Return the characters of spans with the differing words marked, as wdiff does: {+added+}, {-dropped-}.

    What lay between two spans is shown, shortened, where a difference covers it and they stand in this order.
    """
    sign, style = ("+", "bold") if side == "quote" else ("-", "strike")
    places = sorted(tuple(d[side]) for d in differences if d[side][0] < d[side][1])
    made = Text()
    last = None
    for start, end in spans:
        joined = last is not None and last <= start and any(s <= last and start <= e for s, e in places)
        if last is not None and not joined:
            made.append(" … ")
        at = last if last is not None and joined else start
        for s, e in places:
            if e <= at or s >= end:
                continue
            made.append(one_line(text[at:s]))
            made.append(f"{{{sign}{_short(one_line(text[max(s, at) : e]))}{sign}}}", style)
            at = max(at, e)
        made.append(one_line(text[at:end]))
        last = end
    return made


def one_line(text: str) -> str:
    """Return a passage without its line breaks, as long as it was."""
    return text.replace("\n", " ")


def _name(path: str) -> str:
    return Path(path).name or path


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} […] {text[-_LONGEST // 2 :]}"
