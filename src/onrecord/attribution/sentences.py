"""Paragraphs and sentences as spans of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.model import Span

_LINE = re.compile(r"[^\n]+")
_FOLLOWED = re.compile(r"^[^\n]++(?=\n[^\S\n]*+\S)", re.M)
_INNER_END = re.compile(r"(?<!\n)\n(?=[^\S\n]*+\S)")
# Possessive and tried only at the first of a run of stops, so that no input makes it slower than linear.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*+(?=\s++[\"“‘'`«„(\[–—-]*+\s?[A-Z0-9À-ÞЀ-Я\ue000]|\s*+$)")
FOLD = "\ue000"
"""Stands for every character of a folded quotation; a sentence may begin with one."""

_WORD_BEFORE = re.compile(r"[\w.&-]*$")
_WRAP = range(50, 91)
_STOPS = (".", "!", "?", "…", "”", '"', ":")


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs, trimmed, in text order: every line of the text :func:`unwrapped` is one."""
    for line in _LINE.finditer(unwrapped(text)):
        yield from _trimmed(text, line.start(), line.end())


def unwrapped(text: str) -> str:
    """Return the text with the line ends inside its paragraphs turned into spaces, if it is hard-wrapped.

    It is when of the lines that another follows at once many break off between columns 50 and 90, and hardly
    one is longer; then blank lines part the paragraphs. Offsets hold.
    """
    return _INNER_END.sub(" ", text) if _hard_wrapped(text) else text


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
    >>> is_abbreviation("No"), is_abbreviation("no")
    (True, False)
    """
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    return word.lower() in _abbreviations() and word not in _words()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("cues")["sentences"]["abbreviations"])


@cache
def _words() -> frozenset[str]:
    return frozenset(table("cues")["sentences"]["words"])


def _hard_wrapped(text: str) -> bool:
    lines = [line[0] for line in _FOLLOWED.finditer(text)]
    broken = sum(len(line) in _WRAP and not line.rstrip().endswith(_STOPS) for line in lines)
    longer = sum(len(line) >= _WRAP.stop for line in lines)
    return len(lines) > 3 and broken > 0.4 * len(lines) and longer < 0.05 * len(lines)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
