"""Weights of a training -> the file that ships: an int8 ONNX network that reads from the shared word table.

``python -m train.stance.export WEIGHTS.pt FOLDER`` writes ``stance.onnx`` and prints its size and how far the
network is from PyTorch.
"""

from __future__ import annotations

import argparse
import json
import tempfile
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


class OnePair(nn.Module):
    """The network for a single pair, from the word table's rows on: nothing is padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        network.layers = nn.ModuleList(map(FusedLayer, network.layers))

    def forward(self, words: Tensor, kinds: Tensor) -> Tensor:
        return self.network.score(self.network.encode(words, kinds, None), torch.ones_like(kinds), kinds)


def example(network: Network, length: int) -> tuple[Tensor, Tensor, Tensor]:
    """Random ids, their rows of the word table, and kinds."""
    generator = torch.Generator().manual_seed(length)
    ids = torch.randint(1000, 20000, (1, length), generator=generator)
    return ids, network.word(ids).detach(), (torch.arange(length) >= length // 2).long()[None]


def export(network: Network, path: Path) -> None:
    """Write all but the word table as float32 ONNX with a free length; the batch is always one pair."""
    torch.onnx.export(
        OnePair(network).eval(), example(network, 40)[1:], str(path), input_names=["words", "kinds"],
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


def difference(network: Network, path: Path) -> float:
    """Return the largest difference between PyTorch's scores and those of an ONNX file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    ids, words, kinds = example(network, 57)
    with torch.no_grad():
        wanted = network(ids, kinds).numpy()
    (found,) = session.run(None, {"words": words.numpy(), "kinds": kinds.numpy()})
    return float(np.abs(wanted - found).max())


def ship(network: Network, folder: Path) -> dict[str, float]:
    """Write ``stance.onnx``; return how far the scores are off, and the megabytes."""
    check_words(network)
    out = folder / "stance.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        export(network, full)
        quantise(full, out)
        figures = {"float32": difference(network, full), "int8": difference(network, out)}
    return {**figures, "megabytes": round(out.stat().st_size / 1e6, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    print(json.dumps(ship(load_network(torch.load(given.weights)), given.folder)))


if __name__ == "__main__":
    main()
