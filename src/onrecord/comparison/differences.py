"""Where a quote and the passage it was taken from differ, word by word, and which differences are harmless.

Harmless is what changes no spoken word: punctuation, case, dashes, contractions spelled out, numerals,
spellings, an editor's brackets, a shown ellipsis, a stage direction. A word changed, dropped or added is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.comparison.alignment import Block
from onrecord.comparison.passages import Transcript, breaks
from onrecord.comparison.wording import numbers, same_name, same_words
from onrecord.comparison.words import Words, words_named, words_of
from onrecord.model import Span

_MARKUP = re.compile(r"[\s\xa0*_~\\>“”\"«»„‘’']+")
_EDITED = re.compile(r"\[[^\[\]]*\]")
_DASH = re.compile(r"-{2,}|[–—―]")
_BRACKET_REACH = 4
"""A bracket may stand for so many words more than it has itself."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where both sides differ; the span of the side that lacks something is empty.

    ``quote`` indexes the report's document, ``transcript`` the transcript's text. ``what`` is one of
    ``words``, ``between`` (what lay between joined parts), ``left out`` (shown by an ellipsis or a new
    quotation), ``bracket``, ``aside`` (a stage direction), ``spelling``, ``print`` (case, contraction) and
    ``punctuation``.
    """

    quote: Span
    transcript: Span
    harmless: bool
    what: str


def differences(quote: Words, transcript: Transcript, aligned: Sequence[Block]) -> Iterator[Difference]:
    """Yield what differs within one passage, in the order of the quote."""
    there = transcript.words
    for block in aligned:
        if block.equal:
            yield from _prints(quote, there, block)
        else:
            yield from _changed(quote, there, block)


def _changed(quote: Words, there: Words, block: Block) -> Iterator[Difference]:
    first, last, start, stop, _ = block
    span, other = quote.span(first, last), there.span(start, stop)
    what = _excuse(quote, there, block)
    if what == "bracket" and first == last:
        span = next(bracket for place, bracket in quote.asides if place == first)
    if what is None and last - first == stop - start > 1:
        for i in range(last - first):  # one of several words may be harmless
            pair = Block(first + i, first + i + 1, start + i, start + i + 1, False)
            why = _excuse(quote, there, pair)
            yield Difference(
                quote.span(pair.first, pair.last),
                there.span(pair.start, pair.stop),
                why is not None,
                why or "words",
            )
        return
    yield Difference(span, other, what is not None, what or "words")


def _excuse(quote: Words, there: Words, block: Block) -> str | None:
    """Return why two different rows of words are the same saying, or None."""
    first, last, start, stop, _ = block
    ours, theirs = quote.keys[first:last], there.keys[start:stop]
    if first == last:
        return _excuse_dropped(quote, there, block)
    printed = [_printed(there, j) for j in range(start, stop)]
    edited = all(_may_edit(_printed(quote, i), printed) for i in range(first, last))
    if edited and _denies(ours) == _denies(theirs):
        return "bracket"
    if start == stop:
        return None
    if same_words(ours, theirs) or _same_number(quote, there, block):
        return "print"
    if last - first == stop - start and all(
        ours[i] == theirs[i] or same_name(_printed(quote, first + i), _printed(there, start + i))
        for i in range(last - first)
    ):
        return "spelling"
    return None


def _same_number(quote: Words, there: Words, block: Block) -> bool:
    """Say whether both are one number with the word after them: *1* and *a* before *million*."""
    ours = quote.keys[block.first : block.last + 1]
    theirs = there.keys[block.start : block.stop + 1]
    values = numbers(ours)
    return bool(values) and ours[-1] == theirs[-1] and values == numbers(theirs)


def _may_edit(printed: str, theirs: Iterable[str]) -> bool:
    """Say whether a word with brackets may have been made of one over there: *invit[ed]* of *invite*."""
    if "[" not in printed:
        return False
    kept = r"\w*".join(map(re.escape, _EDITED.split(printed.lower())))
    return any(re.fullmatch(kept, word.lower()) for word in theirs)


def _excuse_dropped(quote: Words, there: Words, block: Block) -> str | None:
    at, start, stop = block.first, block.start, block.stop
    dropped = there.keys[start:stop]
    if dropped == ["have"] and at < len(quote) and _printed(quote, at).lower() == "gotta":
        return "print"
    if breaks(quote, at, at):
        return None if _hides_denial(quote, at, dropped) else "left out"
    brackets = [span for place, span in quote.asides if place == at and not _directs(quote, span)]
    room = sum(len(span.of(quote.text).split()) for span in brackets) + _BRACKET_REACH
    if brackets and len(dropped) <= room and _denies(dropped) == _bracket_denies(quote, brackets):
        return "bracket"
    return None


def _hides_denial(quote: Words, at: int, dropped: Sequence[str]) -> bool:
    """Say whether an ellipsis or a credit stands for a *not* and nothing telling besides: "will … resign"."""
    goes_on = 0 < at < len(quote) and (
        quote.pieces[at] == quote.pieces[at - 1] or not quote.text[quote.starts[at]].isupper()
    )
    small = words_named("common") | words_named("negations")
    return goes_on and len(dropped) <= _BRACKET_REACH and _denies(dropped) and small.issuperset(dropped)


def _directs(quote: Words, bracket: Span) -> bool:
    """Say whether a bracket holds a stage direction."""
    keys = words_of(quote.text, [Span(bracket.start + 1, bracket.end - 1)]).keys
    return not words_named("directions").isdisjoint(keys) and len(keys) <= _BRACKET_REACH


def _denies(keys: Iterable[str]) -> bool:
    return not words_named("negations").isdisjoint(keys)


def _bracket_denies(quote: Words, brackets: Iterable[Span]) -> bool:
    return _denies(words_of(quote.text, [Span(start + 1, end - 1) for start, end in brackets]).keys)


def _printed(words: Words, i: int) -> str:
    return words.text[words.starts[i] : words.ends[i]]


def _prints(quote: Words, there: Words, block: Block) -> Iterator[Difference]:
    """Yield where equal words are printed otherwise, and what is printed between them."""
    i, j = block.first, block.start
    while i < block.last:
        size = 1
        while i + size < block.last and (
            quote.starts[i + size] < quote.ends[i + size - 1]
            or there.starts[j + size] < there.ends[j + size - 1]
        ):
            size += 1
        one, other = quote.span(i, i + size), there.span(j, j + size)
        if _plain(one.of(quote.text)) != _plain(other.of(there.text)):
            yield Difference(one, other, True, "print")
        i, j = i + size, j + size
        if i < block.last:
            yield from _joint(quote, there, i, j)


def _joint(quote: Words, there: Words, i: int, j: int) -> Iterator[Difference]:
    """Yield what is printed otherwise just before quote word ``i`` and transcript word ``j``."""
    if not i or not j:
        return
    here, place = quote.ends[i - 1], there.ends[j - 1]
    for _, span in (aside for aside in quote.asides if aside[0] == i):
        yield Difference(span, Span(place, place), not _bracket_denies(quote, [span]), "bracket")
    for _, span in _asides_at(there, j):
        yield Difference(Span(here, here), span, True, "aside")
    if quote.pieces[i] != quote.pieces[i - 1]:
        return
    one, other = _mark(quote, i), _mark(there, j)
    if _sign(one.of(quote.text)) != _sign(other.of(there.text)):
        yield Difference(one, other, True, "punctuation")


def unshown_brackets(
    quote: Words, there: Words, aligned: Sequence[Block], found: Sequence[Difference]
) -> Iterator[Difference]:
    """Yield the quote's brackets that no difference shows yet, each at its place in the transcript."""
    taken = {d.quote for d in found if d.what == "bracket"}
    for at, span in quote.asides:
        block = next((b for b in aligned if b.first <= at <= b.last), None)
        if span in taken or block is None:
            continue
        place = min(block.start + at - block.first, block.stop)
        end = there.ends[place - 1] if place else 0
        yield Difference(span, Span(end, end), not _bracket_denies(quote, [span]), "bracket")


def _asides_at(words: Words, i: int) -> list[tuple[int, Span]]:
    low = bisect_left(words.asides, i, key=lambda aside: aside[0])
    high = bisect_left(words.asides, i + 1, key=lambda aside: aside[0])
    return words.asides[low:high]


def _mark(words: Words, i: int) -> Span:
    """Return the punctuation before word ``i``, without blanks and asides around it."""
    start, end = words.ends[i - 1], max(words.ends[i - 1], words.starts[i])
    for _, aside in _asides_at(words, i):
        if aside.start >= start:
            end = min(end, aside.start)
    text = words.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _sign(text: str) -> str:
    return _MARKUP.sub("", _DASH.sub("—", text))


def _plain(printed: str) -> str:
    return " ".join(printed.replace("’", "'").replace("‘", "'").split())
