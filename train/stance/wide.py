"""The network that ships: six layers of the teacher, in the arithmetic in which they will run.

Whole layers of the teacher's own are the best beginning. They were chosen by taking out, one after another,
the one that its odds miss least; narrower layers, or every second one, leave less of them. In training,
weights are rounded to what four bits and a factor hold (see :mod:`onrecord.encoding.packing`) and activations
to 256 steps, and gradients pass as if they were not (Bengio et al. 2013; Jacob et al. 2018), so that what was
learned is what ships.

The teacher's word table alone would take up the space. Its rows are mapped, linearly, from the table that
the package has already, and for frequent pieces from some numbers of their own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from onrecord.encoding.packing import BLOCK, FACTORS, MOST
from onrecord.encoding.words import words
from train.stance.large import HEADS, NEAR, WIDTH, distances, translated
from train.stance.network import Network

KEPT = (0, 2, 4, 5, 6, 7)
"""The teacher's layers that are kept."""

PIECES, SHARED, OWN = 30522, 384, 192
"""Word pieces, and the widths of the shared table and of a frequent piece's own numbers."""

FREQUENT = 9000
"""How many pieces have numbers of their own; even, as they lie two to a byte."""

FLATTENED = 0.75
"""The power of a piece's count that says how much it matters where the map is fitted."""

ROUNDED = ("qkv", "out", "up", "down")


class Rounding(torch.autograd.Function):
    """What int8 arithmetic sees of activations: for each of a batch 256 steps from the least to the most."""

    @staticmethod
    def forward(_: object, x: Tensor) -> Tensor:
        each = x.flatten(1)
        shape = (-1, *[1] * (x.dim() - 1))
        low, high = each.amin(1).clamp(max=0).view(shape), each.amax(1).clamp(min=0).view(shape)
        step = ((high - low) / 255).clamp(min=1e-8)
        zero = (-low / step).round()
        return (x / step).round_().add_(zero).clamp_(0, 255).sub_(zero).mul_(step)

    @staticmethod
    def backward(_: object, gradient: Tensor) -> Tensor:
        return gradient


class Coarse(torch.autograd.Function):
    """What four bits and a factor hold of weights."""

    @staticmethod
    def forward(_: object, weights: Tensor) -> Tensor:
        whole, factors, scales = parts(weights)
        return whole.mul_(factors * scales).flatten(1)

    @staticmethod
    def backward(_: object, gradient: Tensor) -> Tensor:
        return gradient


def parts(weights: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Weights ``[outputs, inputs]`` as a product of whole numbers ``[outputs, blocks, 64]``, whole factors
    ``[outputs, blocks, 1]`` and scales ``[outputs, 1, 1]``.
    """
    blocks = weights.unflatten(1, (-1, BLOCK))
    most = blocks.abs().amax(2, keepdim=True)
    reach = MOST + 0.49  # what is still rounded to the largest number
    scales = (most.amax(1, keepdim=True) / (FACTORS * reach)).clamp(min=1e-12)
    factors = (most / (reach * scales) - 1e-4).ceil().clamp(1, FACTORS)
    return (blocks / (scales * factors)).round_().clamp_(-MOST, MOST), factors, scales


class RoundedLinear(nn.Linear):
    """A linear map as int8 arithmetic does it."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(Rounding.apply(x), Coarse.apply(self.weight), self.bias)


class WordMap(nn.Module):
    """Ids -> rows of the teacher's word table, nearly."""

    shared: Tensor
    own: Tensor

    def __init__(self) -> None:
        super().__init__()
        table = torch.tensor(words()(np.arange(PIECES)))
        self.register_buffer("shared", table, persistent=False)
        self.register_buffer("own", torch.zeros(PIECES, OWN))
        self.map = nn.Linear(SHARED + OWN, WIDTH).requires_grad_(False)

    def forward(self, ids: Tensor) -> Tensor:
        return self.map(torch.cat([self.shared[ids], self.own[ids]], -1))


class Wide(Network):
    """As the teacher, with fewer layers and a mapped word table."""

    near: Tensor

    def __init__(self, rate: float = 0.0) -> None:
        super().__init__(len(KEPT), WIDTH, HEADS, rate)
        self.word = WordMap()  # type: ignore[assignment]
        self.register_buffer("near", torch.zeros(4 * NEAR, HEADS))
        self.hidden.__class__ = RoundedLinear
        for layer in self.layers:
            for name in ROUNDED:
                getattr(layer, name).__class__ = RoundedLinear

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        bias = self.near[distances(ids.shape[1])].permute(2, 0, 1)[None]
        mask = bias.masked_fill((ids == 0)[:, None, None, :], -1e4)
        return self.score(self.encode(self.word(ids), kinds, mask), ids, kinds)


def begun(teacher: Network, counts: NDArray[np.int64]) -> dict[str, Tensor]:
    """Return weights to begin with: the teacher's, and a word map fitted to pieces by their ``counts``."""
    given = teacher.state_dict()
    kept = {name: value for name, value in given.items() if not name.startswith(("layers.", "word."))}
    for place, layer in enumerate(KEPT):
        start = f"layers.{layer}."
        kept |= {
            f"layers.{place}.{name.removeprefix(start)}": value
            for name, value in given.items()
            if name.startswith(start)
        }
    wanted = teacher.word.weight[translated(torch.arange(PIECES))].detach().double().numpy()
    return {**kept, **fitted(wanted, counts)}


def fitted(wanted: NDArray[Any], counts: NDArray[np.int64]) -> dict[str, Tensor]:
    """Fit the word map to rows ``[pieces, width]``: least squares from the shared table, then the main
    directions of what is left.
    """
    matter = (counts + 0.3) ** FLATTENED
    table = np.c_[words()(np.arange(PIECES)), np.ones(PIECES)].astype(np.float64)
    inner = (table * matter[:, None]).T
    mapped = np.linalg.solve(inner @ table + 1e-3 * np.eye(SHARED + 1), inner @ wanted)
    left = wanted - table @ mapped
    *_, main = np.linalg.svd(left * np.sqrt(matter)[:, None], full_matrices=False)
    matrix = np.r_[mapped[:SHARED], main[:OWN]].astype(np.float16).astype(np.float64)
    left = wanted - table[:, :SHARED] @ matrix[:SHARED] - mapped[SHARED]
    own = np.zeros((PIECES, OWN))
    frequent = np.argsort(-counts, kind="stable")[:FREQUENT]
    own[frequent] = coarse_rows(left[frequent] @ np.linalg.pinv(matrix[SHARED:]))
    found = {"word.map.weight": matrix.T, "word.map.bias": mapped[SHARED], "word.own": own}
    return {
        name: torch.tensor(np.ascontiguousarray(value), dtype=torch.float32) for name, value in found.items()
    }


def coarse_rows(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round rows to numbers from -7 to 7 times a scale each, a float16."""
    scales = (np.abs(rows).max(1, keepdims=True) / (MOST + 0.49)).astype(np.float16).astype(np.float64)
    rounded: NDArray[np.float64] = np.clip(np.round(rows / np.maximum(scales, 1e-12)), -MOST, MOST) * scales
    return rounded
