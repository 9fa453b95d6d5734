"""A cross-encoder with one head over five labels, for PyTorch."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.positions.crossencoder import LABELS
from onrecord.positions.pieces import PROPOSITION, STATEMENT
from train.encoder import Layer, LockedDropout


class Network(nn.Module):
    """[CLS] statement [SEP] proposition [SEP] context [SEP] -> scores of the five labels.

    Inputs ``[batch, length]`` int64: ids (0 is padding) and kinds (whose a piece is, see
    :mod:`onrecord.positions.pieces`). Output ``[batch, 5]``.
    """

    def __init__(self, layers: int = 6, width: int = 384, heads: int = 12, rate: float = 0.1) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30522, width), nn.Embedding(512, width)
        self.kind = nn.Embedding(3, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, rate) for _ in range(layers))
        self.drop = LockedDropout(rate)
        self.hidden, self.out = nn.Linear(3 * width, width), nn.Linear(width, len(LABELS))

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        mask = (ids > 0)[:, None, None, :]
        return self.score(self.encode(self.word(ids), kinds, mask), ids, kinds)

    def encode(self, words: Tensor, kinds: Tensor, mask: Tensor | None) -> Tensor:
        x = self.drop(self.norm(words + self.position.weight[: words.shape[1]] + self.kind(kinds)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def score(self, x: Tensor, ids: Tensor, kinds: Tensor) -> Tensor:
        """Pool [CLS], the statement and the proposition, and score the labels."""
        seen = [((kinds == whose) & (ids > 0)).to(x.dtype)[..., None] for whose in (STATEMENT, PROPOSITION)]
        pooled = [x[:, 0], *((x * part).sum(1) / part.sum(1) for part in seen)]
        return self.out(functional.dropout(self.hidden(torch.cat(pooled, 1)).tanh(), 0.1, self.training))


def load(network: Network, weights: dict[str, Tensor]) -> None:
    """Copy weights; what a network does not know of is left."""
    network.load_state_dict(weights, strict=False)
