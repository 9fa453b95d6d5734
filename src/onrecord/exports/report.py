"""A dossier's report: one self-contained page, without scripts, to read and to print."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.exports import standings
from onrecord.exports.charts import SIGNS, strip_svg
from onrecord.positions.counts import Count, many
from onrecord.positions.dossier import Proposition
from onrecord.positions.retold import EARLIER
from onrecord.positions.statements import Statement
from onrecord.positions.survey import Survey
from onrecord.when import day

Row = dict[str, Any]
MOST = 4
"""Passages shown of each side of a dispute; the rest is counted."""


def report_html(survey: Survey) -> str:
    """Return the page as HTML.

    Raises:
        OnrecordError: jinja2, altair or vl-convert is not installed.
    """
    try:
        from jinja2 import Environment
    except ImportError:
        raise OnrecordError("The report needs jinja2: pip install 'onrecord[report]'") from None
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    filters = {"day": day, "flat": _flat, "many": many, "count": _count, "file": lambda path: Path(path).name}
    environment.filters.update(filters)
    source = (files("onrecord") / "resources" / "report" / "report.html.j2").read_text("utf-8")
    return environment.from_string(source).render(**context(survey))


def context(survey: Survey) -> Row:
    """Return everything that the page shows, as plain values."""
    dossier = survey.dossier
    days = sorted(one.day for one in survey.read if one.day)
    return {
        "question": dossier.question,
        "as_of": survey.as_of,
        "documents": len(survey.read),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "statements": sum(_is_counted(s) and survey.in_time(s) for s in survey.statements),
        "signs": SIGNS,
        "decision": standings.decision_row(survey) if dossier.decision else None,
        "propositions": [_proposition(survey, one) for one in dossier.propositions],
        "conditions": list(standings.condition_rows(survey)),
        "commitments": list(standings.commitment_rows(survey)),
        "disputes": list(standings.dispute_rows(survey)),
        "most": MOST,
    }


def _is_counted(statement: Statement) -> bool:
    """Whether a statement counts as one: earlier words that another tells of itself are part of that."""
    return statement.plain_saying and not statement.id.endswith(EARLIER)


def _proposition(survey: Survey, one: Proposition) -> Row:
    """Return a proposition with its strip and with where those stand whom the decision does not list."""
    decision = survey.dossier.decision
    listed = survey.members if decision and decision.question == one.id else ()
    held = [
        row
        for row in standings.position_rows(survey, None, one.id)
        if row["stance"] != "silent" and row["party"] not in listed
    ]
    places = ("for", "conditional", "against", "unclear")
    held.sort(key=lambda row: places.index(row["stance"]))
    undated = sum(o.proposition == one.id and o.day is None for o in survey.occasions)
    svg = strip_svg(survey, one.id)
    return {
        "id": one.id,
        "text": one.text,
        "svg": svg,
        "positions": held,
        "undated": undated,
        "listed": listed,
    }


def _count(row: Row) -> str:
    return str(Count(row["documents"], row["origins"]))


def _flat(text: str, most: int = 420) -> str:
    """Write a quote on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
