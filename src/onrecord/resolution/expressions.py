"""Date expressions in a text -> EDTF.

The shapes and words are data (``resources/en/dates.toml``); reading them follows TIMEX3 practice (TimeML,
Pustejovsky et al. 2003) with EDTF as the notation (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from onrecord.model import Span
from onrecord.resolution import readings, relative
from onrecord.resolution.readings import Expression, Now, vocabulary
from onrecord.resolution.stretches import any_of, composed
from onrecord.when import bounds

__all__ = ["Expression", "find"]

_READERS = readings.READERS | relative.READERS
_WINDOW = 90  # how far from an expression a word still says that it lies ahead, in characters


def find(text: str, published: str | None = None) -> tuple[Expression, ...]:
    """Return the date expressions of an English news text, in text order, none overlapping.

    ``published`` is EDTF. Without it, weekdays and the like are left out and a missing year stays unknown
    (``XXXX-12-03``), unless the text prints that day with its year elsewhere.
    """
    now = _now(text, published)
    against = f" against {published}" if published else ""
    found: list[Expression] = []
    for name, match in _matches(text):
        groups = match.groupdict()
        now = replace(now, future=_ahead(text, match.start(), match.end()))
        reading = _READERS[name](groups, now) if _stands(name, text, match) else None
        if reading is None:
            continue
        words = " ".join(match[0].split())
        span = Span(match.start(), match.end())
        reason = f'"{words}"' + against * reading.relative
        found.append(Expression(span, reading.edtf, reading.past, reason, reading.relative))
        if reading.past == reading.edtf:  # no day that lies ahead
            day = _plain_day(reading.past)
            coarse = None if day else _first_day(reading.past) or now.coarse
            now = replace(now, anchor=day or now.anchor, coarse=coarse)
    return tuple(composed(text, found))


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """Return one pattern that finds every shape (its group says which) and each shape's own pattern."""
    words = vocabulary()
    months, weekdays = words["months"], words["weekdays"]
    every_month = [*months["names"], *months["short"], *months["also"]]
    fragments = {
        "month": any_of(_cased(months["names"])),
        "month_any": any_of(_cased(every_month)),
        "weekday_name": any_of(_cased(weekdays["names"])),
        "weekday_any": any_of(_cased([*weekdays["names"], *weekdays["short"]])),
        "season": any_of(words["seasons"]),
        "number": any_of([*words["numbers"], *words["vague_numbers"]]),
        "ordinal": any_of(words["ordinals"]),
        "deictic": any_of(words["deictics"]),
        "anaphor": any_of(words["anaphors"]),
        "decade": r"(?:1[5-9]|20)\d0",
        **words["fragments"],
    }
    own = {shape["name"]: _filled(shape["pattern"], fragments) for shape in words["shape"]}
    union = "|".join(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z_]+>', '(?:', p)})" for name, p in own.items())
    union = re.sub(r"\(\?P=\w+\)", "[./-]", union)
    return re.compile(rf"(?<!\w)(?:{union})"), {name: re.compile(p) for name, p in own.items()}


def _cased(names: Iterable[str]) -> list[str]:
    return [form for name in names for form in (name, name.upper())]


def _filled(pattern: str, fragments: dict[str, str]) -> str:
    while "%" in (filled := re.sub(r"%([a-z_]+)%", lambda m: fragments[m[1]], pattern)) and filled != pattern:
        pattern = filled
    return filled


def _matches(text: str) -> Iterable[tuple[str, re.Match[str]]]:
    union, own = _shapes()
    at = 0
    while found := union.search(text, at):
        name = str(found.lastgroup)
        match = own[name].match(text, found.start())
        if match:
            yield name, match
        at = max(match.end() if match else 0, found.start() + 1)


def _now(text: str, published: str | None) -> Now:
    first, last = bounds(published) if published else (None, None)
    base = last or first
    base = base if base and 1000 < base.year < 9000 else None  # the calendar ends: no newspaper is there
    printed: dict[tuple[int, int], int] = {}
    if base is None:
        for name, match in _matches(text):
            if name in ("day_month", "month_day", "iso"):
                reading = _READERS[name](match.groupdict(), Now(None))
                if reading and not reading.yearless:
                    day = date.fromisoformat(reading.edtf)
                    printed.setdefault((day.month, day.day), day.year)
    return Now(base, published if published and first != last else None, printed=printed)


def _plain_day(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf.rstrip("~")) if len(edtf) >= 10 and "X" not in edtf else None
    except ValueError:
        return None


def _first_day(edtf: str) -> date | None:
    """Return the first day of a month or year, nothing for other dates."""
    return bounds(edtf)[0] if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", edtf) else None


@lru_cache(maxsize=1)
def _future_words() -> re.Pattern[str]:
    words = vocabulary()["words"]
    near = any_of(words["future_next_to"])
    return re.compile(
        rf"(?i)(?<!\w){any_of(words['future'])}(?!\w)|['’]ll\b|(?<!\w){near}\s+(?:early|mid|late)?[\s-]*$"
    )


def _ahead(text: str, start: int, end: int) -> bool:
    """Whether the words of the clause around say that the day lies ahead."""
    before = re.split(r"[.;:,!?\n“”\"]", text[max(0, start - _WINDOW) : start])[-1]
    if _future_words().search(before):
        return True
    if re.search(r"\w+\W+\w+\W+\w+", before):  # the clause began before: what follows is another matter
        return False
    after = re.match(r",?((?:\s+(?!that\b)[\w’'-]+){1,6})", text[end : end + _WINDOW])
    return bool(after and _future_words().search(after[1]))


def _stands(name: str, text: str, match: re.Match[str]) -> bool:
    """Whether a match is a date at all and no part of a name or number."""
    words = vocabulary()["words"]
    before = text[max(0, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 24]
    if name in ("weekday", "month", "deictic", "relative_weekday", "season"):
        if re.match(rf"\s(?:{'|'.join(words['named_after'])})\b", after):
            return False
        papers = [*words["named_before"], *(words["today_of"] if name == "deictic" else ())]
        if re.search(rf"(?:{'|'.join(papers)})\s$", before):
            return not match[0][0].isupper()
    if name == "deictic" and match[0] == "Today" and re.match(r"\s(?:programme|program|show)\b", after):
        return False
    if name == "ago" and re.search(r"(?:-|\bhalf\s)$", before):  # twenty-five, half a year
        return False
    if re.search(r"\b(?:before|after|prior)$", match[0]) and name in ("ago", "anaphor"):
        return not re.match(r"\s+(?:(?:the|an?|his|her|its|their|that|this)\b|to\b|[A-Z])", after)
    if name == "month":
        return _month_stands(match[0], before, after)
    if name == "year":
        return _year_stands(before, after)
    return not (name == "deictic" and match[0][0].isupper() and re.search(r"[A-Z][\w’]*\s$", before))


def _month_stands(name: str, before: str, after: str) -> bool:
    words = vocabulary()["words"]
    previous = re.search(r"(\S+)\s+$|([\w’]+-)$", before)
    word = (previous[1] or previous[2]) if previous else ""
    if name.capitalize() not in words["month_words"]:
        return not re.match(r"\s[A-Z][a-z]+\s(?:said|says|told)\b", after)
    if word.lower() not in words["before_month"]:
        return False
    surname = re.match(r"\s([A-Z][a-z]+)", after)
    return (
        not surname
        or word.islower() is False
        or word in ("in", "since", "until", "last", "next", "this", "early")
    )


def _year_stands(before: str, after: str) -> bool:
    """Whether four digits are a year, not a count (``2000 soldiers``) or part of a name (``F-2000``)."""
    if re.match(rf"\s+(?:{'|'.join(vocabulary()['words']['counted'])})\b", after):
        return False
    if re.search(
        r"(?i)(?:\b(?:in|since|by|from|until|till|to|before|after|for|during|early|late|year|and|of|the|between)\s|\bmid[-\s]+)$",
        before,
    ):
        return True
    return not re.match(r"\s+[a-z]+s\b", after) and not before.endswith("-")
