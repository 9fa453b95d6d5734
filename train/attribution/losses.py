"""What the network is punished for: not answering as the annotators did, or not as its teacher does."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.attribution.linking import CONTENT, CUE

WEIGHTS = {"tags": 1.0, "names": 0.25, "cue": 0.3, "source": 0.2}
"""Of the network's four outputs, in their order."""

Outputs = tuple[Tensor, ...]


def gold_losses(outputs: Outputs, wanted: list[Tensor]) -> dict[str, Tensor]:
    """Cross entropy of each output, mean over the pieces that have a target."""
    losses = {}
    for name, scores, target in zip(WEIGHTS, outputs, wanted, strict=True):
        value = functional.cross_entropy(scores.flatten(0, 1), target.flatten(), reduction="sum")
        losses[name] = value / (target >= 0).sum().clamp(min=1)
    return losses


def mean_outputs(every: list[Outputs]) -> Outputs:
    """Return the logarithm of the mean of several networks' probabilities, output by output."""
    return tuple(
        torch.stack([scores.log_softmax(-1) for scores in same]).logsumexp(0) - math.log(len(same))
        for same in zip(*every, strict=True)
    )


def teacher_losses(outputs: Outputs, taught: Outputs, real: Tensor) -> dict[str, Tensor]:
    """Divergence from a teacher's probabilities (Hinton et al. 2015), mean over the pieces it concerns.

    ``real`` ``[batch, length]`` marks what is not padding. Links concern pieces that the teacher takes for
    content or for a cue, as much as it does.
    """
    tags = taught[0].softmax(-1)
    concerned = {"tags": real.float(), "names": real.float()}
    for name, role in (("cue", CONTENT), ("source", CUE)):
        concerned[name] = tags[..., 1 + 2 * role : 3 + 2 * role].sum(-1) * real
    losses = {}
    for name, scores, wanted in zip(WEIGHTS, outputs, taught, strict=True):
        apart = functional.kl_div(
            scores.log_softmax(-1), wanted.log_softmax(-1), log_target=True, reduction="none"
        )
        losses[name] = (apart.sum(-1) * concerned[name]).sum() / concerned[name].sum().clamp(min=1e-3)
    return losses


def weighed(losses: dict[str, Tensor]) -> Tensor:
    """Sum the losses of the four outputs by ``WEIGHTS``."""
    return torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum()
