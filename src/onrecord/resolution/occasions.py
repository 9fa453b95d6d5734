"""Where and to whom a statement was made, as printed: the occasion and the one spoken to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.model import Attribution, Span
from onrecord.resolution.clauses import any_of
from onrecord.resolution.expressions import Expression
from onrecord.resolution.frames import BLANK, Frame, nearest_cue

_CAPITAL = r"(?:[A-ZÀ-Þ][\w'’.-]*|\d{1,4}(?:st|nd|rd|th)|[a-z]+(?:\s+(?:of|the|of\s+the))?(?=\s+[A-ZÀ-Þ\d]))"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The occasion and the one spoken to, as spans of the text; None where not printed."""

    occasion: Span | None = None
    addressee: Span | None = None


def circumstances_all(
    framed: Sequence[Frame], attributions: Sequence[Attribution], expressions: Sequence[Expression]
) -> list[Circumstances]:
    """Return occasion and addressee of each attribution, from its own sentence outside all content.

    The occasion is a noun phrase such as *a joint press conference with the chancellor*, without the date
    in it; the addressee what follows *told*, *asked by*, *in an interview with*.
    """
    days = {e.span.start: e for e in expressions}
    cues = sorted(frame.at.start for frame in framed)
    return [
        Circumstances(_occasion(frame, a.source, days), _addressee(frame, cues, days))
        for frame, a in zip(framed, attributions, strict=True)
    ]


def _occasion(frame: Frame, source: Sequence[Span], days: dict[int, Expression]) -> Span | None:
    """Return the occasion nearest to the cue."""
    found: list[tuple[int, Span]] = []
    for match in _phrase().finditer(frame.words):
        start = frame.span.start + match.start("phrase")
        end = _trimmed(frame, start, frame.span.start + match.end("phrase"), days)
        if end - start > 3 and not any(s.start <= start < s.end for s in source):
            found.append((abs(start - frame.at.start), Span(start, end)))
    return min(found)[1] if found else None


@cache
def _phrase() -> re.Pattern[str]:
    words = table("occasions")
    before = any_of(words["before"])
    noun = any_of(words["nouns"])
    filler = r"(?:(?!(?i:that|which|who|said|says|and|his|her)\b)[\w'’.-]+\s+){0,6}?"
    joined = r"\s+(?:with|in|of|on|at|between|to|and)(?:\s+(?:the|a|an|his|her|its))?(?:\s+[a-z-]+){0,2}"
    tail = rf"(?:{joined}(?:\s+{_CAPITAL}){{1,8}}){{0,3}}"
    return re.compile(rf"{before}\s+(?P<phrase>{filler}{noun}{tail})")


def _trimmed(frame: Frame, start: int, end: int, days: dict[int, Expression]) -> int:
    """Return where a phrase ends once a date and the words that lead to it are left out."""
    for at in range(start, end):
        if at in days:
            words = frame.words[start - frame.span.start : at - frame.span.start]
            kept = re.sub(r"(?:\s*,)?\s+(?:on|in|of|late|early|earlier|held)?\s*$", "", words)
            return start + len(kept.rstrip(" ,"))
    words = frame.words[start - frame.span.start : end - frame.span.start]
    kept = re.sub(r"(?:\s+(?:and|of|the|for|de|al|with|in|on|at|to))+$", "", words.rstrip(" ,.’'"))
    return start + len(kept)


def _addressee(frame: Frame, cues: Sequence[int], days: dict[int, Expression]) -> Span | None:
    """Return the one spoken to: the noun phrase after ``told`` and the like, if no other cue is nearer."""
    found: list[tuple[int, Span]] = []
    for match in _spoken_to().finditer(frame.words):
        start = frame.span.start + match.start("to")
        span = Span(start, _trimmed(frame, start, frame.span.start + match.end("to"), days))
        if span.end > start and nearest_cue(cues, span.start) >= abs(frame.at.start - span.start):
            found.append((abs(span.start - frame.at.end), span))
    return min(found)[1] if found else None


@cache
def _spoken_to() -> re.Pattern[str]:
    words = table("occasions")["addressee"]
    verb, noun = any_of(words["verbs"]), any_of(words["nouns"])
    determiner = r"(?:(?:the|a|an|his|her|its|their)\s+)?"
    small = rf"(?!{any_of(words['breaks'])})[a-z-]+"
    name = rf"(?:[A-ZÀ-Þ0-9][\w'’./+&-]*)(?:(?:\s+{small})?\s+[A-ZÀ-Þ][\w'’./+&-]*){{0,5}}"
    return re.compile(
        rf"{verb}\s+(?P<to>{determiner}(?:{small}\s+){{0,3}}?(?:{noun}|{name})(?<![.'’,]))(?!{BLANK}\w)"
    )
