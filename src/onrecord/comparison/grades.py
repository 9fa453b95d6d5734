"""The grade of a quote against one transcript: verbatim, altered, spliced, other speaker, or nothing
believable."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.comparison.alignment import Block, blocks, head, slide, split_leftover, tail
from onrecord.comparison.differences import Difference, differences, unshown_brackets
from onrecord.comparison.passages import Mask, Run, Transcript, Voice, chain, segments
from onrecord.comparison.words import Words, weight
from onrecord.model import Span, Spans

Grade = Literal["verbatim", "altered", "spliced", "other speaker", "not found"]

_LEAST_COVERED = {True: 0.5, None: 0.6, False: 0.8}
_LEAST_COVERED_ONCE = 0.4
_LEAST_COVERED_SPLICED = 0.8
_LEAST_EVIDENCE = {True: 0.0, None: 1.2, False: 2.0}
_LEAST_EVIDENCE_CHANGED = {True: 1.0, None: 2.0, False: 3.0}
_LEAST_EVIDENCE_LITTLE = 4.0
_LEAST_EVIDENCE_SEVERAL = 3.0
"""With more than one change: a turn of phrase comes again in other words, and is no alteration then."""
_LEAST_WORDS_ELSEWHERE = 5
_SHORTEST_RUN = 3
_LEAST_PART = 3, 1.2


@dataclass(frozen=True, slots=True)
class Match:
    """A quote held against one transcript. ``covered`` says how much of both sides
    agrees (weighted), in [0, 1]."""

    grade: Grade
    transcript: Transcript
    spans: Spans
    voice: Voice
    differences: tuple[Difference, ...]
    covered: float
    changes: int
    parts: int


def grade(
    quote: Words, transcript: Transcript, said: Sequence[bool | None], allowed: Mask | None, *, free: bool
) -> Match | None:
    """Return the best believable match of a quote in a transcript, or None.

    ``said[i]`` says whether turn ``i`` is the speaker's; ``allowed`` which turns are looked at. ``free``: the
    parts of the quote were printed as fragments and may come from anywhere in the transcript.
    """
    runs = chain(quote, transcript, allowed)
    while runs:
        match = _match(quote, transcript, runs, said, free=free)
        if _believable(quote, transcript, runs, match, said):
            return match
        parts = segments(transcript, runs)
        if len(parts) == 1:
            return None
        weakest = min(parts, key=lambda part: _evidence(quote, part))
        runs = [run for part in parts if part is not weakest for run in part]
    return None


def _match(
    quote: Words, transcript: Transcript, runs: list[Run], said: Sequence[bool | None], *, free: bool
) -> Match:
    parts = segments(transcript, runs)
    aligned = [blocks(quote, transcript, part) for part in parts]
    joints = _close(quote, transcript, aligned)
    voices = [said[transcript.turns[part[0].at]] for part in parts]
    found: list[Difference] = []
    for number, part in enumerate(aligned):
        found += differences(quote, transcript, part)
        if number < len(joints):
            after, joint = aligned[number + 1], joints[number]
            one_voice = (voices[number] is False) == (voices[number + 1] is False)
            found.append(_lay_between(quote, transcript, part, after, joint, free=free, one_voice=one_voice))
    found += unshown_brackets(quote, transcript.words, [b for part in aligned for b in part], found)
    found.sort(key=lambda d: (d.quote, d.transcript))
    joined = any(d.what == "between" for d in found)
    changes = sum(not d.harmless for d in found)
    name: Grade = "spliced" if joined else "altered" if changes else "verbatim"
    if all(voice is False for voice in voices):
        name = "other speaker"
    lead = max(parts, key=lambda part: _evidence(quote, part))
    voice = transcript.voices[int(transcript.turns[lead[0].at])]
    spans = _spans(transcript, aligned, found)
    return Match(
        name,
        transcript,
        spans,
        voice,
        tuple(found),
        _covered(quote, transcript.words, found),
        changes,
        len(spans),
    )


def _close(quote: Words, transcript: Transcript, aligned: list[list[Block]]) -> list[int]:
    """Align the words outside the runs: at both ends, and where two parts meet. Return at which word each two
    meet."""
    first, last = aligned[0][0], aligned[-1][-1]
    joints = []
    for before, after in pairwise(aligned):
        ends, begins = split_leftover(
            quote, transcript, before[-1].last, after[0].first, before[-1].stop, after[0].start
        )
        before.extend(ends)
        after[:0] = begins
        _settle(quote, transcript.words, before, after)
        joints.append(after[0].first)
    aligned[0][:0] = head(quote, transcript, 0, first.first, first.start)
    aligned[-1] += tail(quote, transcript, last.last, len(quote), last.stop)
    return joints


def _settle(quote: Words, there: Words, before: list[Block], after: list[Block]) -> None:
    """Move the joint of two parts to where the quote shows one, if the same words allow it."""
    end, start = before[-1], after[0]
    if end.last != start.first or not (end.equal and start.equal) or start.start < end.stop:
        return
    by = slide(quote, there, start.first, end.stop, start.start)
    if end.first < end.last + by and start.first + by < start.last:
        before[-1] = end._replace(last=end.last + by, stop=end.stop + by)
        after[0] = start._replace(first=start.first + by, start=start.start + by)


def _lay_between(
    quote: Words,
    transcript: Transcript,
    before: list[Block],
    after: list[Block],
    joint: int,
    *,
    free: bool,
    one_voice: bool,
) -> Difference:
    """Return what lay between two parts: harmless where the quote shows that, and both are one party's."""
    there = transcript.words
    end, start = before[-1].stop, after[0].start
    forward = start >= end
    low, high = (end, start) if forward else (after[-1].stop, before[0].start)
    low, high = min(low, high), max(low, high)
    lay = (
        Span(there.ends[low - 1], there.starts[high])
        if 0 < low < high < len(there)
        else there.span(low, high)
    )
    shown = Span(quote.ends[joint - 1], quote.starts[joint])
    fragment = quote.pieces[joint] != quote.pieces[joint - 1]
    sentence = forward and quote.text[quote.starts[joint]].isupper()
    shows = (forward and quote.left_out(joint)) or (fragment and (free or sentence))
    if one_voice and shows:
        return Difference(shown, lay, True, "left out")
    return Difference(Span(shown.start, shown.start), lay, False, "between")


def _spans(transcript: Transcript, aligned: list[list[Block]], found: list[Difference]) -> Spans:
    """Return the matched passages; parts that only an ellipsis keeps apart are one."""
    spans = [transcript.words.span(part[0].start, part[-1].stop) for part in aligned]
    merged = spans[:1]
    shown = [d for d in found if d.what == "left out" and d.transcript.start < d.transcript.end]
    for span in spans[1:]:
        before = merged[-1]
        if any(before.end <= d.transcript.start and d.transcript.end <= span.start for d in shown):
            merged[-1] = Span(before.start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def _covered(quote: Words, there: Words, found: Sequence[Difference]) -> float:
    """Return how much of both sides agrees: words changed, dropped and added count, and each joint as a
    word."""
    total = sum(map(weight, quote.keys))
    harmful = [d for d in found if not d.harmless]
    lost = sum(_weight_in(quote, d.quote) for d in harmful)
    whole = ("between", "bracket")  # an editor's *not* is no word of the quote, but counts as one
    dropped = sum(1.0 if d.what in whole else _weight_in(there, d.transcript) for d in harmful)
    return max(0.0, 1 - (lost + dropped) / (total + dropped)) if total else 0.0


def _weight_in(words: Words, span: Span) -> float:
    low, high = bisect_left(words.starts, span.start), bisect_left(words.starts, span.end)
    return sum(map(weight, words.keys[low:high]))


def _evidence(quote: Words, runs: Sequence[Run]) -> float:
    return sum(weight(key) for run in runs for key in quote.keys[run.first : run.last])


def _believable(
    quote: Words, transcript: Transcript, runs: list[Run], match: Match, said: Sequence[bool | None]
) -> bool:
    """Say whether so much agrees that chance, or a common phrase, is no likely reason."""
    voice = said[transcript.turns[runs[0].at]]
    evidence = _evidence(quote, runs)
    if voice is False and len(quote) < _LEAST_WORDS_ELSEWHERE:
        return False
    if not match.changes:
        return evidence >= _LEAST_EVIDENCE[voice]
    solid = max(run.last - run.first for run in runs) >= _SHORTEST_RUN or (voice is True and len(quote) < 6)
    once = voice is True and _is_one_word(quote, transcript, match)
    little = not once and match.covered < _LEAST_COVERED[None]
    enough = _LEAST_EVIDENCE_LITTLE if little else _LEAST_EVIDENCE_CHANGED[voice]
    if match.changes > 1:
        enough = max(enough, _LEAST_EVIDENCE_SEVERAL)
    least = _LEAST_COVERED_ONCE if once else _LEAST_COVERED[voice]
    if match.covered < least or evidence < enough or not solid:
        return False
    dropped = sum(
        len(d.transcript.of(transcript.text).split()) for d in match.differences if d.what == "words"
    )
    if dropped > len(quote):
        return False
    parts = segments(transcript, runs)
    if len(parts) == 1:
        return True
    words, least_part = _LEAST_PART
    whole = all(
        part[-1].last - part[0].first >= words and _evidence(quote, part) >= least_part for part in parts
    )
    return whole and match.covered >= _LEAST_COVERED_SPLICED


def _is_one_word(quote: Words, transcript: Transcript, match: Match) -> bool:
    changed = [d for d in match.differences if not d.harmless]
    sides = [(d.quote.of(quote.text), d.transcript.of(transcript.text)) for d in changed]
    return len(sides) == 1 and all(len(side.split()) <= 1 for side in sides[0])
