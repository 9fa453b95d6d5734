"""A text as its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from onrecord.model import Span

LINE = re.compile(r"[^\n]+")
FINISHED = tuple(".!?:;…”\"’')]")
LIST_ITEM = re.compile(r"[-*•·–▪►»+]\s|\d{1,2}[.)]\s|#{1,6}\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its span without surrounding blanks, and its words with single spaces between them."""

    span: Span
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1


def paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Return the paragraphs from offset ``start`` on, in order.

    A line is a paragraph, except in texts wrapped at a fixed width, where blank lines part them.
    """
    found: list[Paragraph] = []
    run: list[Span] = []
    for match in LINE.finditer(text, start):
        line = _stripped(text, match.start(), match.end())
        if line.start == line.end:
            continue
        if run and text.count("\n", run[-1].end, line.start) > 1:
            found += _of_run(text, run)
            run = []
        run.append(line)
    return found + _of_run(text, run)


def _stripped(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    return Span(start + left, max(start + left, start + len(line.rstrip())))


def _of_run(text: str, run: list[Span]) -> list[Paragraph]:
    if not run:
        return []
    groups = _unwrapped(text, run) if _wrapped(text, run) else [[line] for line in run]
    spans = [Span(group[0].start, group[-1].end) for group in groups]
    return [Paragraph(span, " ".join(text[span.start : span.end].split())) for span in spans]


def _wrapped(text: str, run: list[Span]) -> bool:
    """Say whether lines without a blank one between them are one paragraph broken at a fixed width."""
    inner = [line.end - line.start for line in run[:-1]]
    if not inner or not 45 <= median(inner) <= 110 or max(inner) > 130:
        return False
    open_ends = sum(text[line.end - 1] not in FINISHED for line in run[:-1])
    return open_ends >= 0.6 * len(inner)


def _unwrapped(text: str, run: list[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for line in run:
        if groups and not LIST_ITEM.match(text, line.start):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
