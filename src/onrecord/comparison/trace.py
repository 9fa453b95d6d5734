"""A press quote held against transcripts: verbatim, altered, spliced, other speaker, or not found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from onrecord.attribution.quotes import quotations
from onrecord.comparison.differences import Difference
from onrecord.comparison.grades import Grade, Match, grade
from onrecord.comparison.passages import Transcript, Voice
from onrecord.comparison.shelf import NEAR_DAYS, apart
from onrecord.comparison.voices import same_voice
from onrecord.comparison.words import Words, words_of
from onrecord.model import Span, Spans

LEAST_WORDS = 4
"""A quoted fragment of a mixed statement is traced from so many words on; where all are shorter, all are."""
_OWN, _NEAR, _CHANGE, _JOIN = 0.15, 0.05, 0.03, 0.1
_PERFECT = 1 + _OWN + _NEAR
"""Nothing can be worth more: the other transcripts need not be read."""
_COMMON = 3


class Library(Protocol):
    """Where transcripts are looked for."""

    def pick(self, quote: Words, speaker: Voice | None, said: str | None) -> Iterable[Transcript]:
        """Return those in which the quote may stand, the likeliest first."""
        ...

    def of_party(self, speaker: Voice | None, said: str | None) -> Sequence[str]:
        """Return the paths of those of that party and those days."""
        ...


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands in quotation marks in one statement: spans of ``text``, and whose it is said to be, and
    when."""

    text: str
    spans: Spans
    mixed: bool = False
    speaker: Voice | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """How a quote stands to the transcripts.

    ``match`` are spans of the transcript at path ``transcript`` and empty when nothing was found;
    ``searched`` are then the paths of that party's transcripts of those days. ``score`` in [0, 1] says
    how much of both sides agrees, telling words counting more.
    """

    grade: Grade
    transcript: str | None = None
    match: Spans = ()
    turn_speaker: str | None = None
    differences: tuple[Difference, ...] = ()
    score: float = 0.0
    searched: tuple[str, ...] = ()


def quoted(text: str, content: Spans, kind: str) -> Spans:
    """Return the parts of a statement's content that stand in quotation marks; of a mixed one the long ones.

    >>> text = 'It was "a long and winding road" and "grim", she said.'
    >>> [span.of(text) for span in quoted(text, (Span(0, 44),), "mixed")]
    ['"a long and winding road"']
    """
    start, end = (content[0].start, content[-1].end) if content else (0, 0)
    marks = [q for q in quotations(text) if q.start < end and q.end > start]
    parts = [
        Span(max(q.start, span.start), min(q.end, span.end))
        for span in content
        for q in marks
        if q.start < span.end and q.end > span.start
    ]
    if kind == "direct":
        return tuple(parts or content)
    long = tuple(part for part in parts if len(words_of(text, [part])) >= LEAST_WORDS)
    return long or tuple(parts)


def trace(quote: Quote, library: Library) -> Trace:
    """Hold a quote against the transcripts of a library; pure, and never raises on spans inside the text.

    The right speaker and the nearest day are preferred among passages that agree as well. What agrees too
    little to tell it from chance is not found.
    """
    words = words_of(quote.text, quote.spans)
    matches: list[Match] = []
    for transcript in library.pick(words, quote.speaker, quote.said):
        matches += _held(words, transcript, quote)
        if any(_worth(match, quote) >= _PERFECT and not _days(match, quote) for match in matches):
            break
    best = max(matches, key=lambda match: (_worth(match, quote), -_days(match, quote)), default=None)
    if best is None or (best.grade == "other speaker" and _is_common(matches)):
        searched = tuple(library.of_party(quote.speaker, quote.said))
        return Trace("not found", searched=searched)
    return Trace(
        best.grade,
        best.transcript.path,
        best.spans,
        best.voice.name or best.voice.label or None,
        best.differences,
        round(best.covered, 3),
    )


def fields(found: Trace) -> dict[str, Any]:
    """Return a trace as plain values, named as in the contract (docs/trace.md)."""
    return {
        "grade": found.grade,
        "transcript": found.transcript,
        "match": [list(span) for span in found.match],
        "turn_speaker": found.turn_speaker,
        "differences": [
            {"quote": list(d.quote), "transcript": list(d.transcript), "harmless": d.harmless, "what": d.what}
            for d in found.differences
        ],
        "score": found.score,
        "searched": list(found.searched),
    }


def _held(words: Words, transcript: Transcript, quote: Quote) -> list[Match]:
    """Return the best match in the speaker's own turns, and the best anywhere in the transcript."""
    if not len(words) or not len(transcript.words):
        return []
    said = [same_voice(quote.speaker, voice) for voice in transcript.voices]
    own = np.array([voice is not False for voice in said])
    found = []
    if own.any():
        found.append(grade(words, transcript, said, None if own.all() else own, free=quote.mixed))
    if not own.all():
        found.append(grade(words, transcript, said, None, free=quote.mixed))
    return [match for match in found if match is not None]


def _worth(match: Match, quote: Quote) -> float:
    own = same_voice(quote.speaker, match.voice)
    worth = match.covered - _CHANGE * match.changes - _JOIN * (match.parts - 1)
    worth += _OWN if own else 0.0 if own is None else -_OWN
    return worth + (_NEAR if _days(match, quote) <= NEAR_DAYS else 0.0)


def _days(match: Match, quote: Quote) -> int:
    return apart(match.transcript.published, quote.said)


def _is_common(matches: Sequence[Match]) -> bool:
    """Say whether several other people say the same: then it is a turn of phrase, and nobody's."""
    return len({(m.voice.name or m.voice.label) for m in matches if m.grade == "other speaker"}) >= _COMMON
