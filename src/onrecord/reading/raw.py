"""What every reader makes of bytes: texts with what was stated about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.errors import ReadError
from onrecord.model import Issue
from onrecord.reading.facts import Facts

NOTHING = Facts()


@dataclass(frozen=True, slots=True)
class Raw:
    """A text before it is a document. ``path`` is a file, ``file#3`` (a record) or ``archive!member``."""

    path: str
    text: str
    facts: Facts = NOTHING


Raws = Iterator[Raw | Issue]


def issue_of(error: ReadError) -> Issue:
    """Return the row that tells of an error."""
    return Issue(error.where, error.reason, error.detail)


def whole(stream: BinaryIO, where: str, most: int) -> bytes:
    """Return all bytes of a stream; raises ``ReadError`` when there are more than ``most``."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise ReadError(where, "too-large", f"larger than {most:,} bytes; split it and add the parts.")
    return data
