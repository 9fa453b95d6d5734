"""Where a text stands in quotation marks.

Marks are paired within a paragraph, in one pass with a stack. A quotation over several paragraphs opens
each of them anew and closes once, at the very end. A closing mark never opened reaches back to the start of
its sentence, an opening mark that is never closed to the end of its paragraph or to the next quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.model import Span

_MARK = re.compile(r"'(?=''(?!'))|''|``|[\"“”„‟«»‹›‘’‚'＂]")
_CLOSED_BY: dict[str, tuple[str, ...]] = {
    '"': ('"', "＂", "”"),
    "＂": ('"', "＂"),
    "“": ("”", '"', "‟", "“"),
    "”": ("”",),
    "‟": ("”",),
    "„": ("“", "”", "‟", '"'),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "``": ("''", '"'),
    "''": ("''",),
    "‘": ("’", "'"),
    "’": ("’",),
    "'": ("'", "’"),
    "‚": ("‘", "’"),
}
_SINGLE = frozenset("‘’'‚‹›")
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|n|round|bout|\d0s|\d\d)\b", re.I)
_ENDS_SPEECH = frozenset(",.?!…")
_LONGEST_PHRASE = 80
"""A pair of single marks this long must end in punctuation, else its end is taken for an apostrophe."""


class Quotation(NamedTuple):
    """``[start, end)`` with its marks. ``continued``: it goes on from the paragraph before."""

    start: int
    end: int
    continued: bool = False


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str
    opens: bool
    closes: bool


def quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations in text order; they never overlap. Linear in the length of the text.

    >>> text = "“It is late,” he said, “is it not?”"
    >>> [text[q.start : q.end] for q in quotations(text)]
    ['“It is late,”', '“is it not?”']
    """
    found: list[Quotation] = []
    left_open = False
    for paragraph in paragraphs(text):
        pieces, still_open = _within(text, paragraph, left_open)
        found += pieces
        left_open = still_open
    return found


def _within(text: str, paragraph: Span, left_open: bool) -> tuple[list[Quotation], bool]:
    """Return the quotations of one paragraph and whether the last of them is left open."""
    pairs, lone = _pair(text, paragraph)
    marks = sorted(
        [*((opener, closer) for opener, closer in pairs if _credible(text, opener, closer)), *lone]
    )
    found: list[Quotation] = []
    still_open = False
    cursor = paragraph.start
    for index, (opener, closer) in enumerate(marks):
        if opener.start < cursor:
            continue
        if closer is not opener:
            start, end = opener.start, closer.end
        elif opener.opens:
            following = marks[index + 1][0].start if index + 1 < len(marks) else None
            start, end = opener.start, _lost_closing(text, paragraph, opener, following)
            still_open = end == paragraph.end
        else:
            start, end = _lost_opening(text, cursor, closer, left_open and not found), closer.end
        if start < (end if closer is opener else closer.start):
            found.append(Quotation(start, end, left_open and start == paragraph.start))
            cursor = end
    return found, still_open


def _pair(text: str, paragraph: Span) -> tuple[list[tuple[_Mark, _Mark]], list[tuple[_Mark, _Mark]]]:
    """Return the pairs of marks, and each double mark that stays alone as a pair with itself."""
    pairs: list[tuple[_Mark, _Mark]] = []
    stack: list[_Mark] = []
    alone: list[_Mark] = []
    awaited: Counter[str] = Counter()  # how many marks of the stack each sign would close
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = _mark(text, paragraph, match)
        if mark.closes and awaited[mark.sign]:
            while mark.sign not in _CLOSED_BY[(opener := stack.pop()).sign]:
                awaited.subtract(_CLOSED_BY[opener.sign])
                alone.append(opener)
            awaited.subtract(_CLOSED_BY[opener.sign])
            pairs.append((opener, mark))
        elif mark.opens:
            stack.append(mark)
            awaited.update(_CLOSED_BY[mark.sign])
        elif mark.closes and text[mark.start - 1] in _ENDS_SPEECH:
            alone.append(mark)
    return pairs, [(mark, mark) for mark in alone + stack if mark.sign not in _SINGLE]


def _mark(text: str, paragraph: Span, match: re.Match[str]) -> _Mark:
    """Say by its neighbours whether a mark can open or close; an apostrophe inside a word can do neither."""
    start, end, sign = match.start(), match.end(), match.group()
    before = text[start - 1] if start > paragraph.start else "\n"
    after = text[end] if end < paragraph.end else "\n"
    gap_before, gap_after = before.isspace(), after.isspace()
    opens = before == "\n" or (not gap_after and not before.isalnum() and before not in ",.?!…%")
    closes = before != "\n" and not gap_before and not after.isalnum()
    if gap_before and gap_after and sign not in _SINGLE:
        opens = closes = True  # set apart by spaces on both sides: the state decides
    if sign in ("“", "„", "``", "‟"):
        closes = sign in "“‟" and closes and not gap_before
        opens = not closes or sign != "“"
    elif sign in "«»" and gap_before and (gap_after or after in ",.;:!?)"):
        opens, closes = sign == "«", sign == "»"  # French spacing: « so »
    elif sign in ("”", "»", "«"):
        closes = closes or (sign == "”" and not gap_before)
        opens = not closes
    elif not opens and before in _ENDS_SPEECH:
        closes = True  # glued to the word behind it
    elif sign in _SINGLE:
        elided = sign != "‘" and _ELISION.match(text, end, min(end + 8, paragraph.end)) is not None
        opens = opens and not elided and (sign != "’" or gap_before)
        plural = before == "s" and after == " " and text[end + 1 : end + 2].islower()
        closes = closes and not plural and sign != "‚"
    return _Mark(start, end, sign, opens, closes)


def _credible(text: str, opener: _Mark, closer: _Mark) -> bool:
    return (
        opener.sign not in _SINGLE
        or closer.start - opener.start <= _LONGEST_PHRASE
        or text[closer.start - 1] in _ENDS_SPEECH
    )


def _lost_opening(text: str, cursor: int, closer: _Mark, left_open: bool) -> int:
    """Return where the quotation begins that only a closing mark shows."""
    if left_open:
        return cursor
    last = list(sentences(text, cursor, closer.start))[-1:]
    return last[0].start if last else closer.start


def _lost_closing(text: str, paragraph: Span, opener: _Mark, following: int | None) -> int:
    """Return where the quotation ends that only an opening mark shows."""
    if following is None:
        return paragraph.end
    ends = [sentence.end for sentence in sentences(text, opener.start, following)]
    return ends[-1] if ends else opener.start
