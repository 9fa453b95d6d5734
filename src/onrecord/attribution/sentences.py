"""Paragraphs and sentences as spans of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.model import Span

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
# Possessive and tried only at the first of a run of stops, so that no input makes it slower than linear.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*+(?=\s++[\"“‘'`«„(\[–—-]*+\s?[A-Z0-9À-ÞЀ-Я\ue000]|\s*+$)")
FOLD = "\ue000"
"""Stands for every character of a folded quotation; a sentence may begin with one."""

_WORD_BEFORE = re.compile(r"[\w.&-]*$")
_WRAP = range(50, 91)


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs, trimmed, in text order.

    Every line is one, unless the lines are hard-wrapped (most end between columns 50 and 90 and none is
    longer): then blank lines part them.
    """
    if _hard_wrapped(text):
        start = 0
        for blank in _BLANK.finditer(text):
            yield from _trimmed(text, start, blank.start())
            start = blank.end()
        yield from _trimmed(text, start, len(text))
    else:
        for line in _LINE.finditer(text):
            yield from _trimmed(text, line.start(), line.end())


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the sentences of ``text[start:end]``, closing marks included, trimmed, in text order.

    >>> text = "Mr. Orm spoke. “It is late.” He left."
    >>> [span.of(text) for span in sentences(text)]
    ['Mr. Orm spoke.', '“It is late.”', 'He left.']
    """
    end = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _abbreviated(text, begin, match):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _abbreviated(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the stop belongs to an abbreviation or an initial rather than to the end of the sentence."""
    if match.group() != ".":
        return False
    word = _WORD_BEFORE.search(text, max(begin, match.start() - 24), match.start())
    return word is not None and is_abbreviation(word.group())


def is_abbreviation(word: str) -> bool:
    """Whether a word, given without its last full stop, is one that is written with it.

    >>> is_abbreviation("Sen"), is_abbreviation("J"), is_abbreviation("vote")
    (True, True, False)
    """
    return (len(word) == 1 and word.isupper() and word != "I") or word.lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("cues")["sentences"]["abbreviations"])


def _hard_wrapped(text: str) -> bool:
    lengths = [line.end() - line.start() for line in _LINE.finditer(text)]
    return (
        len(lengths) > 4
        and max(lengths) < _WRAP.stop
        and sum(length in _WRAP for length in lengths) > 0.6 * len(lengths)
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
