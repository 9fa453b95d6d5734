"""Date expressions that count from publication or from a day named before -> EDTF."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from onrecord.resolution.readings import Groups, Now, Reader, Reading, vocabulary, words_of

_DAY = timedelta(days=1)
_DIRECTION = {"last": -1, "previous": -1, "the previous": -1, "next": 1, "the following": 1, "the coming": 1}


def _spoken(edtf: str, past: str | None = None) -> Reading:
    return Reading(edtf, past or edtf, relative=True)


def _day(day: date, now: Now, approximate: bool = False) -> Reading | None:
    """Return a day counted from publication; as vague as the publication date is."""
    if now.vague:
        mark = "" if "/" in now.vague else "~"
        return _spoken(now.vague.rstrip("~?%") + mark)
    return _spoken(day.isoformat() + "~" * approximate)


def read_weekday(groups: Groups, now: Now) -> Reading | None:
    """``Friday``: the latest not after publication; the next where the words look ahead."""
    if now.base is None:
        return None
    number = _weekday(groups)
    past = now.base - _DAY * ((now.base.weekday() - number) % 7)
    ahead = now.base + _DAY * ((number - now.base.weekday()) % 7)
    if now.vague:
        return _day(past, now)
    return _spoken((ahead if now.future else past).isoformat(), past.isoformat())


def read_relative_weekday(groups: Groups, now: Now) -> Reading | None:
    """``last Friday``: the latest at least two days back; ``next Friday``: of next week."""
    if now.base is None:
        return None
    which, number = words_of(groups, "which"), _weekday(groups)
    monday = now.base - _DAY * now.base.weekday()
    back = (now.base.weekday() - number) % 7
    if which == "last":
        return _day(now.base - _DAY * (back if back > 1 else back + 7), now)
    if which in ("this past", "past"):
        return _day(now.base - _DAY * (back or 7), now)
    if which == "this coming":
        return _day(now.base + _DAY * (7 - back), now)
    return _day(monday + _DAY * (number + 7 * (which == "next")), now)


def read_weekday_of_week(groups: Groups, now: Now) -> Reading | None:
    """``Tuesday last week``."""
    if now.base is None:
        return None
    week = {"last": -7, "this": 0, "next": 7}[words_of(groups, "which")]
    return _day(now.base + _DAY * (_weekday(groups) - now.base.weekday() + week), now)


def _weekday(groups: Groups) -> int:
    return int(vocabulary()["weekdays"]["names"].index(str(groups["weekday"]).capitalize()))


def read_quarter(groups: Groups, now: Now) -> Reading | None:
    """``the first quarter of 2019``, ``the second half of last year``: an interval of months."""
    year = groups["year"]
    if not year and now.base:
        year = str(now.base.year + _DIRECTION.get(words_of(groups, "which"), 0))
    nth, length = (
        vocabulary()["ordinals"][words_of(groups, "nth")],
        3 if words_of(groups, "unit") == "quarter" else 6,
    )
    nth = 12 // length if nth < 0 else nth
    if not year or nth > 12 // length:
        return None
    edtf = f"{year}-{length * (nth - 1) + 1:02}/{year}-{length * nth:02}"
    return Reading(edtf, edtf, relative=not groups["year"])


def read_short_quarter(groups: Groups, now: Now) -> Reading | None:
    """``Q3 2019``, ``2019-Q3``: an interval of months."""
    number = int(groups["number"] or groups["number_after"] or 1)
    year = groups["year"] or groups["year_before"]
    edtf = f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}"
    return Reading(edtf, edtf)


def read_season(groups: Groups, now: Now) -> Reading | None:
    """``summer 2023``: EDTF season 2023-22; a winter is the interval of its months."""
    season = vocabulary()["seasons"][words_of(groups, "season") or words_of(groups, "named")]
    if groups["year"]:
        edtf = _season(int(groups["year"]), season)
        return Reading(edtf, edtf)
    if now.base is None:
        return None
    which, begins = words_of(groups, "which"), (season - 20) * 3
    year = now.base.year
    if which == "last" and now.base.month < begins + 3:
        year -= 2 if season == 24 and now.base.month < 3 else 1  # that winter began the year before
    if which == "next" and now.base.month >= begins:
        year += 1
    if which == "this" and season == 24 and now.base.month < 3:
        year -= 1
    return _spoken(_season(year, season))


def _season(year: int, season: int) -> str:
    return f"{year}-12/{year + 1}-02" if season == 24 else f"{year}-{season}"


def read_deictic(groups: Groups, now: Now) -> Reading | None:
    """``today``, ``yesterday``, ``last night``."""
    word = words_of(groups, "word")
    if now.base is None:
        return None
    return _day(now.base + _DAY * vocabulary()["deictics"][word], now, approximate=word == "overnight")


def read_anaphor(groups: Groups, now: Now) -> Reading | None:
    """``the previous day``: counted from the day the text spoke of last, else from publication."""
    from_day = now.anchor or now.base
    if from_day is None:
        return None
    day = from_day + _DAY * vocabulary()["anaphors"][words_of(groups, "word")]
    return _spoken(day.isoformat()) if now.anchor else _day(day, now, approximate=True)


def read_stretch(groups: Groups, now: Now) -> Reading | None:
    """``recent weeks``, ``the past two years``, ``the next six months``: to or from publication."""
    if now.base is None:
        return None
    which, unit, number = words_of(groups, "which"), words_of(groups, "unit"), words_of(groups, "number")
    if not number:
        days = vocabulary()["recent"].get(f"{unit}s", 3650)
        return _back(now.base - _DAY * days, unit, now.base)
    step = _step(unit, count(number)[0])
    if which in ("next", "coming", "following"):
        return _spoken(f"{now.base}/{_coarse(_shift(now.base, step), unit)}~")
    return _back(_shift(now.base, -step), unit, now.base)


def read_past_unit(groups: Groups, now: Now) -> Reading | None:
    """``the past week``: an interval that ends with publication."""
    unit = words_of(groups, "unit")
    return _back(_shift(now.base, -_step(unit, 1)), unit, now.base) if now.base else None


def read_recently(groups: Groups, now: Now) -> Reading | None:
    """``recently``: an approximate interval that ends with publication."""
    days = vocabulary()["recent"][words_of(groups, "word")]
    return _back(now.base - _DAY * days, "week", now.base) if now.base else None


def _back(start: date, unit: str, base: date) -> Reading:
    return _spoken(f"{_coarse(start, unit)}~/{base}")


def _coarse(day: date, unit: str) -> str:
    """Return the day no finer than the unit it was counted in."""
    month = f"{day.year:04}-{day.month:02}"
    return {"month": month, "quarter": month}.get(
        unit, f"{day.year:04}" if unit in ("year", "decade") else day.isoformat()
    )


def _step(unit: str, number: int) -> relativedelta:
    if unit == "hour":
        return relativedelta(days=number // 24)
    factor, name = {"fortnight": (2, "weeks"), "quarter": (3, "months"), "decade": (10, "years")}.get(
        unit, (1, f"{unit}s")
    )
    return relativedelta(**{name: factor * number})  # type: ignore[arg-type]


def _shift(day: date, step: relativedelta) -> date:
    try:
        moved = day + step
        return date(moved.year, moved.month, moved.day)
    except (ValueError, OverflowError):
        return date.min if day.year < 5000 else date.max


def count(number: str) -> tuple[int, bool]:
    """Return how many a number word means and whether it is vague."""
    words = vocabulary()
    if number.isdecimal():
        return int(number), False
    if number in words["numbers"]:
        return int(words["numbers"][number]), False
    return int(words["vague_numbers"][number]), True


def read_unit(groups: Groups, now: Now) -> Reading | None:
    """``last week``, ``this month``, ``earlier this year``, ``the previous year``, ``that same week``."""
    which, unit = words_of(groups, "which"), words_of(groups, "unit")
    counted = which not in ("this", "last", "next")  # from the day the text spoke of last
    base = (now.anchor if counted and now.anchor else None) or now.base
    if base is None:
        return None
    start, end = _bounds(_shift(base, _step(unit.replace("weekend", "week"), _DIRECTION.get(which, 0))), unit)
    if unit in ("month", "year"):
        return _spoken(_coarse(start, unit))
    if unit in ("quarter", "decade"):
        return _spoken(f"{_coarse(start, unit)}/{_coarse(end, unit)}")
    if now.base and start <= now.base < end:
        return _spoken(f"{start}/{end}", f"{start}/{now.base}" if start < now.base else f"{start}")
    past_start = start - 7 * _DAY if now.base and start > now.base else start
    return _spoken(f"{start}/{end}", f"{past_start}/{past_start + (end - start)}")


def _bounds(day: date, unit: str) -> tuple[date, date]:
    """Return the first and last day of the week, weekend, month, quarter, year or decade around a day."""
    monday = day - _DAY * day.weekday() if day.toordinal() > 7 else day
    if unit in ("week", "weekend"):
        return _shift(monday, relativedelta(days=5 * (unit == "weekend"))), _shift(
            monday, relativedelta(days=6)
        )
    if unit == "quarter":
        start = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        return start, _shift(start, relativedelta(months=3, days=-1))
    if unit == "decade":
        return date(max(1, day.year // 10 * 10), 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    return date(day.year, day.month if unit == "month" else 1, 1), day


def read_weekend(groups: Groups, now: Now) -> Reading | None:
    """``over the weekend``: the latest that has begun."""
    if now.base is None:
        return None
    saturday = now.base - _DAY * ((now.base.weekday() - 5) % 7)
    return _spoken(f"{saturday}/{saturday + _DAY}")


def read_part_of_unit(groups: Groups, now: Now) -> Reading | None:
    """``the end of the year``, ``earlier in the week``."""
    return read_unit({"which": "this", "unit": groups["unit"] or groups["in_unit"]}, now)


def read_ago(groups: Groups, now: Now) -> Reading | None:
    """``two days ago``, ``a week earlier``, ``three months later``: as fine as the unit it counts in."""
    way, unit = words_of(groups, "way"), words_of(groups, "unit")
    number, vague = count(words_of(groups, "number"))
    far = now.coarse if unit in ("month", "year", "decade") else None
    from_day = now.base if way == "ago" else far or now.anchor or now.base
    if from_day is None:
        return None
    day = _shift(from_day, _step(unit, number) * (1 if way == "later" else -1))
    vague = vague or unit in ("week", "fortnight", "decade", "hour")
    if unit in ("hour", "day", "week", "fortnight") and from_day == now.base:
        return _day(day, now, approximate=vague)
    return _spoken(_coarse(day, unit) + "~" * vague)


def read_years_ago(groups: Groups, now: Now) -> Reading | None:
    """``years ago``: open start, about two back or more."""
    unit = words_of(groups, "unit").rstrip("s")
    return _spoken(f"../{_coarse(_shift(now.base, -_step(unit, 2)), unit)}~") if now.base else None


READERS: dict[str, Reader] = {
    "relative_weekday": read_relative_weekday,
    "weekday_of_week": read_weekday_of_week,
    "quarter": read_quarter,
    "short_quarter": read_short_quarter,
    "season": read_season,
    "deictic": read_deictic,
    "anaphor": read_anaphor,
    "stretch": read_stretch,
    "past_unit": read_past_unit,
    "unit": read_unit,
    "weekend": read_weekend,
    "part_of_unit": read_part_of_unit,
    "ago": read_ago,
    "years_ago": read_years_ago,
    "recently": read_recently,
    "weekday": read_weekday,
}
