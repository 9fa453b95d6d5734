"""A document's running text as levelled words in sentences: what copied passages are looked for in."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.attribution.quotes import quotations
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.model import Span
from onrecord.resolution.spelling import fold

Hashes = NDArray[np.uint64]

SHINGLE = 5
"""Words in a shingle."""
WINDOW = 6
"""Shingles in a winnowing window: any ten words in a row that two texts share leave a common fingerprint."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
_POWERS = np.array([pow(0x5851F42D4C957F2D, n, 1 << 64) for n in range(SHINGLE)], np.uint64)


@dataclass(frozen=True, slots=True)
class Story:
    """The words of a document outside what is set aside.

    ``words[i]`` is the hash of a levelled word, printed by ``text[starts[i]:ends[i]]``; ``quoted[i]`` says
    whether it stands in quotation marks. Sentence ``s`` has the words ``bounds[s]`` to ``bounds[s + 1]``.
    """

    words: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    quoted: NDArray[np.bool_]
    bounds: tuple[int, ...]

    @property
    def told(self) -> int:
        """How many words stand outside quotation marks."""
        return int(len(self.words) - self.quoted.sum())

    def sentence(self, index: int) -> Hashes:
        """Return the words of a sentence."""
        return self.words[self.bounds[index] : self.bounds[index + 1]]

    def span(self, index: int) -> Span:
        """Return the characters of a sentence, from its first word to its last."""
        first, last = self.bounds[index], self.bounds[index + 1]
        return Span(int(self.starts[first]), int(self.ends[last - 1]))

    def at(self, span: Span) -> range:
        """Return the sentences that a span of the text touches."""
        first = int(np.searchsorted(self.ends, span.start, "right"))
        last = int(np.searchsorted(self.starts, span.end, "left"))
        if first >= last:
            return range(0)
        return range(bisect_right(self.bounds, first) - 1, bisect_right(self.bounds, last - 1))


def story(text: str, set_aside: Iterable[Span] = ()) -> Story:
    """Return a text's words outside the passages set aside; linear in its length.

    >>> found = story("“It is late,” said Ana. She left.")
    >>> len(found.words), found.told, found.bounds
    (7, 4, (0, 5, 7))
    """
    plain = _blanked(text, set_aside)
    starts: list[int] = []
    ends: list[int] = []
    words: list[int] = []
    bounds = [0]
    for paragraph in paragraphs(plain):
        for sentence in sentences(plain, paragraph.start, paragraph.end):
            for found in _WORD.finditer(plain, sentence.start, sentence.end):
                starts.append(found.start())
                ends.append(found.end())
                words.append(_hash(found[0]))
            if len(words) > bounds[-1]:
                bounds.append(len(words))
    return Story(
        np.array(words, np.uint64),
        np.array(starts, np.int32),
        np.array(ends, np.int32),
        _inside(starts, [(q.start, q.end) for q in quotations(plain)]),
        tuple(bounds),
    )


def _blanked(text: str, set_aside: Iterable[Span]) -> str:
    pieces, last = [], 0
    for start, end in sorted(set_aside):
        if start >= last:
            pieces += [text[last:start], re.sub(r"[^\n]", " ", text[start:end])]
            last = end
    return "".join(pieces) + text[last:] if pieces else text


def _inside(starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    found = np.zeros(len(starts), np.bool_)
    if spans:
        at = np.array(starts, np.int64)
        before = np.searchsorted(np.array([start for start, _ in spans]), at, "right") - 1
        found = (before >= 0) & (at < np.array([end for _, end in spans])[before])
    return found


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    plain = fold(word).encode()
    return zlib.crc32(plain) << 32 | zlib.adler32(plain)


def fingerprints(found: Story) -> Hashes:
    """Return the distinct winnowed hashes of the shingles outside quotation marks, sorted.

    Winnowing keeps the least hash of every window of shingles, so that any run of ``SHINGLE + WINDOW - 1``
    shared words is found (Schleimer, Wilkerson and Aiken, SIGMOD 2003).
    """
    words, count = found.words, len(found.words) - SHINGLE + 1
    if count < 1:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    quoted = np.zeros(count, np.bool_)
    for n in range(SHINGLE):
        hashes += words[n : n + count] * _POWERS[n]
        quoted |= found.quoted[n : n + count]
    hashes = _mixed(hashes)
    hashes[quoted] = np.iinfo(np.uint64).max
    if count > WINDOW:
        hashes = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1)
    kept: Hashes = np.unique(hashes)
    kept = kept[kept != np.iinfo(np.uint64).max]
    return kept


def _mixed(hashes: Hashes) -> Hashes:
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIX[1]
    return hashes ^ (hashes >> np.uint64(31))
