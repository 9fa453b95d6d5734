"""Int8 matrices in four bits a weight: nothing is lost on the way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.encoding.packing import BLOCK, FACTORS, MOST, halved, joined, multiplied, whole

SHAPES = st.tuples(st.integers(1, 3).map(lambda blocks: blocks * BLOCK), st.integers(1, 5))


@given(SHAPES.flatmap(lambda shape: arrays(np.int8, shape, elements=st.integers(-MOST, MOST))))
def test_halved_numbers_come_back(weights: np.ndarray) -> None:
    halves = halved(weights)
    assert halves.nbytes * 2 == weights.nbytes
    assert np.array_equal(whole(halves), weights)


@given(SHAPES, st.data())
def test_a_factor_counts_for_its_block_and_output(shape: tuple[int, int], data: st.DataObject) -> None:
    weights = data.draw(arrays(np.int8, shape, elements=st.integers(-MOST, MOST)))
    blocks = shape[0] // BLOCK
    factors = data.draw(arrays(np.uint8, (blocks, shape[1]), elements=st.integers(1, FACTORS)))
    found = multiplied(halved(weights), factors)
    assert found.dtype == np.int8
    for block in range(blocks):
        rows = slice(block * BLOCK, (block + 1) * BLOCK)
        assert np.array_equal(found[rows], weights[rows].astype(int) * factors[block])


def test_matrices_are_put_where_the_file_was_cut() -> None:
    weights = np.full((BLOCK, 2), 3, np.int8)
    plain = np.array([[0.5, -2.0]], np.float16)
    file = {
        "graph": np.frombuffer(b"onetwothree", np.uint8),
        "cuts": np.array([3, 6]),
        "0": halved(weights),
        "0/factors": np.full((1, 2), 5, np.uint8),
        "1": plain,
    }
    assert (
        joined(file) == b"one" + bytes([15]) * (2 * BLOCK) + b"two" + plain.astype("<f4").tobytes() + b"three"
    )
