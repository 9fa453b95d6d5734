"""Direct, mixed or indirect: how much of a content stands in quotation marks."""

from __future__ import annotations

from onrecord.attribution.features import OUTSIDE, quote_states
from onrecord.model import Kind, Spans


def kinds_of(text: str, contents: list[Spans]) -> list[Kind]:
    """Return the kind of each content: *direct* if all of its words are in quotation marks, *mixed* if some are.

    >>> from onrecord.model import Span
    >>> kinds_of('He said "yes, now" and left.', [(Span(8, 18),), (Span(8, 27),), (Span(19, 27),)])
    ['direct', 'mixed', 'indirect']
    """
    quoted = quote_states(text) != OUTSIDE
    kinds: list[Kind] = []
    for spans in contents:
        words = [quoted[i] for start, end in spans for i in range(start, end) if text[i].isalnum()]
        kinds.append("direct" if words and all(words) else "mixed" if any(words) else "indirect")
    return kinds
