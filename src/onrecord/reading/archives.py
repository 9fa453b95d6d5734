"""ZIP, TAR and compressed files, read in place: nothing is ever written, names are only labels."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO

from onrecord.errors import ReadError
from onrecord.model import Issue
from onrecord.reading.limits import Budget
from onrecord.reading.raw import issue_of
from onrecord.reading.zip_rescue import rescued

Members = Iterator[tuple[str, bytes | Issue]]
BROKEN = (
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    tarfile.TarError,
)
OFFICE = ("[content_types].xml", "mimetype")
OPENERS: dict[str, Callable[[IO[bytes]], object]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}
CHUNK = 1 << 18


class Unpacked(io.RawIOBase):
    """A decompressing stream that counts what it gives against a budget; it can be sought from its start."""

    def __init__(self, packed: IO[bytes], where: str, budget: Budget) -> None:
        self._packed = packed
        self._where = where
        self._budget = budget
        self._furthest = 0
        self._position = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer; raises ``ReadError`` (``truncated``, ``too-large``)."""
        try:
            data = self._packed.read(len(buffer))
        except BROKEN as error:
            raise _truncated(self._where) from error
        self._position += len(data)
        self._budget.spend(max(0, self._position - self._furthest))
        self._furthest = max(self._furthest, self._position)
        buffer[: len(data)] = data
        return len(data)

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to ``offset`` from the start."""
        self._position = self._packed.seek(offset, whence)
        return self._position

    def tell(self) -> int:
        """How many bytes in."""
        return self._position


def unpacked(stream: BinaryIO, where: str, form: str, budget: Budget) -> BinaryIO:
    """Return the decompressed bytes of a gzip, bzip2 or xz stream, as a stream."""
    packed: Any = OPENERS[form](stream)
    return io.BufferedReader(Unpacked(packed, where, budget), CHUNK)


def is_warc(stream: BinaryIO) -> bool:
    """Say whether a gzip stream holds web archive records."""
    try:
        return gzip.GzipFile(fileobj=stream).read(5) == b"WARC/"
    except BROKEN:
        return False
    finally:
        stream.seek(0)


def size_of(stream: BinaryIO) -> int:
    """Return how many bytes a seekable stream has (0 when it cannot tell)."""
    try:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        return size
    except (OSError, ValueError, ReadError):
        stream.seek(0)
        return 0


def from_zip(stream: BinaryIO, where: str, budget: Budget) -> Members:
    """Yield the files in a ZIP (in a WACZ: its WARC files) as name and bytes, or an issue.

    Raises:
        ReadError: it is an office file or an e-book (``format``), or more than its budget (``too-large``).
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, *BROKEN):
        yield from rescued(stream, budget)
        yield where, issue_of(_truncated(where))
        return
    with archive:
        names = {info.filename.lower() for info in archive.infolist()}
        if names.intersection(OFFICE):
            raise ReadError(
                where, "format", "an office or e-book file; save it as text or HTML and add that."
            )
        is_wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
        for info in archive.infolist():
            name = info.filename
            if info.is_dir() or _hidden(name) or (is_wacz and not name.lower().startswith("archive/")):
                continue
            budget.member()
            yield name, _zip_member(archive, info, f"{where}!{name}", budget)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, budget: Budget) -> bytes | Issue:
    if info.flag_bits & 1:
        return Issue(where, "format", "locked with a password; unpack it and add the folder.")
    try:
        with archive.open(info) as member:
            return _all(member, where, budget)
    except ReadError as error:
        if error.where != where:
            raise
        return issue_of(error)
    except (zipfile.BadZipFile, *BROKEN):
        return issue_of(_truncated(where))


def from_tar(stream: BinaryIO, where: str, budget: Budget) -> Members:
    """Yield the regular files in a TAR as name and bytes, or an issue.

    Raises:
        ReadError: it is cut short (``truncated``), or more than its budget (``too-large``).
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                budget.member()
                if info.isfile() and not _hidden(info.name):
                    yield info.name, _tar_member(archive, info, f"{where}!{info.name}", budget)
    except BROKEN as error:
        raise _truncated(where) from error


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, where: str, budget: Budget) -> bytes | Issue:
    member = archive.extractfile(info)
    if member is None:
        return Issue(where, "format", "not a regular file.")
    try:
        data = _all(member, where, budget)
    except ReadError as error:
        if error.where != where:
            raise
        return issue_of(error)
    if len(data) < info.size:
        raise tarfile.ReadError("unexpected end of data")
    return data


def _all(member: IO[bytes], where: str, budget: Budget) -> bytes:
    pieces, size = [], 0
    while piece := member.read(CHUNK):
        budget.spend(len(piece))
        size += len(piece)
        if size > budget.limits.whole:
            raise ReadError(
                where, "too-large", f"larger than {budget.limits.whole:,} bytes; unpack it first."
            )
        pieces.append(piece)
    return b"".join(pieces)


def _hidden(name: str) -> bool:
    return any(
        (part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/")
    )


def _truncated(where: str) -> ReadError:
    return ReadError(
        where, "truncated", "cut short or damaged; what could be read before that was. Get it again."
    )
