"""A large cross-encoder, too large to ship, that teaches the small one: all-mpnet-base-v2 with our head.

MPNet (Song et al. 2020) is BERT with a bias on attention that depends on how far apart two pieces are, and
BERT's vocabulary four places on, behind marks of its own.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.positions.pieces import CLS, SEP
from train.encoder import layer_copies
from train.stance.network import Network

LAYERS, WIDTH, HEADS = 12, 768, 12
NEAR, FAR = 8, 128
"""Distances below ``NEAR`` have a bias each; from there to ``FAR`` they share them, ever more to one."""
FIRST = 2
"""Where MPNet's positions begin."""
QKV = ("attention.attn.q", "attention.attn.k", "attention.attn.v")
PARTS = (
    ("out", "attention.attn.o"),
    ("norm1", "attention.LayerNorm"),
    ("up", "intermediate.dense"),
    ("down", "output.dense"),
    ("norm2", "output.LayerNorm"),
)


class Large(Network):
    """MPNet with the small network's inputs, pooling and scores."""

    def __init__(self, rate: float = 0.1) -> None:
        super().__init__(LAYERS, WIDTH, HEADS, rate)
        self.word = nn.Embedding(30527, WIDTH)
        self.register_buffer("near", torch.zeros(4 * NEAR, HEADS))

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        length = ids.shape[1]
        bias = self.near[distances(length)].permute(2, 0, 1)[None]
        mask = bias.masked_fill((ids == 0)[:, None, None, :], -1e4)
        return self.score(self.encode(self.word(translated(ids)), kinds, mask), ids, kinds)


def translated(ids: Tensor) -> Tensor:
    """BERT's ids to MPNet's."""
    theirs = ids + 4
    for ours, mark in ((0, 1), (CLS, 0), (SEP, 2)):
        theirs = theirs.masked_fill(ids == ours, mark)
    return theirs


def distances(length: int) -> Tensor:
    """Which bias two places share; ``[length, length]`` (Raffel et al. 2020, both ways)."""
    places = torch.arange(length)
    ahead = places[None, :] - places[:, None]
    far = ahead.abs().clamp(min=1)
    shared = NEAR + (far / NEAR).log() / math.log(FAR / NEAR) * NEAR
    steps = torch.where(far < NEAR, ahead.abs(), shared.long().clamp(max=2 * NEAR - 1))
    return steps + (ahead > 0) * 2 * NEAR


def load_large(network: Large, folder: Path) -> None:
    """Copy MPNet's pretrained weights (``model.safetensors``) into the encoder."""
    weights = load_file(folder / "model.safetensors")
    copies = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"][FIRST:],
        "kind.weight": torch.zeros(3, WIDTH),
        "near": weights["encoder.relative_attention_bias.weight"],
    }
    copies |= layer_copies(weights, range(LAYERS), QKV, PARTS)
    network.load_state_dict(copies, strict=False)
