"""A quote's words held against a transcript's, one by one: what is equal, and what stands for something else.

Around and between the equal runs of a passage the alignment with the fewest words changed is taken; a gap
that may lie at several places, because words repeat, is moved to where the quote shows one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from onrecord.comparison.passages import Run, Transcript, breaks
from onrecord.comparison.wording import same_words
from onrecord.comparison.words import Words

_STOP = re.compile(r"[.?!]|\n\s*\n")
_MOST_LEFTOVER = 12
_EDGE = 3
_FARTHEST_SLIDE = 8


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
    other = transcript.words.keys[start:stop]
    one = _levelled(quote.keys[first:last], other)
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


def _levelled(keys: list[str], other: list[str]) -> list[str]:
    """Return keys with what may stand for several words ("'s" for "is" or "has") as the one over there."""
    there = set(other)
    return [
        key
        if key in there or key[0].isdigit()  # 100 is "a hundred", both words of it
        else next((word for word in other if same_words([key], [word])), key)
        for key in keys
    ]


def head(quote: Words, transcript: Transcript, first: int, last: int, stop: int) -> list[Block]:
    """Return the alignment of the quote's words ``first`` to ``last``, which end where word ``stop``
    begins."""
    if first >= last:
        return []
    keys, there = quote.keys[first:last], transcript.words.keys
    room = _room(transcript, stop, -1, last - first + _EDGE)
    start = stop - _window(keys[::-1], [there[stop - n : stop][::-1] for n in range(room[0] + 1)], room[1])
    found = list(between(quote, transcript, first, last, start, stop))
    while found and found[0].first == found[0].last:  # before the quote's first word nothing is left out
        found.pop(0)
    return found


def tail(quote: Words, transcript: Transcript, first: int, last: int, start: int) -> list[Block]:
    """Return the alignment of the quote's words ``first`` to ``last``, which begin at transcript word
    ``start``."""
    if first >= last:
        return []
    keys, there = quote.keys[first:last], transcript.words.keys
    room = _room(transcript, start, 1, last - first + _EDGE)
    stop = start + _window(keys, [there[start : start + n] for n in range(room[0] + 1)], room[1])
    found = list(between(quote, transcript, first, last, start, stop))
    while found and found[-1].first == found[-1].last:
        found.pop()
    return found


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
