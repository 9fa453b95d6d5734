"""A transcript made ready to be searched, and the passages of it that a quote may have been taken from.

Seed, extend, chain, as in sequence comparison (Altschul et al. 1990; Li 2018): pairs of words that both texts
have seed runs of equal words, and the best chain of runs is the passage, or the passages, where the quote
stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.comparison.words import Words, weight, words_of
from onrecord.model import Document, Report, Span

Ids = NDArray[np.uint64]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

_PRIME = np.uint64(0x9E3779B97F4A7C15)
MOST_RUNS = 48
"""So many runs, the heaviest, are chained: more would be scattered pairs of common words."""
FAR = 5
"""Dropped words, in a row, from which on two parts are called joined rather than a passage shortened."""
_JUMP, _STEP = 0.9, 0.12


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a turn: the printed label, and the name and kind it was resolved to, where it was."""

    label: str
    name: str | None = None
    kind: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text that quotes are held against: its spoken words, the turn of each, and who speaks in which turn.

    ``ids`` are 64-bit hashes of the words' keys, the same in every process. ``turns[i]`` is the number in
    ``voices`` of word ``i``'s turn. A text without turns is one turn of nobody.
    """

    path: str
    text: str
    published: str | None
    words: Words
    ids: Ids
    turns: Places
    voices: tuple[Voice, ...]
    pairs: tuple[Ids, Places] = field(repr=False)


class Run(NamedTuple):
    """``quote[first:last]`` equals the transcript's words from ``at`` on."""

    first: int
    last: int
    at: int


def transcript_of(document: Document, reports: Sequence[Report] = ()) -> Transcript:
    """Return a document ready to be searched; ``reports`` (of its turns) tell who the labels stand for."""
    speakers = {r.attribution.content[0].start: r.speaker for r in reports if r.attribution.content}
    turns = sorted(document.turns, key=lambda turn: turn.content)
    voices = []
    for turn in turns:
        speaker = speakers.get(turn.content.start)
        named = (speaker.party.name, speaker.party.kind, speaker.role) if speaker else (None, None, None)
        voices.append(Voice(turn.label.of(document.text), *named))
    spans = [turn.content for turn in turns] or [Span(0, len(document.text))]
    return searchable(document.path, document.text, document.published, spans, voices or [Voice("")])


def searchable(
    path: str, text: str, published: str | None, turns: Sequence[Span], voices: Sequence[Voice]
) -> Transcript:
    """Return a text ready to be searched; ``turns[i]`` is said by ``voices[i]``."""
    words = words_of(text, turns)
    ids = ids_of(words.keys)
    places = np.asarray(words.pieces, dtype=np.int64)
    hashed = ids[:-1] * _PRIME + ids[1:]
    order = np.argsort(hashed, kind="stable")
    return Transcript(
        path, text, published, words, ids, places, tuple(voices), (hashed[order], order.astype(np.int64))
    )


def ids_of(keys: Sequence[str]) -> Ids:
    """Return a 64-bit hash for each key."""
    return np.fromiter(map(_id, keys), dtype=np.uint64, count=len(keys))


@lru_cache(maxsize=500_000)
def _id(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def chain(quote: Words, transcript: Transcript, allowed: Mask | None = None) -> list[Run]:
    """Return the best chain of equal runs, in the order of the quote; empty when nothing is shared.

    ``allowed`` says for each turn whether it may be used. Consecutive runs may stand apart, or in another
    order, in the transcript; that costs more than words left out.
    """
    weights = np.cumsum([0.0, *map(weight, quote.keys)])
    runs = _runs(ids_of(quote.keys), weights, transcript, allowed)
    best: list[float] = []
    back: list[int] = []
    trimmed: list[Run] = []
    for j, run in enumerate(runs):
        score, origin, kept = float(weights[run.last] - weights[run.first]), -1, run
        for i in range(j):
            before = trimmed[i]
            shift = max(0, before.last - run.first)
            if run.last - run.first <= shift or before.first >= run.first + shift:
                continue
            rest = Run(run.first + shift, run.last, run.at + shift)
            gained = best[i] + float(weights[rest.last] - weights[rest.first])
            gained -= _cost(quote, transcript, before, rest)
            if gained > score:
                score, origin, kept = gained, i, rest
        best.append(score)
        back.append(origin)
        trimmed.append(kept)
    if not best:
        return []
    at = max(range(len(best)), key=best.__getitem__)
    found = []
    while at >= 0:
        found.append(trimmed[at])
        at = back[at]
    return found[::-1]


def _runs(ids: Ids, weights: NDArray[np.float64], transcript: Transcript, allowed: Mask | None) -> list[Run]:
    """Return the heaviest runs of at least two equal words within one turn, in the order of the quote."""
    hashed, order = transcript.pairs
    if len(ids) < 2 or not len(hashed):
        return []
    pairs = ids[:-1] * _PRIME + ids[1:]
    low, high = np.searchsorted(hashed, pairs, "left"), np.searchsorted(hashed, pairs, "right")
    counts = high - low
    if not counts.sum():
        return []
    first = np.repeat(np.arange(len(pairs)), counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    at = order[np.repeat(low, counts) + offsets]
    keep = transcript.turns[at] == transcript.turns[at + 1]
    if allowed is not None:
        keep &= allowed[transcript.turns[at]]
    first, at = first[keep], at[keep]
    if not len(first):
        return []
    ordered = np.lexsort((first, at - first))
    first, at = first[ordered], at[ordered]
    parted = (np.diff(first) != 1) | (np.diff(at - first) != 0)
    heads = np.flatnonzero(np.concatenate(([True], parted)))
    tails = np.concatenate((heads[1:], [len(first)])) - 1
    begin, end, place = first[heads], first[tails] + 2, at[heads]
    kept = _heaviest(weights[end] - weights[begin], place, 2 * len(ids))
    return sorted(map(Run, begin[kept].tolist(), end[kept].tolist(), place[kept].tolist()))


def _heaviest(weights: NDArray[np.float64], places: Places, reach: int) -> Places:
    """Return the indices of the heaviest runs, and of the best of those near them."""
    order = np.argsort(-weights, kind="stable")
    solid = order[: MOST_RUNS // 2]
    rest = order[MOST_RUNS // 2 :]
    if not len(rest):
        return solid
    near = np.abs(places[rest][:, None] - places[solid[:6]][None, :]).min(axis=1) <= reach
    return np.concatenate((solid, rest[near][: MOST_RUNS // 2]))


def _cost(quote: Words, transcript: Transcript, before: Run, after: Run) -> float:
    """Return what it costs to go on from one run with another."""
    skipped, left = gap(before, after), after.first - before.last
    shown = skipped >= 0 and breaks(quote, before.last, after.first)
    if not is_jump(transcript, before, after):
        step = _STEP * (1 + max(skipped, left))
        return min(step, 1.5 * _STEP) if shown else step  # less than a jump: here, not at like words far off
    if shown:
        return 2 * _STEP
    return _JUMP + _STEP * left + min(0.25, abs(skipped) / 5000)


def gap(before: Run, after: Run) -> int:
    """Return how many words of the transcript lie between two runs; negative when they stand in reverse."""
    return after.at - (before.at + before.last - before.first)


def is_jump(transcript: Transcript, before: Run, after: Run) -> bool:
    """Say whether two runs stand apart in the transcript: reversed, in two turns, or with much between
    them."""
    skipped, left = gap(before, after), after.first - before.last
    turns = transcript.turns
    return skipped < 0 or skipped - left >= FAR or bool(turns[before.at] != turns[after.at])


def breaks(quote: Words, first: int, last: int) -> bool:
    """Say whether the quote shows, between words ``first`` and ``last``, that something may lie between."""
    return any(
        quote.left_out(i) or quote.pieces[i] != quote.pieces[i - 1]
        for i in range(first, last + 1)
        if 0 < i < len(quote)
    )


def segments(transcript: Transcript, runs: Sequence[Run]) -> list[list[Run]]:
    """Return the runs grouped into passages that each stand together in the transcript."""
    found: list[list[Run]] = [list(runs[:1])] if runs else []
    for before, after in pairwise(runs):
        if is_jump(transcript, before, after):
            found.append([after])
        else:
            found[-1].append(after)
    return found
