"""The pretrained encoder -> the files that ship: an int8 ONNX network and the word table that all networks
read.

``python -m train.sentence.export`` writes ``sentence/sentence.onnx``, its model card and ``words.npz`` into
the package, and prints the network's size and how near its vectors are to those of PyTorch.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.attribution.network import tokenizer
from onrecord.encoding.sentences import LONGEST, WIDTH, folder, load
from onrecord.encoding.words import CLS, SEP, plain
from train.attribution.export import FusedLayer
from train.encoder import Layer, encoder_folder, pretrained
from train.stance.export import quantise

CARD = (Path(__file__).parent / "CARD.md").read_text(encoding="utf-8")
SENTENCES = (
    "The harbour will not close before the new quay is finished.",
    "He said that nobody would shut the port until the works were over.",
    "The council voted for a bridge of timber over the northern sound.",
    "Grain prices in Karsk fell by four per cent after the storm.",
)


class Network(nn.Module):
    """Rows of the word table ``[1, length, width]`` -> their mean after the last layer, of length one."""

    def __init__(self, layers: int = 6, heads: int = 12) -> None:
        super().__init__()
        self.position, self.kind = nn.Embedding(LONGEST, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, heads, 0.0) for _ in range(layers))

    def forward(self, words: Tensor) -> Tensor:
        x = self.norm(words + self.position.weight[: words.shape[1]] + self.kind.weight[0])
        for layer in self.layers:
            x = layer(x, None)
        return functional.normalize(x.mean(1), dim=-1)


def write_words(table: Tensor, path: Path) -> None:
    """Write the word table in int8, each row with its own scale."""
    rows = table.numpy()
    scales = np.abs(rows).max(1) / 127
    scales[scales == 0] = 1
    np.savez(path, rows=np.round(rows / scales[:, None]).astype(np.int8), scales=scales.astype(np.float32))


def export(network: Network, path: Path) -> None:
    """Write the network as float32 ONNX with a free length; the batch is always one sentence."""
    network.layers = nn.ModuleList(map(FusedLayer, network.layers))
    torch.onnx.export(
        network.eval(), (torch.randn(1, 40, WIDTH),), str(path), input_names=["words"],
        output_names=["vector"], dynamic_axes={"words": {1: "length"}}, opset_version=17, dynamo=False,
    )  # fmt: skip


def nearness(network: Network, table: Tensor) -> float:
    """Return the least cosine between what ships and PyTorch, over some sentences."""
    found = load()(SENTENCES)
    least = 1.0
    for sentence, vector in zip(SENTENCES, found, strict=True):
        ids = tokenizer().encode(plain(sentence), add_special_tokens=False).ids
        with torch.no_grad():
            wanted = network(table[[CLS, *ids, SEP]][None])[0].numpy()
        least = min(least, float(wanted @ vector))
    return least


def main() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(1)
    weights = pretrained(encoder_folder() / "model.safetensors", 6)
    table = weights.pop("word.weight")
    weights["position.weight"] = weights["position.weight"][:LONGEST]
    network = Network()
    network.load_state_dict(weights)
    place = Path(str(folder()))
    out, words = place / "sentence.onnx", place.parent / "words.npz"
    write_words(table, words)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        export(network.eval(), full)
        quantise(full, out)
    (place / "README.md").write_text(CARD, encoding="utf-8")
    megabytes = round(out.stat().st_size / 1e6, 1)
    print(json.dumps({"nearness": round(nearness(network, table), 4), "megabytes": megabytes}))


if __name__ == "__main__":
    main()
