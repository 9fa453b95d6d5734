"""Date expressions in a text -> EDTF.

The shapes and words are data (``resources/en/dates.toml``); reading them follows TIMEX3 practice (TimeML,
Pustejovsky et al. 2003) with EDTF as the notation (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from onrecord.model import Span
from onrecord.resolution import readings, relative
from onrecord.resolution.readings import Groups, Now, Reading, vocabulary
from onrecord.when import bounds

_READERS = readings.READERS | relative.READERS
_WINDOW = 90  # how far from an expression a word still says that it lies ahead, in characters


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
        now = replace(now, anchor=_plain_day(reading.past) or now.anchor)
    return tuple(_opened(text, _joined(text, _parted(text, found))))


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """Return one pattern that finds every shape (its group says which) and each shape's own pattern."""
    words = vocabulary()
    months, weekdays = words["months"], words["weekdays"]
    every_month = [*months["names"], *months["short"], *months["also"]]
    fragments = {
        "month": _any(_cased(months["names"])),
        "month_any": _any(_cased(every_month)),
        "weekday_name": _any(_cased(weekdays["names"])),
        "weekday_any": _any(_cased([*weekdays["names"], *weekdays["short"]])),
        "season": _any(words["seasons"]),
        "number": _any([*words["numbers"], *words["vague_numbers"]]),
        "ordinal": _any(words["ordinals"]),
        "deictic": _any(words["deictics"]),
        "anaphor": _any(words["anaphors"]),
        "decade": r"(?:1[5-9]|20)\d0",
        **words["fragments"],
    }
    own = {shape["name"]: _filled(shape["pattern"], fragments) for shape in words["shape"]}
    union = "|".join(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z_]+>', '(?:', p)})" for name, p in own.items())
    union = re.sub(r"\(\?P=\w+\)", "[./-]", union)
    return re.compile(rf"(?<!\w)(?:{union})"), {name: re.compile(p) for name, p in own.items()}


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


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


@lru_cache(maxsize=1)
def _future_words() -> re.Pattern[str]:
    words = vocabulary()["words"]
    near = _any(words["future_next_to"])
    return re.compile(
        rf"(?i)(?<!\w){_any(words['future'])}(?!\w)|['’]ll\b|(?<!\w){near}\s+(?:early|mid|late)?[\s-]*$"
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
        if after.lstrip().startswith(tuple(words["named_after"])) and after[:1] == " ":
            return False
        if re.search(rf"(?:{'|'.join(words['named_before'])})\s$", before):
            return not match[0][0].isupper()
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


@lru_cache(maxsize=1)
def _part_words() -> re.Pattern[str]:
    parts = vocabulary()["parts"]
    named = "|".join(f"(?P<{name}>{_any(forms)})" for name, forms in parts.items())
    return re.compile(rf"(?i)(?<!\w)(?:the\s+)?(?:{named})\s*(?:the\s+)?$")


def _parted(text: str, found: list[Expression]) -> list[Expression]:
    """Read ``early June``, ``the end of 2023``, ``mid-2011``: an approximate third of the month or year."""
    parted: list[Expression] = []
    for e in found:
        begin = max(0, e.span.start - 30, parted[-1].span.end if parted else 0)
        before = _part_words().search(text[begin : e.span.start])
        inside = re.match(r"(?i)(?:the\s+)?(?:very\s+)?(beginning|start|middle|end)\s+of\b", e.span.of(text))
        part = str(before.lastgroup) if before else ""
        if inside:
            part = {"beginning": "early", "start": "early", "middle": "middle", "end": "late"}[
                inside[1].lower()
            ]
        narrowed = _third(e.edtf, part), _third(e.past, part)
        if not part or not all(narrowed):
            parted.append(e)
            continue
        span = Span(begin + before.start(), e.span.end) if before else e.span
        reason = e.reason.replace('"', '"' + " ".join(before[0].split()) + " ", 1) if before else e.reason
        parted.append(Expression(span, str(narrowed[0]), str(narrowed[1]), reason, e.relative))
    return parted


def _third(edtf: str, part: str) -> str | None:
    ends = {"early": (1, 10), "middle": (11, 20), "late": (21, 0)}
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", edtf) and part:
        first, last = bounds(edtf)
        a, b = ends[part]
        return f"{edtf}-{a:02}~/{edtf}-{b or (last.day if last else 30):02}~" if first else None
    if re.fullmatch(r"\d{4}", edtf) and part:
        a, b = {"early": (1, 4), "middle": (5, 8), "late": (9, 12)}[part]
        return f"{edtf}-{a:02}~/{edtf}-{b:02}~"
    return None


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    """Join ``from 26 June to 2 July 2023`` and ``between 2014 and 2016`` into one interval."""
    joins = "|".join(map(re.escape, vocabulary()["words"]["joins"]))
    joined: list[Expression] = []
    for e in found:
        first = joined[-1] if joined else None
        between = text[first.span.end : e.span.start] if first else ""
        opened = (
            re.search(r"(?i)\b(from|between)\s+$", text[max(0, first.span.start - 9) : first.span.start])
            if first
            else None
        )
        word = (
            re.fullmatch(rf"(?i)\s*({joins})\s*(?:the\s+)?", between) if first and len(between) < 12 else None
        )
        if (
            first
            and word
            and (opened or not word[1].isalpha() or _same_shape(first, e))
            and (edtf := _interval(first, e))
        ):
            words = f'"{" ".join(text[first.span.start : e.span.end].split())}"'
            against = (e.reason + first.reason).partition(" against ")[2].split('"')[0]
            reason = f"{words} against {against}" if against else words
            joined[-1] = Expression(
                Span(first.span.start, e.span.end), edtf, edtf, reason, e.relative or first.relative
            )
        else:
            joined.append(e)
    return joined


def _same_shape(first: Expression, last: Expression) -> bool:
    """``June 24 to July 2, 2025``: two days, the year printed once."""
    return first.relative and not last.relative and len(first.edtf) == len(last.edtf) == 10


def _interval(first: Expression, last: Expression) -> str | None:
    if "/" in first.edtf + last.edtf or len(first.edtf) < 4 or len(last.edtf) < 4:
        return None
    start = first.edtf
    if first.relative and not last.relative and len(last.edtf) >= len(start) >= 7:
        start = last.edtf[:4] + start[4:]  # the year is printed once, at the end
    first_day, last_day = bounds(start)[0], bounds(last.edtf)[1]
    return f"{start}/{last.edtf}" if first_day and last_day and first_day < last_day else None


def _opened(text: str, found: list[Expression]) -> list[Expression]:
    """Read ``since February 2022`` as ``2022-02/..`` and ``until Friday`` as ``../2023-06-30``."""
    words = vocabulary()["words"]
    opening = re.compile(rf"(?i)(?<!\w)(?:{_any(words['opens'])}|(?P<closes>{_any(words['closes'])}))\s+$")
    result: list[Expression] = []
    for e in found:
        begin = max(0, e.span.start - 16)
        word = opening.search(text[begin : e.span.start])
        if not word or "/" in e.edtf or "X" in e.edtf:
            result.append(e)
            continue
        edtf, past = (f"../{d}" if word["closes"] else f"{d}/.." for d in (e.edtf, e.past))
        reason = e.reason.replace('"', f'"{" ".join(word[0].split())} ', 1)
        result.append(Expression(Span(begin + word.start(), e.span.end), edtf, past, reason, e.relative))
    return result


__all__ = ["Expression", "Groups", "Reading", "find"]
