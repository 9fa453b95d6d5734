"""Text -> word pieces with what an uncased encoder cannot see: letter case, quotation state, spacing.

Training and the runtime share this module, so that the network is shown at run time exactly what it learnt
from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

OTHER_SHAPE = 6
OUTSIDE, OPENING, INSIDE, CLOSING, CONTINUED = range(5)
GLUED, SPACED, NEW_PARAGRAPH = 1, 2, 3

_WORD = re.compile(r"\w[\w'’\-]*")
_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(
    r"""''|``|["“”„«»]"""
    # a single mark counts only as a pair around words that end in punctuation, else it may be an apostrophe
    r"""|(?<!\w)[‘'](?=\w)(?P<single>[^‘'’"“”„«»\n]{1,400}(?:['’](?=\w)[^‘'’"“”„«»\n]{1,400}){0,20}[.,!?…])[’'](?!['’\w])"""
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text; all arrays are int64 and as long as the text has pieces.

    ``starts`` and ``ends`` are code points of the text. ``shape`` is 1 lower, 2 Title, 3 UPPER, 4 mixed,
    5 digits, 6 anything else; ``quote`` 0 outside, 1 opening mark, 2 inside, 3 closing mark, 4 inside a
    quotation that an earlier paragraph opened; ``gap`` 1 glued to the piece before, 2 after white space, 3
    first of its paragraph. 0 in ``shape`` and ``gap`` is kept for special pieces and padding.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    shape: Ints
    quote: Ints
    gap: Ints

    def __len__(self) -> int:
        return len(self.ids)


def pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into word pieces with their features.

    >>> from onrecord.attribution.network import tokenizer
    >>> pieces('"Yes," Ann said.', tokenizer()).quote.tolist()
    [1, 2, 2, 3, 0, 0, 0]
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        shape=_shapes(text, starts),
        quote=quote_states(text)[starts].astype(np.int64),
        gap=_gaps(text, starts, ends),
    )


def quote_states(text: str) -> npt.NDArray[np.uint8]:
    """Return the quotation state of every code point, ``[code points]`` (see :class:`Pieces`).

    Double marks of any style count, doubled apostrophes too. A quotation left open at the end of a paragraph
    goes on only where the next paragraph opens with a mark, as news does it.
    """
    states = np.zeros(len(text), dtype=np.uint8)
    left_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        if paragraph.group().strip():
            left_open = _paragraph_states(states, paragraph, left_open)
    return states


def _paragraph_states(states: npt.NDArray[np.uint8], paragraph: re.Match[str], left_open: bool) -> bool:
    """Fill the states of one paragraph; return whether it ends inside a quotation."""
    text, end = paragraph.string, paragraph.end()
    opened, inside = -1, INSIDE
    for mark in _MARK.finditer(text, paragraph.start(), end):
        if mark.group("single"):
            if opened < 0:
                states[mark.start()], states[mark.end() - 1] = OPENING, CLOSING
                states[mark.start() + 1 : mark.end() - 1] = INSIDE
            continue
        closing = mark.group() in "”»" or (opened >= 0 and mark.group() in ('"', "''"))
        if opened >= 0:
            states[opened : mark.start()] = inside
        states[mark.start() : mark.end()] = CLOSING if closing else OPENING
        first = not text[paragraph.start() : mark.start()].strip() if opened < 0 else False
        inside = CONTINUED if first and left_open and not closing else INSIDE
        opened = -1 if closing else mark.end()
    if opened >= 0:
        states[opened:end] = inside
    return opened >= 0


def _shapes(text: str, starts: Ints) -> Ints:
    words = [(m.start(), m.end(), _shape(m.group())) for m in _WORD.finditer(text)]
    if not words:
        return np.full(len(starts), OTHER_SHAPE, dtype=np.int64)
    table = np.array(words, dtype=np.int64)
    at = np.searchsorted(table[:, 0], starts, side="right") - 1
    covered = (at >= 0) & (starts < table[at, 1])
    return np.where(covered, table[at, 2], OTHER_SHAPE)


def _shape(word: str) -> int:
    if not any(map(str.isalpha, word)):
        return 5 if any(map(str.isdigit, word)) else OTHER_SHAPE
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


def _gaps(text: str, starts: Ints, ends: Ints) -> Ints:
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    gaps = np.where(np.concatenate(([1], starts[1:] - ends[:-1])) > 0, SPACED, GLUED)
    for paragraph in _PARAGRAPH.finditer(text):
        first = bisect_right(starts, paragraph.start() - 1)
        if first < len(starts):
            gaps[first] = NEW_PARAGRAPH
    return gaps.astype(np.int64)
