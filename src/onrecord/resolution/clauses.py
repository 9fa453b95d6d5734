"""Which date expression of a sentence belongs to the saying itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.model import Span
from onrecord.resolution.expressions import Expression
from onrecord.resolution.frames import BLANK, Frame

_LEADING = re.compile(r"(?:(?:On|In|Late|Early|Back in|Also|But|And)\s+)*")  # a source cut too wide
_JOINING = re.compile(r"^(?:(?:and|but|also|then|later|only|just|again|back)\s+)+")


def date_of_saying(frame: Frame, source: Sequence[Span], near: Sequence[Expression]) -> Expression | None:
    """Return the expression of ``near`` (those inside ``frame.span``) that dates the saying, or None.

    In the clause of the cue (``said on Friday``) comes before a phrase of its own (``On Friday, ...``); dates
    in relative and other clauses, before a noun (``Friday's vote``) or governed by ``ahead of`` and the like
    date something else.
    """
    ranked = [
        (rank, abs(e.span.start - frame.at.start), e) for e in near if (rank := _rank(frame, source, e))
    ]
    return min(ranked, key=lambda r: r[:2])[2] if ranked else None


def told_before(frame: Frame, text: str) -> str | None:
    """Return the words that put a saying at an unknown time in the past: ``repeatedly``, ``had said``."""
    start, end = _segment(frame, frame.at)
    clause = frame.words[start - frame.span.start : end - frame.span.start]
    clause = re.sub(_words("back_unless"), "", clause)
    found = re.search(_words("back"), clause) or re.match(
        r"had(?:\s+\w+ly|\s+already|\s+also)?\s+\w+(?:ed|aid|old)\b", frame.at.of(text)
    )
    return found[0] if found else None


def inside(frame: Frame, expressions: Sequence[Expression], starts: Sequence[int]) -> list[Expression]:
    """Return the expressions that lie in a frame outside all content."""
    found = []
    for e in expressions[bisect_left(starts, frame.span.start) : bisect_left(starts, frame.span.end)]:
        a, b = e.span.start - frame.span.start, e.span.end - frame.span.start
        if BLANK not in frame.words[a:b] and b <= len(frame.words):
            found.append(e)
    return found


def _rank(frame: Frame, source: Sequence[Span], e: Expression) -> int:
    """Return 0 when the expression does not date the saying, else how closely it belongs: 1 is closest."""
    start, end = _segment(frame, e.span)
    before = frame.words[start - frame.span.start : e.span.start - frame.span.start]
    after = frame.after(e.span.end)[:60]
    until = e.edtf.startswith("../") and not e.edtf.endswith("~")  # years ago: ../2029~
    if until or e.edtf.endswith("/..") or not _free(before, after):
        return 0
    if any(s.start <= e.span.start < s.end for s in source):
        leads = any(
            _LEADING.fullmatch(
                frame.words[max(0, s.start - frame.span.start) : e.span.start - frame.span.start]
            )
            for s in source
        )
        return 1 if leads or re.search(_words("utterances"), before) or _names_utterance(after) else 0
    if governed(before):
        return 0
    if start <= frame.at.start < end:
        return 1 if e.span.start < frame.at.start or _near_cue(frame, e) else 2
    opening = _JOINING.sub("", before.strip(" \t“”\"'‘’—–-(" + BLANK).lower() + " ").strip()
    if opening and not re.match(_words("opening"), opening):
        return 2 if _occasion_clause(opening) else 0
    return 2 if e.span.start < frame.at.start else 3


def governed(before: str) -> bool:
    """Whether the words before a date make it the date of something else: ``ahead of the``, ``by``."""
    found = re.search(rf"{_words('elsewhere')}\s+(?:[\w’'-]+\s+){{0,3}}$", before[-60:])
    return bool(found) and not re.search(rf"{_words('nouns')}[^{BLANK}]*$", before)


def _near_cue(frame: Frame, e: Expression) -> bool:
    between = frame.words[frame.at.end - frame.span.start : e.span.start - frame.span.start]
    return BLANK not in between


def _occasion_clause(opening: str) -> bool:
    """``after a meeting with the premier on Friday``: the phrase names an occasion."""
    return bool(re.match(r"(?:after|following|when)\s", opening) and re.search(_words("nouns"), opening))


def _free(before: str, after: str) -> bool:
    """Whether no noun follows that the date only describes: ``the July summit``, ``Friday's vote``."""
    if re.match(r"['’]s?\s", after):
        return _names_utterance(after)
    described = re.search(r"\b(?:the|a|an|its|their|his|her|this|that|upcoming)\s+$", before)
    return not described or not re.match(r"\s+[a-z]", after) or _names_utterance(after)


def _names_utterance(after: str) -> bool:
    return bool(
        re.match(rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?(?:{_words('utterances')}|{_words('nouns')})", after)
    )


def _segment(frame: Frame, span: Span) -> tuple[int, int]:
    """Return the stretch between commas, dashes, content and clause words around a span, in the text."""
    before, after = frame.before(span.start), frame.after(span.end)
    starts = [m.end() for m in re.finditer(rf"[,;:()—–{BLANK}]|\s-\s", before)]
    starts += [m.start() for m in re.finditer(_words("clauses"), before)]
    stop = re.search(rf"[,;:()—–{BLANK}]|\s-\s|{_words('clauses')}", after)
    begin = max(starts, default=0)
    return frame.span.start + begin, span.end + (stop.start() if stop else len(after))


@cache
def _words(name: str) -> str:
    return any_of(table("occasions")[name])


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, whole, in any case, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return (
        r"(?i:(?<![\w-])(?:"
        + "|".join(r"\s+".join(map(re.escape, w.split())) for w in ordered)
        + r")(?![\w-]))"
    )
