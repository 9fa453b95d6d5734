"""Bytes to documents: every input that the program reads, and nothing about what the texts say.

``read`` takes a path, folder, glob, archive or url; ``expand`` lists the units of work behind paths and
``read_unit`` reads one; ``read_bytes`` and ``read_text`` are pure. Content that cannot be read comes back as
an ``Issue``, never as an exception.
"""

from __future__ import annotations

from onrecord.reading.blobs import FAULT, read_bytes
from onrecord.reading.documents import read_text
from onrecord.reading.files import STANDARD_INPUT, WEB, expand, read, read_unit
from onrecord.reading.limits import Limits

__all__ = [
    "FAULT",
    "STANDARD_INPUT",
    "WEB",
    "Limits",
    "expand",
    "read",
    "read_bytes",
    "read_text",
    "read_unit",
]
