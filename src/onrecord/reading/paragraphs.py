"""A text as its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Span

LINE = re.compile(r"[^\n]+")
LIST_ITEM = re.compile(r"[-*•·–▪►»+]\s|\d{1,2}[.)]\s|#{1,6}\s")
NARROWEST, WIDEST = 45, 130
SLACK = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its span without surrounding blanks, and its words with single spaces between them."""

    span: Span
    text: str
    words: int


def paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Return the paragraphs from offset ``start`` on, in order.

    A line is a paragraph, except where lines without a blank one between them are one paragraph broken at a
    fixed width.
    """
    runs = list(_runs(text, start))
    width = _width(runs)
    groups = (group for run in runs for group in _groups(text, run, width))
    spans = (Span(group[0].start, group[-1].end) for group in groups)
    words = ((span, text[span.start : span.end].split()) for span in spans)
    return [Paragraph(span, " ".join(parts), len(parts)) for span, parts in words]


def _runs(text: str, start: int) -> Iterator[list[Span]]:
    """Yield the lines, without surrounding blanks, in runs that no blank line parts."""
    run: list[Span] = []
    for match in LINE.finditer(text, start):
        line = match.group()
        bare = line.strip()
        if not bare:
            if run:
                yield run
            run = []
            continue
        left = match.start() + len(line) - len(line.lstrip())
        if run and text.count("\n", run[-1].end, left) > 1:
            yield run
            run = []
        run.append(Span(left, left + len(bare)))
    if run:
        yield run


def _width(runs: Sequence[list[Span]]) -> int:
    """Return the width at which the text is broken into lines, 0 when it is not."""
    inner = sorted(line.end - line.start for run in runs if len(run) > 2 for line in run[:-1])
    width = inner[len(inner) * 19 // 20] if inner else 0
    return width if NARROWEST <= width <= WIDEST else 0


def _groups(text: str, run: list[Span], width: int) -> list[list[Span]]:
    """Return the run's lines put together where the next word would not have fitted on the line before."""
    groups = [run[:1]]
    for before, line in pairwise(run):
        word = text[line.start : min(line.end, line.start + WIDEST)].split(None, 1)[0]
        full = (
            width
            and before.end - before.start <= WIDEST
            and before.end - before.start + len(word) >= width - SLACK
        )
        if full and not LIST_ITEM.match(text, line.start):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
