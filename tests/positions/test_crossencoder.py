"""The shipped stance network's file: missing, damaged, and the rows that it reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.encoding.packing import halved
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
