"""Sketches choose what is about the same, word order aside."""

import numpy as np

from onrecord.encoding.sketches import sketches


def test_texts_about_the_same_are_nearer() -> None:
    one, same, other = sketches(
        ["the harbour is closed", "the port will be shut", "grain prices fell by four per cent"]
    )
    assert one @ same > 0.3 > one @ other


def test_nothing_telling_gives_zeros() -> None:
    assert not sketches(["", "and of the."]).any() and sketches(["quay"]).shape == (1, 384)
    assert np.allclose(np.linalg.norm(sketches(["quay wall"]), axis=1), 1)
