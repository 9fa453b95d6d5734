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
PRECISION = 0.7
"""What named sides must reach on real dev passages, before what stands behind the network (tempering) takes
some of the wrong ones away. At 0.6 a fifth more sides are found, at 0.8 a quarter fewer."""


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
    """Fit on pairs as a record has them how rare those are that are not *off*; choose from when on a side is
    named, so that most are found at `PRECISION`.

    One threshold serves all sides: one for each finds a little more on dev and less on test.
    """
    wanted = np.array(right)
    mixes = [replace(calibration, rarity=round(float(times), 1)) for times in np.geomspace(1, 64, 25)]
    chosen = max(mixes, key=lambda mix: np.log(mix.recorded(odds)[np.arange(len(wanted)), wanted]).sum())
    sides = chosen.recorded(odds)[:, :3]
    confidence, hits = sides.max(1), sides.argmax(1) == wanted
    for step in np.arange(0.3, 0.96, 0.01):
        named = confidence >= step
        if hits[named].sum() >= PRECISION * named.sum():
            return replace(chosen, threshold=round(float(step), 2))
    return replace(chosen, threshold=1.0)
