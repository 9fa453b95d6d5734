"""Dated sentences that tell of an occasion, for the sayings that belong to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.attribution.lexicon import table
from onrecord.model import Dated
from onrecord.resolution.clauses import any_of, governed
from onrecord.resolution.expressions import Expression
from onrecord.resolution.frames import Frame, Layout
from onrecord.when import bounds


@dataclass(frozen=True, slots=True)
class Anchor:
    """A dated point of the text that sayings without a date may belong to."""

    dated: Dated
    offset: int
    paragraph: int
    flashback: bool = False


class Occasion(NamedTuple):
    """A dated sentence that tells of an occasion, and the names in it."""

    at: Anchor
    guests: frozenset[str]


_NAME = re.compile(
    r"\b(?:[A-ZÀ-Þ][\w-]*[a-z][\w-]*)(?:\s+[A-ZÀ-Þ][\w-]*[a-z][\w-]*)*(?!['’]s|\w|\s+[a-z]+(?:ian|ish)\b)"
)
_PLACED = re.compile(r"\b(?:in|to|from|at|near|via|outside|of)\s+(?:the\s+)?$")


def surnames(words: str) -> list[str]:
    """Return the last word of each run of capitalised words that is no place after a preposition.

    >>> surnames("Premier Ada Orm came to Hesk to meet Ilo Vant")
    ['Orm', 'Vant']
    """
    return [m[0].split()[-1] for m in _NAME.finditer(words) if not _PLACED.search(words[: m.start()][-12:])]


def occasions_told(
    text: str,
    layout: Layout,
    framed: Sequence[Frame],
    own: Sequence[Dated | None],
    expressions: Sequence[Expression],
) -> list[Occasion]:
    """Return the dated sentences that tell of an occasion, with the names in them, in text order.

    A sentence that holds a cue counts only when its date is that of the saying.
    """
    sayings = {frame.span.start: dated for frame, dated in zip(framed, own, strict=True) if dated}
    cues = sorted(frame.at.start for frame in framed)
    found: list[Occasion] = []
    last = looked = -1
    tells = False
    for e in expressions:
        sentence = layout.sentence(e.span.start)
        if sentence is None or sentence.start == last or wide(e.past) or e.past != e.edtf:
            continue
        words = text[sentence.start : min(sentence.end, sentence.start + 800)]
        if sentence.start != looked:
            looked, tells = sentence.start, bool(re.search(_occasion_words(), words))
        if not tells:
            continue
        dated: Dated | None = Dated(e.past, e.reason)
        if bisect_right(cues, sentence.end) > bisect_right(cues, sentence.start - 1):
            dated = sayings.get(sentence.start)
        elif governed(text[max(sentence.start, e.span.start - 60) : e.span.start]):
            dated = None
        if dated and not wide(dated.edtf):
            last = sentence.start
            dated = Dated(dated.edtf, f"the occasion told of before: {dated.reason}")
            at = Anchor(dated, sentence.start, layout.paragraph(sentence.start), is_flashback(dated))
            found.append(Occasion(at, frozenset(surnames(words))))
    return found


@cache
def _occasion_words() -> str:
    return any_of([*table("occasions")["nouns"], *table("occasions")["verbs"]])


def wide(edtf: str, days: int = 31) -> bool:
    """Whether a date is open or spans more days than that."""
    first, last = bounds(edtf)
    return first is None or last is None or (last - first).days > days


def is_flashback(dated: Dated) -> bool:
    """Whether a date is too coarse to be the occasion that the text goes on with."""
    return wide(dated.edtf, 3) and not re.fullmatch(r"XXXX-\d\d-\d\d", dated.edtf)
