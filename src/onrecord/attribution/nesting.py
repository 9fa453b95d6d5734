"""Attributions inside attributions: "officials said that the ministry *believes* ..." holds a second one.

The contents found are laid out as paragraphs of a text of their own, their outer quotation marks blanked, and
tagged again; what is found there becomes a child.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.attribution.cues import is_cue_verb
from onrecord.model import Attribution, Span, Spans

LEAST_WORDS = 4
"""Shorter contents hold no clause of their own."""

_WORD = re.compile(r"\w+")
_OUTER_MARKS = str.maketrans(dict.fromkeys('"“”„«»', " "))


class _Piece(NamedTuple):
    """A content span, laid out at ``at`` in the inner text; ``parent`` numbers the attribution it is of."""

    at: int
    span: Span
    parent: int


def with_nested(
    text: str,
    outer: Sequence[Attribution],
    tag: Callable[[str], Sequence[Attribution]],
    threshold: float = 0.5,
) -> tuple[Attribution, ...]:
    """Return the outer attributions and, as their children, those that ``tag`` finds inside their contents.

    A child has a cue, lies inside one span of its parent's content and is at least as sure as ``threshold``.
    The answer is in text order of contents; ``parent`` is an index into it.
    """
    inner, laid = _lay_out(text, outer)
    found = (
        replace(child, parent=piece.parent)
        for a in tag(inner)
        if a.confidence >= threshold
        for child, piece in _placed(a, laid)
    )
    return in_text_order([*outer, *found])


def in_text_order(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return them sorted by where their contents begin; ``parent`` is an index before and after."""
    order = sorted(range(len(attributions)), key=lambda i: (attributions[i].content[0].start, i))
    place: dict[int | None, int] = {old: new for new, old in enumerate(order)}
    return tuple(replace(attributions[i], parent=place.get(attributions[i].parent)) for i in order)


def _lay_out(text: str, outer: Sequence[Attribution]) -> tuple[str, list[_Piece]]:
    """Return the contents as paragraphs of one text, and where each stands in it."""
    paragraphs: list[str] = []
    laid: list[_Piece] = []
    at = 0
    for parent, attribution in enumerate(outer):
        for span in attribution.content:
            words = span.of(text).replace("\n", " ")
            if not _may_attribute(words):
                continue
            if attribution.kind == "direct":
                words = words.translate(_OUTER_MARKS)
            laid.append(_Piece(at, span, parent))
            paragraphs.append(words)
            at += len(words) + 2
    return "\n\n".join(paragraphs), laid  # without blank lines they would pass for one hard-wrapped text


def _may_attribute(words: str) -> bool:
    """Say whether a content is long enough and holds a verb that may be a cue; others need no look."""
    forms = _WORD.findall(words.lower())
    return len(forms) >= LEAST_WORDS and any(map(is_cue_verb, forms))


def _placed(attribution: Attribution, laid: list[_Piece]) -> Iterator[tuple[Attribution, _Piece]]:
    """Yield the attribution moved to where its piece came from, if it has a cue and lies in one piece."""
    roles = (attribution.source, attribution.cue, attribution.content)
    spans = [span for role in roles for span in role]
    piece = laid[bisect_right(laid, spans[0].start, key=lambda p: p.at) - 1]
    shift, end = piece.span.start - piece.at, piece.at + piece.span.end - piece.span.start
    if attribution.cue and all(piece.at <= span.start and span.end <= end for span in spans):

        def moved(role: Spans) -> Spans:
            return tuple(Span(start + shift, stop + shift) for start, stop in role)

        source, cue, content = map(moved, roles)
        yield replace(attribution, source=source, cue=cue, content=content), piece
