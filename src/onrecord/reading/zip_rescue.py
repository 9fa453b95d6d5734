"""The files at the head of a ZIP whose end, with its table of contents, is lost (APPNOTE.TXT, 4.3.7)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.reading.limits import Budget

HEADER = struct.Struct("<4s5H3I2H")
SIGNATURE = b"PK\x03\x04"
DESCRIPTOR = b"PK\x07\x08"
STORED, DEFLATED = 0, 8
CHUNK = 1 << 18


def rescued(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file that is whole, up to the first that is not."""
    stream.seek(0)
    while len(head := stream.read(HEADER.size)) == HEADER.size:
        signature, _, flags, method, _, _, crc, packed, _, name_size, extra_size = HEADER.unpack(head)
        if signature != SIGNATURE or flags & 1:
            return
        name = stream.read(name_size).decode("utf-8" if flags & 0x800 else "cp437", "replace")
        stream.seek(extra_size, 1)
        described = bool(flags & 8)
        data = _member(stream, method, packed, described, budget)
        if data is None or (not described and zlib.crc32(data) != crc):
            return
        if described:
            _skip_descriptor(stream)
        if not name.endswith("/"):
            budget.member()
            yield name, data


def _member(stream: BinaryIO, method: int, packed: int, described: bool, budget: Budget) -> bytes | None:
    if method == STORED and not described:
        data = stream.read(packed) if packed <= budget.limits.whole else b""
        budget.spend(len(data))
        return data if len(data) == packed else None
    return _inflated(stream, budget) if method == DEFLATED else None


def _inflated(stream: BinaryIO, budget: Budget) -> bytes | None:
    engine, pieces, size = zlib.decompressobj(-15), [], 0
    while not engine.eof:
        data = engine.unconsumed_tail or stream.read(CHUNK)
        if not data:
            return None
        try:
            piece = engine.decompress(data, CHUNK)
        except zlib.error:
            return None
        budget.spend(len(piece))
        size += len(piece)
        if size > budget.limits.whole:
            return None
        pieces.append(piece)
    stream.seek(-len(engine.unused_data), 1)
    return b"".join(pieces)


def _skip_descriptor(stream: BinaryIO) -> None:
    start = stream.read(4)
    stream.seek(12 if start == DESCRIPTOR else 8, 1)
