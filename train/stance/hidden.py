"""The teacher's hidden states, which the network that ships learns to have as well (after Jiao et al. 2020).

Of a layer's states the main directions are kept, each in parts of their mean spread, in float16: 320 numbers
a word piece for two layers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.attribution.network import tokenizer
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.pieces import padded, pair_pieces
from onrecord.positions.stance import Asked
from train.encoder import brief
from train.stance.large import Large
from train.stance.network import Network

BUDGET = 3072


class Match(NamedTuple):
    """After which layers (counted from nought) the states should be alike, and in how many directions."""

    ours: int
    theirs: int
    size: int


MATCHES = (Match(3, 5, 128), Match(5, 11, 192))
SIZE = sum(match.size for match in MATCHES)


class States:
    """Keeps what some layers of a network gave last."""

    def __init__(self, network: Network, layers: Iterable[int]) -> None:
        self.last: dict[int, Tensor] = {}
        self._hooks = [network.layers[n].register_forward_hook(self._keep(n)) for n in layers]

    def close(self) -> None:
        for hook in self._hooks:
            hook.remove()

    def _keep(self, layer: int) -> Any:
        def hook(_module: object, _given: object, states: Tensor) -> None:
            self.last[layer] = states

        return hook


class Basis:
    """Means and directions of the teacher's states, for each of ``MATCHES``."""

    def __init__(self, means: Sequence[Tensor], directions: Sequence[Tensor]) -> None:
        self.means, self.directions = means, directions

    @classmethod
    def read(cls, path: Path) -> Basis:
        with np.load(path) as arrays:
            both = [
                [torch.from_numpy(arrays[f"{name}{i}"]) for i in range(len(MATCHES))]
                for name in ("mean", "main")
            ]
        return cls(*both)

    def save(self, path: Path) -> None:
        arrays = {f"mean{i}": mean.numpy() for i, mean in enumerate(self.means)}
        np.savez(path, **arrays, **{f"main{i}": main.numpy() for i, main in enumerate(self.directions)})

    def of(self, states: Sequence[Tensor]) -> Tensor:
        """States of each match ``[..., width]`` as ``[..., SIZE]``."""
        parts = zip(states, self.means, self.directions, strict=True)
        return torch.cat([(state.float() - mean) @ main for state, mean, main in parts], -1)

    def distance(self, states: Sequence[Tensor], felt: Tensor) -> Tensor:
        """How far states ``[batch, length, width]`` are from the teacher's ``[batch, length, SIZE]``, in
        parts of its variance, added up over matches; rows of zeros are not known.
        """
        known = felt.abs().sum(-1) > 0
        if not known.any():
            return torch.zeros(())
        off = (self.of([state[known] for state in states]) - felt[known]).square()
        return sum(
            (part.mean() for part in off.split([match.size for match in MATCHES], -1)), torch.zeros(())
        )


def main_directions(states: NDArray[np.float32], size: int) -> tuple[Tensor, Tensor]:
    """Mean ``[width]`` and main directions ``[width, size]`` of states ``[pieces, width]``."""
    mean = states.mean(0)
    spreads, directions = np.linalg.eigh(np.cov((states - mean).T, bias=True))
    kept, spread = directions[:, ::-1][:, :size], np.sqrt(spreads[::-1][:size].mean())
    return torch.from_numpy(mean), torch.from_numpy((kept / spread).astype(np.float32))


def read_states(
    teacher: Large, pairs: Sequence[Asked]
) -> Iterator[tuple[list[int], list[int], Tensor, list[Tensor]]]:
    """Ask the teacher in batches: which pairs, how long each is, scores, and the states of each match."""
    states = States(teacher, (match.theirs for match in MATCHES))
    cut = pair_pieces(pairs, tokenizer())
    order = sorted(range(len(cut)), key=lambda i: -len(cut[i][0]))
    start = 0
    with torch.inference_mode(), brief():
        while start < len(order):
            chosen = order[start : start + max(1, BUDGET // len(cut[order[start]][0]))]
            start += len(chosen)
            ids, kinds = map(torch.from_numpy, padded([cut[i] for i in chosen]))
            found = teacher(ids, kinds).float()
            yield chosen, [len(cut[i][0]) for i in chosen], found, [states.last[m.theirs] for m in MATCHES]
    states.close()


def fitted(teacher: Large, pairs: Sequence[Asked]) -> Basis:
    """Find the main directions of the teacher's states on some pairs."""
    seen: list[list[NDArray[np.float32]]] = [[] for _ in MATCHES]
    for _, lengths, _, states in read_states(teacher, pairs):
        for number, state in enumerate(states):
            seen[number] += [row[:length].float().numpy() for row, length in zip(state, lengths, strict=True)]
    both = [main_directions(np.concatenate(rows), m.size) for rows, m in zip(seen, MATCHES, strict=True)]
    return Basis(*zip(*both, strict=True))


def scored(
    teacher: Large, basis: Basis, pairs: Sequence[Asked]
) -> tuple[NDArray[np.float32], NDArray[np.float16]]:
    """Scores ``[pairs, 5]`` and states of all pieces, one pair after another, ``[pieces, SIZE]``."""
    scores = np.zeros((len(pairs), len(LABELS)), np.float32)
    rows: list[Any] = [None] * len(pairs)
    for chosen, lengths, found, states in read_states(teacher, pairs):
        scores[chosen] = found.numpy()
        felt = basis.of(states).half().numpy()
        for row, (pair, length) in enumerate(zip(chosen, lengths, strict=True)):
            rows[pair] = felt[row, :length]
    return scores, np.concatenate(rows)
