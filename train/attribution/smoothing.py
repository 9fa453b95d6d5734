"""Make a network easier to quantise (SmoothQuant, Xiao et al. 2023): single channels that run ten times as
high as the others would stretch the int8 range of a whole window.

What goes into the feed-forward matrices is divided by a number for each channel, and the matrix multiplied
by it: the same network, to rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.attribution import network as runtime
from onrecord.attribution.features import Ints, pieces
from onrecord.attribution.tagger import Decoding, NeuralTagger
from train.attribution.network import Network

USUAL = 2.0
"""A channel may run this many times as high as the median channel before it is scaled down."""

MATRICES = ("up", "down")
"""Those of a layer that are worth it: a third of the distance from float32 is left, at 2 % of the time."""


class Smoothed(nn.Module):
    """A linear layer that first divides its input by ``scale`` ``[channels]``, to the same result."""

    def __init__(self, linear: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.linear = linear
        linear.weight.data = linear.weight.data * scale
        self.register_buffer("inverse", 1 / scale)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x * self.inverse)


def smooth(network: Network, texts: Iterable[str]) -> None:
    """Change the network in place, by how high each channel runs on some texts."""
    highest: dict[tuple[int, str], Tensor] = {}
    hooks = list(_watch(network, highest))
    read_texts(network, texts)
    for hook in hooks:
        hook.remove()
    for (layer, name), high in highest.items():
        scale = (high / (USUAL * high.median())).clamp(min=1.0)
        setattr(network.layers[layer], name, Smoothed(getattr(network.layers[layer], name), scale))


def _watch(
    network: Network, highest: dict[tuple[int, str], Tensor]
) -> Iterator[torch.utils.hooks.RemovableHandle]:
    """Keep the highest absolute value of each channel that goes into the matrices."""

    def keep(key: tuple[int, str], x: Tensor) -> None:
        high = x.detach().abs().flatten(0, -2).amax(0)
        highest[key] = torch.maximum(high, highest.get(key, high))

    for number, layer in enumerate(network.layers):
        for name in MATRICES:
            yield getattr(layer, name).register_forward_pre_hook(
                lambda _, inputs, key=(number, name): keep(key, inputs[0])
            )


def read_texts(network: Network, texts: Iterable[str]) -> None:
    """Run a PyTorch network over texts as the tagger would, for those who watch it."""
    tagger = NeuralTagger("float", _run(network), runtime.tokenizer(), Decoding())
    for text in texts:
        tagger.read(text, pieces(text, runtime.tokenizer()))


def _run(network: Network) -> runtime.Network:
    """Let the tagger run a PyTorch network."""

    def run(inputs: dict[str, Ints]) -> list[np.ndarray]:
        with torch.no_grad():
            return [out.numpy() for out in network(*(torch.from_numpy(inputs[n]) for n in runtime.INPUTS))]

    return run
