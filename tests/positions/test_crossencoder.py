"""The shipped stance network's file: missing, damaged, and the rows that it reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.encoding.packing import halved, multiplied
from onrecord.encoding.words import words
from onrecord.errors import ModelError
from onrecord.positions.crossencoder import Rows, folder, read_network


def test_a_missing_or_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall"):
        read_network(tmp_path)
    shipped = Path(str(folder())) / "stance.npz"
    (tmp_path / "stance.npz").write_bytes(shipped.read_bytes()[:100_000])
    with pytest.raises(ModelError, match="reinstall"):
        read_network(tmp_path)


def test_a_piece_has_its_shared_row_and_its_own() -> None:
    place = np.full(30522, 1, np.uint16)
    place[2000] = 0
    own = halved(np.array([[3, -7], [0, 0]], np.int8))
    rows = Rows(words(), {"place": place, "own": own, "own/scales": np.array([0.5, 0], np.float16)})
    ids = np.array([2000, 2001])
    found = rows(ids)
    assert np.array_equal(found[:, :-2], words()(ids))
    assert found[:, -2:].tolist() == [[1.5, -3.5], [0, 0]]


def test_no_two_products_overflow_sixteen_bits() -> None:
    """So processors add them where they have no instruction for it (VNNI); saturated sums ruin the scores."""
    with (Path(str(folder())) / "stance.npz").open("rb") as file, np.load(file) as arrays:
        names = [name.removesuffix("/factors") for name in arrays.files if name.endswith("/factors")]
        most = [np.abs(multiplied(arrays[name], arrays[f"{name}/factors"])).max() for name in names]
    assert len(most) > 20
    assert 2 * 255 * int(max(most)) < 2**15
