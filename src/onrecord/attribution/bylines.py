"""Signed quotations, ``“A.” — Ann Orm``, and embedded posts: the layout alone says whose words they are.

Lists of readers' letters and of posts have one after the other; a network that points from words to words
hangs them on the neighbour's signature.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from onrecord.attribution.quotes import Quotation
from onrecord.attribution.sentences import paragraphs
from onrecord.model import Attribution, Span

_CONFIDENCE = 0.95
"""How often they were right on PolNeAR's dev part, where one page has nearly all of them."""

_WORD = r"(?:[A-Z][\w.'’-]*|d[aeiou]|del|van|von|bin|al|of|the)"
_NAME = rf"(?P<name>[A-Z][\w.'’-]*(?:[ \t]{_WORD}){{0,7}}(?<!\.))"
_DASH = r"[ \t]*(?P<dash>[—–―]|--|-)[ \t]*"
_SIGNATURE = re.compile(rf"[.,]?{_DASH}{_NAME}[ \t]*(?:\.[ \t]*|,[^\n.?!]{{1,60}}\.?[ \t]*)?(?=\n|\Z)")
_POST = re.compile(rf"{_DASH}{_NAME}[ \t]\(@\w{{1,20}}\)")


def with_bylines(
    text: str, found: Iterable[Attribution], quotations: Sequence[Quotation]
) -> list[Attribution]:
    """Return attributions in text order, signed quotations and posts given to whoever signs them.

    What ``found`` says of the same words gives way. ``quotations`` are those of the whole text.
    """
    signed = sorted(bylines(text, quotations), key=lambda a: a.content)
    taken = [a.content[0] for a in signed]
    kept = (_without(attribution, taken) for attribution in found)
    return sorted([*(a for a in kept if a.content), *signed], key=lambda a: a.content[0].start)


def bylines(text: str, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """Yield an attribution for every signed quotation that fills a paragraph, and for every post.

    >>> from onrecord.attribution.quotes import quotations
    >>> text = "“It is late.” — Ann Orm\\n“It is not.”\\n- Bo Lund, Torvik."
    >>> [(a.source[0].of(text), a.content[0].of(text)) for a in bylines(text, quotations(text))]
    [('Ann Orm', '“It is late.”'), ('Bo Lund', '“It is not.”')]
    """
    quoted = {quotation.start: quotation.end for quotation in quotations}
    places = list(paragraphs(text))
    for place in places:
        end = quoted.get(place.start)
        if end and (signature := _SIGNATURE.match(text, end, place.end)):
            yield _attribution(Span(place.start, end), signature)
        elif "(@" in (printed := place.of(text)) and "<" not in printed:
            yield from _posts(text, place)
    for place, below in pairwise(places):
        signature = _SIGNATURE.match(text, below.start, below.end)
        if signature and quoted.get(place.start) == place.end:
            yield _attribution(place, signature)


def _posts(text: str, place: Span) -> Iterator[Attribution]:
    start = place.start
    for signature in _POST.finditer(text, *place):
        words = text[start : signature.start()]
        begin = start + len(words) - len(words.lstrip())
        if begin < signature.start():
            yield _attribution(Span(begin, signature.start()), signature)
        start = signature.end()


def _attribution(content: Span, signature: re.Match[str]) -> Attribution:
    source, cue = Span(*signature.span("name")), Span(*signature.span("dash"))
    return Attribution((content,), (source,), (cue,), kind="direct", confidence=_CONFIDENCE)


def _without(attribution: Attribution, taken: Sequence[Span]) -> Attribution:
    """Take away the contents that share characters with ``taken``, which is sorted and does not overlap."""

    def free(span: Span) -> bool:
        at = bisect_right(taken, span.start, key=attrgetter("end"))
        return at == len(taken) or taken[at].start >= span.end

    return replace(attribution, content=tuple(filter(free, attribution.content)))
