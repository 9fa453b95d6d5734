"""Words of one date expression -> EDTF, against a publication date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from onrecord.attribution.lexicon import table
from onrecord.model import Span

Groups = Mapping[str, str | None]


_UNDOTTED = str.maketrans("İı", "ii")
"""Letters that a pattern takes for an *i* in any case, and ``lower`` does not."""


def words_of(groups: Groups, name: str) -> str:
    """Return what a group of a match holds, in lower case with single spaces; nothing if it is not there."""
    return " ".join((groups.get(name) or "").translate(_UNDOTTED).lower().split())


def vocabulary() -> dict[str, Any]:
    """Return the word lists and shapes of ``resources/en/dates.toml``."""
    return table("dates")


@dataclass(frozen=True, slots=True)
class Now:
    """What an expression is read against.

    ``base`` is the last day the publication date may mean, None when unknown; ``vague`` holds the publication
    date as given when it is no single day. ``anchor`` is the day that the text spoke of last, ``future``
    whether the words around say that the day lies ahead. ``printed`` gives the year that the text itself
    prints with a month and a day.
    """

    base: date | None
    vague: str | None = None
    anchor: date | None = None
    future: bool = False
    coarse: date | None = None
    printed: Mapping[tuple[int, int], int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An EDTF date; ``past`` is what it means when it must not lie after publication.

    ``yearless``: the year was not printed. ``relative``: it depends on publication or on ``Now.anchor``.
    """

    edtf: str
    past: str
    yearless: bool = False
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression: where, what it means (EDTF), and why.

    ``past`` is its meaning when it must not lie after publication; ``relative`` whether it was read against
    the publication date or a day named before.
    """

    span: Span
    edtf: str
    past: str
    reason: str
    relative: bool = False


Reader = Callable[[Groups, Now], Reading | None]


def _fixed(edtf: str) -> Reading:
    return Reading(edtf, edtf)


def _relative(edtf: str, past: str | None = None, yearless: bool = False) -> Reading:
    return Reading(edtf, past or edtf, yearless, relative=True)


def _month_number(name: str) -> int:
    months = vocabulary()["months"]
    name = name.capitalize() if name.isupper() else name
    if name in months["also"]:
        return int(months["also"][name])
    return int((months["names"] if name in months["names"] else months["short"]).index(name)) + 1


def _day_number(printed: str) -> int:
    return int(re.sub(r"\D", "", printed))


def valid(year: int, month: int, day: int) -> str | None:
    """Return the day as EDTF, or None when the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_of(groups: Groups, now: Now) -> int | None:
    """Return the printed year, or the one meant by ``last year``; None when neither is there."""
    printed = groups.get("year") or groups.get("hyphened")
    if printed:
        return int(printed)
    if groups.get("which") and now.base:
        return now.base.year + {"last": -1, "this": 0, "next": 1}[words_of(groups, "which")]
    return None


def _yearless_day(month: int, day: int, now: Now) -> Reading | None:
    """Read a day and month without a year: the nearest to publication, with a lean to the past."""
    if now.base is None:
        year = (now.printed or {}).get((month, day))
        if year is None:
            return Reading(f"XXXX-{month:02}-{day:02}", f"XXXX-{month:02}-{day:02}", True)
        return Reading(f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02}", True)
    days = [date.fromisoformat(d) for y in (-1, 0, 1) if (d := valid(now.base.year + y, month, day))]
    latest = now.base + timedelta(days=1)  # the page may be dated by a clock farther west
    before = [d for d in days if d <= latest]
    after = [d for d in days if d > latest]
    if not before or not after:  # 29 February
        return _relative(days[0].isoformat(), yearless=True) if days else None
    past, ahead = before[-1], after[0]
    near = (ahead - now.base).days * 3 < (now.base - past).days
    meant = ahead if now.future or near else past
    return _relative(meant.isoformat(), past.isoformat(), yearless=True)


def _yearless_month(month: int, now: Now, strictly: bool = False) -> Reading:
    """Read a month without a year: the latest that has begun, or the next one where the words look ahead."""
    if now.base is None:
        return Reading(f"XXXX-{month:02}", f"XXXX-{month:02}", True)
    year = now.base.year
    past = year if month < now.base.month + (not strictly) else year - 1
    begun = month < now.base.month or (month == now.base.month and strictly)
    ahead = year + 1 if begun else year
    return _relative(f"{ahead if now.future else past}-{month:02}", f"{past}-{month:02}", yearless=True)


def read_iso(groups: Groups, now: Now) -> Reading | None:
    """``2024-06-17``."""
    day = valid(*(int(groups[k] or 0) for k in ("year", "month", "day")))
    return _fixed(day) if day else None


def read_numeric(groups: Groups, now: Now) -> Reading | None:
    """``17.06.2024``, ``6/17/24``: day first with points; else what the calendar and publication leave."""
    first, second, year = (int(groups[k] or 0) for k in ("first", "second", "year"))
    if year < 100:
        year += 2000 if year < 50 else 1900
    day_first, month_first = valid(year, second, first), valid(year, first, second)
    if groups["mark"] == ".":
        return _fixed(day_first) if day_first else None
    options = {d for d in (day_first, month_first) if d}
    if now.base and len(options) > 1:
        options = {d for d in options if d <= now.base.isoformat()} or options
        near = {d for d in options if abs((date.fromisoformat(d) - now.base).days) <= 31}
        options = near if len(near) == 1 else options
    if not options:
        return None
    return _fixed(options.pop() if len(options) == 1 else str(year))


def read_day(groups: Groups, now: Now) -> Reading | None:
    """``17 June 2024``, ``June 17``, ``December, 3``, ``11 July last year``."""
    month, day = _month_number(str(groups["month"])), _day_number(str(groups["day"]))
    year = _year_of(groups, now)
    if year is None:
        return _yearless_day(month, day, now)
    found = valid(year, month, day)
    return Reading(found, found, relative=bool(groups.get("which"))) if found else None


def read_days(groups: Groups, now: Now) -> Reading | None:
    """``24-25 June 2025``, ``July 11-12``."""
    first = read_day(groups, now)
    last = read_day({**groups, "day": groups["last"]}, now)
    if not first or not last or first.edtf >= last.edtf or first.edtf[:4] != last.edtf[:4]:
        return first
    return Reading(f"{first.edtf}/{last.edtf}", f"{first.past}/{last.past}", first.yearless, first.relative)


def read_month(groups: Groups, now: Now) -> Reading | None:
    """``July 2023``, ``September last year``, ``July``."""
    month, year = _month_number(str(groups["month"])), _year_of(groups, now)
    if year is None:
        return _yearless_month(month, now)
    return Reading(f"{year}-{month:02}", f"{year}-{month:02}", relative=bool(groups.get("which")))


def read_relative_month(groups: Groups, now: Now) -> Reading | None:
    """``last September``: the latest before this month; ``next``: the first after it."""
    month = _month_number(str(groups["month"]))
    which = " ".join(str(groups["which"]).lower().split())
    if now.base is None:
        return _yearless_month(month, now)
    if which == "this":
        return _relative(f"{now.base.year}-{month:02}")
    ahead = which in ("next", "this coming")
    meant = _yearless_month(month, Now(now.base, future=ahead), strictly=True).edtf
    return _relative(meant)


def read_week_of_month(groups: Groups, now: Now) -> Reading | None:
    """``the first week of March``: days 1-7, approximate; ``the last week``: the last seven days."""
    month = read_month(groups, now)
    if month is None or month.edtf.startswith("X"):
        return month
    first = date.fromisoformat(f"{month.edtf}-01")
    nth = vocabulary()["ordinals"][words_of(groups, "nth")]
    start = first + (relativedelta(months=1, days=-7) if nth < 0 else timedelta(days=7 * (nth - 1)))
    edtf = f"{start}~/{start + timedelta(days=6)}~"
    return Reading(edtf, edtf, month.yearless, month.relative)


def read_years(groups: Groups, now: Now) -> Reading | None:
    """``2009-2014``, ``2019–20``."""
    first, last = str(groups["year"]), str(groups["last"])
    last = last if len(last) == 4 else first[:2] + last
    return _fixed(f"{first}/{last}") if first < last else None


def read_year(groups: Groups, now: Now) -> Reading | None:
    """``2023``."""
    return _fixed(str(groups["year"]))


def read_decade(groups: Groups, now: Now) -> Reading | None:
    """``the 1990s``, ``’90s``."""
    year = groups["year"] or f"{20 if str(groups['short']) < '30' else 19}{groups['short']}"
    return _fixed(f"{year[:3]}X" if year[2] != "0" or year.startswith("20") else f"{year[:2]}XX")


READERS: dict[str, Reader] = {
    "iso": read_iso,
    "numeric": read_numeric,
    "days_of_month": read_days,
    "month_days": read_days,
    "day_month": read_day,
    "month_day": read_day,
    "week_of_month": read_week_of_month,
    "month_year": read_month,
    "year_range": read_years,
    "relative_month": read_relative_month,
    "month": read_month,
    "decade": read_decade,
    "year": read_year,
}
"""The readers of expressions that name a calendar unit; ``relative.READERS`` has the others."""
