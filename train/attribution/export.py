"""Weights of a training -> the int8 ONNX file that ships.

``python -m train.attribution.export POLNEAR WEIGHTS.pt OUT.onnx`` writes ``OUT.onnx`` (int8) and prints how
far it is from PyTorch. Texts of ``POLNEAR/train`` show which channels need scaling first.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from onrecord.attribution.network import INPUTS
from train.attribution.corpus import read_split
from train.attribution.network import Network, load_network
from train.attribution.smoothing import smooth
from train.encoder import Layer

EVERY = 20
"""One in so many training documents shows how high the channels run."""

OUTPUTS = ("tags", "names", "to_cue", "to_source")


def example(length: int) -> tuple[Tensor, ...]:
    generator = torch.Generator().manual_seed(length)
    return tuple(
        torch.randint(low, high, (1, length), generator=generator)
        for low, high in ((1000, 20000), (1, 7), (0, 5), (1, 4))
    )


class FusedAttention(torch.autograd.Function):
    """Attention that becomes one operator of onnxruntime instead of a dozen: a tenth off the whole network's
    time.
    """

    @staticmethod
    def forward(_: object, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        by_head = (t.unflatten(-1, (heads, -1)).transpose(1, 2) for t in (q, k, v))
        return functional.scaled_dot_product_attention(*by_head).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class FusedLayer(nn.Module):
    """A layer of the encoder, for a single window and for inference only."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: Tensor, _: None) -> Tensor:
        layer = self.layer
        x = layer.norm1(x + layer.out(FusedAttention.apply(*layer.qkv(x).chunk(3, -1), layer.heads)))
        return layer.norm2(x + layer.down(functional.gelu(layer.up(x))))


class OneWindow(nn.Module):
    """The network for a single window: nothing is padding, and distances are looked up once, here."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        network.layers = nn.ModuleList(map(FusedLayer, network.layers))
        network.position = nn.Embedding.from_pretrained(
            network.position.weight[: len(network.buckets)].detach()
        )
        biases = network.distance(network.buckets).detach().permute(2, 0, 1).contiguous()
        self.register_buffer("biases", biases)

    def forward(
        self, ids: Tensor, shape: Tensor, quote: Tensor, gap: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        length = ids.shape[1]
        x = self.network.encode(ids, shape, quote, gap, None)
        cue_bias, source_bias = self.biases[:, :length, :length].unbind(0)
        return *self.network.tag(x), *self.network.link(x, cue_bias, source_bias)


def export(network: Network, path: Path) -> None:
    """Write the network as float32 ONNX with a free length; the batch is always one window."""
    axes = {name: {1: "length"} for name in (*INPUTS, "tags", "names")}
    axes |= {name: {1: "length", 2: "length"} for name in ("to_cue", "to_source")}
    torch.onnx.export(
        OneWindow(network).eval(),
        example(40),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantise(path: Path, out: Path) -> None:
    """Quantise every weight matrix and the embedding tables to int8, per output channel."""
    quantize_dynamic(
        path,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )


def difference(network: Network, path: Path) -> dict[str, float]:
    """Return the largest difference between PyTorch's outputs and those of an ONNX file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    columns = example(97)
    with torch.no_grad():
        wanted = network(*columns)
    found = session.run(None, {name: column.numpy() for name, column in zip(INPUTS, columns, strict=True)})
    return {n: float(np.abs(w.numpy() - f).max()) for n, w, f in zip(OUTPUTS, wanted, found, strict=True)}


def export_quantised(polnear: Path, weights: Path, out: Path) -> None:
    """Export averaged weights to int8 ONNX and print how far both steps are from PyTorch."""
    network = load_network(weights)
    smoothed = load_network(weights)
    smooth(smoothed, (marked.text for marked in read_split(polnear / "train")[::EVERY]))
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        export(smoothed, full)
        quantise(full, out)
        for path in (full, out):
            print(path.name, json.dumps(difference(network, path)), f"{path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep float32")
    given = parser.parse_args()
    torch.set_num_threads(1)
    if given.float:
        export(load_network(given.weights), given.out)
    else:
        export_quantised(given.polnear, given.weights, given.out)


if __name__ == "__main__":
    main()
