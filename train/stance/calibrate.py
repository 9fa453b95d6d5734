"""Fit on dev what turns the shipped network's scores into probabilities, and from when on a side is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from onrecord.positions.stances import Calibration

Floats = NDArray[np.float32]
PRECISION = 0.6
"""What named sides must reach on real dev passages, before what stands behind the network (tempering) takes
some of the wrong ones away. At 0.65 a quarter fewer sides are found, at 0.7 half."""


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


def careful(calibration: Calibration, odds: Floats, right: Sequence[int]) -> Calibration:
    """Choose from when on a side is named, and *off* suspected: so that most sides are found at `PRECISION`.

    One threshold serves all sides: one for each finds a little more on dev and less on test.
    """
    best, found = 0.0, calibration
    sides = sum(label < 3 for label in right)
    for suspicion in (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0):
        for step in np.arange(0.3, 0.96, 0.02):
            chosen = replace(calibration, thresholds=(round(float(step), 2),) * 3, suspicion=suspicion)
            named = [(a, b) for a, b in zip(right, map(chosen.label, odds), strict=True) if b < 3]
            hits = sum(a == b for a, b in named)
            if named and hits / len(named) >= PRECISION and hits / sides > best:
                best, found = hits / sides, chosen
    return found
