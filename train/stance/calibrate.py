"""Fit on dev what turns the shipped network's scores into probabilities, and from when on a side is named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from onrecord.positions.stances import Calibration

Floats = NDArray[np.float32]
PRECISION = 0.92
"""What sides must reach on dev, with what is not named counted as unclear."""


def calibrated(scores: Floats, right: Sequence[int]) -> Calibration:
    """Fit scale and offsets by likelihood; *for* and *against* share an offset: neither side gains."""
    given, wanted = torch.from_numpy(scores), torch.tensor(right)
    scale, free = torch.ones(1, requires_grad=True), torch.zeros(3, requires_grad=True)
    optimizer = torch.optim.LBFGS([scale, free], max_iter=200)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = functional.cross_entropy(given * scale + functional.pad(free, (2, 0)), wanted)
        value.backward()
        return value

    optimizer.step(loss)
    offsets = (0.0, 0.0, *(round(x, 4) for x in free.tolist()))
    return Calibration(round(scale.item(), 4), offsets)


def thresholds(odds: Floats, right: Sequence[int], precision: float = PRECISION) -> tuple[float, ...]:
    """Choose from when on each side is named: most are found while those named are right often enough."""
    best, chosen, wanted = odds[:, :3].argmax(1), odds[:, :3].max(1), np.array(right)
    steps = np.arange(0.4, 0.96, 0.02)
    named = [[(best == side) & (chosen >= step) for step in steps] for side in range(3)]
    counts = [[(int(n.sum()), int((n & (wanted == side)).sum())) for n in named[side]] for side in range(3)]
    most, found = -1, (0.99, 0.99, 0.99)
    for i, j, k in product(range(len(steps)), repeat=3):
        pairs, hits = map(sum, zip(counts[0][i], counts[1][j], counts[2][k], strict=True))
        if hits > most and hits >= precision * pairs:
            most, found = hits, (float(steps[i]), float(steps[j]), float(steps[k]))
    return tuple(round(step, 2) for step in found)
