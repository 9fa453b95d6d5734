"""The words around a saying: its sentence with everything that anyone is said to have said blanked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.model import Attribution, Span

BLANK = "\ufffc"
"""Stands for every character of content; no word or punctuation."""

_REACH = 600  # a sentence is looked at no farther from its cue, in characters, so that work stays linear


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution's sentence: ``words`` are its characters from ``span.start`` on, content as ``BLANK``.

    ``at`` is the cue, or what stands in for it; ``paragraph`` counts from 0.
    """

    span: Span
    words: str
    at: Span
    paragraph: int

    def before(self, offset: int) -> str:
        """Return the words up to an offset of the text."""
        return self.words[: max(0, offset - self.span.start)]

    def after(self, offset: int) -> str:
        """Return the words from an offset of the text on."""
        return self.words[max(0, offset - self.span.start) :]


@dataclass(frozen=True, slots=True)
class Layout:
    """Sentences and paragraphs of a text, in text order, for lookups by offset."""

    sentences: tuple[Span, ...]
    paragraph_starts: tuple[int, ...]

    def sentence(self, offset: int) -> Span | None:
        """Return the sentence that holds an offset, or the last that begins before it."""
        i = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[i] if i >= 0 else None

    def paragraph(self, offset: int) -> int:
        """Return the number of the paragraph that holds an offset."""
        return max(0, bisect_right(self.paragraph_starts, offset) - 1)


def lay_out(text: str) -> Layout:
    """Return the sentences and paragraphs of a text."""
    parts = tuple(paragraphs(text))
    return Layout(tuple(s for p in parts for s in sentences(text, *p)), tuple(p.start for p in parts))


def anchor_of(attribution: Attribution) -> Span:
    """Return the cue, else the source, else where the content begins."""
    if attribution.cue:
        return Span(attribution.cue[0].start, attribution.cue[-1].end)
    if attribution.source:
        return Span(attribution.source[0].start, attribution.source[-1].end)
    start = attribution.content[0].start if attribution.content else 0
    return Span(start, start)


def frames(text: str, attributions: Sequence[Attribution], layout: Layout | None = None) -> tuple[Frame, ...]:
    """Return one frame per attribution, in their order."""
    layout = layout or lay_out(text)
    contents = sorted((span.start, span.end, i) for i, a in enumerate(attributions) for span in a.content)
    longest = max((end - start for start, end, _ in contents), default=0)
    reach = min(longest, _REACH * 20)
    starts = [start for start, _, _ in contents]
    built: list[Frame] = []
    for i, attribution in enumerate(attributions):
        at = anchor_of(attribution)
        span = _reach(layout.sentence(at.start) or Span(0, len(text)), at, len(text))
        outer = _ancestors(attributions, i)
        near = contents[bisect_right(starts, span.start - reach) : bisect_right(starts, span.end)]
        words = _blanked(text, span, [(a, b) for a, b, j in near if j not in outer])
        built.append(Frame(span, words, at, layout.paragraph(at.start)))
    return tuple(built)


def _reach(sentence: Span, at: Span, length: int) -> Span:
    start = max(sentence.start, at.start - _REACH)
    return Span(min(start, at.start), min(length, max(at.end, min(sentence.end, at.end + _REACH))))


def _ancestors(attributions: Sequence[Attribution], i: int) -> set[int]:
    seen: set[int] = set()
    parent = attributions[i].parent
    while parent is not None and parent not in seen and 0 <= parent < len(attributions) and len(seen) < 8:
        seen.add(parent)
        parent = attributions[parent].parent
    return seen


def _blanked(text: str, span: Span, contents: Sequence[tuple[int, int]]) -> str:
    words = list(text[span.start : span.end])
    for start, end in contents:
        a, b = max(start, span.start) - span.start, min(end, span.end) - span.start
        if a < b:
            words[a:b] = BLANK * (b - a)
    return "".join(words)


def nearest_cue(cues: Sequence[int], offset: int) -> int:
    """Return how far the nearest of the sorted cue starts is from an offset, in characters."""
    i = bisect_left(cues, offset)
    return min((abs(cue - offset) for cue in cues[max(0, i - 1) : i + 1]), default=0)
