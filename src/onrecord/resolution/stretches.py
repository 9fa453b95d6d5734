"""Date expressions that take in the words around them: parts, ranges, open intervals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.model import Span
from onrecord.resolution.readings import Expression, vocabulary
from onrecord.when import bounds


def composed(text: str, found: list[Expression]) -> list[Expression]:
    """Read ``early June``, ``from May to July``, ``since 2022`` where single expressions were found."""
    return _opened(text, _joined(text, _parted(text, found)))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; their spaces match any whitespace."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


@lru_cache(maxsize=1)
def _part_words() -> re.Pattern[str]:
    parts = vocabulary()["parts"]
    named = "|".join(f"(?P<{name}>{any_of(forms)})" for name, forms in parts.items())
    return re.compile(rf"(?i)(?<!\w)(?:the\s+)?(?:{named})\s*(?:the\s+)?$")


def _parted(text: str, found: list[Expression]) -> list[Expression]:
    """Read ``early June``, ``the end of 2023``, ``mid-2011``: an approximate third of the month or year."""
    parted: list[Expression] = []
    for e in found:
        begin = max(0, e.span.start - 30, parted[-1].span.end if parted else 0)
        before = _part_words().search(text[begin : e.span.start])
        inside = re.match(r"(?i)(?:the\s+)?(?:very\s+)?(beginning|start|middle|end)\s+of\b", e.span.of(text))
        part = str(before.lastgroup) if before else ""
        if inside:
            part = {"beginning": "early", "start": "early", "middle": "middle", "end": "late"}[
                inside[1].lower()
            ]
        narrowed = _third(e.edtf, part), _third(e.past, part)
        if not part or not all(narrowed):
            parted.append(e)
            continue
        span = Span(begin + before.start(), e.span.end) if before else e.span
        reason = e.reason.replace('"', '"' + " ".join(before[0].split()) + " ", 1) if before else e.reason
        parted.append(Expression(span, str(narrowed[0]), str(narrowed[1]), reason, e.relative))
    return parted


def _third(edtf: str, part: str) -> str | None:
    ends = {"early": (1, 10), "middle": (11, 20), "late": (21, 0)}
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", edtf) and part:
        first, last = bounds(edtf)
        a, b = ends[part]
        return f"{edtf}-{a:02}~/{edtf}-{b or (last.day if last else 30):02}~" if first else None
    if re.fullmatch(r"\d{4}", edtf) and part:
        a, b = {"early": (1, 4), "middle": (5, 8), "late": (9, 12)}[part]
        return f"{edtf}-{a:02}~/{edtf}-{b:02}~"
    return None


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    """Join ``from 26 June to 2 July 2023`` and ``between 2014 and 2016`` into one interval."""
    joins = "|".join(map(re.escape, vocabulary()["words"]["joins"]))
    joined: list[Expression] = []
    for e in found:
        first = joined[-1] if joined else None
        between = text[first.span.end : e.span.start] if first else ""
        opened = (
            re.search(r"(?i)\b(from|between)\s+$", text[max(0, first.span.start - 9) : first.span.start])
            if first
            else None
        )
        word = (
            re.fullmatch(rf"(?i)\s*({joins})\s*(?:the\s+)?", between) if first and len(between) < 12 else None
        )
        if (
            first
            and word
            and (opened or not word[1].isalpha() or _same_shape(first, e))
            and (edtf := _interval(first, e))
        ):
            words = f'"{" ".join(text[first.span.start : e.span.end].split())}"'
            against = (e.reason + first.reason).partition(" against ")[2].split('"')[0]
            reason = f"{words} against {against}" if against else words
            joined[-1] = Expression(
                Span(first.span.start, e.span.end), edtf, edtf, reason, e.relative or first.relative
            )
        else:
            joined.append(e)
    return joined


def _same_shape(first: Expression, last: Expression) -> bool:
    """``June 24 to July 2, 2025``: two days, the year printed once."""
    return first.relative and not last.relative and len(first.edtf) == len(last.edtf) == 10


def _interval(first: Expression, last: Expression) -> str | None:
    if "/" in first.edtf + last.edtf or len(first.edtf) < 4 or len(last.edtf) < 4:
        return None
    start = first.edtf
    if first.relative and not last.relative and len(last.edtf) >= len(start) >= 7:
        start = last.edtf[:4] + start[4:]  # the year is printed once, at the end
    first_day, last_day = bounds(start)[0], bounds(last.edtf)[1]
    return f"{start}/{last.edtf}" if first_day and last_day and first_day < last_day else None


def _opened(text: str, found: list[Expression]) -> list[Expression]:
    """Read ``since February 2022`` as ``2022-02/..`` and ``until Friday`` as ``../2023-06-30``."""
    words = vocabulary()["words"]
    opening = re.compile(
        rf"(?i)(?<!\w)(?:{any_of(words['opens'])}|(?P<closes>{any_of(words['closes'])}))\s+$"
    )
    result: list[Expression] = []
    for e in found:
        begin = max(0, e.span.start - 16)
        word = opening.search(text[begin : e.span.start])
        if not word or "/" in e.edtf or "X" in e.edtf:
            result.append(e)
            continue
        edtf, past = (f"../{d}" if word["closes"] else f"{d}/.." for d in (e.edtf, e.past))
        reason = e.reason.replace('"', f'"{" ".join(word[0].split())} ', 1)
        result.append(Expression(Span(begin + word.start(), e.span.end), edtf, past, reason, e.relative))
    return result
