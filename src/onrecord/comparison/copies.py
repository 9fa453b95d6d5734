"""Documents -> the passages that one took from another, word for word or lightly rewritten."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from rapidfuzz.distance import LCSseq

from onrecord.comparison.candidates import candidates
from onrecord.comparison.stories import Hashes, Story
from onrecord.model import Span
from onrecord.resolution.outlets import outlet_of
from onrecord.when import bounds

_LIKE = 0.6
"""Two sentences are one rewritten when they share this part of the words of both, in order ..."""
_HELD = 0.8
"""... or this part of the shorter one, if it has enough words."""
_LEAST_WORDS = 6
_GRAM = 3
_OFTEN = 8
"""Words that a text prints in so many places lead to none of them: a phrase or a furniture line."""
_LEAST_SHARE = 0.12
_LEAST_TOLD = 20
_ALONE = 40
"""So many words in common are enough in a single sentence."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What decides which of two documents was first; ``credit`` is whose text it says it prints."""

    id: str
    published: str | None = None
    outlet: str | None = None
    credit: str | None = None
    kind: str = "article"

    @property
    def day(self) -> date | None:
        """The first day its date may mean."""
        return bounds(self.published)[0] if self.published else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in the first document and its copy in the other; ``likeness`` in [0, 1]."""

    first: Span
    copy: Span
    likeness: float


@dataclass(frozen=True, slots=True)
class Copy:
    """``copy`` rests on ``first`` (ids of documents).

    ``share`` is the part of the shorter one's words outside quotation marks that stand in the passages.
    """

    first: str
    copy: str
    share: float
    passages: tuple[Passage, ...]
    because: str


def find_copies(
    printed: Sequence[Printed],
    prints: Sequence[Hashes],
    read: Callable[[str], Story],
    known: Iterable[Copy] = (),
    fresh: Container[str] | None = None,
) -> Iterator[Copy]:
    """Yield the pairs of documents of which one rests on the other.

    ``prints[i]`` are the fingerprints of ``printed[i]``; ``read`` gives the story of a document by its id and
    is asked for pairs that share fingerprints only. Where a text stands in many documents, each is held
    against the first of them and the one before it, not against all.

    ``known`` are all the copies found among some of these documents before, ``fresh`` the ids of the others.
    What two documents share does not depend on a third, and a third never makes candidates of them: so only
    pairs with a fresh one are held against each other, and the answer is that of holding all.
    """
    order = sorted(range(len(printed)), key=lambda i: (printed[i].day is None, printed[i].day, printed[i].id))
    days = [(day.toordinal() if (day := printed[i].day) else None) for i in order]
    kept = {frozenset((copy.first, copy.copy)): copy for copy in known}
    for one, other in candidates([prints[i] for i in order], days):
        a, b = printed[order[one]], printed[order[other]]
        if fresh is None or a.id in fresh or b.id in fresh:
            found = compare(a, read(a.id), b, read(b.id))
        else:
            found = kept.get(frozenset((a.id, b.id)))
        if found:
            yield found


def compare(a: Printed, story_a: Story, b: Printed, story_b: Story) -> Copy | None:
    """Return what one of two documents took from the other, None if too little to tell."""
    if len(story_a.bounds) <= len(story_b.bounds):
        pairs = align(story_a, story_b)
    else:  # each sentence of the one with more finds its own, also where the other prints several as one
        pairs = [(i, j, like) for j, i, like in align(story_b, story_a)]
    least = min(story_a.told, story_b.told)
    common = sum(LCSseq.similarity(_told(story_a, i), _told(story_b, j)) for i, j, _ in pairs)
    few = len(pairs) < 2 and common < _ALONE
    if few or common < min(_LEAST_TOLD, 0.5 * least) or common < _LEAST_SHARE * least:
        return None
    fuller = len(story_a.words) - len(story_b.words)
    first, because = which_first(a, b, fuller)
    passages = [(Passage(story_a.span(i), story_b.span(j), round(like, 3))) for i, j, like in pairs]
    if first is b:
        passages = [Passage(p.copy, p.first, p.likeness) for p in passages]
    other = b if first is a else a
    share = round(min(1.0, common / max(least, 1)), 3)
    return Copy(first.id, other.id, share, tuple(sorted(passages, key=lambda p: p.copy)), because)


def align(a: Story, b: Story) -> list[tuple[int, int, float]]:
    """Return for each sentence of ``b`` that is one of ``a``, in any order, that one and the likeness."""
    grams_a, at_a = _grams(a)
    grams_b, at_b = _grams(b)
    order = np.argsort(grams_a, kind="stable")
    grams_a, at_a = grams_a[order], at_a[order]
    low, high = np.searchsorted(grams_a, grams_b, "left"), np.searchsorted(grams_a, grams_b, "right")
    shared: dict[tuple[int, int], int] = {}
    for k in np.flatnonzero((high > low) & (high - low < _OFTEN)).tolist():
        for i in at_a[low[k] : high[k]].tolist():
            key = (int(at_b[k]), i)
            shared[key] = shared.get(key, 0) + 1
    best: dict[int, tuple[float, int]] = {}
    for (j, i), _ in sorted(shared.items()):
        like = likeness(a.sentence(i), b.sentence(j))
        if like and like > best.get(j, (0.0, 0))[0]:
            best[j] = (like, i)
    return [(i, j, like) for j, (like, i) in sorted(best.items())]


def likeness(one: Hashes, other: Hashes) -> float:
    """Return how much of two sentences is one, in [0, 1]; 0 when they are not one rewritten."""
    shorter = min(len(one), len(other))
    common = LCSseq.similarity(one.tolist(), other.tolist())
    both = 2 * common / (len(one) + len(other))
    if shorter >= _LEAST_WORDS and common >= _HELD * shorter:
        return max(both, float(_LIKE))
    return both if both >= _LIKE and shorter >= 4 else 0.0


def _grams(found: Story) -> tuple[Hashes, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    words, count = found.words, len(found.words) - _GRAM + 1
    if count < 1:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    hashes = np.zeros(count, np.uint64)
    for n in range(_GRAM):
        hashes = hashes * np.uint64(0x5851F42D4C957F2D) + words[n : n + count]
    at = np.searchsorted(np.array(found.bounds), np.arange(count), "right") - 1
    inside = np.array(found.bounds)[at + 1] >= np.arange(count) + _GRAM
    return hashes[inside], at[inside]


def _told(found: Story, sentence: int) -> list[int]:
    first, last = found.bounds[sentence], found.bounds[sentence + 1]
    told: list[int] = found.words[first:last][~found.quoted[first:last]].tolist()
    return told


def which_first(a: Printed, b: Printed, fuller: int = 0) -> tuple[Printed, str]:
    """Return which of two documents with common text was first, and what says so.

    A credit line decides, then the dates, then the length (``fuller`` is by how much ``a`` is longer: copies
    are cut), then the ids, so that the answer is always the same.
    """
    for one, other in ((a, b), (b, a)):
        if other.credit and one.outlet and _same_outlet(other.credit, one.outlet):
            return one, f"the other credits {other.credit}"
    for one, other in ((a, b), (b, a)):
        if one.day and other.day and one.day < other.day:
            return one, f"published {one.published}, the other {other.published}"
    why = "same day" if a.day and b.day else "not dated"
    if fuller:
        return (a if fuller > 0 else b), f"{why}; the fuller text"
    return min(a, b, key=lambda p: p.id), f"{why}; not known which was first"


def _same_outlet(one: str, other: str) -> bool:
    known, named = outlet_of(one), outlet_of(other)
    if known and named:
        return known.name == named.name
    return one.casefold().removeprefix("the ") == other.casefold().removeprefix("the ")
