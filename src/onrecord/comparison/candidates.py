"""Which documents may share text: those with common fingerprints, counted without comparing all with all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from onrecord.comparison.stories import Hashes

_ALL_PAIRS = 12
"""In a larger group each document is paired with the first and the one before it: linear in the group."""
_STANDING = 30
"""Text in more than ``_ALL_PAIRS`` documents over more days than this is a standing text, not a copy."""
_LEAST = 3
_LEAST_SHARE = 0.03


def candidates(prints: Sequence[Hashes], days: Sequence[int | None]) -> list[tuple[int, int]]:
    """Return pairs of positions of documents with enough common fingerprints, in order.

    ``prints[i]`` has the distinct fingerprints of document ``i``, ``days[i]`` its day as an ordinal; the
    documents come by date. Time and memory grow linearly with the number of fingerprints.
    """
    sizes = np.array([len(one) for one in prints], np.int64)
    if sizes.sum() == 0:
        return []
    hashes = np.concatenate(list(prints))
    owners = np.repeat(np.arange(len(prints), dtype=np.int32), sizes)
    order = np.argsort(hashes, kind="stable")  # stable: owners stay in order within a hash
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    counts = np.diff(np.append(starts, len(hashes)))
    dated = np.array([day or 0 for day in days], np.int64)
    found, shared = _counted(_pairs(owners, starts, counts, dated))
    one, other = found // len(prints), found % len(prints)
    least = np.maximum(_LEAST, _LEAST_SHARE * np.minimum(sizes[one], sizes[other]))
    keep = shared >= least
    return list(zip(one[keep].tolist(), other[keep].tolist(), strict=True))


def _pairs(
    owners: NDArray[np.int32], starts: NDArray[np.int64], counts: NDArray[np.int64], days: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    found = []
    total = len(days)
    for size in range(2, _ALL_PAIRS + 1):
        at = starts[counts == size]
        if len(at):
            groups = owners[at[:, None] + np.arange(size)].astype(np.int64)
            found += [groups[:, a] * total + groups[:, b] for a, b in combinations(range(size), 2)]
    for start, size in zip(starts[counts > _ALL_PAIRS], counts[counts > _ALL_PAIRS], strict=True):
        group = owners[start : start + size].astype(np.int64)
        known = days[group][days[group] > 0]
        if len(known) and known.max() - known.min() > _STANDING:
            continue
        found.append(group[0] * total + group[1:])
        found.append(group[1:-1] * total + group[2:])
    return found


def _counted(pieces: list[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not pieces:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.unique(np.concatenate(pieces), return_counts=True)
