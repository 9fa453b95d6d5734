"""How good weights are on the dev parts: forced choice on public sets, four classes on our own pairs.

``python -m train.stance.evaluate DATA WEIGHTS.pt`` prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from onrecord.attribution.network import tokenizer
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.pieces import padded, pair_pieces
from onrecord.positions.stance import Asked
from train.encoder import brief
from train.stance.corpora import argkp, perspectrum
from train.stance.large import Large
from train.stance.network import Network, load
from train.stance.pairs import Pair, read_pairs, split_pairs
from train.stance.wide import Wide

Floats = NDArray[np.float32]


def load_network(weights: dict[str, Tensor]) -> Network:
    """The network that weights are of: the teacher has a word table of its own."""
    network = Large() if "word.weight" in weights else Wide()
    load(network, weights)
    return network.eval()


def scores(network: nn.Module, pairs: Sequence[Asked], budget: int = 3072) -> Floats:
    """Score pairs in batches of like length, of at most ``budget`` pieces; ``[pairs, 5]``."""
    cut = pair_pieces(pairs, tokenizer())
    out = np.zeros((len(pairs), len(LABELS)), np.float32)
    order = sorted(range(len(cut)), key=lambda i: -len(cut[i][0]))
    with torch.inference_mode(), brief():
        start = 0
        while start < len(order):
            longest = len(cut[order[start]][0])
            chosen = order[start : start + max(1, budget // longest)]
            start += len(chosen)
            ids, kinds = map(torch.from_numpy, padded([cut[i] for i in chosen]))
            out[chosen] = network(ids, kinds).float().numpy()
    return out


def macro_f1(right: Sequence[int], found: Sequence[int], labels: Sequence[int]) -> float:
    """Mean over labels of F1; both sequences are aligned."""
    total = 0.0
    for label in labels:
        hits = sum(a == b == label for a, b in zip(right, found, strict=True))
        total += 2 * hits / max(1, sum(a == label for a in right) + sum(b == label for b in found))
    return total / len(labels)


def forced(found: Floats, right: Sequence[str]) -> float:
    """Macro-F1 of the likelier side, for or against."""
    return macro_f1([LABELS.index(x) for x in right], found[:, :2].argmax(1).tolist(), (0, 1))


def folded(found: Floats) -> Floats:
    """Five scores -> four probabilities: what is off counts as unclear."""
    odds = np.exp(found - found.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    return np.concatenate([odds[:, :3], odds[:, 3:].sum(1, keepdims=True)], 1)


def own_figures(found: Floats, pairs: Sequence[Pair]) -> dict[str, float]:
    """Four-class macro-F1 and the precision and recall of what is not unclear, at the likeliest label."""
    right = [min(LABELS.index(pair.label), 3) for pair in pairs]
    chosen = folded(found).argmax(1).tolist()
    named = [a == b for a, b in zip(right, chosen, strict=True) if b < 3]
    return {
        "own": macro_f1(right, chosen, range(4)),
        "precision": sum(named) / max(1, len(named)),
        "recall": sum(named) / sum(a < 3 for a in right),
    }


def figures(weights: dict[str, Tensor], data: Path, part: str = "dev") -> dict[str, float]:
    network = load_network(weights)
    found = {}
    for name, examples in (("perspectrum", perspectrum(data, "dev")), ("argkp", argkp(data, "dev"))):
        guesses = scores(network, [e.asked for e in examples])
        found[name] = forced(guesses, [e.right[0] for e in examples])
    own = split_pairs(read_pairs())[part]
    found |= own_figures(scores(network, [p.asked for p in own]), own)
    return {name: round(value, 4) for name, value in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    print(json.dumps(figures(torch.load(given.weights), given.data)))


if __name__ == "__main__":
    main()
