"""Publication dates as pages, records and file names print them, as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DAY = r"([0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"((?:19|20)\d\d)"
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.]([0-3]?\d)(?!\d)")
DAY_FIRST = re.compile(rf"(?i)(?<!\w){DAY}(?:\s+of)?[\s-]+{MONTH},?[\s-]+{YEAR}(?!\d)")
MONTH_FIRST = re.compile(rf"(?i)(?<!\w){MONTH}\s*{DAY},?\s+{YEAR}(?!\d)")
NUMERIC = re.compile(r"(?<!\d)([0-3]?\d)[/.]([0-3]?\d)[/.]((?:19|20)\d\d)(?!\d)")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?!\d)")
SHORT = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?[~?%]?")
EDTF_DAY = re.compile(r"[1-8]\d{3}-\d\d-\d\d[~?%]?")  # 0001-01-01 and 9999-12-31 stand for no date

LABEL = r"published|posted|first published|created|issued|date|updated|last updated|modified|last modified"
LABELLED = re.compile(rf"(?i)\b({LABEL})\b")
DROPPED = re.compile(
    rf"(?i)\b(?:{LABEL}|on|at|by|of|and|mon|tue|wed|thu|fri|sat|sun|\w{{3,6}}day|am|pm|a\.m\.?|p\.m\.?|noon"
    r"|e[sde]?t|c[sde]t|cest|m[sd]t|p[sd]?t|bst|eest|ist|jst|msk|hkt|gmt|utc"
    r"|[+-]?\d{1,2}[:.]?\d{2}(?:[:.]\d\d)?|\d{1,2}|ago|years?|months?|weeks?|days?|hours?|minutes?|mins?"
    r"|read|time|local|z|h|hrs?|\d{3,4})\b"
)
WORD = re.compile(r"[^\W\d_]+")
LONGEST_LINE = 160
HAS_YEAR = re.compile(r"(?:19|20)\d\d")


class Printed(NamedTuple):
    """A date found in a line: EDTF, where it stands, and what the line calls it."""

    edtf: str
    start: int
    end: int
    label: Literal["published", "updated", ""]


def edtf_of(value: object) -> str | None:
    """Return the EDTF date that a value states, or None; an ambiguous 03/04/2024 gives its year only.

    >>> edtf_of("2023-06-02 19:23:17-04:00"), edtf_of("Fri, 2 Jun 2023 19:23 GMT"), edtf_of("June 3, 2024")
    ('2023-06-02', '2023-06-02', '2024-06-03')
    >>> edtf_of("03/04/2024"), edtf_of("2024-03"), edtf_of("soon")
    ('2024', '2024-03', None)
    """
    if isinstance(value, datetime | date):
        value = value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()[:100]
    if EDTF_DAY.fullmatch(text) and _day(*text[:10].split("-")):
        return text
    short = SHORT.fullmatch(text)
    if short:
        return text
    if re.fullmatch(r"\d{8}", text):
        return in_name(text)
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", text):
        return _from_epoch(float(text))
    found = first_date(text)
    return found.edtf if found else _from_mail(text)


def first_date(line: str) -> Printed | None:
    """Return the first complete date in a line, or None."""
    every = dates_in(line)
    return every[0] if every else None


def dates_in(line: str) -> list[Printed]:
    """Return every complete date printed in a line, in order, with the label before it."""
    line = line[:LONGEST_LINE]
    if not HAS_YEAR.search(line):
        return []
    found: list[Printed] = []
    for regex, order in ((ISO, "ymd"), (MONTH_FIRST, "mdy"), (DAY_FIRST, "dmy"), (NUMERIC, "?")):
        for match in regex.finditer(line):
            edtf = _ordered(match.groups(), order)
            if edtf and all(match.end() <= old.start or match.start() >= old.end for old in found):
                found.append(Printed(edtf, match.start(), match.end(), ""))
    found.sort(key=lambda item: item.start)
    previous = 0
    for index, item in enumerate(found):
        found[index] = item._replace(label=_label(line[previous : item.start]))
        previous = item.end
    return found


def in_name(name: str) -> str | None:
    """Return the date that a file name or url path carries; of an address not what may be a number.

    >>> in_name("notes/2024-03-08-remarks.txt"), in_name("https://x.org/2023/06/02/a"), in_name("id_20231399")
    ('2024-03-08', '2023-06-02', None)
    >>> in_name("20230602.txt"), in_name("https://x.org/news/uk-19320412")
    ('2023-06-02', None)
    """
    for match in COMPACT.finditer(name):
        if "://" in name and match.group().isdecimal():
            continue
        edtf = _day(*match.groups())
        if edtf:
            return edtf
    return None


def date_line(line: str) -> Printed | None:
    """Return the date of a line that says when the page was published or updated, and little else.

    >>> date_line("29 Jun, 2023 20:35 / Updated 1 year ago").edtf
    '2023-06-29'
    >>> date_line("On 11 July 2023, the leaders met.") is None
    True
    """
    if len(line) > LONGEST_LINE:
        return None
    found = dates_in(line)
    if not found:
        return None
    rest = list(line)
    for item in found:
        rest[item.start : item.end] = " " * (item.end - item.start)
    bare = "".join(rest)
    left = WORD.findall(DROPPED.sub(" ", bare))
    allowed = 8 if (LABELLED.search(bare) or "|" in line) and not line.endswith((".", "”", '"')) else 0
    if len(left) > allowed:
        return None
    return next((item for item in found if item.label != "updated"), found[0])


def day_of_talk(lines: Iterable[str]) -> str | None:
    """Return the one date in what is printed above a transcript, prose left out; None if there are several.

    >>> day_of_talk(["Press Briefing, May 3, 2031", "Ms. Vale took office on 4 June 2028."])
    '2031-05-03'
    """
    found = {item.edtf for line in lines if not line.endswith(".") for item in dates_in(line)}
    return found.pop() if len(found) == 1 else None


def _label(before: str) -> Literal["published", "updated", ""]:
    labels = LABELLED.findall(before)
    if not labels:
        return ""
    return "updated" if "updated" in labels[-1].lower() or "modified" in labels[-1].lower() else "published"


def _ordered(parts: tuple[str, ...], order: str) -> str | None:
    if order == "ymd":
        return _day(*parts)
    if order == "mdy":
        return _day(parts[2], _month(parts[0]), parts[1])
    if order == "dmy":
        return _day(parts[2], _month(parts[1]), parts[0])
    first, second, year = parts
    if int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else year


def _month(name: str) -> str:
    """Return a month's number; nothing for what only looks like its name (with a long s)."""
    return str(MONTHS.index(name.lower()) + 1) if name.lower() in MONTHS else ""


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _from_epoch(seconds: float) -> str | None:
    try:
        moment = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return moment.date().isoformat()


def _from_mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
