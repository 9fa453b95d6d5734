"""The file that ships -> weights to go on training from, where the checkpoints of its training are lost.

``python -m train.stance.unpack OUT [FOLDER]`` reads ``stance.onnx`` and writes ``OUT/0.pt``, ``OUT/1.pt``
..., one for each network in it; their int8 matrices come back as near as their steps allow.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from onrecord.encoding.words import words
from onrecord.positions.crossencoder import folder

MATRICES = ("qkv", "out", "up", "down")
"""A layer's matrices, in the order in which a network runs them; they have no name of their own."""

_NAMED = re.compile(r"networks\.(\d+)\.(.+?)(?:_Transposed)?(_quantized)?")
_NAMELESS = re.compile(r"onnx::\w+_quantized")


def unpacked(path: Path) -> list[dict[str, Tensor]]:
    """Return the weights of each exported network under the names of ``train.stance.network``."""
    given = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}
    found: dict[int, dict[str, Tensor]] = defaultdict(dict)
    for name, array in given.items():
        match = _NAMED.fullmatch(name)
        if match and not name.endswith(("_scale", "_zero_point")):
            whole = _restored(given, name) if match[3] else torch.tensor(array)
            found[int(match[1])][match[2].replace(".layer.", ".")] = whole
    nameless = [name for name in given if _NAMELESS.fullmatch(name)]
    layers = len(nameless) // len(MATRICES) // len(found)
    for number, name in enumerate(nameless):
        layer, matrix = divmod(number, len(MATRICES))
        network, layer = divmod(layer, layers)
        found[network][f"layers.{layer}.{MATRICES[matrix]}.weight"] = _restored(given, name)
    shared = {"word.weight": torch.tensor(words()(np.arange(30522)))}
    first = found[0]
    return [{**first, **shared, **weights} for _, weights in sorted(found.items())]


def _restored(given: dict[str, np.ndarray], name: str) -> Tensor:
    """Return a matrix ``[outputs, inputs]`` from its whole numbers ``[inputs, outputs]`` and their scales."""
    own = name.removesuffix("_quantized")
    steps = given[name].astype(np.float32) - given[f"{own}_zero_point"].astype(np.float32)
    return torch.tensor((steps * given[f"{own}_scale"]).T.copy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(str(folder())))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for number, weights in enumerate(unpacked(given.folder / "stance.onnx")):
        torch.save(weights, given.out / f"{number}.pt")


if __name__ == "__main__":
    main()
