"""What ships -> weights to train on from: undoes ``train.stance.export``, as far as rounding allows.

``python -m train.stance.thaw OUT.pt`` reads the network in the package. Its large matrices come back as the
four bits and factors give them, so nothing of what it knows is lost.
"""

from __future__ import annotations

import argparse
import re
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from onrecord.encoding.packing import joined
from onrecord.positions.crossencoder import Rows, folder
from train.stance.export import MOST_PIECES
from train.stance.large import distances
from train.stance.wide import PIECES, SHARED, Wide


def thawed(place: Traversable) -> dict[str, Tensor]:
    """Return the weights of the network in ``place``, as :class:`train.stance.wide.Wide` names them."""
    with (place / "stance.npz").open("rb") as file, np.load(file) as arrays:
        graph = onnx.load_from_string(joined(arrays)).graph
        own = Rows(lambda ids: np.zeros((len(ids), SHARED), np.float32), arrays)(np.arange(PIECES))
    given = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {
        re.sub(r"\.layer\.(?=\w+\.)", ".", name.removeprefix("network.")): array
        for name, array in given.items()
        if name.startswith("network.") and "Transposed" not in name
    }
    for node in graph.node:
        place_of = re.fullmatch(r"/(.+?)/(?:Gemm_)?MatMul(?:_quant)?", node.name)
        if place_of and node.input[1] in given:
            matrix = given[node.input[1]]
            if matrix.dtype == np.int8:
                matrix = matrix * given[node.input[1].removesuffix("_quantized") + "_scale"]
            path = place_of[1].replace("/", ".")
            found[{"map": "word.map"}.get(path, path) + ".weight"] = matrix.T
    near = np.zeros((int(distances(MOST_PIECES).max()) + 1, given["biases"].shape[1]), np.float32)
    steps = distances(MOST_PIECES)
    near[torch.cat([steps[:, 0].flip(0)[:-1], steps[0]]).numpy()] = given["biases"]
    found |= {"near": near, "word.own": own[:, SHARED:]}
    network = Wide().state_dict()
    position = network["position.weight"].numpy().copy()
    position[:MOST_PIECES] = found["position.weight"]
    found["position.weight"] = position
    if set(found) != set(network):
        raise SystemExit(f"names differ: {sorted(set(found) ^ set(network))}")
    return {name: torch.tensor(np.ascontiguousarray(array)) for name, array in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    torch.save(thawed(folder()), parser.parse_args().out)


if __name__ == "__main__":
    main()
