"""Weights of a training -> the file that ships: an int8 ONNX network that reads from the shared word table.

``python -m train.stance.export FOLDER WEIGHTS.pt...`` writes ``stance.onnx`` and prints its size and how far
it is from PyTorch. Several weights become one network: the mean of their scores, in the shares of ``SHARES``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.encoding.words import words
from train.attribution.export import FusedLayer
from train.stance.evaluate import load_network
from train.stance.network import Network

SHARES = (2 / 3, 1 / 3)
"""How much the scores of each of two networks count."""


class OnePair(nn.Module):
    """Networks for a single pair, from the word table's rows on: nothing is padding. Their mean score."""

    def __init__(self, networks: Sequence[Network]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        for network in networks:
            network.layers = nn.ModuleList(map(FusedLayer, network.layers))

    def forward(self, words: Tensor, kinds: Tensor) -> Tensor:
        ids = torch.ones_like(kinds)
        return mean([one.score(one.encode(words, kinds, None), ids, kinds) for one in self.networks])


def mean(scores: Sequence[Tensor]) -> Tensor:
    """Return the mean of the scores of one network, or of two by their shares."""
    shares = SHARES if len(scores) > 1 else (1.0,)
    return torch.stack([s * share for s, share in zip(scores, shares, strict=True)]).sum(0)


def example(network: Network, length: int) -> tuple[Tensor, Tensor, Tensor]:
    """Random ids, their rows of the word table, and kinds."""
    generator = torch.Generator().manual_seed(length)
    ids = torch.randint(1000, 20000, (1, length), generator=generator)
    return ids, network.word(ids).detach(), (torch.arange(length) >= length // 2).long()[None]


def export(networks: Sequence[Network], path: Path) -> None:
    """Write all but the word table as float32 ONNX with a free length; the batch is always one pair."""
    torch.onnx.export(
        OnePair(networks).eval(), example(networks[0], 40)[1:], str(path), input_names=["words", "kinds"],
        output_names=["scores"], dynamic_axes={name: {1: "length"} for name in ("words", "kinds")},
        opset_version=17, dynamo=False,
    )  # fmt: skip


def check_words(network: Network) -> None:
    """Make sure that the network was trained over the word table that ships (see ``train.sentence``)."""
    table = network.word.weight.detach().numpy()
    off = np.abs(words()(np.arange(len(table))) - table).max()
    if off > np.abs(table).max() / 127:
        raise SystemExit(f"the network's word table is not the one that ships: rows differ by {off:.3f}")


def quantise(path: Path, out: Path) -> None:
    """Quantise every weight matrix to int8, per output channel."""
    quantize_dynamic(
        path, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def difference(networks: Sequence[Network], path: Path) -> float:
    """Return the largest difference between PyTorch's scores and those of an ONNX file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    ids, words, kinds = example(networks[0], 57)
    with torch.no_grad():
        wanted = mean([network(ids, kinds) for network in networks]).numpy()
    (found,) = session.run(None, {"words": words.numpy(), "kinds": kinds.numpy()})
    return float(np.abs(wanted - found).max())


def ship(networks: Sequence[Network], folder: Path) -> dict[str, float]:
    """Write ``stance.onnx``; return how far the scores are off, and the megabytes."""
    for network in networks:
        check_words(network)
    out = folder / "stance.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        export(networks, full)
        quantise(full, out)
        figures = {"float32": difference(networks, full), "int8": difference(networks, out)}
    return {**figures, "megabytes": round(out.stat().st_size / 1e6, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    given = parser.parse_args()
    torch.set_num_threads(1)
    networks = [load_network(torch.load(path)) for path in given.weights]
    print(json.dumps(ship(networks, given.folder)))


if __name__ == "__main__":
    main()
