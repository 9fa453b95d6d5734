"""Title, byline, date and outlet as a text prints them itself. Where the evidence is not plain: nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from onrecord.reading.boilerplate import reason_of
from onrecord.reading.paragraphs import Paragraph
from onrecord.reading.printed_dates import DAY, MONTH, YEAR, Printed, date_line, dates_in, in_name

HEAD = 15
"""Paragraphs of a page's head."""
PROSE = 25
"""Words from which a paragraph is of the report: a bare date below it may be that of something else."""
NAME = r"[^\W\d_][\w.’'-]*"
BYLINE = re.compile(
    rf"(?:By|BY|Written by|Reported by):? "
    rf"({NAME}(?: {NAME}){{1,5}}(?:,? (?:and|AND|&) {NAME}(?: {NAME}){{1,4}})?)"
)
BYLINE_TAIL = re.compile(r"\s*(?:[,|/–—-].{0,80})?")
DATELINE = re.compile(
    rf"(?i)[A-Z][\w .,’'/-]{{1,40}}[,(] ?(?:{MONTH} {DAY},? {YEAR}|{DAY} {MONTH},? {YEAR})\)?"
    r"(?: ?\([\w .]{2,20}\))? ?[—–:-]"
)
SELF_NAMED = re.compile(
    r"(?i)we are an? (?:\w+ ){0,3}"
    r"(?:media outlet|newspaper|news (?:outlet|site|agency|organi[sz]ation)|magazine)\b"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
PLACE = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}"
HEAD_OF_REPORT = re.compile(
    rf"{PLACE}(?:, (?!{WEEKDAY})[A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
    rf"(?i:,? (?:{MONTH} {DAY}|{DAY} {MONTH})(?:,? {YEAR})?)?"
    r"(?: ?\([\w .&-]{2,24}\))? ?(?:—|–|--|-)\s+(?=\S)"
)
"""``KARSK, May 14 (Agency) — ``, with or without the date."""
AGENCY = re.compile(r"\(([A-Z][A-Za-z.&]{1,15}(?: [A-Z][A-Za-z.&]{1,15}){0,2})\) ?[—–-]{0,2} ?[A-Z“\"]")
WIRE = re.compile(r"[A-Z][^\n()]{2,60}\(([A-Z][\w.& -]{1,30})\) ?[—–-]")
CREDIT = re.compile(rf"\(?[Rr]eporting by ({NAME}(?: {NAME}){{1,3}}?)(?= in | at |[,;.)]| and )")
LONGEST_TITLE = 30
UPDATED = re.compile(r"(?<=\S) (?:Updated|Published|Posted): ")
HEADING = re.compile(r"#{1,3}\s+(.+)")


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """What the head of a text prints about it, with the paragraphs (by index) that hold nothing else."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    published: str | None = None
    published_from: str = "none"
    bylines: tuple[int, ...] = ()
    datelines: tuple[int, ...] = ()


def printed_facts(paragraphs: Sequence[Paragraph], path: str) -> PrintedFacts:
    """Return what the text and the last part of its path say of title, byline, date and outlet."""
    bylines = {index: name for index, item in enumerate(paragraphs) if (name := byline_in(item.text))}
    lines = {index: found for index, item in enumerate(paragraphs) if (found := date_line(item.text))}
    title_at = _title_at(paragraphs, {*bylines, *lines})
    published, where = _published(paragraphs, lines, path)
    return PrintedFacts(
        title=_plain(paragraphs[title_at].text) if title_at is not None else None,
        byline=next(iter(bylines.values()), None) or _credit(paragraphs),
        outlet=_outlet(paragraphs, title_at),
        agency=_agency(paragraphs),
        published=published,
        published_from=where,
        bylines=tuple(bylines),
        datelines=tuple(lines),
    )


def byline_in(line: str) -> str | None:
    """Return the names of a byline that is a whole line.

    >>> byline_in("By Jane Doe and John Roe | 3 May 2024"), byline_in("By Monday the vote was over.")
    ('Jane Doe and John Roe', None)
    """
    found = BYLINE.match(line) if len(line) <= 160 else None
    if not found or not BYLINE_TAIL.fullmatch(line, found.end()):
        return None
    names = [
        word
        for word in found.group(1).split()
        if word not in ("and", "AND", "&", "de", "van", "von", "der", "al", "bin", "la", "di")
    ]
    return found.group(1) if all(word[0].isupper() for word in names) else None


def head_of_report(line: str) -> int:
    """Return how many characters of a paragraph are its dateline, 0 if it has none.

    >>> head_of_report("KARSK, 14 May - It rained."), head_of_report("IT RAINED - badly")
    (16, 0)
    """
    found = HEAD_OF_REPORT.match(line[:160])
    return found.end() if found and any(word[:1].isupper() for word in line[found.end() :].split()[:1]) else 0


def _published(
    paragraphs: Sequence[Paragraph], lines: dict[int, Printed], path: str
) -> tuple[str | None, str]:
    prose = next((i for i, item in enumerate(paragraphs[:HEAD]) if item.words >= PROSE), HEAD)
    above, below = ([i for i in lines if start <= i < end] for start, end in ((0, prose + 1), (prose, HEAD)))
    labelled = [index for index in lines if lines[index].label]
    plain = below if len({lines[index].edtf for index in below}) == 1 else []
    near = above or [index for index in labelled if index < HEAD] or plain or labelled
    if near:
        best = next((index for index in near if lines[index].label != "updated"), near[0])
        return lines[best].edtf, "page"
    for item in paragraphs[:HEAD]:
        found = DATELINE.match(item.text[:120])
        dates = dates_in(found.group()) if found else []
        if dates:
            return dates[0].edtf, "dateline"
    named = in_name(PurePosixPath(path).name)
    return (named, "file name") if named else (None, "none")


def _title_at(paragraphs: Sequence[Paragraph], taken: set[int]) -> int | None:
    for index, item in enumerate(paragraphs[:HEAD]):
        if index in taken or reason_of(item):
            continue
        return index if index + 1 < len(paragraphs) and _looks_like_title(item) else None
    return None


def _looks_like_title(item: Paragraph) -> bool:
    text = _plain(item.text)
    first = next((char for char in text if char.isalnum()), "")
    if item.words > LONGEST_TITLE or not (first.isupper() or first.isdigit()):
        return False
    return not text.endswith((".", ":", ",", ";", ".”", '."')) and not AGENCY.match(text)


def _plain(line: str) -> str:
    heading = HEADING.fullmatch(line)
    bare = UPDATED.split(heading.group(1) if heading else line, maxsplit=1)[0]
    return bare.strip("*_ ").rstrip("#").rstrip()


def _agency(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the name in brackets of a dateline: KARSK, May 14 (AGENCY) —."""
    found = (WIRE.match(item.text) for item in paragraphs[:HEAD])
    return next((match.group(1) for match in found if match), None)


def _credit(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return who reported it, as the last lines say."""
    found = (CREDIT.match(item.text) for item in paragraphs[-8:])
    return next((match.group(1) for match in found if match), None)


def _outlet(paragraphs: Sequence[Paragraph], title_at: int | None) -> str | None:
    for before, item in itertools.pairwise(paragraphs):
        if SELF_NAMED.match(item.text) and before.words <= 5 and before.text[-1].isalnum():
            return before.text
    first = 0 if title_at is None else title_at + 1
    for item in paragraphs[first : first + 3]:
        found = AGENCY.match(item.text)
        if found:
            return found.group(1)
    return None
