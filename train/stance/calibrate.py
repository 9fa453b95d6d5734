"""Fit on dev what turns the shipped network's scores into probabilities, and from when on a side is named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from onrecord.positions.stances import Calibration

Floats = NDArray[np.float32]
PRECISION = 0.75
"""What named sides must reach on dev. At 0.80 one side in four would be named, at 0.92 one in ten."""


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


def threshold(odds: Floats, right: Sequence[int], precision: float = PRECISION) -> float:
    """Return the lowest probability from which on named sides are right often enough, one for all sides.

    A threshold for each side finds a little more on dev and less on test.
    """
    best, chosen = odds[:, :3].argmax(1), odds[:, :3].max(1)
    hits = best == np.array(right)
    for step in np.arange(0.4, 1.0, 0.01):
        if (chosen >= step).any() and hits[chosen >= step].mean() >= precision:
            return round(float(step), 2)
    return 0.99
