"""Take attention heads and feed-forward units out of a network, without training.

``python -m train.attribution.narrowing POLNEAR WEIGHTS.pt OUT.pt --heads 8 --inner 768`` leaves out one by
one what the rest can best stand in for, and sets the matrix behind them anew by least squares on training
texts (the optimal brain surgeon, Hassibi and Stork 1993, layer by layer).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from train.attribution.corpus import read_split
from train.attribution.network import HEAD, Network, load_network
from train.attribution.smoothing import read_texts
from train.encoder import Layer

EVERY = 14
"""One in so many training documents is looked at."""

AT_ONCE = 96
"""Feed-forward units left out between two looks at the rest."""

RIDGE = 1e-4

Products = dict[tuple[int, str], Tensor]
"""By layer and matrix: the products of its inputs with one another, summed; the last input is always 1."""


def narrowed(network: Network, texts: Iterable[str], heads: int, inner: int) -> Network:
    """Return a copy with so many attention heads and feed-forward units in each layer."""
    products = _products(network, texts)
    small = Network(len(network.layers), heads, inner)
    small.load_state_dict(network.state_dict_without_layers(), strict=False)
    for number, (mine, theirs) in enumerate(zip(small.layers, network.layers, strict=True)):
        state = theirs.state_dict()
        state |= _fewer_heads(theirs, products[number, "out"], heads)
        state |= _fewer_units(theirs, products[number, "down"], inner)
        mine.load_state_dict(state)
    return small


def keep(products: Tensor, matrix: Tensor, groups: int, wanted: int, at_once: int) -> tuple[Tensor, Tensor]:
    """Return which groups of inputs to keep, and the matrix that does best with them alone.

    ``matrix`` ``[inputs + 1, outputs]`` has the bias as its last row. A group is worth the squared error that
    leaving it out adds once the others have been set anew.
    """
    size = (len(matrix) - 1) // groups
    products = products.double() / products[-1, -1]
    products += RIDGE * products.diagonal()[:-1].mean() * torch.eye(len(matrix))
    aims, kept = products @ matrix.double(), torch.arange(groups)
    while True:
        rows = torch.cat(
            [(kept[:, None] * size + torch.arange(size)).flatten(), torch.tensor([len(matrix) - 1])]
        )
        inverse = torch.linalg.inv(products[rows][:, rows])
        best = inverse @ aims[rows]
        if len(kept) == wanted:
            return kept, best.float()
        inside = inverse[:-1, :-1].unflatten(0, (-1, size)).unflatten(2, (-1, size))
        blocks = inside.diagonal(dim1=0, dim2=2).permute(2, 0, 1)
        own = best[:-1].unflatten(0, (-1, size))
        worth = (own * torch.linalg.solve(blocks, own)).flatten(1).sum(1)
        left_out = worth.argsort()[: min(at_once, len(kept) - wanted)]
        kept = kept[~torch.isin(torch.arange(len(kept)), left_out)]


def _fewer_units(layer: Layer, products: Tensor, inner: int) -> dict[str, Tensor]:
    kept, best = keep(products, _with_bias(layer.down), layer.up.out_features, inner, AT_ONCE)
    return {
        "up.weight": layer.up.weight[kept],
        "up.bias": layer.up.bias[kept],
        "down.weight": best[:-1].T,
        "down.bias": best[-1],
    }


def _fewer_heads(layer: Layer, products: Tensor, heads: int) -> dict[str, Tensor]:
    kept, best = keep(products, _with_bias(layer.out), layer.heads, heads, 1)
    qkv = {
        f"qkv.{name}": value.unflatten(0, (3, layer.heads, HEAD))[:, kept].flatten(0, 2)
        for name, value in layer.qkv.named_parameters()
    }
    return {**qkv, "out.weight": best[:-1].T, "out.bias": best[-1]}


def _with_bias(linear: nn.Linear) -> Tensor:
    return torch.cat([linear.weight.T, linear.bias[None]])


def _products(network: Network, texts: Iterable[str]) -> Products:
    found: Products = {}
    hooks = list(_watch(network, found))
    read_texts(network, texts)
    for hook in hooks:
        hook.remove()
    return found


def _watch(network: Network, found: Products) -> Iterator[torch.utils.hooks.RemovableHandle]:
    def add(key: tuple[int, str], x: Tensor) -> None:
        rows = nn.functional.pad(x.detach().flatten(0, -2), (0, 1), value=1.0)
        found[key] = found.get(key, 0) + rows.T @ rows

    for number, layer in enumerate(network.layers):
        for name in ("out", "down"):
            yield getattr(layer, name).register_forward_pre_hook(
                lambda _, inputs, key=(number, name): add(key, inputs[0])
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--heads", type=int, default=8)
    parser.add_argument("--inner", type=int, default=768)
    given = parser.parse_args()
    torch.set_num_threads(1)
    texts = (marked.text for marked in read_split(given.polnear / "train")[::EVERY])
    small = narrowed(load_network(given.weights), texts, given.heads, given.inner)
    torch.save(small.state_dict(), given.out)


if __name__ == "__main__":
    main()
