"""Quotations over several paragraphs: who began one goes on until it is closed.

Each paragraph opens its marks anew, and only the last one closes them. A network that points from words to
words hangs such paragraphs on the speaker of the next one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from onrecord.attribution.kinds import kind_of
from onrecord.attribution.quotes import Quotation
from onrecord.model import Attribution, Span


def with_continued(
    text: str, found: Iterable[Attribution], quotations: Sequence[Quotation]
) -> Iterator[Attribution]:
    """Yield the attributions; paragraphs that go on with a quotation left open, and whose cue stands in a
    later one, are given to whoever began it in a paragraph with a cue. ``quotations`` are those of the text.
    """
    attributions = list(found)
    begun = dict(_begun(quotations))
    began = {
        quotation.start: i
        for i, a in enumerate(attributions)
        for span in a.content
        if (quotation := _around(quotations, span)) and a.cue and a.cue[0].end <= span.start
        if not _apart(text, a.cue[0], span)
    }
    contents = [list(a.content) for a in attributions]
    for i, a in enumerate(attributions):
        for span in a.content:
            quotation = _around(quotations, span)
            owner = began.get(begun.get(quotation.start, -1)) if quotation else None
            if (
                owner not in (None, i)
                and a.cue
                and span.end <= a.cue[0].start
                and _apart(text, span, a.cue[0])
            ):
                contents[i].remove(span)
                contents[owner].append(span)
    for a, content in zip(attributions, contents, strict=True):
        if content:
            spans = tuple(sorted(content))
            yield (
                a if spans == a.content else replace(a, content=spans, kind=kind_of(text, spans, quotations))
            )


def _begun(quotations: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """Yield where each quotation that goes on from a paragraph before starts, and where the first did."""
    first = -1
    for quotation in quotations:
        if quotation.continued:
            yield quotation.start, first
        else:
            first = quotation.start


def _around(quotations: Sequence[Quotation], span: Span) -> Quotation | None:
    at = bisect_right(quotations, span.start, key=attrgetter("start")) - 1
    return quotations[at] if at >= 0 and span.start < quotations[at].end else None


def _apart(text: str, one: Span, other: Span) -> bool:
    return "\n" in text[one.end : other.start]
