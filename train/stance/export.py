"""Weights of a training -> the file that ships: an int8 ONNX network, packed (``onrecord.encoding.packing``).

``python -m train.stance.export FOLDER WEIGHTS.pt`` writes ``stance.npz`` and prints its size and how far it
is from PyTorch.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from onrecord.encoding.packing import MOST, halved, joined
from onrecord.positions.crossencoder import read_network
from onrecord.positions.pieces import LONGEST
from onrecord.positions.stance import Asked
from train.encoder import Layer
from train.stance.evaluate import load_network, scores
from train.stance.large import distances
from train.stance.wide import OWN, SHARED, RoundedLinear, Wide, parts

MOST_PIECES = sum(LONGEST) + 4
"""With [CLS] and three [SEP]."""

LARGE = 100_000
"""A matrix of so many numbers is cut out of the file."""

SAMPLE = (
    Asked("The minister denied that the dam would be built.", "The dam should be built."),
    Asked("We would sign it tomorrow, if they withdrew first", "Ostmark should sign it.", "She was asked."),
)  # fmt: skip


Packed = dict[str, tuple[NDArray[np.int8], NDArray[np.uint8], NDArray[np.float32]]]
"""By name: whole numbers ``[inputs, outputs]``, factors ``[blocks, outputs]``, scales ``[outputs]``."""


class BiasedAttention(torch.autograd.Function):
    """Attention with a bias for distances, as one operator of onnxruntime."""

    @staticmethod
    def forward(_: object, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, heads: int) -> Tensor:
        by_head = (t.unflatten(-1, (heads, -1)).transpose(1, 2) for t in (q, k, v))
        return functional.scaled_dot_product_attention(*by_head, attn_mask=bias).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, bias: Any, heads: int) -> Any:
        absent = g.op("prim::Constant")
        absent.setType(torch._C.OptionalType.ofTensor())
        name = "com.microsoft::MultiHeadAttention"
        return g.op(name, q, k, v, absent, absent, bias, num_heads_i=heads).setType(q.type())


class BiasedLayer(nn.Module):
    """A layer of the encoder, for a single pair and for inference only."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        layer = self.layer
        seen = BiasedAttention.apply(*layer.qkv(x).chunk(3, -1), bias, layer.heads)
        x = layer.norm1(x + layer.out(seen))
        return layer.norm2(x + layer.down(functional.gelu(layer.up(x))))


class OnePair(nn.Module):
    """The network for a single pair, from the rows of the word tables on: nothing is padding."""

    biases: Tensor

    def __init__(self, network: Wide) -> None:
        super().__init__()
        self.network = network
        network.layers = nn.ModuleList(map(BiasedLayer, network.layers))
        network.position = nn.Embedding.from_pretrained(network.position.weight[:MOST_PIECES].detach())
        steps = distances(MOST_PIECES)
        by_offset = torch.cat([steps[:, 0].flip(0)[:-1], steps[0]])
        self.register_buffer("biases", network.near[by_offset])

    def forward(self, words: Tensor, kinds: Tensor) -> Tensor:
        places = torch.arange(words.shape[1])
        offsets = places[None, :] - places[:, None] + MOST_PIECES - 1
        x = self.network.encode(
            self.network.word.map(words), kinds, self.biases[offsets].permute(2, 0, 1)[None]
        )
        return self.network.score(x, torch.ones_like(kinds), kinds)


def plain_weights(network: Wide) -> Packed:
    """Give every rounded map its rounded weights, and return these."""
    found: Packed = {}
    for name, module in network.named_modules():
        if isinstance(module, RoundedLinear):
            whole, factors, scales = parts(module.weight.detach())
            module.weight.data = (whole * factors * scales).flatten(1)
            module.__class__ = nn.Linear
            found[name] = (
                whole.flatten(1).T.numpy().astype(np.int8),
                factors[..., 0].T.numpy().astype(np.uint8),
                scales.flatten().numpy(),
            )
    return found


def export(network: Wide, path: Path) -> None:
    """Write all but the word tables as float32 ONNX with a free length; the batch is always one pair."""
    generator = torch.Generator().manual_seed(1)
    words = torch.randn(1, 40, SHARED + OWN, generator=generator) * 0.05
    torch.onnx.export(
        OnePair(network).eval(), (words, (torch.arange(40) >= 20).long()[None]), str(path),
        input_names=["words", "kinds"], output_names=["scores"],
        dynamic_axes={name: {1: "length"} for name in ("words", "kinds")}, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(path: Path, out: Path) -> None:
    """Quantise every weight matrix but the first and the last, the word map and the scores, to int8, per
    output channel.
    """
    nodes = onnx.load(str(path)).graph.node
    ends = [node.name for node in nodes if "words" in node.input or "scores" in node.output]
    quantize_dynamic(
        path, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[*ends, *(f"{name}_MatMul" for name in ends)],  # what a Gemm is renamed to
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def cut(path: Path, packed: Packed) -> dict[str, NDArray[Any]]:
    """Cut a quantised file at its large matrices, which become what was packed, or float16."""
    model = onnx.load(str(path))
    given = {tensor.name: tensor for tensor in model.graph.initializer}
    left, taken, found = dict(packed), [], {}

    def put(name: str, array: NDArray[Any]) -> None:
        given[name].CopyFrom(numpy_helper.from_array(array, name))

    for name, tensor in given.items():
        array = numpy_helper.to_array(tensor)
        if array.size < LARGE:
            continue
        if array.dtype == np.int8:
            scale = name.removesuffix("_quantized") + "_scale"
            meant = nearest(array * numpy_helper.to_array(given[scale]), left)
            whole, factors, scales = left.pop(meant)
            put(name, whole * factors.repeat(len(whole) // len(factors), 0).astype(np.int8))
            put(scale, scales)
            taken.append((name, {"": halved(whole), "/factors": factors}))
        else:
            put(name, array.astype(np.float16).astype(np.float32))
            taken.append((name, {"": array.astype(np.float16)}))
    if left:
        raise SystemExit(f"not found in the network: {', '.join(left)}")
    file = model.SerializeToString()
    starts = {name: file.index(given[name].raw_data) for name, _ in taken}
    cuts, graph, last = [], b"", 0
    for number, (name, arrays) in enumerate(sorted(taken, key=lambda one: starts[one[0]])):
        graph += file[last : starts[name]]
        last = starts[name] + len(given[name].raw_data)
        cuts.append(len(graph))
        found |= {f"{number}{ending}": array for ending, array in arrays.items()}
    graph += file[last:]
    found |= {"graph": np.frombuffer(graph, np.uint8), "cuts": np.array(cuts)}
    if joined(found) != file:
        raise SystemExit("the network is not what its parts make")
    return found


def nearest(matrix: NDArray[np.float32], packed: Packed) -> str:
    """Return the name of the packed matrix that is nearest to one ``[inputs, outputs]``."""
    alike = (name for name, (whole, _, _) in packed.items() if whole.shape == matrix.shape)

    def distance(name: str) -> float:
        whole, factors, scales = packed[name]
        return float(np.abs(matrix - whole * factors.repeat(len(whole) // len(factors), 0) * scales).max())

    return min(alike, key=distance)


def own_rows(table: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """The frequent pieces' own numbers, packed; the last row, of zeros, is that of all other pieces."""
    frequent = np.flatnonzero(np.abs(table).max(1))
    place = np.full(len(table), len(frequent) + 1, np.uint16)
    place[frequent] = np.arange(len(frequent))
    rows = np.zeros((len(frequent) + 2, table.shape[1]), np.float32)
    rows[:-2] = table[frequent]
    scales = (np.abs(rows).max(1) / MOST).astype(np.float16)
    steps = np.maximum(scales.astype(np.float32), 1e-12)
    whole = np.round(rows / steps[:, None]).astype(np.int8)
    return {"place": place, "own": halved(whole), "own/scales": scales}


def ship(weights: Path, folder: Path) -> dict[str, float]:
    """Write ``stance.npz``; return how far the scores are off, and the megabytes."""
    network = load_network(torch.load(weights))
    wanted = scores(network, SAMPLE)
    if not isinstance(network, Wide):
        raise SystemExit(f"{weights} holds another network than the one that ships")
    own = own_rows(network.word.own.numpy())
    packed = plain_weights(network)
    with tempfile.TemporaryDirectory() as scratch:
        full, quantised = Path(scratch) / "full.onnx", Path(scratch) / "int8.onnx"
        export(network, full)
        quantise(full, quantised)
        np.savez_compressed(folder / "stance.npz", **cut(quantised, packed), **own)
    found = read_network(folder)(SAMPLE)
    size = (folder / "stance.npz").stat().st_size
    return {"largest difference": float(np.abs(wanted - found).max()), "megabytes": round(size / 1e6, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    print(json.dumps(ship(given.weights, given.folder)))


if __name__ == "__main__":
    main()
