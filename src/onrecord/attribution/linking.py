"""Spans and pointer scores -> attributions: which cue each content hangs on, and whose cue it is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from onrecord.attribution.decoding import Floats, PieceSpan
from onrecord.attribution.features import NEW_PARAGRAPH, Ints, Pieces
from onrecord.attribution.labels import ROLES
from onrecord.attribution.windows import Window

SOURCE, CUE, CONTENT = range(len(ROLES))
NONE = -1
"""The column for pointing nowhere."""

UNSEEN = -30.0
"""Log probability of a link that no window could see."""


class Reading(NamedTuple):
    """What the network says of one window of n pieces.

    ``tags`` ``[n, 7]`` and ``names`` ``[n, 11]`` are log probabilities; ``to_cue`` and ``to_source``
    ``[n, n + 1]`` raw scores with column 0 for none and column 1 + i for piece i of the window.
    """

    window: Window
    tags: Floats
    names: Floats
    to_cue: Floats
    to_source: Floats


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in pieces, with the mean log probabilities of its two links (0 where there is none)."""

    contents: tuple[PieceSpan, ...]
    cue: PieceSpan | None
    source: PieceSpan | None
    cue_link: float
    source_link: float


def link(
    readings: list[Reading], spans: list[PieceSpan], pieces: Pieces, across: float, merge: int
) -> list[Linked]:
    """Hang every content on its likeliest cue and every used cue on its likeliest source or none.

    ``across`` is what a link loses where a paragraph begins between its ends; contents of one cue at most
    ``merge`` pieces apart in a paragraph, with nothing else between, become one span. Linear in the length of
    the text.
    """
    contents, cues, sources = ([s for s in spans if s.label == role] for role in (CONTENT, CUE, SOURCE))
    paragraph = np.cumsum(pieces.gap == NEW_PARAGRAPH)

    def to_cue(content: PieceSpan, scores: dict[int, float]) -> tuple[float, int | None]:
        candidates = (
            (score - across * _apart(paragraph, content, cues[j]), j) for j, score in scores.items() if j >= 0
        )
        return max(candidates, default=(UNSEEN, None))

    groups: dict[int, list[tuple[PieceSpan, float]]] = {}
    linked = []
    for content, scores in zip(contents, _link_scores(readings, contents, cues, "to_cue"), strict=True):
        score, best = to_cue(content, scores)
        if best is None:
            linked.append(Linked((content,), None, None, 0.0, 0.0))
        else:
            groups.setdefault(best, []).append((content, score))
    heads = [PieceSpan(CUE, cues[j].start, cues[j].start + 1) for j in groups]
    for (j, everything), scores in zip(
        groups.items(), _link_scores(readings, heads, sources, "to_source"), strict=True
    ):
        here = [m for m in everything if pieces.quote[m[0].start] or not _apart(paragraph, m[0], cues[j])]
        members = here or everything  # only a quotation goes on from paragraph to paragraph
        who, score = max(scores.items(), key=lambda item: item[1], default=(NONE, 0.0))
        linked.append(
            Linked(
                contents=_merged([content for content, _ in members], spans, paragraph, merge),
                cue=cues[j],
                source=None if who == NONE else sources[who],
                cue_link=float(np.mean([link_score for _, link_score in members])),
                source_link=score,
            )
        )
    return sorted(linked, key=lambda found: found.contents[0].start)


def _apart(paragraph: Ints, one: PieceSpan, other: PieceSpan) -> bool:
    """Say whether a paragraph begins between two spans."""
    first, second = sorted((one, other), key=lambda span: span.start)
    return bool(paragraph[second.start] > paragraph[first.end - 1])


def _link_scores(
    readings: list[Reading], rows: list[PieceSpan], columns: list[PieceSpan], which: str
) -> list[dict[int, float]]:
    """Return for every row the columns that some window sees together with it, and ``NONE``, with their
    scores.

    A score is the mean, over the row's pieces, of the log probability that they point into the column's span.
    """
    sums: list[dict[int, float]] = [{} for _ in rows]
    counts: list[dict[int, int]] = [{} for _ in rows]
    row_ends, column_starts = [r.end for r in rows], [c.start for c in columns]
    for reading in readings:
        start, end = reading.window.start, reading.window.end
        lo, hi = bisect_left(column_starts, start), bisect_left(column_starts, end)
        seen = [c for c in columns[lo:hi] if c.end <= end]
        onto = _columns_onto_spans(end - start + 1, [(c.start - start + 1, c.end - start + 1) for c in seen])
        for i in range(bisect_left(row_ends, start + 1), len(rows)):
            if rows[i].start >= end:
                break
            part = slice(max(rows[i].start, start) - start, min(rows[i].end, end) - start)
            pointers = getattr(reading, which)[part]
            pointers = np.exp(pointers - pointers.max(1, keepdims=True))
            mass = pointers @ onto / pointers.sum(1, keepdims=True)
            scores = np.log(np.maximum(mass, 1e-9)).sum(0).tolist()
            for j, score in zip((NONE, *range(lo, lo + len(seen))), scores, strict=True):
                sums[i][j] = sums[i].get(j, 0.0) + score
                counts[i][j] = counts[i].get(j, 0) + part.stop - part.start
    return [{j: total / counts[i][j] for j, total in row.items()} for i, row in enumerate(sums)]


def _columns_onto_spans(columns: int, spans: list[tuple[int, int]]) -> Floats:
    """Return a matrix that sums pointers ``[rows, columns]`` by target: none, then each span of columns."""
    onto = np.zeros((columns, 1 + len(spans)), np.float32)
    onto[0, 0] = 1
    for number, (first, end) in enumerate(spans, 1):
        onto[first:end, number] = 1
    return onto


def _merged(
    contents: list[PieceSpan], spans: list[PieceSpan], paragraph: Ints, merge: int
) -> tuple[PieceSpan, ...]:
    """Join neighbours in one paragraph at most ``merge`` pieces apart that no source or cue parts."""
    joined: list[PieceSpan] = []
    for content in contents:
        before = joined[-1] if joined else None
        if (
            before
            and content.start - before.end <= merge
            and not _apart(paragraph, before, content)
            and not any(s.label != CONTENT and before.end <= s.start < content.start for s in spans)
        ):
            joined[-1] = PieceSpan(CONTENT, before.start, content.end)
        else:
            joined.append(content)
    return tuple(joined)
