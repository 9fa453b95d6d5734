"""An int8 network packed into half its size: four bits a weight, and a whole factor for each block of them.

The package holds such an ONNX file cut at its large matrices. An int8 matrix is written as numbers from -7 to
7, two to a byte, and factors from 1 to 9, one for every 64 inputs of an output (quantised in two steps, as
in Dettmers et al. 2023, QLoRA): their products are the int8 numbers themselves, so what runs is an int8
network like any other. A matrix that does not run in int8 is written in float16.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 64
"""How many inputs share a factor."""

MOST = 7
"""The largest number that four bits hold here; -8 is left out."""

FACTORS = 9
"""The largest factor. Products then reach 63, of the 127 that int8 has: without VNNI a processor adds two
products with activations in 16 bits, which 64 would overflow."""

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int8]
Arrays = Mapping[str, NDArray[Any]]


def halved(weights: Whole) -> Bytes:
    """Put numbers -7..7 ``[inputs, outputs]`` two to a byte: ``[inputs / 2, outputs]``, the first half of the
    inputs in the lower bits.
    """
    first, second = np.split((weights + 8).astype(np.uint8), 2)
    found: Bytes = np.bitwise_or(first, second * np.uint8(16))
    return found


def whole(halves: Bytes) -> Whole:
    """Undo :func:`halved`."""
    return np.concatenate([halves & 15, halves >> 4]).astype(np.int8) - np.int8(8)


def multiplied(halves: Bytes, factors: Bytes) -> Whole:
    """Return the int8 matrix ``[inputs, outputs]`` of halved numbers and factors ``[blocks, outputs]``."""
    found = whole(halves)
    blocks = found.reshape(len(factors), BLOCK, -1)
    blocks *= factors.astype(np.int8)[:, None]
    return found


def joined(arrays: Arrays) -> bytes:
    """Return the ONNX file of which ``graph`` is all but the matrices, to be put in at the offsets ``cuts``.

    The matrix of the first cut is ``0``, with factors ``0/factors`` where it is int8, and so on.
    """
    graph = arrays["graph"].tobytes()
    cuts = [0, *arrays["cuts"].tolist(), len(graph)]
    parts = [graph[: cuts[1]]]
    for number, (start, end) in enumerate(pairwise(cuts[1:])):
        matrix = arrays[f"{number}"]
        if f"{number}/factors" in arrays:
            matrix = multiplied(matrix, arrays[f"{number}/factors"])
        else:
            matrix = matrix.astype(np.float32)
        parts += [matrix.tobytes(), graph[start:end]]
    return b"".join(parts)
