"""The passages of transcripts closest in meaning to indirect speech: candidates with a score and what speaks
for and against each, never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from onrecord.comparison.passages import Transcript
from onrecord.comparison.sameness import denied, other_numbers
from onrecord.comparison.sayings import level
from onrecord.encoding import sentences
from onrecord.encoding.sketches import sketches
from onrecord.model import Span

_SENTENCE_END = re.compile(r"[.?!]|\n\s*\n")
_LEAST_SCORE = 0.3
_CHOSEN = 120
"""So many sentences, by the words they share and by what they are about, are read for their meaning."""
_WIDENED = 20
"""So many of the best are read again with the sentence after them."""
_SHORT = 3
"""A sentence of fewer words says nothing by itself."""
_SHARED = 0.25
"""How much of the score is the part of the statement's telling words that it has; meaning is the rest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of a transcript, its ``words``, ``score`` in [0, 1], and the reasons for and against it."""

    transcript: str
    span: Span
    turn_speaker: str | None
    score: float
    because: tuple[str, ...] = ()
    words: str = ""


class _Passage(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) of a transcript, all of one turn."""

    transcript: Transcript
    first: int
    last: int

    @property
    def span(self) -> Span:
        return self.transcript.words.span(self.first, self.last)

    @property
    def text(self) -> str:
        return self.span.of(self.transcript.text)


def closest(statement: str, transcripts: Sequence[Transcript], most: int = 5) -> list[Candidate]:
    """Return the sentences, or pairs of sentences, closest in meaning to a statement, best first.

    Of long transcripts only the sentences that a quick look finds likely are read by the encoder.
    """
    found = [p for t in transcripts for p in _sentences(t) if p.last - p.first >= _SHORT]
    chosen = _chosen(statement, found)
    scored = sorted(zip(_scores(statement, chosen), chosen, strict=True), key=_order)
    wider = [wide for _, passage in scored[:_WIDENED] if (wide := _widened(passage))]
    scored += zip(_scores(statement, wider), wider, strict=True)
    best = [pair for pair in sorted(scored, key=_order) if pair[0] >= _LEAST_SCORE]
    return [_candidate(statement, score, passage) for score, passage in _apart(best)[:most]]


def _order(scored: tuple[float, _Passage]) -> tuple[float, str, Span]:
    score, passage = scored
    return -score, passage.transcript.path, passage.span


def _sentences(transcript: Transcript) -> Iterator[_Passage]:
    words, turns = transcript.words, transcript.turns.tolist()
    first = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or turns[i] != turns[i - 1] or _SENTENCE_END.search(words.between(i)):
            yield _Passage(transcript, first, i)
            first = i


def _widened(passage: _Passage) -> _Passage | None:
    """Return a sentence with the next one of its turn."""
    transcript, first, last = passage
    for following in range(last + 1, len(transcript.words) + 1):
        if transcript.turns[following - 1] != transcript.turns[first]:
            return None
        if following == len(transcript.words) or _SENTENCE_END.search(transcript.words.between(following)):
            return _Passage(transcript, first, following)
    return None


def _chosen(statement: str, found: list[_Passage]) -> list[_Passage]:
    """Return the sentences that share most telling words with the statement, and those about the same."""
    if len(found) <= _CHOSEN:
        return found
    about = sketches([statement, *(passage.text for passage in found)])
    likely = {int(i) for i in np.argsort(-(about[1:] @ about[0]), kind="stable")[: _CHOSEN // 2]}
    wanted = set(level(statement)[1])
    shared = [-_shared(wanted, passage.text) for passage in found]
    likely.update(int(i) for i in np.argsort(shared, kind="stable")[: _CHOSEN // 2])
    return [found[i] for i in sorted(likely)]


def _scores(statement: str, passages: Sequence[_Passage]) -> list[float]:
    texts = [passage.text for passage in passages]
    wanted = set(level(statement)[1])
    vectors = sentences.load()([statement, *texts])
    near = np.clip(vectors[1:] @ vectors[0], 0, 1)
    return [
        round((1 - _SHARED) * float(cosine) + _SHARED * _shared(wanted, text), 3)
        for cosine, text in zip(near, texts, strict=True)
    ]


def _shared(wanted: set[str], text: str) -> float:
    """Return the part of the wanted stems that a text has."""
    return len(wanted.intersection(level(text)[1])) / max(1, len(wanted))


def _apart(best: Sequence[tuple[float, _Passage]]) -> list[tuple[float, _Passage]]:
    """Keep of overlapping passages the best."""
    kept: list[tuple[float, _Passage]] = []
    for score, one in best:
        if not any(
            one.transcript is k.transcript and one.first < k.last and k.first < one.last for _, k in kept
        ):
            kept.append((score, one))
    return kept


def _candidate(statement: str, score: float, passage: _Passage) -> Candidate:
    transcript = passage.transcript
    voice = transcript.voices[int(transcript.turns[passage.first])]
    name = voice.name or voice.label or None
    because = tuple(_reasons(statement, passage.text))
    return Candidate(transcript.path, passage.span, name, score, because, passage.text)


def _reasons(statement: str, text: str) -> Iterator[str]:
    (said, wanted), (words, stems) = level(statement), level(text)
    common = set(wanted) & set(stems)
    yield f"{len(common)} of {len(wanted)} telling words in common"
    if other_numbers(set(wanted), set(stems)):
        yield "other numbers"
    if (denied(said) ^ denied(words)) & common:
        yield "only one denies a word in common"
