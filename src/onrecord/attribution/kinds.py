"""Direct, mixed or indirect: by how much of a content stands in quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from onrecord.attribution.quotes import Quotation
from onrecord.model import Kind, Spans


def kind_of(text: str, content: Spans, quotations: Sequence[Quotation]) -> Kind:
    """Return ``direct`` if every letter and digit is quoted, ``indirect`` if none is, else ``mixed``.

    ``quotations`` are those of the whole text, as :func:`onrecord.attribution.quotes.quotations` gives them.

    >>> from onrecord.attribution.quotes import quotations
    >>> from onrecord.model import Span
    >>> text = 'It was "grim," she said.'
    >>> kind_of(text, (Span(0, 14),), quotations(text)), kind_of(text, (Span(7, 14),), quotations(text))
    ('mixed', 'direct')
    """
    quoted = plain = False
    for start, end in content:
        cursor = start
        for piece in _overlapping(quotations, start, end):
            plain = plain or _has_words(text, cursor, piece.start)
            quoted = quoted or _has_words(text, max(start, piece.start), min(end, piece.end))
            cursor = max(cursor, piece.end)
        plain = plain or _has_words(text, cursor, end)
    if quoted:
        return "mixed" if plain else "direct"
    return "indirect"


def _overlapping(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Return those that share characters with ``[start, end)``; they are sorted and do not overlap."""
    low = bisect_right(quotations, start, key=attrgetter("end"))
    stop = low
    while stop < len(quotations) and quotations[stop].start < end:
        stop += 1
    return quotations[low:stop]


def _has_words(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))
