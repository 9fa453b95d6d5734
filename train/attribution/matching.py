"""Predicted attributions against gold ones, one to one, by the overlap of their content's characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.model import Attribution
from train.attribution.corpus import Gold, Range

SKIPPED = set(" \t\r\n\u00a0\"'“”‘’«»„`.,;:!?-–—()[]")
"""White space, quotation marks and edge punctuation do not count."""


def characters(text: str, spans: Iterable[Range]) -> set[int]:
    return {i for start, end in spans for i in range(start, min(end, len(text))) if text[i] not in SKIPPED}


def pairs(gold: list[set[int]], found: list[set[int]], threshold: float) -> list[tuple[int, int]]:
    """Match greedily by intersection over union, from the best pair down; ties by position."""
    near = [
        (-len(g & f) / len(g | f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f
    ]
    left, right, matched = set(), set(), []
    for overlap, i, j in sorted(near):
        if -overlap >= threshold and i not in left and j not in right:
            left.add(i)
            right.add(j)
            matched.append((i, j))
    return matched


def count(text: str, gold: list[Gold], found: Sequence[Attribution]) -> Counter[str]:
    """Count gold, found, and those right: ``full`` (content by half, and source), ``half``, ``exact``."""
    wanted = [characters(text, g.content) for g in gold]
    got = [characters(text, f.content) for f in found]
    half = pairs(wanted, got, 0.5)
    return Counter(
        gold=len(gold),
        found=len(found),
        half=len(half),
        exact=len(pairs(wanted, got, 0.999)),
        full=sum(source_right(text, gold[i], found[j]) for i, j in half),
    )


def right(text: str, gold: list[Gold], found: Sequence[Attribution]) -> list[bool]:
    """Say of every attribution found whether content (by half) and source are right."""
    wanted = [characters(text, g.content) for g in gold]
    half = pairs(wanted, [characters(text, f.content) for f in found], 0.5)
    good = {j for i, j in half if source_right(text, gold[i], found[j])}
    return [j in good for j in range(len(found))]


def source_right(text: str, gold: Gold, found: Attribution) -> bool:
    """Both without a source, or the two sources share a character that counts."""
    wanted, got = characters(text, gold.source), characters(text, found.source)
    return (not wanted and not got) or bool(wanted & got)


def f1(counts: Counter[str], which: str) -> float:
    """Return the F1 of one of the counts of :func:`count`."""
    return 2 * counts[which] / max(counts["gold"] + counts["found"], 1)
