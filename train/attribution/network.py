"""A small BERT encoder with heads for roles, names and links, for PyTorch."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.attribution.labels import NAME_KINDS, ROLES
from train.encoder import Layer, LockedDropout, pretrained

HEAD, LINK = 32, 128
"""The width of an attention head, and of the vectors that links compare."""


def distance_buckets(length: int) -> Tensor:
    """Signed distances between pieces in half-octaves, as numbers below 33."""
    step = torch.arange(length)[None, :] - torch.arange(length)[:, None]
    size = step.abs().clamp(min=1).float().log2().mul(2).floor().long().clamp(max=15) + 1
    return torch.where(step == 0, 0, torch.where(step > 0, size, size + 16))


class Network(nn.Module):
    """Word pieces -> role tags, name tags, content-to-cue and cue-to-source scores.

    Inputs are ``[batch, length]`` int64: ids, shape, quote, gap (see
    ``onrecord.attribution.features.Pieces``), with [CLS] first, [SEP] last and zeros as padding. Outputs:
    ``[batch, length, 7]``, ``[batch, length, 11]`` and twice ``[batch, length, length]``: row content piece,
    column first piece of its cue; row first piece of a cue, column first piece of its source, column 0 for
    none.
    """

    def __init__(
        self,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        rate: float = 0.1,
        width: int = 384,
        length: int = 256,
    ) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30522, width), nn.Embedding(512, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.shape, self.quote, self.gap = (
            nn.Embedding(8, width),
            nn.Embedding(8, width),
            nn.Embedding(4, width),
        )
        for added in (self.shape, self.quote, self.gap):
            nn.init.normal_(added.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(width, heads, rate, HEAD, inner) for _ in range(layers))
        self.drop = LockedDropout(rate)
        self.hidden = nn.Linear(width, width)
        self.tags, self.names = (
            nn.Linear(width, 1 + 2 * len(ROLES)),
            nn.Linear(width, 1 + 2 * len(NAME_KINDS)),
        )
        self.query, self.key = nn.Linear(width, 2 * LINK), nn.Linear(width, 2 * LINK)
        self.distance = nn.Embedding(40, 2)
        nn.init.zeros_(self.distance.weight)
        self.register_buffer("buckets", distance_buckets(length), persistent=False)

    def take(self, other: Network) -> None:
        """Copy a network whose layers are as wide: embeddings, output heads, evenly spaced layers."""
        self.load_state_dict(other.state_dict_without_layers(), strict=False)
        for mine, at in zip(self.layers, _spread(len(self.layers), len(other.layers)), strict=True):
            mine.load_state_dict(other.layers[at].state_dict())

    def state_dict_without_layers(self) -> dict[str, Tensor]:
        return {name: value for name, value in self.state_dict().items() if not name.startswith("layers.")}

    def encode(self, ids: Tensor, shape: Tensor, quote: Tensor, gap: Tensor, mask: Tensor | None) -> Tensor:
        x = self.norm(self.word(ids) + self.position.weight[: ids.shape[1]])
        x = self.drop(x + self.shape(shape) + self.quote(quote) + self.gap(gap))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(
        self, ids: Tensor, shape: Tensor, quote: Tensor, gap: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        length, real = ids.shape[1], ids > 0
        x = self.drop(self.encode(ids, shape, quote, gap, real[:, None, None, :]))
        padding = (~real[:, None, :]).float() * -1e4
        bias = self.distance(self.buckets[:length, :length])
        return *self.tag(x), *self.link(x, bias[..., 0] + padding, bias[..., 1] + padding)

    def tag(self, x: Tensor) -> tuple[Tensor, Tensor]:
        hidden = functional.gelu(self.hidden(x))
        return self.tags(hidden), self.names(hidden)

    def link(self, x: Tensor, cue_bias: Tensor, source_bias: Tensor) -> tuple[Tensor, Tensor]:
        query, key = self.query(x), self.key(x).transpose(1, 2)
        return (
            query[..., :LINK] @ key[:, :LINK] / LINK**0.5 + cue_bias,
            query[..., LINK:] @ key[:, LINK:] / LINK**0.5 + source_bias,
        )


def _spread(few: int, many: int) -> list[int]:
    """Return which of ``many`` layers to keep as ``few``: evenly spaced, the last one among them."""
    return [round((i + 1) * many / few) - 1 for i in range(few)]


def load_network(weights: Path) -> Network:
    """Load averaged weights, not to be trained on; names and shapes tell how large the network is."""
    state = torch.load(weights)
    network = Network(
        layers=1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers.")),
        heads=len(state["layers.0.qkv.bias"]) // (3 * HEAD),
        inner=len(state["layers.0.up.bias"]),
    )
    network.load_state_dict(state)
    return network.eval().requires_grad_(False)


def load_encoder(network: Network, path: Path) -> None:
    """Copy a pretrained BERT (safetensors) into the encoder; with fewer layers, evenly spaced ones."""
    copies = pretrained(path, len(network.layers))
    copies["position.weight"] = copies["position.weight"] + copies.pop("kind.weight")[0]
    network.load_state_dict(copies, strict=False)
