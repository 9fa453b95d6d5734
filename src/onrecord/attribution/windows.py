"""Word pieces -> windows of whole paragraphs that the network reads at one go."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from onrecord.attribution.features import Pieces

LIMIT = 254
"""Most pieces in a window; with the two special pieces the network sees 256."""

_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")


class Window(NamedTuple):
    """Pieces ``[start, end)``; those before ``own`` are context, already covered by the window before."""

    start: int
    own: int
    end: int


def windows(text: str, pieces: Pieces, limit: int = LIMIT, overlap: int = 0, first: int = 0) -> list[Window]:
    """Pack whole paragraphs into windows of at most ``limit`` pieces; longer ones are cut at sentence ends.

    Each window after the first begins with as many whole units of the one before as fit into ``overlap``
    pieces, so that a quotation over several paragraphs keeps its cue in sight. ``first`` (training only)
    makes the first window shorter, to move all the cuts. Every piece is owned by exactly one window.
    """
    packed: list[Window] = []
    done: list[int] = []  # where the units so far begin
    room = first or limit
    start = own = end = 0
    for a, b in _units(text, pieces, limit):
        if end > own and b - start > room:
            packed.append(Window(start, own, end))
            room, own = limit, a
            start = _context(done, a, min(overlap, limit - (b - a)))
        done.append(a)
        end = b
    if end > own:
        packed.append(Window(start, own, end))
    return packed


def _context(unit_starts: list[int], at: int, room: int) -> int:
    """Return where context before ``at`` begins: the earliest unit start within ``room`` pieces."""
    begin = at
    for start in reversed(unit_starts):
        if at - start > room:
            break
        begin = start
    return begin


def _units(text: str, pieces: Pieces, limit: int) -> Iterator[tuple[int, int]]:
    """Yield paragraphs, or runs of sentences of too long paragraphs, as piece ranges that leave no gap."""
    for paragraph in _PARAGRAPH.finditer(text):
        a, b = np.searchsorted(pieces.starts, paragraph.span()).tolist()
        if b - a <= limit:
            if b > a:
                yield a, b
            continue
        ends = [m.end() for m in _SENTENCE_END.finditer(text, *paragraph.span())]
        cuts = [*np.searchsorted(pieces.starts, ends).tolist(), b]
        while a < b:
            fitting = cuts[bisect_right(cuts, a + limit) - 1]
            cut = fitting if a < fitting <= a + limit else min(b, a + limit)
            yield a, cut
            a = cut
