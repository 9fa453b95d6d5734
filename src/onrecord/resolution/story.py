"""The day of a report's news, for sayings with no date of their own; the year of a page that prints none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model import Dated
from onrecord.resolution.expressions import Expression
from onrecord.when import bounds

FRESH = timedelta(days=3)  # how old the news of a daily report may be
SURE = timedelta(days=90)  # a yearless date so soon after what the page knows of is of that year
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YEARLESS = re.compile(r"XXXX-(\d{2})(?:-(\d{2}))?")


def day_of(expression: Expression, published: str | None) -> Dated | None:
    """Return a date of the lead as the day of the news, approximate; None unless it is a day, and fresh.

    "Said on Tuesday", once, at the head, is how news in English dates all that follows.
    """
    today, day = bounds(published)[1] if published else None, bounds(expression.past)[0]
    if DAY.fullmatch(expression.past) and day and today and today - FRESH <= day <= today:
        return Dated(f"{expression.past}~", f"the day of the report's news, {expression.reason}")
    return None


def no_earlier(expressions: Iterable[Expression], offices: Iterable[str]) -> date | None:
    """Return the day before which a page without a date cannot have been written, as far as it shows.

    ``offices`` are the EDTF dates since when people have held the offices that the page gives them.
    """
    printed = [bounds(e.past)[0] for e in expressions if not e.relative and DAY.fullmatch(e.past)]
    held = [bounds(since)[0] for since in offices if since]
    known = [day for day in (*printed, *held) if day]
    return max(known, default=None)


def with_year(expression: Expression, floor: date) -> Expression:
    """Return a yearless date expression in the first year that does not lie before ``floor``.

    A date more than three months later is marked approximate: the year may be another.
    """
    found = YEARLESS.fullmatch(expression.edtf)
    if not found:
        return expression
    month, day = (int(part) if part else None for part in found.groups())
    for year in range(floor.year, floor.year + 9):  # 29 February comes every eight years at the latest
        edtf = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
        first, last = bounds(edtf)
        if first and last and last >= floor:
            mark = "" if first - floor <= SURE else "~"
            reason = f"{expression.reason}, no page date; the page knows of {floor}"
            return replace(expression, edtf=edtf + mark, past=edtf + mark, reason=reason)
    return expression
