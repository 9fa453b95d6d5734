"""A dossier's report: one self-contained page, without scripts, to read and to print."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.exports import standings
from onrecord.exports.charts import SIGNS, strip_svg
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
    environment.filters.update(day=day, flat=_flat, file=lambda path: Path(path).name)
    source = (files("onrecord") / "resources" / "report" / "report.html.j2").read_text("utf-8")
    return environment.from_string(source).render(**context(survey))


def context(survey: Survey) -> Row:
    """Return everything that the page shows, as plain values."""
    dossier = survey.dossier
    days = sorted(t.day for t in survey.texts if t.day and (survey.as_of is None or t.day <= survey.as_of))
    return {
        "question": dossier.question,
        "as_of": survey.as_of,
        "documents": len(days) if survey.as_of else len(survey.texts),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "statements": sum(survey.in_time(s) for s in survey.statements),
        "signs": SIGNS,
        "decision": standings.decision_row(survey) if dossier.decision else None,
        "propositions": [_proposition(survey, one.id, one.text) for one in dossier.propositions],
        "conditions": _once(standings.condition_rows(survey)),
        "commitments": list(standings.commitment_rows(survey)),
        "disputes": list(standings.dispute_rows(survey)),
        "most": MOST,
    }


def _proposition(survey: Survey, id: str, text: str) -> Row:
    held = [row for row in standings.position_rows(survey, None, id) if row["stance"] != "silent"]
    places = ("for", "conditional", "against", "unclear")
    held.sort(key=lambda row: places.index(row["stance"]))
    return {"id": id, "text": text, "svg": strip_svg(survey, id), "positions": held}


def _once(rows: Any) -> list[Row]:
    """Leave out what the same person said again in the same words, counting it."""
    kept: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["person"], " ".join(row["asks"].lower().split()))
        if key in kept:
            kept[key]["more"] += 1
        else:
            kept[key] = row | {"more": 0}
    return sorted(kept.values(), key=lambda row: (row["party"], str(row["said"])))


def _flat(text: str, most: int = 420) -> str:
    """Write a quote on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
