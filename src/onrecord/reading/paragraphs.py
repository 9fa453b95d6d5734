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
LONG_RUN = 3  # lines; shorter runs may be headings
MOSTLY = 0.6


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
    width = _width(text, runs)
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


def _width(text: str, runs: Sequence[list[Span]]) -> int:
    """Return the width at which the text is broken into lines, 0 when most of its lines end by themselves."""
    breaks = [_break(text, *pair) for run in runs if len(run) > LONG_RUN for pair in pairwise(run)]
    sizes = sorted(size for size, _ in breaks)
    width = sizes[len(sizes) * 19 // 20] if sizes else 0
    full = sum(_is_full(pair, width) for pair in breaks)
    return width if NARROWEST <= width <= WIDEST and full >= MOSTLY * len(breaks) else 0


def _break(text: str, before: Span, line: Span) -> tuple[int, int]:
    """Return the length of a line and that of the first word on the next."""
    word = text[line.start : min(line.end, line.start + WIDEST)].split(None, 1)[0]
    return before.end - before.start, len(word)


def _is_full(pair: tuple[int, int], width: int) -> bool:
    """Say whether the next word would not have fitted on the line."""
    return pair[0] <= WIDEST and sum(pair) >= width - SLACK


def _groups(text: str, run: list[Span], width: int) -> list[list[Span]]:
    """Return the run's lines, those put together that were broken because the next word did not fit."""
    groups = [run[:1]]
    for before, line in pairwise(run):
        if width and _is_full(_break(text, before, line), width) and not LIST_ITEM.match(text, line.start):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
