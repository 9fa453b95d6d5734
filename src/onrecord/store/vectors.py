"""Vectors of what sentences mean, kept in the record: each is made once, by whichever add first needs it."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b

import numpy as np
from sqlalchemy import Connection, delete, insert, select

from onrecord.comparison.meaning import Encode
from onrecord.encoding import sentences
from onrecord.encoding.words import Floats
from onrecord.store import tables

_SCALE = 127
"""A vector of length one is kept as whole numbers up to this, and is the same when it comes back."""


def kept_encoder(connection: Connection, encode: Encode | None = None) -> Encode:
    """Return an encoder that looks in the record first; vectors of another network are thrown away."""
    table, network = tables.vector, _network()
    connection.execute(delete(table).where(table.c.network != network))

    def read(text: str) -> Floats:
        name = blake2b(text.encode(), digest_size=12).hexdigest()
        kept = connection.execute(select(table.c.vector).where(table.c.id == name)).scalar()
        if kept is None:
            kept = np.round((encode or sentences.load())([text])[0] * _SCALE).astype(np.int8).tobytes()
            connection.execute(insert(table).values(id=name, network=network, vector=kept))
        vector: Floats = np.frombuffer(kept, np.int8).astype(np.float32) / np.float32(_SCALE)
        return vector

    return lambda texts: np.stack([read(text) for text in texts])


@cache
def _network() -> str:
    """Return a mark of the shipped network's files."""
    digest = blake2b(digest_size=6)
    for file in sorted(sentences.folder().iterdir(), key=lambda file: file.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()
