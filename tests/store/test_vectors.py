"""Vectors are made once and come back as they were."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.comparison.meaning import Meaning
from onrecord.encoding.words import Floats
from onrecord.store.opening import open_engine
from onrecord.store.vectors import kept_encoder


def test_a_vector_is_made_once_and_gives_the_same_nearness(tmp_path: Path) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> Floats:
        asked.extend(texts)
        found = np.random.default_rng([len(text) for text in texts]).normal(size=(len(texts), 384))
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)

    one, other = ("the", "ferry", "stays"), ("the", "boats", "remain", "here")
    plain = Meaning(encode)(one, other)
    asked.clear()
    engine = open_engine(tmp_path / "my.db", create=True)
    for _ in range(2):
        with engine.begin() as connection:
            assert Meaning(kept_encoder(connection, encode))(one, other) == plain
    engine.dispose()
    assert sorted(asked) == ["the boats remain here", "the ferry stays"]
