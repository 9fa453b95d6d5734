"""The strip of stances over time: one row a party, one mark an occasion, shapes before colours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.positions.occasions import Occasion
from onrecord.positions.survey import Survey
from onrecord.when import bounds

Row = dict[str, Any]
SIDES = ("for", "conditional", "against", "unclear")
SHAPES = ("triangle-up", "diamond", "triangle-down", "circle")
COLOURS = ("#1f5fa8", "#8a6d00", "#b3261e", "#6b6b6b")
"""Told apart by people who see no red or no green; the shapes tell the side without them."""
SIGNS = {"for": "▲", "conditional": "◆", "against": "▼", "unclear": "●", "silent": "○"}
WIDTH, ROW, LABEL = 700, 26, 420
TICKS, MONTHS = 8, 120
"""Marks on the axis of time, and the days from which they are months: in fewer they would name one twice."""


def strip_svg(survey: Survey, proposition: str) -> str | None:
    """Return the strip of everybody's stances on a proposition as SVG, None where nobody's is dated.

    Raises:
        OnrecordError: altair or vl-convert is not installed.
    """
    rows = strip_data(survey, proposition)
    if not rows:
        return None
    try:
        import altair
        import vl_convert
    except ImportError as error:
        raise OnrecordError(f"The report needs {error.name}: pip install 'onrecord[report]'") from None
    parties = list(dict.fromkeys(row["party"] for row in rows))
    ticks: dict[str, Any] = {"format": "%b %Y", "tickCount": TICKS}
    if days := tick_days(rows):
        values = [altair.DateTime(year=d.year, month=d.month, date=d.day, utc=True) for d in days]
        ticks = {"format": "%-d %b %Y", "values": values}
    x = altair.X(
        "day:T",
        title=None,
        scale=altair.Scale(type="utc", padding=14),  # local time may be of the day before
        axis=altair.Axis(labelAngle=0, grid=True, **ticks),
    )
    y = altair.Y(
        "party:N", title=None, sort=parties, axis=altair.Axis(labelLimit=LABEL, domain=False, ticks=False)
    )
    scale = altair.Scale(domain=list(SIDES), range=list(COLOURS))
    shape = altair.Shape("stance:N", scale=altair.Scale(domain=list(SIDES), range=list(SHAPES)), legend=None)
    colour = altair.Color("stance:N", scale=scale, legend=None)
    base = altair.Chart(altair.InlineData(values=rows)).encode(x=x, y=y, description="told:N")
    sided, unclear = (
        base.transform_filter(f"(datum.stance == 'unclear') == {flag}") for flag in ("false", "true")
    )
    dots = unclear.mark_point(filled=True, size=16, color=COLOURS[3], opacity=0.7)
    counted, beside = (
        sided.transform_filter(f"datum.counts == {flag}").encode(shape=shape, color=colour)
        for flag in ("true", "false")
    )
    marks = counted.mark_point(filled=True, opacity=0.95, size=130)
    hollow = beside.mark_point(filled=False, opacity=0.9, size=130, strokeWidth=1.4)
    line = base.mark_line(color="#c9c9c9", strokeWidth=1, aria=False).encode(detail="party:N", order="day:T")
    stretch = base.transform_filter("datum.since < datum.day").mark_rule(
        strokeWidth=3, opacity=0.45, aria=False
    )
    stretch = stretch.encode(x=altair.X("since:T"), x2="day:T", color=colour)
    chart = (line + stretch + dots + hollow + marks).properties(width=WIDTH, height=ROW * len(parties))
    look: dict[str, Any] = {"font": "Georgia, serif", "background": "transparent", "view": {"stroke": None}}
    axes = {"labelFontSize": 12, "gridColor": "#ececec", "labelColor": "#222"}
    spec = chart.to_dict() | {"config": look | {"axis": axes}}
    return str(vl_convert.vegalite_to_svg(spec))


def strip_data(survey: Survey, proposition: str) -> list[Row]:
    """Return one row an occasion: party, since, day, stance, and whether it counts for the position.

    ``since`` and ``day`` are the first and the last day on which it may have been, alike where one is known;
    ``told`` has all of it in words.
    """
    order = {name: place for place, name in enumerate([*survey.members, *survey.parties])}
    rows = [
        {
            "party": o.party,
            "since": min(_since(survey, o), o.day).isoformat(),
            "day": o.day.isoformat(),
            "stance": o.stance,
            "counts": o.weight > 0,
            "told": _told(o, _since(survey, o)),
        }
        for o in survey.occasions
        if o.proposition == proposition and o.day is not None
    ]
    return sorted(
        rows, key=lambda row: (order.get(row["party"], len(order)), row["stance"] != "unclear", row["day"])
    )


def tick_days(rows: Sequence[Row]) -> list[date]:
    """Return the days to be named on the axis, none where months are."""
    first, last = (
        date.fromisoformat(day) for day in (min(r["since"] for r in rows), max(r["day"] for r in rows))
    )
    span = (last - first).days
    step = span // TICKS + 1
    return [first + timedelta(days=n) for n in range(0, span + 1, step)] if span < MONTHS else []


def _told(o: Occasion, since: date) -> str:
    when = f"{since} to {o.day}" if o.day and since < o.day else o.day
    return f"{o.party}, {when}: {o.stance}" + ", does not count" * (o.weight <= 0)


def _since(survey: Survey, occasion: Occasion) -> date:
    """Return the first day that the reports of an occasion allow, the last one where they allow any."""
    said = (survey.by_id[one].said for one in occasion.statements)
    days = (bounds(edtf)[0] for edtf in said if edtf)
    return max((day for day in days if day), default=date.max)
