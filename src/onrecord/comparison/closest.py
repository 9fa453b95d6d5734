"""The passages of transcripts closest in meaning to indirect speech: candidates with a score, never a
verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from onrecord.comparison.passages import Transcript
from onrecord.comparison.words import words_named, words_of
from onrecord.model import Span

_SENTENCE_END = re.compile(r"[.?!]|\n\s*\n")
_STEM = 6
_LEAST_SCORE = 0.15
_WINDOW = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of a transcript; ``score`` in [0, 1] is the cosine of the two texts' weighted words."""

    transcript: str
    span: Span
    turn_speaker: str | None
    score: float


def closest(statement: str, transcripts: Sequence[Transcript], most: int = 5) -> list[Candidate]:
    """Return the sentences, or pairs of sentences, that share the most telling words with a statement, best
    first.

    TF-IDF over word stems (Salton and Buckley 1988), counted over the sentences of the transcripts given.
    """
    wanted = Counter(_stems(words_of(statement, [Span(0, len(statement))]).keys))
    sentences = [(t, first, last) for t in transcripts for first, last in _sentences(t)]
    bags = [Counter(_stems(t.words.keys[first:last])) for t, first, last in sentences]
    held = Counter(stem for bag in bags for stem in bag)
    rarity = {stem: log(1 + len(bags) / (1 + held[stem])) for stem in {*held, *wanted}}
    found = []
    for i, (transcript, first, _) in enumerate(sentences):
        if not wanted.keys() & bags[i].keys():
            continue
        best = max(
            (_cosine(wanted, sum(bags[i:j], Counter()), rarity), -j)
            for j in range(i + 1, min(i + _WINDOW, len(bags)) + 1)
            if sentences[j - 1][0] is transcript
            and transcript.turns[sentences[j - 1][1]] == transcript.turns[first]
        )
        if best[0] >= _LEAST_SCORE:
            voice = transcript.voices[int(transcript.turns[first])]
            span = transcript.words.span(first, sentences[-best[1] - 1][2])
            name = voice.name or voice.label or None
            found.append(Candidate(transcript.path, span, name, round(best[0], 3)))
    found.sort(key=lambda c: (-c.score, c.transcript, c.span))
    return _apart(found)[:most]


def _apart(found: Sequence[Candidate]) -> list[Candidate]:
    """Keep of overlapping passages the best."""
    kept: list[Candidate] = []
    for one in found[:200]:
        if not any(
            one.transcript == k.transcript and one.span.start < k.span.end and k.span.start < one.span.end
            for k in kept
        ):
            kept.append(one)
    return kept


def _stems(keys: Sequence[str]) -> list[str]:
    return [key[:_STEM] for key in keys if key not in words_named("common")]


def _sentences(transcript: Transcript) -> list[tuple[int, int]]:
    words, turns = transcript.words, transcript.turns.tolist()
    starts = [
        i
        for i in range(len(words))
        if i == 0 or turns[i] != turns[i - 1] or _SENTENCE_END.search(words.between(i))
    ]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _cosine(one: Counter[str], other: Counter[str], rarity: dict[str, float]) -> float:
    shared = sum(one[stem] * other[stem] * rarity[stem] ** 2 for stem in one.keys() & other.keys())
    sizes = [sqrt(sum((n * rarity[stem]) ** 2 for stem, n in bag.items())) for bag in (one, other)]
    return shared / (sizes[0] * sizes[1]) if all(sizes) else 0.0
