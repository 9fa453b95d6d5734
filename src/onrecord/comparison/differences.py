"""Where a quote and the passage it was taken from differ, word by word, and which differences are harmless.

Harmless is what changes no spoken word: punctuation, case, dashes, contractions spelled out, numerals,
spellings, an editor's brackets, a shown ellipsis, a stage direction. A word changed, dropped or added is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from onrecord.comparison.passages import Run, Transcript, breaks
from onrecord.comparison.wording import same_name, same_words
from onrecord.comparison.words import Words, words_named
from onrecord.model import Span

_STOP = re.compile(r"[.?!]|\n\s*\n")
_MARKUP = re.compile(r"[\s\xa0*_~\\>“”\"«»„‘’']+")
_DASH = re.compile(r"-{2,}|[–—―]")
_BRACKET_REACH = 4
"""A bracket may stand for so many words more than it has itself."""
_MOST_LEFTOVER = 12
_EDGE = 3
_FARTHEST_SLIDE = 8


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


class Block(NamedTuple):
    """Quote words ``first`` to ``last`` against transcript words ``start`` to ``stop``; ``equal`` keys or
    not."""

    first: int
    last: int
    start: int
    stop: int
    equal: bool


def slide(quote: Words, there: Words, at: int, start: int, stop: int) -> int:
    """Return how far a gap may move so that it falls where the quote shows one; 0 where it need not.

    Transcript words ``start`` to ``stop`` are left out before quote word ``at``. Where words repeat, the
    same words can be left out a little earlier (negative) or later.
    """
    if breaks(quote, at, at):
        return 0
    for step in (-1, 1):
        moved = 0
        while abs(moved) < _FARTHEST_SLIDE:
            ours = at + moved - (step < 0)
            one, other = (start + moved - (step < 0), stop + moved - (step < 0))
            inside = 0 <= ours < len(quote) and one >= 0 and other < len(there)
            if not inside or not quote.keys[ours] == there.keys[one] == there.keys[other]:
                break
            moved += step
            if breaks(quote, at + moved, at + moved):
                return moved
    return 0


def settled(quote: Words, there: Words, aligned: Sequence[Block]) -> list[Block]:
    """Return an alignment with its gaps moved to where the quote shows them."""
    found = list(aligned)
    for i in range(1, len(found) - 1):
        before, gap, after = found[i - 1 : i + 2]
        if gap.first != gap.last or not (before.equal and after.equal):
            continue
        by = slide(quote, there, gap.first, gap.start, gap.stop)
        if before.first < before.last + by and after.first + by < after.last:
            found[i - 1] = before._replace(last=before.last + by, stop=before.stop + by)
            found[i] = Block(gap.first + by, gap.last + by, gap.start + by, gap.stop + by, False)
            found[i + 1] = after._replace(first=after.first + by, start=after.start + by)
    return found


def blocks(quote: Words, transcript: Transcript, runs: Sequence[Run]) -> list[Block]:
    """Return one passage's alignment in order: the equal runs and what stands between them."""
    found: list[Block] = []
    for run in runs:
        stop = run.at + run.last - run.first
        if found:
            found += between(quote, transcript, found[-1].last, run.first, found[-1].stop, run.at)
        found.append(Block(run.first, run.last, run.at, stop, True))
    return settled(quote, transcript.words, found)


def between(
    quote: Words, transcript: Transcript, first: int, last: int, start: int, stop: int
) -> Iterator[Block]:
    """Yield the alignment of two word ranges with the fewest words changed; neighbouring changes are one
    block."""
    one, other = quote.keys[first:last], transcript.words.keys[start:stop]
    pending: Block | None = None
    for op in Levenshtein.opcodes(one, other):
        block = Block(
            *(first + op.src_start, first + op.src_end, start + op.dest_start, start + op.dest_end),
            op.tag == "equal",
        )
        if pending and not block.equal:
            pending = Block(pending.first, block.last, pending.start, block.stop, False)
            continue
        if pending:
            yield pending
        pending = None if block.equal else block
        if block.equal:
            yield block
    if pending:
        yield pending


def head(quote: Words, transcript: Transcript, first: int, last: int, stop: int) -> list[Block]:
    """Return the alignment of the quote's words ``first`` to ``last``, which end where word ``stop``
    begins."""
    if first >= last:
        return []
    keys, there = quote.keys[first:last], transcript.words.keys
    room = _room(transcript, stop, -1, last - first + _EDGE)
    start = stop - _window(keys[::-1], [there[stop - n : stop][::-1] for n in range(room[0] + 1)], room[1])
    return list(between(quote, transcript, first, last, start, stop))


def tail(quote: Words, transcript: Transcript, first: int, last: int, start: int) -> list[Block]:
    """Return the alignment of the quote's words ``first`` to ``last``, which begin at transcript word
    ``start``."""
    if first >= last:
        return []
    keys, there = quote.keys[first:last], transcript.words.keys
    room = _room(transcript, start, 1, last - first + _EDGE)
    stop = start + _window(keys, [there[start : start + n] for n in range(room[0] + 1)], room[1])
    return list(between(quote, transcript, first, last, start, stop))


def _window(keys: list[str], windows: list[list[str]], sentence: int) -> int:
    """Return the size of the window with the fewest changes; one beyond the sentence must earn it.

    ``windows[n]`` has ``n`` words, in the order away from what is aligned already, as ``keys`` are. One that
    ends with another form of the quote's last word (votes, vote) is taken.
    """
    sizes = sorted(range(len(windows)), key=lambda n: (abs(n - len(keys)), n))
    for n in sizes:
        if 0 < n <= sentence and _same_stem(keys[-1], windows[n][-1]):
            return n

    def cost(n: int) -> tuple[float, int]:
        beyond = 0.5 if n > sentence else 0
        return Levenshtein.distance(keys, windows[n]) + beyond, -LCSseq.similarity(keys, windows[n])

    return min(sizes, key=cost)


def _same_stem(one: str, other: str) -> bool:
    size = min(len(one), len(other)) - 1
    return one != other and size >= 3 and abs(len(one) - len(other)) < 4 and one[:size] == other[:size]


def _room(transcript: Transcript, at: int, step: int, most: int) -> tuple[int, int]:
    """Return how many words there are before ``at``, or from it on, in the turn and in the sentence."""
    turns, words = transcript.turns, transcript.words
    anchor = at if step < 0 else at - 1
    inside = sentence = 0
    for n in range(most):
        i = at - 1 - n if step < 0 else at + n
        if not 0 <= i < len(words) or turns[i] != turns[anchor]:
            break
        ended = inside != sentence or _STOP.search(words.between(i + 1 if step < 0 else i)) is not None
        inside += 1
        sentence += not ended
    return inside, sentence


def split_leftover(
    quote: Words, transcript: Transcript, first: int, last: int, start: int, stop: int
) -> tuple[list[Block], list[Block]]:
    """Share words that stand between two parts out: to the end of the one (at ``start``), the beginning of
    the other.

    A new piece of the quote decides where to cut; else the cut with the fewest changes.
    """
    cuts = [i for i in range(first, last + 1) if breaks(quote, i, i)]
    if not cuts:
        cuts = list(range(first, last + 1)) if last - first <= _MOST_LEFTOVER else [last]
    options = [
        (tail(quote, transcript, first, cut, start), head(quote, transcript, cut, last, stop)) for cut in cuts
    ]
    return min(options, key=lambda option: sum(_changes(block) for side in option for block in side))


def _changes(block: Block) -> int:
    return 0 if block.equal else max(block.last - block.first, block.stop - block.start)


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
    if "[" in quote.span(first, last).of(quote.text) and any(
        "[" in _printed(quote, i) for i in range(first, last)
    ):
        return "bracket"
    if start == stop:
        return None
    if same_words(ours, theirs):
        return "print"
    if last - first == stop - start and all(
        ours[i] == theirs[i] or same_name(_printed(quote, first + i), _printed(there, start + i))
        for i in range(last - first)
    ):
        return "spelling"
    return None


def _excuse_dropped(quote: Words, there: Words, block: Block) -> str | None:
    at, start, stop = block.first, block.start, block.stop
    dropped = there.keys[start:stop]
    if dropped == ["have"] and at < len(quote) and _printed(quote, at).lower() == "gotta":
        return "print"
    if breaks(quote, at, at):
        return "left out"
    brackets = [span for place, span in quote.asides if place == at]
    room = sum(len(span.of(quote.text).split()) for span in brackets) + _BRACKET_REACH
    if brackets and len(dropped) <= room and not words_named("negations").intersection(dropped):
        return "bracket"
    return None


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
        yield Difference(span, Span(place, place), True, "bracket")
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
        yield Difference(span, Span(end, end), True, "bracket")


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
